"""Opens an empty bank."""

import sys

import click
from django.core.management import call_command
from django.utils.translation import gettext as _

from wangdian.apps.outlets.actions.load_official_days import load_delivered
from wangdian.apps.people.actions.open_bank import open_bank
from wangdian.domain.rights import SYSTEM
from wangdian.entrypoints.cli.bank import make_place


@click.command("init")
@click.option("--code", default="HQ", show_default=True, help="Code of the head office.")
@click.option("--name", "name_zh", prompt=True, help="Chinese name of the bank's head office.")
@click.option("--name-en", default="", help="English name of the bank's head office.")
@click.option("--login", prompt=True, help="Login name of the first administrator.")
@click.option("--person", "person_name", prompt=True, help="Name of the first administrator.")
@click.option("--language", type=click.Choice(["zh-hans", "en"]), default="zh-hans", show_default=True,
              help="Language of the first administrator.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def command(
    code: str, name_zh: str, name_en: str, login: str, person_name: str, language: str, password_stdin: bool,
) -> None:
    """Prepares the records and makes the head office and its first administrator; refuses if there is a bank."""
    make_place()
    call_command("migrate", interactive=False, verbosity=0)
    open_bank(
        code=code, name_zh=name_zh, name_en=name_en, login=login, person_name=person_name, language=language,
        password=_password(password_stdin),
    )
    load_delivered(SYSTEM)
    click.echo(_("The bank is open: log in as %(login)s.") % {"login": login})


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True)
    return typed
