"""Addresses of day sheets."""

from django.urls import path

from wangdian.entrypoints.web.paper import views

urlpatterns = [
    path("", views.listed, name="paper"),
    path("print/", views.printed, name="paper.print"),
    path("<uuid:walk_id>/", views.desk, name="paper.desk"),
]
