"""Our own certificate authority: trusted for what it was made for, renewed in time, of no use elsewhere."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from wangdian.adapters.certificates.addresses import names_of_this_machine
from wangdian.adapters.certificates.authority import Authority, Pair
from wangdian.adapters.certificates.handing_out import hand_out
from wangdian.foundation import clock

NAMES = ["bank.example", "localhost", "127.0.0.1", "192.168.7.7"]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    made = Authority(tmp_path / "tls")
    made.make_once(NAMES)
    return made


def greet(pair: Pair, authority: Authority, name: str) -> str:
    """The outcome of a TLS handshake of somebody who trusts the authority and asks for `name`."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pair.certificate, pair.key)
    client = ssl.create_default_context(cafile=str(authority.certificate))
    ours, theirs = socket.socketpair()

    def answer() -> None:
        try:
            server.wrap_socket(theirs, server_side=True).close()
        except (ssl.SSLError, OSError):  # the other side refused
            theirs.close()

    thread = Thread(target=answer)
    thread.start()
    try:
        client.wrap_socket(ours, server_hostname=name).close()
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    finally:
        ours.close()
        thread.join()
    return "trusted"


def test_a_phone_that_knows_the_authority_trusts_the_names_it_was_made_for(authority: Authority) -> None:
    with clock.standing_at(datetime.now(tz=UTC)):  # TLS looks at the machine's own clock
        authority.certificate.unlink()
        authority.make_once(NAMES)
        pair, new = authority.server_pair(NAMES)
    assert new
    assert [greet(pair, authority, name) for name in NAMES] == ["trusted"] * 4
    assert "mismatch" in greet(pair, authority, "other.example").lower()


def test_a_name_that_it_was_not_made_for_is_not_signed(authority: Authority) -> None:
    assert not authority.may_sign("other.example")
    assert not authority.may_sign("203.0.113.9")
    assert authority.may_sign("10.1.2.3")
    assert authority.may_sign("counter.local")


def test_a_server_certificate_is_renewed_in_time_and_not_before(authority: Authority, noon: datetime) -> None:
    _pair, first = authority.server_pair(NAMES)
    _pair, again = authority.server_pair(NAMES)
    with clock.standing_at(noon + timedelta(days=59)):
        _pair, early = authority.server_pair(NAMES)
    with clock.standing_at(noon + timedelta(days=61)):
        _pair, late = authority.server_pair(NAMES)
    assert (first, again, early, late) == (True, False, False, True)


def test_a_new_name_brings_a_new_certificate_of_the_same_authority(authority: Authority) -> None:
    before = authority.fingerprint()
    authority.server_pair(["localhost"])
    authority.make_once(["another.example"])
    _pair, new = authority.server_pair(["localhost", "127.0.0.1"])
    assert new
    assert authority.fingerprint() == before


def test_keys_are_for_their_owner_alone(authority: Authority) -> None:
    pair, _new = authority.server_pair(NAMES)
    for key in (pair.key, authority.folder / "ca.key"):
        assert key.stat().st_mode & 0o077 == 0


def test_the_certificate_is_handed_out_and_nothing_else(authority: Authority) -> None:
    server = hand_out(authority.certificate, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        assert urlopen(f"{address}/ca.crt").read() == authority.certificate.read_bytes()
        with pytest.raises(HTTPError):
            urlopen(f"{address}/ca.key")
    finally:
        server.shutdown()
        server.server_close()


def test_an_address_given_is_named_first() -> None:
    assert names_of_this_machine("192.168.7.7")[0] == "192.168.7.7"
    assert "127.0.0.1" in names_of_this_machine("0.0.0.0")
