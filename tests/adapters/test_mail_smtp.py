"""Mail leaves sealed where settings say so, and only towards a server whose certificate holds."""

import os
import socket
import ssl
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from wangdian.adapters.certificates.authority import Authority

SENDING = (
    "import django; django.setup();"
    "from wangdian.adapters.mail_smtp import SmtpMail; from wangdian.ports.messages import Message;"
    "SmtpMail().send(Message(to='a@example.org', subject='s', text='ready', message_id='<1@example.org>'))"
)
ANSWERS = {b"EHLO": "250-here\r\n250 STARTTLS", b"STAR": "220 go", b"DATA": "354 go", b"QUIT": "221 bye"}


@dataclass
class Server:
    """A mail server for one letter; keeps the commands that it heard and whether each was sealed."""

    authority: Authority
    sealed: bool
    heard: list[tuple[str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.authority.make_once(["localhost"])
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def serve(self) -> None:
        pair, _new = self.authority.server_pair(["localhost", "127.0.0.1"])
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pair.certificate, pair.key)
        link, _peer = self._socket.accept()
        self._socket.close()
        try:
            link = context.wrap_socket(link, server_side=True) if self.sealed else link
            self._talk(link, context)
        except (ssl.SSLError, ConnectionError):  # who asks does not believe the certificate
            pass
        finally:
            link.close()

    def _talk(self, link: socket.socket, context: ssl.SSLContext) -> None:
        link.sendall(b"220 here\r\n")
        while line := self._line(link):
            self.heard.append((line[:4].decode(), isinstance(link, ssl.SSLSocket)))
            link.sendall(ANSWERS.get(line[:4].upper(), "250 ok").encode() + b"\r\n")
            if line[:4].upper() == b"STAR":
                link = context.wrap_socket(link, server_side=True)
            elif line[:4].upper() == b"DATA":
                while self._line(link) != b".":
                    pass
                link.sendall(b"250 kept\r\n")

    def _line(self, link: socket.socket) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            byte = link.recv(1)
            if not byte:
                return b""
            line += byte
        return line.rstrip(b"\r\n")


def sent(server: Server, tls: str, trusted: Path | None) -> subprocess.CompletedProcess[str]:
    """Sends a letter from a process of its own, whose settings come from the environment."""
    hearing = Thread(target=server.serve)
    hearing.start()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WANGDIAN_EMAIL")}
    own = {
        "DJANGO_SETTINGS_MODULE": "wangdian.config.settings.embedded", "WANGDIAN_SMTP_HOST": "localhost",
        "WANGDIAN_SMTP_PORT": str(server.port), "WANGDIAN_EMAIL_TLS": tls,
        **({"SSL_CERT_FILE": str(trusted)} if trusted else {}),
    }
    done = subprocess.run(
        [sys.executable, "-c", SENDING], env=kept | own, capture_output=True, text=True, check=False,
    )
    hearing.join()
    return done


@pytest.mark.parametrize("tls", ["ssl", "starttls", "none"])
def test_a_letter_is_sealed_as_settings_say(tmp_path: Path, tls: str) -> None:
    server = Server(Authority(tmp_path), sealed=tls == "ssl")
    done = sent(server, tls, tmp_path / "ca.crt")
    assert done.returncode == 0, done.stderr
    assert [sealed for word, sealed in server.heard if word.upper() in {"MAIL", "RCPT", "DATA"}] == [tls != "none"] * 3


def test_nothing_is_said_to_a_server_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    server = Server(Authority(tmp_path), sealed=False)
    done = sent(server, "starttls", None)
    assert "SSLCertVerificationError" in done.stderr
    assert "MAIL" not in {word.upper() for word, _sealed in server.heard}


def test_a_way_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "WANGDIAN_EMAIL_TLS": "tls", "WANGDIAN_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", "import wangdian.config.settings.embedded"], env=environment, capture_output=True,
        text=True, check=False,
    )
    assert "WANGDIAN_EMAIL_TLS must be starttls, ssl or none" in done.stderr
    assert done.returncode == 1
