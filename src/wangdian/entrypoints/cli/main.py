"""The command `wangdian`: one module a command, gathered here."""

import os

import click
import django


@click.group()
@click.version_option(package_name="wangdian")
def main() -> None:
    """Wangdian keeps every outlet of a bank in order."""


def start_django() -> None:
    """Loads settings and apps; commands that touch rows call it first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
    django.setup()
