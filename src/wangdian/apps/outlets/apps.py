"""Registers the app that remembers outlets, zones, opening calendars, subjects."""

from django.apps import AppConfig


class OutletsConfig(AppConfig):
    name = "wangdian.apps.outlets"
    label = "outlets"
    default_auto_field = "django.db.models.BigAutoField"
