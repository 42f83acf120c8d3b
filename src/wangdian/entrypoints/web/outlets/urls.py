"""Addresses of the outlet screens."""

from django.urls import path

from wangdian.entrypoints.web.outlets import views

urlpatterns = [
    path("", views.listed, name="outlets.list"),
    path("new/", views.new, name="outlets.new"),
]
