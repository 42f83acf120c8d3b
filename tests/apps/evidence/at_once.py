"""Two phones send to one real database file at once; `main` prints as JSON what came of it.

Run in a process of its own, since a test's database lies in memory and belongs to one thread.
"""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client

from tests.apps.evidence.scene import Scene, jpeg, set_scene, sha
from tests.cast import gather
from wangdian.apps.evidence.models import Answer, AnswerPhoto, Photo, Walk
from wangdian.apps.journal.models import AuditEntry
from wangdian.domain.rights import Role
from wangdian.foundation import clock


def main(folder: Path) -> None:
    call_command("migrate", verbosity=0)
    (folder / "catalogue").mkdir()
    scene: Scene = set_scene(gather(), folder / "catalogue", settings)
    walk, photo = UUID(int=7), jpeg(9)
    start = Barrier(6)

    def answers(person: int) -> list[dict[str, Any]]:
        return [
            {"id": str(UUID(int=person * 1000 + n)), "requirement": "IN-01", "edition": 1, "subject": scene.hall.pk,
             "says": "ok", "answered_at": (clock.now() - timedelta(seconds=n)).isoformat(),
             "photos": [{"slot": 1, "sha256": sha(photo), "size": len(photo)}]}
            for n in range(30)
        ]

    def phone(role: Role) -> list[Any]:
        person = scene.cast.person(role)
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        body = {
            "person": person.pk, "outlet": "N001", "kind": "self", "started_at": clock.now().isoformat(),
            "finished_at": clock.now().isoformat(), "answers": answers(person.pk),
        }
        start.wait()
        sent = client.post(f"/walk/api/walks/{walk}", json.dumps(body), content_type="application/json")
        told = {"sha256": sha(photo), "outlet": "N001"}
        begun = client.post("/walk/api/uploads/", headers={
            "Tus-Resumable": "1.0.0", "Upload-Length": str(len(photo)),
            "Upload-Metadata": ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items()),
        })
        done = SimpleNamespace(status_code=204)
        if begun.headers["Upload-Offset"] == "0":
            done = client.patch(
                begun.headers["Location"], photo, content_type="application/offset+octet-stream",
                headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
            )
        connections.close_all()
        return [sent.status_code, len(sent.json()["kept"]), begun.status_code, done.status_code]

    # Each of two people sends the same three times at once.
    roles = [Role.LOBBY_MANAGER, Role.OUTLET_MANAGER] * 3
    with ThreadPoolExecutor(len(roles)) as pool:
        replies = list(pool.map(phone, roles))
    print(json.dumps({
        "replies": replies, "walks": Walk.objects.count(), "answers": Answer.objects.count(),
        "people": Answer.objects.values("author_id").distinct().count(), "photos": Photo.objects.count(),
        "waiting": AnswerPhoto.objects.filter(photo=None).count(),
        "kept": AuditEntry.objects.filter(verb="evidence.keep_photo").count(), "state": Walk.objects.get().state,
        "answered": Walk.objects.get().answered,
    }))

