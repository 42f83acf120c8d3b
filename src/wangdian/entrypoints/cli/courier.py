"""Delivers facts to their listeners and runs the schedule."""

from threading import Event

import click

from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.workers.courier import work
from wangdian.entrypoints.workers.supervisor import stop_at_signals


@click.command("courier")
@needs_bank
def command() -> None:
    """Delivers facts and runs the schedule until it is told to end; any number of them may run."""
    stop = Event()
    stop_at_signals(stop)
    work(stop)
