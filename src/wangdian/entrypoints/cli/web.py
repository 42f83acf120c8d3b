"""Serves the screens and the API."""

import ipaddress
from collections.abc import Iterable
from pathlib import Path

import click
import uvicorn
from django.conf import settings
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from wangdian.entrypoints.cli.bank import needs_bank
from wangdian.entrypoints.cli.terminal import language_of_terminal

PEM = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("web")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--processes", default=1, show_default=True, help="Processes that share the port.")
@click.option("--cert", type=PEM, help="Certificate chain (PEM) for HTTPS.")
@click.option("--key", type=PEM, help="Key (PEM) of the certificate.")
@needs_bank
def command(host: str, port: int, processes: int, cert: Path | None, key: Path | None) -> None:
    """Serves the screens and the API alone; other machines may run the rest."""
    connections.close_all()
    uvicorn.run(
        "wangdian.config.asgi:application", host=host, port=port, workers=processes, log_config=None,
        access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=10,
        ssl_certfile=cert, ssl_keyfile=key,
        proxy_headers=bool(settings.TRUSTED_PROXIES), forwarded_allow_ips=_trusted(settings.TRUSTED_PROXIES),
    )


def _trusted(proxies: Iterable[str]) -> list[str]:
    """Addresses and networks whose word on who asks is believed; "*" would let everyone name another address."""
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            with translation.override(language_of_terminal()):
                told = _("WANGDIAN_TRUSTED_PROXIES names %(proxy)s, which is no address and no network.")
            raise click.ClickException(told % {"proxy": proxy}) from error
    return list(proxies)
