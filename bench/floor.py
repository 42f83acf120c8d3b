"""What the same machine does without us: the rows and files of a walk written plainly and durably, and a bare view."""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from bench.figures import Figure, spread
from wangdian.apps.people.access import ROOT
from wangdian.apps.people.models import Unit

SECONDS, RUNS = 5.0, 200
ANSWERS, PHOTOS, PHOTO_BYTES = 60, 8, 300_000
TABLES = (
    "CREATE TABLE {0}walk (id varchar(36) PRIMARY KEY, outlet integer, walker integer, at varchar(32))",
    "CREATE TABLE {0}answer (id varchar(36) PRIMARY KEY, walk varchar(36), requirement integer, subject integer, "
    "says varchar(8), at varchar(32), said text)",
    "CREATE INDEX {0}answer_walk ON {0}answer (walk)",
    "CREATE INDEX {0}answer_pair ON {0}answer (subject, requirement)",
    "CREATE TABLE {0}photo (sha256 varchar(64) PRIMARY KEY, answer varchar(36), size integer, at varchar(32))",
)
PREFIX = "bench_floor_"


def bare(request: HttpRequest) -> HttpResponse:
    """A view with one query and nothing around it."""
    return HttpResponse(Unit.objects.filter(path=ROOT).values_list("name_zh", flat=True)[0])


urlpatterns = [path("", bare)]


def bare_view() -> list[Figure]:
    """The framework's own share of every screen: no middleware, no template."""
    with override_settings(ROOT_URLCONF="bench.floor", MIDDLEWARE=[]):
        client = Client(headers={"host": "127.0.0.1"})
        client.get("/")
        spans = []
        for _ in range(RUNS):
            began = time.perf_counter()
            client.get("/")
            spans.append(time.perf_counter() - began)
    return spread("a bare Django view with one query", spans)


def plain_writes() -> list[Figure]:
    """One thread, one transaction and eight files a walk, everything on the disk before the next walk."""
    folder = Path(tempfile.mkdtemp(prefix="floor-", dir=os.environ["WANGDIAN_VAR"]))
    try:
        with_files = _rate(_writer(folder), folder)
        without = _rate(_writer(folder), None)
    finally:
        shutil.rmtree(folder)
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return [
        Figure(f"plain {kind}, the same rows and 8 photos of 300 kB, each synced", round(with_files, 1), "walks/s"),
        Figure(f"plain {kind}, the same rows alone, each walk synced", round(without, 1), "walks/s"),
    ]


def _rate(write: Callable[[], None], photos: Path | None) -> float:
    began, done, data = time.perf_counter(), 0, os.urandom(PHOTO_BYTES)
    while time.perf_counter() - began < SECONDS:
        if photos is not None:
            for _ in range(PHOTOS):
                _synced(photos / uuid4().hex, data)
        write()
        done += 1
    return done / (time.perf_counter() - began)


def _synced(file: Path, data: bytes) -> None:
    with file.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    folder = os.open(file.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _writer(folder: Path) -> Callable[[], None]:
    return _in_postgres() if connection.vendor == "postgresql" else _in_sqlite(folder)


def _in_sqlite(folder: Path) -> Callable[[], None]:
    """A file of its own, as safe as ours: a write-ahead log that is synced at each commit."""
    there = sqlite3.connect(folder / f"{uuid4().hex}.sqlite3", isolation_level=None)
    there.execute("PRAGMA journal_mode=WAL")
    there.execute("PRAGMA synchronous=FULL")
    for table in TABLES:
        there.execute(table.format(PREFIX))

    def write() -> None:
        there.execute("BEGIN IMMEDIATE")
        for sql, rows in _rows("?"):
            there.executemany(sql, rows)
        there.execute("COMMIT")

    return write


def _in_postgres() -> Callable[[], None]:
    with connection.cursor() as cursor:
        for table in ("walk", "answer", "photo"):
            cursor.execute(f"DROP TABLE IF EXISTS {PREFIX}{table}")
        for table in TABLES:
            cursor.execute(table.format(PREFIX))

    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            for sql, rows in _rows("%s"):
                cursor.executemany(sql, rows)
            cursor.execute("COMMIT")

    return write


def _rows(mark: str) -> list[tuple[str, list[tuple[object, ...]]]]:
    walk, now = str(uuid4()), "2026-11-18T12:00:00+08:00"
    answers = [str(uuid4()) for _ in range(ANSWERS)]
    wide = {name: ", ".join([mark] * count) for name, count in (("walk", 4), ("answer", 7), ("photo", 4))}
    return [
        (f"INSERT INTO {PREFIX}walk VALUES ({wide['walk']})", [(walk, 1, 1, now)]),
        (f"INSERT INTO {PREFIX}answer VALUES ({wide['answer']})",
         [(one, walk, n, n * 7, "ok", now, '{"values": {}, "note": ""}') for n, one in enumerate(answers)]),
        (f"INSERT INTO {PREFIX}photo VALUES ({wide['photo']})",
         [(uuid4().hex * 2, answers[n], PHOTO_BYTES, now) for n in range(PHOTOS)]),
    ]
