"""A phone of the crowd, in a process that may be killed at any moment: `walker.py PORT FOLDER NUMBER`.

It knows the walk protocol and nothing of Wangdian. What it gathers is the same each time it is started (ids, words,
moments, photos come from its number and from what it wrote down before its first word), so that a second life sends
again what the first may have sent. It ends when the server says that everything is there.
"""

import base64
import hashlib
import http.client
import json
import re
import sys
import uuid
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

PART = 12
"""Answers in one request."""
PIECE = 32 * 1024
FAILS_EACH = 9
PAUSE_S, TIMEOUT_S = 0.3, 60
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Away(Exception):
    """The server is not there, or lost the thread: begin again."""


class Phone:
    """One connection with its cookies; answers of 500 and more are written down for the judge of the proof."""

    def __init__(self, port: int, folder: Path, number: int) -> None:
        self.port, self.number = port, number
        self.trouble = folder / f"{number}.trouble"
        self.cookies: dict[str, str] = {}
        self.token = ""

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            link.request(method, path, body, {"Cookie": cookie, "X-CSRFToken": self.token, **named})
            answer = link.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Away from error
        finally:
            link.close()
        if answer.status >= 500:
            with self.trouble.open("a") as file:
                file.write(f"{answer.status} {method} {path} {data[:300]!r}\n")
            raise Away
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _is, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer, data

    def say(self, path: str, words: dict[str, Any]) -> dict[str, Any]:
        answer, data = self.ask("POST", path, json.dumps(words).encode(), Content_Type="application/json")
        if answer.status != 200:
            raise SystemExit(f"{path} was answered {answer.status}: {data[:500]!r}")
        told: dict[str, Any] = json.loads(data)
        return told

    def log_in(self, password: str) -> None:
        _answer, page = self.ask("GET", "/login/")
        found = CSRF.search(page.decode())
        if found is None:
            raise SystemExit("the login page has no token")
        form = {"csrfmiddlewaretoken": found[1], "username": f"walker-{self.number}", "password": password}
        answer, _page = self.ask(
            "POST", "/login/", urlencode(form).encode(), Content_Type="application/x-www-form-urlencoded",
        )
        if answer.status != 302:
            raise SystemExit(f"the login was answered {answer.status}")


def gathered(place: dict[str, Any], number: int, began: str, photos: list[bytes]) -> list[dict[str, Any]]:
    """What this inspector says of everything that is asked: some of it fails, the first failures with a photo."""
    questions = [item for zone in place["place"]["zones"] for item in zone["items"]]
    said, shots = [], list(enumerate(photos))
    for n, item in enumerate(questions):
        rule = place["requirements"][f"{item['requirement']}/{item['edition']}"]
        fails = rule["check"] == "observed" and n % FAILS_EACH == number % FAILS_EACH
        named = []
        if fails and shots:
            _slot, photo = shots.pop()
            named = [{"slot": 1, "sha256": hashlib.sha256(photo).hexdigest(), "size": len(photo), "came": "live"}]
        said.append({
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{number}/{n}")), "requirement": item["requirement"],
            "edition": item["edition"], "subject": item["subject"], "answered_at": began, "values": {}, "note": "",
            "says": "fail" if fails else "ok" if rule["check"] == "observed" else "na",
            "reason": rule["reasons"][0]["code"] if fails else "", "photos": named,
        })
    return said


def send(phone: Phone, code: str, number: int, began: str, photos: list[bytes]) -> None:
    """From the beginning, whatever came before: the server keeps everything once."""
    _answer, data = phone.ask("GET", "/walk/api/today")
    today = json.loads(data)
    phone.token = today["csrf"]
    _answer, data = phone.ask("GET", f"/walk/api/places/{code}")
    answers = gathered(json.loads(data), number, began, photos)
    walk = uuid.uuid5(uuid.NAMESPACE_OID, f"walk {number}")
    whole: dict[str, Any] = {
        "person": today["person"]["id"], "outlet": code, "kind": "recheck", "started_at": began, "note": "",
    }
    for first in range(0, len(answers), PART):
        part = answers[first : first + PART]
        told = phone.say(f"/walk/api/walks/{walk}", {**whole, "finished_at": None, "answers": part})
        if told["refused"] or set(told["kept"]) != {answer["id"] for answer in part}:
            raise SystemExit(f"not kept: {told}")
    for photo in photos:
        upload(phone, code, photo)
    told = phone.say(f"/walk/api/walks/{walk}", {**whole, "finished_at": began, "answers": []})
    if told["state"] != "finished" or told["awaited"] or told["refused"]:
        raise SystemExit(f"not whole: {told}")


def upload(phone: Phone, code: str, photo: bytes) -> None:
    digest = hashlib.sha256(photo).hexdigest()
    told = {"sha256": digest, "outlet": code}
    metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
    tus = {"Tus_Resumable": "1.0.0"}
    answer, data = phone.ask(
        "POST", "/walk/api/uploads/", Upload_Length=str(len(photo)), Upload_Metadata=metadata, **tus,
    )
    if answer.status != 201:
        raise SystemExit(f"an upload was answered {answer.status}: {data[:300]!r}")
    place, offset = answer.headers["Location"], int(answer.headers["Upload-Offset"])
    while offset < len(photo):
        answer, data = phone.ask(
            "PATCH", place, photo[offset : offset + PIECE], Upload_Offset=str(offset),
            Content_Type="application/offset+octet-stream", **tus,
        )
        if answer.status == 409:  # the life before this one sent more than it heard of
            raise Away
        if answer.status != 204:
            raise SystemExit(f"a piece was answered {answer.status}: {data[:300]!r}")
        offset = int(answer.headers["Upload-Offset"])


def main() -> None:
    port, folder, number = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    began = (folder / f"{number}.began").read_text()
    photos = [file.read_bytes() for file in sorted(folder.glob(f"{number}-*.jpg"))]
    phone = Phone(port, folder, number)
    while True:
        try:
            if "sessionid" not in phone.cookies:
                phone.log_in((folder / "password").read_text())
            send(phone, f"N{number:03}", number, began, photos)
            return
        except Away:
            Event().wait(PAUSE_S)


if __name__ == "__main__":
    main()
