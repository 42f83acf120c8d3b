"""Where the bank of this machine is kept: made by the commands that open one, asked for by those that need one."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.translation import gettext as _

from wangdian.adapters.own_folder import kept_key, make_own
from wangdian.apps.people.actions.open_bank import bank_is_open
from wangdian.entrypoints.cli.terminal import language_of_terminal

P = ParamSpec("P")
R = TypeVar("R")


def make_place() -> None:
    """Makes the folder, and keeps the key there unless the environment gives one."""
    make_own(settings.VAR)
    if settings.SECRET_KEY_FILE is not None:
        settings.SECRET_KEY = kept_key(settings.SECRET_KEY_FILE, settings.SECRET_KEY)


def needs_bank(command: Callable[P, R]) -> Callable[P, R]:
    """Begins `command` only where a bank was opened; elsewhere that is said, and nothing is made."""
    @wraps(command)
    def begin(*args: P.args, **named: P.kwargs) -> R:
        with translation.override(language_of_terminal()):
            _must_be_here()
        make_place()
        return command(*args, **named)
    return begin


def _must_be_here() -> None:
    lacks_file = connection.vendor == "sqlite" and not _has_file()
    try:
        is_here = not lacks_file and bank_is_open()
    except DatabaseError as error:
        raise click.ClickException(_("The database does not answer: %(why)s") % {"why": error}) from error
    if not is_here:
        place = settings.VAR if connection.vendor == "sqlite" else connection.settings_dict["NAME"]
        raise click.ClickException(_("There is no bank in %(place)s: `wangdian init` opens one.") % {"place": place})


def _has_file() -> bool:
    """SQLite makes the file of whoever asks, so that it must be looked for before."""
    name = str(connection.settings_dict["NAME"])
    return name == ":memory:" or name.startswith("file:") or Path(name).exists()
