"""How the tests put an import on its way."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from wangdian.apps.outlets.models import ImportRun
from wangdian.foundation import clock


def upload(client: Client, path: Path, noun: str = "outlets") -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(f"/imports/{noun}/", {"file": file}).headers.get("Location", "")


def waiting(cast: Cast, **given: object) -> ImportRun:
    now = clock.now()
    return ImportRun.objects.create(
        actor_id=cast.people["near-head_office"].pk, noun="outlets", sha256="0" * 64, asked_at=now,
        **({"heard_at": now} | given),
    )
