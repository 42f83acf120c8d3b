"""Runs the tasks that were put into the queue."""

import click
from django.core.management import call_command

from wangdian.entrypoints.cli.bank import needs_bank


@click.command("tasks")
@needs_bank
def command() -> None:
    """Runs queued tasks until it is told to end; any number of them may run."""
    call_command("db_worker", verbosity=0)
