"""Finds what is there already under the key of a spreadsheet's row, and the verb that changes it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wangdian.apps.assets.kept_cards import document_named
from wangdian.apps.assets.queries import asset_named
from wangdian.apps.assets.same import has_record, same_article, same_item, same_placed
from wangdian.apps.evidence.queries_plans import plan_named
from wangdian.apps.outlets.calendar_cards import same_closure, same_edition
from wangdian.apps.outlets.queries import outlet_card, zone_named
from wangdian.apps.people.actions.change_unit import ChangeUnit
from wangdian.apps.people.queries import unit_card
from wangdian.domain.rights import Actor
from wangdian.domain.verbs import Verb
from wangdian.entrypoints.forms.calendars import hours_data
from wangdian.entrypoints.forms.inputs import DAY_FORMATS, MOMENT_FORMATS
from wangdian.entrypoints.forms.rows import thing_of
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound, invalid

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Existing:
    """`data` is the form as it stands; `verb` changes it, or is None where the row says nothing new.

    `sure` is False where only `verb` can tell whether the row's thing is there.
    """

    data: Mapping[str, Any]
    verb: Callable[[Any, Actor], Verb | None]
    sure: bool = True


def unit(who: Actor, given: Given) -> Existing | None:
    try:
        card = unit_card(who, _text(given, "code"))
    except NotFound:
        return None
    data = {name: getattr(card, name) for name in ("code", "kind", "parent_code", "name_zh", "name_en")}

    def change(form: Any, actor: Actor) -> Verb | None:
        cleaned = form.cleaned_data
        if (cleaned["name_zh"], cleaned["name_en"]) == (card.name_zh, card.name_en):
            return None
        return ChangeUnit(who=actor, code=card.code, name_zh=cleaned["name_zh"], name_en=cleaned["name_en"])

    return Existing(data, change)


def outlet(who: Actor, given: Given) -> Existing | None:
    try:
        card = outlet_card(who, _text(given, "code"))
    except NotFound:
        return None
    data = {**_plain(asdict(card)), "parent_code": card.unit_code}
    if _text(given, "datum") and not (_text(given, "latitude") and _text(given, "longitude")):
        raise invalid("datum", _("Give latitude and longitude in the same row: those that are kept are GPS already."))

    def change(form: Any, actor: Actor) -> Verb:
        if form.cleaned_data["parent_code"] != card.unit_code:
            why = _("It belongs to %(there)s; a spreadsheet does not move it.") % {"there": card.unit_code}
            raise invalid("parent_code", why)
        verb: Verb = form.change(actor, card.code)
        return verb

    return Existing(data, change)


def plan(who: Actor, given: Given) -> Existing | None:
    card = plan_named(who, _text(given, "unit"), _text(given, "title"))
    if card is None:
        return None
    data = {**_plain(asdict(card)), "packs": ",".join(card.packs)}
    return Existing(data, lambda form, actor: form.change(actor, card))


def zone(who: Actor, given: Given) -> Existing | None:
    card = zone_named(who, _text(given, "outlet_code"), _text(given, "zone_name"))
    if card is None:
        return None
    data = {"outlet_code": card.outlet_code, "zone_name": card.name, "kind": card.kind}
    return Existing(data, lambda form, actor: form.change(actor, card.id))


def hours(who: Actor, given: Given) -> Existing | None:
    since = _day(given, "effective_from")
    there = None if since is None else same_edition(who, _text(given, "outlet_code"), since)
    return None if there is None else Existing(hours_data(there), lambda form, actor: form.verb(actor))


def closure(who: Actor, given: Given) -> Existing | None:
    """A closure that stands already is left as it is; another end or reason is another closure, and would overlap."""
    begins = _moment(given, "starts_at")
    card = None if begins is None else same_closure(who, _text(given, "outlet_code"), begins)
    if card is None:
        return None

    def change(form: Any, actor: Actor) -> Verb | None:
        cleaned = form.cleaned_data
        same = (cleaned["ends_at"], cleaned["services"], cleaned["reason"], cleaned["reason_en"])
        if same == (card.ends_at, card.services, card.reason, card.reason_en):
            return None
        verb: Verb = form.verb(actor)
        return verb

    data = {"reason": card.reason, "reason_en": card.reason_en, "services": ",".join(card.services)}
    return Existing(data, change)


def asset(who: Actor, given: Given) -> Existing | None:
    card = asset_named(who, _text(given, "outlet_code"), _text(given, "asset_name"))
    if card is None:
        return None
    data = {**_plain(asdict(card)), "asset_name": card.name}

    def change(form: Any, actor: Actor) -> Verb:
        if form.cleaned_data["kind"] != card.kind:
            raise invalid("kind", _("A thing stays of its kind; retire it and add another."))
        verb: Verb = form.change(actor, card.id)
        return verb

    return Existing(data, change)


def content(who: Actor, given: Given) -> Existing | None:
    screen = thing_of(who, _text(given, "outlet_code"), _text(given, "asset_name"))
    card = same_item(who, screen.id, _text(given, "title"), _text(given, "approval"))
    return None if card is None else Existing(_plain(asdict(card)), lambda form, actor: form.change(actor, card.id))


def article(who: Actor, given: Given) -> Existing | None:
    kit = thing_of(who, _text(given, "outlet_code"), _text(given, "asset_name"))
    card = same_article(who, kit.id, _text(given, "article"))
    return None if card is None else Existing(_plain(asdict(card)), lambda form, actor: form.verb(actor))


def upkeep(who: Actor, given: Given) -> Existing | None:
    """What was noted already is not noted twice."""

    def nothing_new(form: Any, actor: Actor) -> Verb | None:
        verb = form.verb(actor)
        if has_record(actor, verb.subject_id, verb.sort, verb.done_on, verb.done_at):
            return None
        made: Verb = verb
        return made

    return Existing({}, nothing_new, sure=False)


def document(who: Actor, given: Given) -> Existing | None:
    card = document_named(who, _text(given, "outlet_code"), _text(given, "kind"), _text(given, "document_name"))
    if card is None:
        return None
    data = {**_plain(asdict(card)), "document_name": card.name}
    return Existing(data, lambda form, actor: form.renewing(actor, card.id))


def placed(who: Actor, given: Given) -> Existing | None:
    card = same_placed(who, _text(given, "outlet_code"), _text(given, "zone"), _text(given, "article"))
    return None if card is None else Existing(_plain(asdict(card)), lambda form, actor: form.moving_to(actor, card))


def _text(given: Given, name: str) -> str:
    return str(given.get(name, ""))


def _plain(card: Mapping[str, Any]) -> dict[str, Any]:
    """A card as form data: what is not there is left open."""
    return {name: value for name, value in card.items() if value is not None}


def _day(given: Given, name: str) -> date | None:
    read = _read(forms.DateField(input_formats=DAY_FORMATS), given, name)
    return read if isinstance(read, date) else None


def _moment(given: Given, name: str) -> datetime | None:
    read = _read(forms.DateTimeField(input_formats=MOMENT_FORMATS), given, name)
    return read.astimezone(clock.BANK_ZONE) if isinstance(read, datetime) else None


def _read(field: forms.Field, given: Given, name: str) -> Any:
    """The value, or None for one that the form itself will refuse."""
    try:
        return field.clean(given.get(name, ""))
    except forms.ValidationError:
        return None
