"""Addresses of the walks that were sent in."""

from django.urls import path

from wangdian.entrypoints.web.walks import views

urlpatterns = [
    path("", views.listed, name="walks.list"),
    path("<uuid:walk_id>/", views.card, name="walks.card"),
]
