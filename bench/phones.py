"""Phones that walk at once: `python -m bench.phones PORT FILE SENDERS`, out of a file that says what each walk holds.

They know the walk protocol (docs/walk-protocol.md) and nothing else of Wangdian. Each keeps one connection, and takes
the next walk once the server has acknowledged everything of the last. Prints JSON.
"""

import base64
import hashlib
import http.client
import json
import sys
import threading
import time
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

PIECE = 256 * 1024
TIMEOUT_S, IDLE_S = 120, 2.0
"""The server ends a connection that rested for some seconds; a phone opens another."""
Walk = dict[str, Any]


class Phone:
    """A connection with its cookies and token; refuses to go on after an answer that it did not hope for."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
        self.cookies, self.token, self.asked, self.at = cookies, "", 0, 0.0

    def ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str], hoped: int,
    ) -> tuple[http.client.HTTPMessage, bytes]:
        if time.monotonic() - self.at > IDLE_S:
            self.link.close()
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.link.request(method, path, body, {"Cookie": cookie, "X-CSRFToken": self.token, **headers})
        answer = self.link.getresponse()
        data = answer.read()
        self.asked, self.at = self.asked + 1, time.monotonic()
        if answer.status != hoped:
            raise SystemExit(f"{method} {path} was answered {answer.status}: {data[:300]!r}")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _is, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.headers, data

    def today(self) -> dict[str, Any]:
        """What a phone takes along in the morning; brings the token."""
        _headers, data = self.ask("GET", "/walk/api/today", b"", {}, 200)
        told: dict[str, Any] = json.loads(data)
        self.token = told["csrf"]
        return told

    def place(self, code: str) -> dict[str, Any]:
        _headers, data = self.ask("GET", f"/walk/api/places/{code}", b"", {}, 200)
        told: dict[str, Any] = json.loads(data)
        return told

    def say(self, walk: str, words: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps(words).encode()
        _headers, data = self.ask("POST", f"/walk/api/walks/{walk}", body, {"Content-Type": "application/json"}, 200)
        told: dict[str, Any] = json.loads(data)
        return told

    def upload(self, code: str, photo: bytes) -> None:
        """Until the last byte is acknowledged: then the photo is on the disk, and the answer has it."""
        named = {"sha256": hashlib.sha256(photo).hexdigest(), "outlet": code}
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in named.items())
        tus = {"Tus-Resumable": "1.0.0"}
        length = {"Upload-Length": str(len(photo)), "Upload-Metadata": metadata}
        told, _data = self.ask("POST", "/walk/api/uploads/", b"", {**tus, **length}, 201)
        place, offset = told["Location"], int(told["Upload-Offset"])
        while offset < len(photo):
            piece = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            told, _data = self.ask("PATCH", place, photo[offset : offset + PIECE], {**tus, **piece}, 204)
            offset = int(told["Upload-Offset"])


def answers_to(place: dict[str, Any], photos: list[bytes], wanted: int) -> list[dict[str, Any]]:
    """So many answers to what people look at; the first fail with a photo each, all others hold."""
    asked = [(item, place["requirements"][f"{item['requirement']}/{item['edition']}"])
             for zone in place["place"]["zones"] for item in zone["items"]]
    seen = [(item, rule) for item, rule in asked if rule["check"] == "observed"]
    seen.sort(key=lambda one: not one[1]["reasons"])
    said, now = [], datetime.now(tz=UTC).isoformat()
    for n, (item, rule) in enumerate(seen[:wanted]):
        named = photos[n : n + 1] if rule["reasons"] else []
        said.append({
            "id": str(uuid4()), "requirement": item["requirement"], "edition": item["edition"],
            "subject": item["subject"], "says": "fail" if named else "ok", "values": {}, "note": "",
            "reason": rule["reasons"][0]["code"] if named else "", "answered_at": now,
            "photos": [{"slot": 1, "sha256": hashlib.sha256(p).hexdigest(), "size": len(p)} for p in named],
        })
    return said


def walk(phone: Phone, job: Walk) -> None:
    """All of it, from the first answer to the finished walk of which nothing is awaited any more."""
    whole = {"person": job["person"], "outlet": job["outlet"], "kind": "recheck", "started_at": job["began"],
             "note": ""}
    told = phone.say(job["walk"], {**whole, "finished_at": None, "answers": job["answers"]})
    if told["refused"] or len(told["kept"]) != len(job["answers"]):
        raise SystemExit(f"not kept: {told['refused'][:3]}")
    for photo in job["bytes"]:
        phone.upload(job["outlet"], photo)
    told = phone.say(job["walk"], {**whole, "finished_at": datetime.now(tz=UTC).isoformat(), "answers": []})
    if told["state"] != "finished" or told["awaited"]:
        raise SystemExit(f"not whole: {told['state']}, {len(told['awaited'])} awaited")


def prepared(phone: Phone, job: Walk, wanted: int) -> Walk:
    """The walk with what is said of its place; the place was fetched before, as phones do."""
    photos = [Path(name).read_bytes() for name in job["photos"]]
    answers = answers_to(phone.place(job["outlet"]), photos, wanted)
    began = datetime.now(tz=UTC).isoformat()
    return {**job, "answers": answers, "bytes": photos, "walk": str(uuid4()), "began": began}


def main() -> None:
    port, told, senders = int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()), int(sys.argv[3])
    phones = [Phone(port, dict(told["cookies"])) for _ in range(senders)]
    mornings = []
    for phone in phones:
        began = time.perf_counter()
        phone.today()
        mornings.append(time.perf_counter() - began)
    ready = deque(prepared(phones[0], job, told["answers"]) for job in told["walks"])
    walks, spans, wrong = len(ready), deque[float](), deque[str]()
    kept = sum(len(job["answers"]) for job in ready)

    def send(phone: Phone) -> None:
        while not wrong:
            try:
                job, began = ready.popleft(), time.perf_counter()
            except IndexError:  # another phone took the last one
                return
            try:
                walk(phone, job)
            except (SystemExit, OSError, http.client.HTTPException) as error:
                wrong.append(repr(error))
                return
            spans.append(time.perf_counter() - began)

    asked, began = sum(phone.asked for phone in phones), time.perf_counter()
    threads = [threading.Thread(target=send, args=[phone]) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if wrong:
        raise SystemExit(wrong[0])
    print(json.dumps({
        "seconds": seconds, "walks": walks, "answers": kept, "spans": list(spans), "mornings": mornings,
        "requests": sum(phone.asked for phone in phones) - asked,
    }))


if __name__ == "__main__":
    main()
