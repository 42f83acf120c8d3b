"""Seals what must be kept but never shown: addresses of robots and secrets, under a key of their own."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """"" stays "": there is nothing to hide."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Raises cryptography's InvalidToken when the site's key is another one than the text was sealed with."""
    return _fernet().decrypt(sealed.encode()).decode() if sealed else ""


def _fernet() -> Fernet:
    """Derived from the site's key (HKDF, RFC 5869), so that no signature of ours can ever open a seal."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wangdian channels v1")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
