"""Breaks a requirement at an outlet as life would, by the pack's own sample: a walk says so, or the calendar does."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.apps.findings.scene import answer, look, thing, walk, zone
from tests.settle import settle
from wangdian.apps.assets.actions.add_content import AddContent
from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.place_article import PlaceArticle
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.models import Asset, Document, PlacedArticle
from wangdian.apps.outlets.actions.make_outlet import MakeOutlet
from wangdian.apps.outlets.models import Outlet, Subject
from wangdian.apps.standards.catalogue import Held
from wangdian.domain.judging import Says
from wangdian.domain.requirement import Requirement, Sample
from wangdian.domain.requirement_checks import DatedCheck, Fact
from wangdian.domain.requirement_samples import Given
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.domain.thing_kinds import BUTTON_TESTS, UPKEEP_SORTS
from wangdian.foundation import clock

BEGINNING = datetime(2019, 1, 7, 9, 0, tzinfo=clock.BANK_ZONE)
"""Before anything that a sample speaks of."""


@dataclass(frozen=True)
class Broken:
    """What was broken, where, and when it must have been seen."""

    held: Held
    outlet: Outlet
    subject: Subject
    sample: Sample
    asset: Asset | None


def failing(rule: Requirement) -> Sample:
    """The first sample that fails by something that was seen or noted; only things have variants of their own."""
    told = [s for s in rule.samples if s.says is Says.FAILS and s.given is not None]
    plain = [s for s in told if s.given and (not s.given.variant or rule.check.kind == "measured")]
    return (told if rule.subjects[0].startswith("asset:") else plain)[0]


def fitting_outlet(rule: Requirement, parent: str, opened: date | None = None, code: str = "N700") -> Outlet:
    """An outlet to which the requirement applies."""
    applies = rule.applies
    built = applies.built_from or (applies.built_before and applies.built_before - timedelta(days=400))
    built = built or date(2014, 5, 1)
    MakeOutlet(
        who=SYSTEM, parent_code=parent, code=code, name_zh="试验网点", kind=applies.outlet_kinds[0].value,
        opened_on=opened or max(built, date(2018, 6, 1)), built_on=built, fx_licence=applies.fx_licence is not False,
    ).do()
    settle()
    return Outlet.objects.select_related("subject", "unit").get(code=code)


def break_it(held: Held, parent: str, walker: Actor) -> Broken:
    """Makes an outlet with a matching zone or thing, and breaks the requirement there at the sample's moment."""
    sample = failing(held.rule)
    given = sample.given
    assert given is not None
    dated = isinstance(held.rule.check, DatedCheck)
    with clock.standing_at(_first_day(given) if dated else sample.at - timedelta(hours=2)):
        outlet = fitting_outlet(held.rule, parent, given.started_on)
        subject, asset = _subject(held.rule, outlet, given)
    if dated:
        with clock.standing_at(_day(given)):
            note(held.rule, subject, asset, given)
            settle()
    with clock.standing_at(sample.at):
        if dated:
            look()
        else:
            walk(walker, outlet, _answer(held, subject, given))
    return Broken(held, outlet, subject, sample, asset)


def note(rule: Requirement, subject: Subject, asset: Asset | None, given: Given) -> None:
    """Puts on record what the calendar will judge by."""
    fact, on = rule.check.fact, as_day(given.on) if given.on else None
    if on is None:
        return
    if fact is Fact.CONTENT_VALID_UNTIL:
        AddContent(
            who=SYSTEM, asset_id=asset.pk, title=f"海报 {on}", approval="批-1", valid_from=date(2018, 1, 1),
            valid_until=on,
        ).do()
    elif fact is Fact.ARTICLE_EXPIRES_ON:
        StockArticle(who=SYSTEM, asset_id=asset.pk, article="碘酒", par=1, quantity=1, expires_on=on).do()
    elif fact in UPKEEP_SORTS:
        seconds = given.answered_seconds
        RecordUpkeep(
            who=SYSTEM, subject_id=subject.pk, sort=fact.value, done_on=on, passed=given.passed is not False,
            answer_seconds=int(seconds) if seconds is not None and fact.value in BUTTON_TESTS else None,
        ).do()


def as_day(on: date | datetime) -> date:
    return on.astimezone(clock.BANK_ZONE).date() if isinstance(on, datetime) else on


def _first_day(given: Given) -> datetime:
    """When the thing of which a sample speaks came: not before it was made."""
    return max(BEGINNING, _day(given)) if given.variant or given.started_on else BEGINNING


def _day(given: Given) -> datetime:
    on = as_day(given.on) if given.on else given.started_on or BEGINNING.date()
    return max(datetime.combine(on, time(8), clock.BANK_ZONE), BEGINNING)


def _answer(held: Held, subject: Subject, given: Given) -> object:
    if given.values is not None:
        values = {name: str(value) for name, value in given.values.items()}
        if given.variant:
            values["variant"] = given.variant
        return answer(held.key, subject, "val", values=values)
    return answer(held.key, subject, "fail", reason=given.reasons[0] if given.reasons else "")


def _subject(rule: Requirement, outlet: Outlet, given: Given) -> tuple[Subject, Asset | None]:
    sort, _, kind = rule.subjects[0].partition(":")
    if sort == "zone":
        return zone(outlet, kind), None
    if sort == "asset":
        aged = rule.check.kind == "dated" and rule.check.fact is Fact.ASSET_MANUFACTURED_ON
        made = as_day(given.on) if aged else None
        started = made or given.started_on or (rule.applies.built_from and rule.applies.built_from + timedelta(days=9))
        asset = thing(outlet, kind, variant=given.variant or "", made_on=made, installed_on=started)
        return asset.subject, asset
    if sort == "document":
        ends = as_day(given.on) if rule.check.kind == "dated" and given.on else None
        pk = AddDocument(who=SYSTEM, outlet_code=outlet.code, kind=kind, document_name=kind, expires_on=ends).do()
        settle()
        return Document.objects.select_related("subject").get(pk=pk).subject, None
    if sort == "article":
        home = zone(outlet, "counter")
        pk = PlaceArticle(who=SYSTEM, zone_id=home.zone.pk, article="点钞机", place="柜台左侧").do()
        settle()
        return PlacedArticle.objects.select_related("subject").get(pk=pk).subject, None
    return outlet.subject, None
