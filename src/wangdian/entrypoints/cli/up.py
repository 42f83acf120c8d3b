"""Starts everything on this machine, keeps it running, and says where it is."""

import os
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import click
import segno
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.translation import gettext as _

from wangdian.adapters.certificates.addresses import listens_everywhere, names_of_this_machine
from wangdian.adapters.certificates.authority import Authority, Pair
from wangdian.adapters.certificates.handing_out import PLACE, hand_out
from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.cli.web import PEM
from wangdian.entrypoints.workers.supervisor import Program, Supervisor, stop_at_signals

LOOK_AT_CERTIFICATE_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where Wangdian listens; `pair` is there for HTTPS, `authority` if the certificate is our own."""

    host: str
    port: int
    names: tuple[str, ...]
    pair: Pair | None = None
    authority: Authority | None = None

    @property
    def address(self) -> str:
        name = f"[{self.names[0]}]" if ":" in self.names[0] else self.names[0]
        return f"{'https' if self.pair else 'http'}://{name}:{self.port}"


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--processes", default=1, show_default=True, help="Processes that serve the web.")
@click.option("--tls", is_flag=True, help="Serve HTTPS, with an authority of our own unless --cert is given.")
@click.option("--cert", type=PEM, help="Certificate chain (PEM) to serve HTTPS with.")
@click.option("--key", type=PEM, help="Key (PEM) of the certificate.")
@click.option("--ca-port", default=8080, show_default=True, help="Port that hands our authority to phones.")
@needs_bank
def command(
    host: str, port: int, processes: int, tls: bool, cert: Path | None, key: Path | None, ca_port: int,
) -> None:
    """Prepares the records, then runs web, courier and tasks until Ctrl-C or SIGTERM."""
    if (cert is None) != (key is None) or (cert and not tls):
        raise click.UsageError(_("Give --tls, --cert and --key together."))
    _must_be_free(host, port)
    names = tuple(names_of_this_machine(host))
    place = Place(host=host, port=port, names=names, pair=Pair(cert, key) if cert and key else None)
    if tls and place.pair is None:
        place = _with_own_authority(place)
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    stop = Event()
    stop_at_signals(stop)
    handing = hand_out(place.authority.certificate, host, ca_port) if place.authority else None
    Supervisor(_programs(place, processes), stop, _Watch(place, ca_port)).run()
    if handing is not None:
        handing.shutdown()


def _with_own_authority(place: Place) -> Place:
    authority = Authority(settings.VAR / "tls")
    authority.make_once(place.names)
    pair, _new = authority.server_pair(place.names)
    for name in place.names:
        if not authority.may_sign(name):
            click.echo(_("The authority was not made for %(name)s: phones will not trust it there.") % {"name": name})
    return Place(host=place.host, port=place.port, names=place.names, pair=pair, authority=authority)


def _must_be_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = _("Cannot listen on %(host)s port %(port)s: %(why)s") % {
                "host": host, "port": port, "why": error.strerror,
            }
            raise click.ClickException(why) from error


def _programs(place: Place, processes: int) -> list[Program]:
    wangdian = [sys.executable, "-m", "wangdian.entrypoints.cli.main"]
    environment = {
        "WANGDIAN_HOSTS": os.environ.get("WANGDIAN_HOSTS", ",".join([*map(_bracketed, place.names), "[::1]"])),
        "WANGDIAN_URL": os.environ.get("WANGDIAN_URL", place.address),
        "WANGDIAN_TLS": "1" if place.pair else os.environ.get("WANGDIAN_TLS", "0"),
    }
    web = [*wangdian, "web", "--host", place.host, "--port", str(place.port), "--processes", str(processes)]
    if place.pair:
        web += ["--cert", str(place.pair.certificate), "--key", str(place.pair.key)]
    return [
        Program("web", web, environment),
        Program("courier", [*wangdian, "courier"], environment),
        Program("tasks", [*wangdian, "tasks"], environment),
    ]


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name


class _Watch:
    """Says where Wangdian is once the web answers, and renews our own certificate long before it ends."""

    def __init__(self, place: Place, ca_port: int) -> None:
        self._place, self._ca_port = place, ca_port
        self._said = False
        self._look_at = time.monotonic() + LOOK_AT_CERTIFICATE_S

    def __call__(self, supervisor: Supervisor) -> None:
        if not self._said and self._answers():
            self._said = True
            self._say()
        if self._place.authority is not None and time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK_AT_CERTIFICATE_S
            _pair, new = self._place.authority.server_pair(self._place.names)
            if new:
                supervisor.restart("web")

    def _answers(self) -> bool:
        host = self._place.host
        own = ("::1" if ":" in host else "127.0.0.1") if listens_everywhere(host) else host
        try:
            socket.create_connection((own, self._place.port), timeout=1).close()
        except OSError:  # not yet
            return False
        return True

    def _say(self) -> None:
        click.echo(_("Wangdian is at %(address)s") % {"address": self._place.address})
        if self._place.authority is None:
            return
        address = f"http://{_bracketed(self._place.names[0])}:{self._ca_port}{PLACE}"
        click.echo(_("Phones install this authority once: %(address)s") % {"address": address})
        segno.make(address).terminal(compact=True)
        click.echo(_("Its SHA-256 must read %(fingerprint)s") % {"fingerprint": self._place.authority.fingerprint()})
