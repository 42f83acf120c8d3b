"""The bank's own certificate authority, made once, and the server certificates that it signs.

A phone that installs it trusts this machine's HTTPS, which cameras and service workers ask for. The authority may
speak for private addresses and the names given at its making alone (RFC 5280, 4.2.1.10), so that a stolen key is of
no use against other sites.
"""

import ipaddress
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wangdian.foundation import clock

LIFE_OF_AUTHORITY = timedelta(days=3650)
LIFE_OF_SERVER = timedelta(days=90)
RENEW_BEFORE = timedelta(days=30)
SLACK = timedelta(hours=1)
"""Phones' clocks run behind."""
PRIVATE = [ipaddress.ip_network(text) for text in (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7",
    "fe80::/10",
)]
LOCAL_NAMES = ("localhost", "local")


@dataclass(frozen=True, slots=True)
class Pair:
    """Files of a certificate chain and its key, in PEM."""

    certificate: Path
    key: Path


class Authority:
    """Lives in `folder`: ca.crt, ca.key, server.crt, server.key; the keys are readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.certificate = folder / "ca.crt"
        self._key = folder / "ca.key"
        self._server = Pair(folder / "server.crt", folder / "server.key")

    def make_once(self, names: Iterable[str]) -> None:
        """Makes the authority for private addresses and `names`, unless it is there."""
        if self.certificate.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ec.generate_private_key(ec.SECP256R1())
        now, subject = clock.now(), _named("Wangdian local authority")
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject).issuer_name(subject)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - SLACK).not_valid_after(now + LIFE_OF_AUTHORITY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
            .sign(key, hashes.SHA256())
        )
        _write(self._key, _pem(key), secret=True)
        _write(self.certificate, certificate.public_bytes(serialization.Encoding.PEM))

    def server_pair(self, names: Sequence[str]) -> tuple[Pair, bool]:
        """A server certificate for `names`, and whether it is new: the one before is about to end or lacks a name."""
        wanted = {name for name in names if self.may_sign(name)}
        if self._still_good(wanted):
            return self._server, False
        authority = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        authority_key = serialization.load_pem_private_key(self._key.read_bytes(), password=None)
        if not isinstance(authority_key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{self._key} holds another kind of key")
        key = ec.generate_private_key(ec.SECP256R1())
        now = clock.now()
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_named("Wangdian")).issuer_name(authority.subject)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - SLACK).not_valid_after(now + LIFE_OF_SERVER)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([_general(name) for name in sorted(wanted)]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False,
            )
            .sign(authority_key, hashes.SHA256())
        )
        _write(self._server.key, _pem(key), secret=True)
        _write(self._server.certificate, certificate.public_bytes(serialization.Encoding.PEM))
        return self._server, True

    def fingerprint(self) -> str:
        """SHA-256 of the authority as phones show it, to be compared before it is trusted."""
        certificate = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        return certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    def may_sign(self, name: str) -> bool:
        """Whether the authority was made for `name`."""
        certificate = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        permitted = certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
        wanted = _general(name).value
        return any(_covers(subtree.value, wanted) for subtree in permitted)

    def _still_good(self, wanted: set[str]) -> bool:
        if not (self._server.certificate.exists() and self._server.key.exists()):
            return False
        certificate = x509.load_pem_x509_certificate(self._server.certificate.read_bytes())
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = {str(general.value) for general in held}
        return wanted <= names and certificate.not_valid_after_utc - clock.now() > RENEW_BEFORE


def _covers(subtree: object, wanted: object) -> bool:
    if isinstance(subtree, str) and isinstance(wanted, str):
        return wanted == subtree or wanted.endswith(f".{subtree}")
    networks, addresses = ipaddress.IPv4Network | ipaddress.IPv6Network, ipaddress.IPv4Address | ipaddress.IPv6Address
    return isinstance(subtree, networks) and isinstance(wanted, addresses) and wanted in subtree


def _permitted(names: Iterable[str]) -> list[x509.GeneralName]:
    subtrees: list[x509.GeneralName] = [x509.IPAddress(network) for network in PRIVATE]
    for name in dict.fromkeys([*LOCAL_NAMES, *names]):
        general = _general(name)
        if isinstance(general, x509.IPAddress):
            general = x509.IPAddress(ipaddress.ip_network(name))
        subtrees.append(general)
    return subtrees


def _general(name: str) -> x509.DNSName | x509.IPAddress:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption(),
    )


def _write(file: Path, content: bytes, *, secret: bool = False) -> None:
    """Whole or not at all."""
    half = file.with_name(file.name + ".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if secret else 0o644), "wb") as out:
        out.write(content)
    os.replace(half, file)
