"""Addresses of the inbox."""

from django.urls import path

from wangdian.entrypoints.web.inbox import views

urlpatterns = [
    path("", views.listed, name="inbox.list"),
    path("read/", views.read_all, name="inbox.read_all"),
    path("<int:news_id>/", views.opened, name="inbox.open"),
]
