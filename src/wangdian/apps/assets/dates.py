"""What the calendar knows of many subjects at once: when done last, until when good, when made."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from wangdian.apps.assets.models import KitArticle, PlaylistItem, UpkeepRecord
from wangdian.apps.outlets.models import Subject
from wangdian.domain.judging_evidence import Dated
from wangdian.domain.requirement_checks import Fact
from wangdian.domain.thing_kinds import UPKEEP_SORTS

Known = Mapping[tuple[int, str], Dated]
FOR_GOOD = date.max
"""The last good day of what does not go off."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a subject's own clock begins."""

    made_on: date | None
    started_on: date | None
    variant: str | None
    expires_on: date | None
    name: str


def dated_facts(subject_ids: Iterable[int], fact_names: Collection[str]) -> Known:
    """What is known of each fact of each subject, by (subject id, fact name); nothing known is no entry.

    Expiries are the earliest among what is there now; an interval never done carries `started_on` alone.
    At most 4 queries, whatever the number of subjects. Facts about walks belong to the evidence.
    """
    ids, names = list(subject_ids), set(fact_names)
    origins = _origins(ids)
    known: dict[tuple[int, str], Dated] = {}
    known |= _made(origins, names)
    known |= _documents(origins, names)
    if Fact.CONTENT_VALID_UNTIL in names:
        known |= _content(ids)
    if Fact.ARTICLE_EXPIRES_ON in names:
        known |= _articles(ids)
    sorts = sorted(names & set(UPKEEP_SORTS))
    if sorts:
        known |= _upkeep(ids, sorts, origins)
    return known


def _origins(ids: list[int]) -> dict[int, _Origin]:
    """Of a thing: the day it was put up, else made; of a zone or an outlet: the outlet's first day.

    Never before the day it was entered: that nothing was ever told of the time before is silence, not a fault.
    """
    rows = Subject.objects.filter(pk__in=ids).values_list(
        "pk", "asset__made_on", "asset__installed_on", "asset__variant", "document__issued_on",
        "document__expires_on", "document__subject_id", "document__name", "unit__outlet__opened_on", "kind",
        "entered_on",
    )
    origins = {}
    for pk, made, installed, variant, issued, expires, document, name, opened, kind, entered in rows:
        own = kind.partition(":")[0] in {"asset", "document"}
        began = (installed or made or issued) if own else opened
        origins[pk] = _Origin(
            made_on=made, started_on=began and max(began, entered), variant=variant or None,
            expires_on=(expires or FOR_GOOD) if document else None, name=name or "",
        )
    return origins


def _made(origins: Mapping[int, _Origin], names: set[str]) -> Known:
    fact = Fact.ASSET_MANUFACTURED_ON.value
    if fact not in names:
        return {}
    return {(n, fact): Dated(on=o.made_on, variant=o.variant) for n, o in origins.items() if o.made_on}


def _documents(origins: Mapping[int, _Origin], names: set[str]) -> Known:
    fact = Fact.DOCUMENT_EXPIRES_ON.value
    if fact not in names:
        return {}
    return {(n, fact): Dated(on=o.expires_on, of=o.name) for n, o in origins.items() if o.expires_on}


def _content(ids: list[int]) -> Known:
    """The item whose last day comes first, among those not taken down."""
    fact = Fact.CONTENT_VALID_UNTIL.value
    rows = (
        PlaylistItem.objects.filter(screen__subject_id__in=ids, removed_on=None)
        .order_by("valid_until", "pk").values_list("screen__subject_id", "valid_until", "title")
    )
    known: dict[tuple[int, str], Dated] = {}
    for subject_id, until, title in rows:
        known.setdefault((subject_id, fact), Dated(on=until, of=title))
    return known


def _articles(ids: list[int]) -> Known:
    """The article that goes off first, among those of which something is there; a kit of what keeps is good."""
    fact = Fact.ARTICLE_EXPIRES_ON.value
    rows = (
        KitArticle.objects.filter(kit__subject_id__in=ids, quantity__gt=0)
        .order_by(F("expires_on").asc(nulls_last=True), "pk").values_list("kit__subject_id", "expires_on", "name")
    )
    known: dict[tuple[int, str], Dated] = {}
    for subject_id, expires, name in rows:
        known.setdefault((subject_id, fact), Dated(on=expires or FOR_GOOD, of=name))
    return known


def last_records(ids: Iterable[int], sorts: Collection[str]) -> QuerySet[UpkeepRecord]:
    """The last record of each sort at each subject."""
    numbered = UpkeepRecord.objects.filter(subject_id__in=list(ids), sort__in=list(sorts)).annotate(
        place=Window(
            RowNumber(), partition_by=[F("subject_id"), F("sort")],
            order_by=[F("done_on").desc(), F("done_at").desc(nulls_last=True), F("pk").desc()],
        ),
    )
    return numbered.filter(place=1)


def _upkeep(ids: list[int], sorts: list[str], origins: Mapping[int, _Origin]) -> Known:
    known = {
        (n, sort): Dated(started_on=_start(sort, o), variant=o.variant)
        for n, o in origins.items() for sort in sorts if _start(sort, o)
    }
    for row in last_records(ids, sorts):
        origin = origins.get(row.subject_id)
        seconds = row.answer_seconds
        known[row.subject_id, row.sort] = Dated(
            on=row.done_at or row.done_on, started_on=_start(row.sort, origin) if origin else None,
            variant=origin.variant if origin else None, passed=row.passed,
            answered_seconds=None if seconds is None else Decimal(seconds),
        )
    return known


def _start(sort: str, origin: _Origin) -> date | None:
    """An extinguisher's first service counts from the day it was made (GB 50444-2008)."""
    if sort == Fact.SERVICE_EXTINGUISHER:
        return origin.made_on or origin.started_on
    return origin.started_on
