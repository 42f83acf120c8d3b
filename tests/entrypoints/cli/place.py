"""A bank of its own for a test of the command line: a folder, a database, and `wangdian` run in a process."""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

SERVER = os.environ.get("WANGDIAN_DATABASE_URL", "")
"""A PostgreSQL on which databases may be made, when the suite runs on it; else SQLite."""
PASSWORD = "plum-river-42"


@dataclass(frozen=True)
class Place:
    """`folder` is WANGDIAN_VAR; `url` the PostgreSQL database, or "" for SQLite in the folder."""

    folder: Path
    url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WANGDIAN_", "DJANGO_", "LC_", "LANG"))}
        own = {"WANGDIAN_VAR": str(self.folder), "WANGDIAN_DATABASE_URL": self.url}
        return kept | {name: value for name, value in own.items() if value} | self.environment

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "wangdian.entrypoints.cli.main", *arguments]

    def run(self, *arguments: str, stdin: str = "", fails: bool = False) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self.command(*arguments), env=self.env, input=stdin, capture_output=True, text=True, check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done

    def open_bank(self) -> None:
        given = ["--name", "青禾银行", "--login", "first", "--person", "Test", "--password-stdin"]
        self.run("init", *given, stdin=PASSWORD)

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[tuple[object, ...]] | sqlite3.Connection]:
        """A connection that commits each statement."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as connection:
                yield connection
        else:
            database = sqlite3.connect(self.folder / "wangdian.sqlite3", isolation_level=None, timeout=20)
            with closing(database) as connection:
                yield connection

    def tables(self) -> dict[str, list[tuple[str, ...]]]:
        """Every row of every table, in an order that does not depend on the database."""
        listing = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" if self.url
            else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        with self.connected() as connection:
            names = [str(name) for (name,) in connection.execute(listing).fetchall()]
            return {
                name: sorted(tuple(map(str, row)) for row in connection.execute(f'SELECT * FROM "{name}"').fetchall())
                for name in names
            }


@contextmanager
def empty_database(like: str = "") -> Iterator[str]:
    """The address of a new PostgreSQL database, a copy of `like` if given; "" when the suite runs on SQLite."""
    if not SERVER.startswith("postgres"):
        yield ""
        return
    name = f"wangdian_{secrets.token_hex(6)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        pattern = urlsplit(like).path.lstrip("/") or "template1"
        making = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(making.format(sql.Identifier(name), sql.Identifier(pattern)))
    try:
        yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
