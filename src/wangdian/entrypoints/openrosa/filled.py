"""Reads a filled-in form: its XML becomes answers in the shape of the walk protocol."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from pydantic import ValidationError

from wangdian.apps.evidence.actions.send_form import FileNamed
from wangdian.apps.evidence.intake import Refusal, refusal
from wangdian.apps.evidence.said import VARIANT
from wangdian.apps.evidence.said import Said as Answer
from wangdian.entrypoints.xlsforms.names import LAST_WORD, SIGNATURE, VALUE, Asked
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, invalid

SPACE = UUID("6f0f7a2e-3c55-5d0b-9a53-2f1f6f7d9b11")
"""The namespace of ids that are made from the id of a filled-in form."""
MOST_XML = 2_000_000
MOST_FIELDS = 20_000
LONGEST_ID, LONGEST_NAME = 100, 120
YEARS = range(1950, 2200)
"""Beyond them no database keeps every moment; the API takes the same."""
PHOTOS = {"photo1": 1, "photo2": 2}


@dataclass(slots=True)
class Filled:
    """A filled-in form; `id` is that of the blank one, `instance` the one that its phone gave it."""

    id: str
    version: str
    instance: str
    started_at: datetime
    ended_at: datetime
    note: str
    answers: list[Answer] = field(default_factory=list)
    unreadable: list[Refusal] = field(default_factory=list)
    named: list[FileNamed] = field(default_factory=list)

    @property
    def own_walk(self) -> UUID:
        """The id of its walk, if nobody planned one: the same however often it is sent."""
        return uuid5(SPACE, f"walk {self.instance}")


def read_filled(xml: bytes) -> Filled:
    """Raises Invalid for what is no filled-in form."""
    root = _root(xml)
    told = {_name(element): (element.text or "").strip() for element in root.iter() if len(element) == 0}
    instance = told.get("instanceID", "")
    if not 0 < len(instance) <= LONGEST_ID or "\x00" in instance:
        raise invalid("instanceID", _("The filled-in form has no number of its own (instanceID)."))
    now = clock.now()
    ended = _moment(told.get("end", "")) or now
    filled = Filled(
        id=root.get("id", ""), version=root.get("version", ""), instance=instance,
        started_at=_moment(told.get("start", "")) or ended, ended_at=ended, note=told.get(LAST_WORD, ""),
    )
    parts: dict[Asked, dict[str, str]] = defaultdict(dict)
    for name, text in told.items():
        found = Asked.of(name)
        if found is not None and text:
            parts[found[0]][found[1]] = text
    for asked, part in parts.items():
        if part.get("says"):
            _take(filled, asked, part)
    if told.get(SIGNATURE):
        filled.named.append(FileNamed(None, 1, _file_name(told[SIGNATURE])))
    return filled


def _root(xml: bytes) -> Element:
    if len(xml) > MOST_XML:
        raise invalid("xml_submission_file", _("The filled-in form is larger than 2 MB."))
    try:
        root: Element = ElementTree.fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:  # LookupError: an encoding nobody knows
        raise _unreadable() from error
    if sum(1 for _one in root.iter()) > MOST_FIELDS:
        raise _unreadable()
    return root


def _unreadable() -> Invalid:
    return invalid("xml_submission_file", _("This is not a filled-in form."))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _moment(text: str) -> datetime | None:
    """What a phone believes about the time is worth nothing if it cannot be read."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return at if at.tzinfo else at.replace(tzinfo=clock.BANK_ZONE)


def _file_name(text: str) -> str:
    """Without a path, as the part of the post that brings it is called."""
    return text.replace("\\", "/").rpartition("/")[2][:LONGEST_NAME]


def _take(filled: Filled, asked: Asked, part: Mapping[str, str]) -> None:
    """An answer's id comes from the form's, the question and what is said.

    The same form sent again is the same answer, and one that was changed before it was sent again is another answer.
    """
    photos = {slot: _file_name(part[name]) for name, slot in PHOTOS.items() if part.get(name)}
    plain = {
        "requirement": asked.key, "edition": asked.edition, "subject": asked.subject, "says": part["says"],
        "values": _values(part) if part["says"] == "val" else {},
        "reason": part.get("reason", "") if part["says"] == "fail" else "",
        "note": part.get("note", ""), "compared_with": part.get("seen"),
    }
    words = json.dumps([plain, sorted(photos.items())], sort_keys=True, ensure_ascii=False)
    answer_id = uuid5(SPACE, f"{filled.instance} {hashlib.sha256(words.encode()).hexdigest()}")
    try:
        filled.answers.append(Answer.model_validate({**plain, "id": answer_id, "answered_at": filled.ended_at}))
    except ValidationError:
        filled.unreadable.append(refusal(answer_id, "bad_answer"))
        return
    filled.named += [FileNamed(answer_id, slot, name) for slot, name in photos.items()]


def _values(part: Mapping[str, str]) -> dict[str, str]:
    values = {name.removeprefix(VALUE): _figure(text) for name, text in part.items() if name.startswith(VALUE)}
    return values | ({VARIANT: part["variant"]} if part.get("variant") else {})


def _figure(text: str) -> str:
    """A figure without an exponent, as Java may write one; what is none stays as it is and is refused by name."""
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return text
    if not figure.is_finite() or abs(figure.adjusted()) > 30:
        return text
    return format(figure.normalize(), "f")
