"""The command `wangdian`: one module a command, loaded when it is asked for."""

import os
from importlib import import_module
from typing import Any

import click
import django
from django.utils import translation

from wangdian.entrypoints.cli.terminal import language_of_terminal
from wangdian.foundation.errors import Invalid, Refused

COMMANDS = {
    "up": "Starts everything on this machine and keeps it running.",
    "web": "Serves the screens and the API alone.",
    "courier": "Delivers facts and runs the schedule alone.",
    "tasks": "Runs queued tasks alone.",
    "catalogue": "Checks the standards, shows what of the source they carry, loads them.",
    "init": "Opens an empty bank with its first administrator.",
    "demo": "Fills an empty place with an invented bank.",
    "import": "Takes a spreadsheet in.",
    "export": "Writes a list into a spreadsheet.",
    "checklist": "Writes what is asked at an outlet as an XLSForm.",
    "edition": "Loads, compares, tries and adopts editions of the score sheet.",
    "photos": "Says which photos' time is over, or removes them.",
    "audit": "Shows whether the audit log is whole.",
    "backup": "Writes records and photos into one file, while in use.",
    "restore": "Lays a backup into an empty folder, checked throughout.",
}
"""Each name is a module of this folder with `command`, and what the list of commands says of it."""
MODULES = {"import": "import_file", "export": "export_file"}
"""Where the word cannot be the name of a module, and what goes with it."""


SERVICES = {"web", "courier", "tasks"}
"""These speak to many people, each in their own language; the others to who typed the command."""


class Lazy(click.Group):
    """Loads settings, apps and the command's module only for a command that is run or explained."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        start_django()
        if cmd_name not in SERVICES:
            translation.activate(language_of_terminal())
        command: click.Command = import_module(f"wangdian.entrypoints.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as error:
            raise click.ClickException(in_words(error)) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy)
@click.version_option(package_name="wangdian")
def main() -> None:
    """Wangdian keeps every outlet of a bank in order."""


def in_words(error: Refused) -> str:
    """What was refused, in the language of the terminal."""
    why = translation.gettext(error.why)
    first = why % error.params if error.params else why
    problems = error.problems if isinstance(error, Invalid) else ()
    return "\n".join([first, *(f"{p.field}: {translation.gettext(p.why)}" for p in problems)])


def start_django() -> None:
    """Loads settings and apps; what any command makes is for its owner alone."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangdian.config.settings.embedded")
    django.setup()


if __name__ == "__main__":
    main()
