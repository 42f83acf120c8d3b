"""Registers the app that remembers work orders and their clocks."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "wangdian.apps.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
