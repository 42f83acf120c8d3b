"""Registers the app that remembers accounts, roles, the organisation tree, inbox."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "wangdian.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
