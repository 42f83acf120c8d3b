"""A client that behaves as ODK Collect does: it asks, is challenged, checks hashes, and posts in parts."""

import hashlib
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4
from xml.etree import ElementTree

import requests

from wangdian.entrypoints.xlsforms.names import Asked

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
XF = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"


@dataclass
class Blank:
    """A form as it was fetched."""

    id: str
    name: str
    version: str
    xml: bytes
    media: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def model(self) -> ElementTree.Element:
        found = ElementTree.fromstring(self.xml).find(f".//{XF}model")
        assert found is not None
        return found

    def fields(self) -> list[tuple[Asked, str]]:
        """Every field of ours in the order of the form."""
        names = [element.tag.partition("}")[2] for element in self.model[1].iter()]
        return [found for name in names if (found := Asked.of(name))]

    def filled(self, told: Mapping[str, str], start: str, end: str, instance: str = "") -> "FilledIn":
        """As Collect saves it: the first instance with its values, what the form preloads, a number of its own."""
        root = self.model.find(f"{XF}instance/*")
        assert root is not None
        wanted = dict(told)
        for element in root.iter():
            name = element.tag.partition("}")[2]
            element.text = {"start": start, "end": end}.get(name) or wanted.pop(name, None)
            if name == "instanceID":
                element.text = instance = instance or f"uuid:{uuid4()}"
        assert not wanted, f"the form has no such fields: {sorted(wanted)}"
        return FilledIn(instance, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


@dataclass
class FilledIn:
    """A filled-in form with the photos that belong to it, by the name of their file."""

    instance: str
    xml: bytes
    media: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Collect:
    """One person's phone: the address of the server as typed, a login name and a token."""

    server: str
    login: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def ask(self, method: str, address: str, **more: Any) -> requests.Response:
        """Without a password first; with it once the server asks for it in a way that is safe here."""
        headers = {"X-OpenRosa-Version": "1.0", "Date": formatdate(usegmt=True), "User-Agent": "like Collect"}
        first = self.session.request(method, address, headers=headers, timeout=60, allow_redirects=False, **more)
        if first.status_code != 401:
            return first
        assert first.headers["WWW-Authenticate"].startswith("Basic realm=")
        self.session.auth = (self.login, self.token)
        return self.session.request(method, address, headers=headers, timeout=60, allow_redirects=False, **more)

    def blanks(self) -> dict[str, tuple[str, str, str, str]]:
        """Name, hash, address and manifest ("" for none) of each form by its id, as the list gives them."""
        answer = self.ask("GET", f"{self.server}/formList")
        assert answer.status_code == 200, answer.text
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
        root = ElementTree.fromstring(answer.content)
        assert root.tag == f"{LIST}xforms"
        found = {}
        for one in root.findall(f"{LIST}xform"):
            told = {element.tag.removeprefix(LIST): element.text or "" for element in one}
            assert told.keys() >= {"formID", "name", "version", "hash", "downloadUrl"}
            found[told["formID"]] = (told["name"], told["hash"], told["downloadUrl"], told.get("manifestUrl", ""))
        return found

    def fetch(self, form_id: str) -> Blank:
        name, digest, address, manifest = self.blanks()[form_id]
        answer = self.ask("GET", address)
        assert answer.status_code == 200, answer.text
        assert digest == f"md5:{hashlib.md5(answer.content).hexdigest()}"
        root = ElementTree.fromstring(answer.content).find(f".//{XF}instance/*")
        assert root is not None
        assert root.get("id") == form_id
        media = dict(self.media(manifest)) if manifest else {}
        return Blank(form_id, name, root.get("version", ""), answer.content, media)

    def media(self, manifest: str) -> Iterator[tuple[str, bytes]]:
        """The files of a form by name, each held against its sum."""
        answer = self.ask("GET", manifest)
        assert answer.status_code == 200, answer.text
        root = ElementTree.fromstring(answer.content)
        assert root.tag == f"{MANIFEST}manifest"
        for file in root.findall(f"{MANIFEST}mediaFile"):
            told = {element.tag.removeprefix(MANIFEST): element.text or "" for element in file}
            data = self.ask("GET", told["downloadUrl"]).content
            assert told["hash"] == f"md5:{hashlib.md5(data).hexdigest()}"
            yield told["filename"], data

    def send(self, filled: FilledIn) -> list[requests.Response]:
        """Every post until one is refused; the same posts however often it is called."""
        answers = []
        address, most = self.where()
        for files, more in self.posts(filled, most):
            answers.append(self.ask("POST", address, **self.parts(filled, files, more)))
            if answers[-1].status_code not in {201, 202}:
                break
        return answers

    def where(self) -> tuple[str, int]:
        """Where to post, and how much at once."""
        head = self.ask("HEAD", f"{self.server}/submission")
        assert head.status_code == 204, head.status_code
        address = head.headers["Location"]
        assert urlsplit(address).netloc == urlsplit(self.server).netloc
        return address, int(head.headers["X-OpenRosa-Accept-Content-Length"])

    def posts(self, filled: FilledIn, most: int) -> Iterator[tuple[list[str], bool]]:
        """The names of the photos of each post, and whether more posts follow."""
        batches: list[list[str]] = [[]]
        size = len(filled.xml)
        for name, data in filled.media.items():
            if batches[-1] and size + len(data) > most:
                batches.append([])
                size = len(filled.xml)
            batches[-1].append(name)
            size += len(data)
        for number, batch in enumerate(batches, start=1):
            yield batch, number < len(batches)

    def parts(self, filled: FilledIn, names: list[str], more: bool) -> dict[str, Any]:
        files = [("xml_submission_file", (f"{filled.instance[5:]}.xml", filled.xml, "text/xml"))]
        files += [(name, (name, filled.media[name], "image/jpeg")) for name in names]
        return {"files": files, "data": {"*isIncomplete*": "yes"} if more else None}

    def cut(self, filled: FilledIn, names: list[str]) -> None:
        """Begins a post and loses the connection half-way."""
        address, _most = self.where()
        made = requests.Request("POST", address, auth=self.session.auth, **self.parts(filled, names, False)).prepare()
        body, parts = made.body, urlsplit(address)
        assert isinstance(body, bytes)
        head = "".join(f"{name}: {value}\r\n" for name, value in made.headers.items())
        with socket.create_connection((parts.hostname, parts.port or 80), timeout=20) as line:
            line.sendall(f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{head}\r\n".encode())
            line.sendall(body[: len(body) // 2])


def message(answer: requests.Response) -> str:
    """What Collect would show."""
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{RESPONSE}OpenRosaResponse"
    return re.sub(r"\s+", " ", root.findtext(f"{RESPONSE}message") or "")
