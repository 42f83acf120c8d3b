"""Registers the app that remembers machines, signs, screens, kits, documents."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "wangdian.apps.assets"
    label = "assets"
    default_auto_field = "django.db.models.BigAutoField"
