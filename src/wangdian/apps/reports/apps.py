"""Registers the app that remembers scores and rankings."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "wangdian.apps.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
