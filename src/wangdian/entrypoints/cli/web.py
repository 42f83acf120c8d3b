"""Serves the screens and the API."""

from pathlib import Path

import click
import uvicorn

PEM = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("web")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--processes", default=1, show_default=True, help="Processes that share the port.")
@click.option("--cert", type=PEM, help="Certificate chain (PEM) for HTTPS.")
@click.option("--key", type=PEM, help="Key (PEM) of the certificate.")
def command(host: str, port: int, processes: int, cert: Path | None, key: Path | None) -> None:
    """Serves the screens and the API alone; other machines may run the rest."""
    uvicorn.run(
        "wangdian.config.asgi:application", host=host, port=port, workers=processes, log_config=None,
        access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=10,
        ssl_certfile=cert, ssl_keyfile=key,
    )
