"""The way out believes only certificates that hold, and reads nothing of the environment."""

import ssl
from http.server import HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.contracts.chats import Chat, chatting, handler_of
from wangdian.adapters.certificates.authority import Authority
from wangdian.adapters.http_out import HttpOut
from wangdian.ports.outside import NotTaken


def test_a_certificate_of_an_unknown_authority_is_not_believed(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    authority.make_once(["localhost"])
    pair, _new = authority.server_pair(["localhost"])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pair.certificate, pair.key)
    chat = Chat("webhook")
    with HTTPServer(("127.0.0.1", 0), handler_of(chat)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.handle_request, daemon=True).start()
        origin = f"https://localhost:{server.server_port}"
        with pytest.raises(NotTaken) as caught:
            HttpOut([origin]).post(f"{origin}/hooks/x", b"{}", {})
    assert caught.value.code == "tls"
    assert chat.heard == []


def test_proxies_and_logins_of_the_environment_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password elses\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with chatting("webhook") as chat:
        assert HttpOut([chat.origin]).post(chat.address, b"{}", {}).status == 200
        assert "authorization" not in chat.heard[0].headers


def test_the_operators_proxy_is_the_way_out() -> None:
    with chatting("webhook") as proxy:
        out = HttpOut(["http://robots.example"], proxy=proxy.origin)
        assert out.post("http://robots.example/hooks/x", b"{}", {}).status == 200
        assert proxy.heard[0].path == "http://robots.example/hooks/x"
