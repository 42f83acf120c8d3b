"""Runs the tasks that were put into the queue."""

import click
from django.core.management import call_command


@click.command("tasks")
def command() -> None:
    """Runs queued tasks until it is told to end; any number of them may run."""
    call_command("db_worker", verbosity=0)
