"""Somebody with a token who speaks OpenRosa to the views, and filled-in forms made by hand."""

import base64
from datetime import timedelta
from uuid import uuid4
from xml.etree import ElementTree

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.apps.evidence.scene import Scene
from tests.cast import Cast
from wangdian.apps.people.access import actor_for
from wangdian.apps.people.actions.make_token import MakeToken
from wangdian.domain.rights import Role
from wangdian.entrypoints.xlsforms.names import Asked
from wangdian.foundation import clock

MESSAGE = "{http://openrosa.org/http/response}message"
HALL = "new-self-N001"


def basic(login: str, secret: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{login}:{secret}".encode()).decode()}


class Caller:
    """One person with a token."""

    def __init__(self, cast: Cast, role: Role, side: str = "near", read_only: bool = False) -> None:
        person = cast.people[f"{side}-{role}"]
        secret = MakeToken(
            who=actor_for(person.pk), title="Collect", until=clock.today() + timedelta(days=1), read_only=read_only,
        ).do()
        self.headers = basic(person.login, secret)
        self.client = Client(enforce_csrf_checks=True)

    def get(self, address: str, **more: str) -> HttpResponse:
        return self.client.get(f"/openrosa/{address}", headers=self.headers, **more)

    def post(self, xml: str, files: dict[str, bytes] | None = None, **fields: str) -> HttpResponse:
        parts: dict[str, object] = {name: SimpleUploadedFile(name, data) for name, data in (files or {}).items()}
        parts["xml_submission_file"] = SimpleUploadedFile("filled.xml", xml.encode(), "text/xml")
        return self.client.post("/openrosa/submission", {**parts, **fields}, headers=self.headers)


def told(answer: HttpResponse) -> str:
    return ElementTree.fromstring(answer.content).findtext(MESSAGE) or ""


def filled(*fields: tuple[str, str], form: str = HALL, version: str = "1.0000000000000000", instance: str = "") -> str:
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in fields)
    number = instance or f"uuid:{uuid4()}"
    return (
        f'<data id="{form}" version="{version}" xmlns:orx="http://openrosa.org/xforms">'
        "<start>2026-11-18T11:40:00.000+08:00</start><end>2026-11-18T11:50:00.000+08:00</end>"
        f"{inside}<orx:meta><orx:instanceID>{number}</orx:instanceID></orx:meta></data>"
    )


def of(scene: Scene, part: str = "says", key: str = "IN-01") -> str:
    subject = {"IN-01": scene.hall, "RMP-01": scene.ramp}[key]
    return f"{Asked(key, 1, subject.pk)}_{part}"
