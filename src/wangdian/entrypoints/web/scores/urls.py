"""Addresses of the score screens."""

from django.urls import path

from wangdian.entrypoints.web.scores import views

urlpatterns = [
    path("", views.listed, name="scores.list"),
    path("<str:code>/", views.outlet, name="scores.outlet"),
]
