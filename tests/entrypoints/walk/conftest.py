"""A phone that talks to the walk's addresses."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.evidence.scene import Scene, set_scene, set_shelf, sha
from tests.cast import Cast
from wangdian.domain.rights import Role

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
UPLOADS = "/walk/api/uploads/"


@dataclass
class Phone:
    """A browser of one person, as strict about tokens as a real one."""

    client: Client
    person: int
    csrf: str = ""

    def get(self, address: str, **headers: str) -> HttpResponse:
        return self.client.get(address, headers=headers)

    def today(self) -> dict[str, Any]:
        body = self.get("/walk/api/today").json()
        self.csrf = body["csrf"]
        return body

    def post(self, address: str, body: object, **headers: str) -> HttpResponse:
        return self.client.post(
            address, json.dumps(body), content_type="application/json", headers={"X-CSRFToken": self.csrf, **headers},
        )

    def begin(
        self, data: bytes, outlet: str = "N001", name: str | None = None, size: int | None = None, **more: str,
    ) -> HttpResponse:
        told = {"sha256": name or sha(data), "outlet": outlet, **more}
        metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items())
        length = str(len(data) if size is None else size)
        return self.client.post(UPLOADS, headers={
            "X-CSRFToken": self.csrf, "Upload-Length": length, "Upload-Metadata": metadata, **TUS,
        })

    def head(self, location: str) -> HttpResponse:
        return self.client.head(location, headers=TUS)

    def patch(self, location: str, offset: int, data: bytes, **headers: str) -> HttpResponse:
        return self.client.patch(
            location, data, content_type=PIECE,
            headers={"X-CSRFToken": self.csrf, "Upload-Offset": str(offset), **TUS, **headers},
        )

    def upload(self, data: bytes, outlet: str = "N001") -> HttpResponse:
        location = self.begin(data, outlet).headers["Location"]
        return self.patch(location, 0, data)


def phone_of(cast: Cast, role: Role, side: str = "near") -> Phone:
    person = cast.people[f"{side}-{role}"]
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    phone = Phone(client, person.pk)
    phone.today()
    return phone


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path) -> Path:
    set_shelf(tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.fixture
def scene(cast: Cast, tmp_path: Path, settings: object) -> Scene:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    return set_scene(cast, folder, settings)


@pytest.fixture
def phone(scene: Scene) -> Phone:
    return phone_of(scene.cast, Role.LOBBY_MANAGER)
