"""What is checked of a person's details, of a password, and of the codes and names of units and vendors."""

import re
import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wangdian.apps.people.models import Person
from wangdian.foundation.errors import Problem

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
PHONE = re.compile(r"[0-9+() -]{0,30}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""No l, o, 0, 1: a one-time password is read aloud."""


def check_login(login: str) -> list[Problem]:
    if not LOGIN.fullmatch(login):
        return [Problem("login", str(_("Use 3 to 60 small letters, digits, dots, dashes or underscores.")))]
    if Person.objects.filter(login=login).exists():
        return [Problem("login", str(_("This login name is taken.")))]
    return []


def check_person(name: str, phone: str, email: str, language: str) -> list[Problem]:
    """The problems of a person's details."""
    problems = []
    if not name.strip() or len(name) > 60:
        problems.append(Problem("person_name", str(_("Give a name of at most 60 characters."))))
    if not PHONE.fullmatch(phone):
        problems.append(Problem("phone", str(_("A phone number holds digits, spaces and + - ( )."))))
    if email and not _is_email(email):
        problems.append(Problem("email", str(_("This is not a mail address."))))
    if language not in dict(settings.LANGUAGES):
        problems.append(Problem("language", str(_("This language is not known."))))
    return problems


def check_names(name_zh: str, name_en: str) -> list[Problem]:
    """The problems of a unit's names."""
    problems = []
    if not name_zh.strip() or len(name_zh) > 80:
        problems.append(Problem("name_zh", str(_("Give a Chinese name of at most 80 characters."))))
    if len(name_en) > 120:
        problems.append(Problem("name_en", str(_("Give an English name of at most 120 characters."))))
    return problems


def check_password(password: str, person: Person) -> list[Problem]:
    """The problems of a new password, in sentences; longer than 256 characters is refused before it is hashed."""
    if len(password) > 256:
        return [Problem("new", str(_("Use at most 256 characters.")))]
    try:
        validate_password(password, person)
    except ValidationError as error:
        return [Problem("new", why) for why in error.messages]
    return []


def one_time_password() -> str:
    """Four groups of four letters: 80 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
