"""Addresses of the organisation's tree."""

from django.urls import path

from wangdian.entrypoints.web.organisation import views

urlpatterns = [
    path("", views.listed, name="organisation.list"),
    path("new/", views.new, name="organisation.new"),
    path("<str:code>/", views.card, name="organisation.card"),
]
