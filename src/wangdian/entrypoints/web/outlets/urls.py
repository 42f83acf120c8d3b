"""Addresses of the outlet and zone screens."""

from django.urls import path

from wangdian.entrypoints.web.outlets import views, zone_views

urlpatterns = [
    path("", views.listed, name="outlets.list"),
    path("new/", views.new, name="outlets.new"),
    path("<str:code>/edit/", views.edit, name="outlets.edit"),
    path("<str:code>/close/", views.close, name="outlets.close"),
    path("<str:code>/reopen/", views.reopen, name="outlets.reopen"),
    path("<str:code>/zones/", zone_views.listed, name="zones.list"),
    path("<str:code>/zones/new/", zone_views.new, name="zones.new"),
    path("zones/<int:zone_id>/", zone_views.edit, name="zones.edit"),
    path("zones/<int:zone_id>/retire/", zone_views.retire, name="zones.retire"),
]
