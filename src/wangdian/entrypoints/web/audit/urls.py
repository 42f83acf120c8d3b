"""Addresses of the audit log."""

from django.urls import path

from wangdian.entrypoints.web.audit import views

urlpatterns = [path("", views.listed, name="audit.list")]
