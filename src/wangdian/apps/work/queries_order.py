"""Questions about one order."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, Q

from wangdian.apps.evidence.models import AnswerPhoto, FaultReport, Photo
from wangdian.apps.evidence.showing import shown
from wangdian.apps.findings.wording import finding_cards
from wangdian.apps.standards.tongue import said
from wangdian.apps.work.access import names_on, orders_visible_to
from wangdian.apps.work.briefs import order_brief
from wangdian.apps.work.cards import ClockCard, OrderCard, OrderPhotoCard, PauseCard, TurnCard
from wangdian.apps.work.casework import Case, in_hand
from wangdian.apps.work.lives import VERIFYING
from wangdian.apps.work.models import OrderPhoto, OrderTurn, WorkOrder
from wangdian.apps.work.possible import acts_of, only_others_may_verify
from wangdian.apps.work.telling import told_card, told_of
from wangdian.domain.clocks import Clock, read
from wangdian.domain.rights import Actor
from wangdian.domain.work_state import STOPS_THE_CLOCK
from wangdian.domain.work_targets import asks_photo_after
from wangdian.foundation import clock
from wangdian.foundation.errors import NotFound

MOST_PHOTOS = 24
MOST_TURNS = 200
Taken = tuple[str, datetime]


def order_card(who: Actor, number: str) -> OrderCard:
    """All of an order; NotFound if it is absent or hidden. At most 14 queries."""
    order = _order(who, number)
    case = in_hand([order])[order.pk]
    turns = list(order.turns.order_by("-at", "-pk")[:MOST_TURNS])
    before, after = _before(order), _after(order)
    told = told_of(order)
    people = {t.by_id for t in turns} | {t.by_id for t in told}
    people |= {order.assignee_id, order.mended_by_id, order.verified_by_id}
    pauses = tuple(case.pauses)
    names = names_on(who, ((person, case.path) for person in people | {p.by_id for p in pauses}))
    rule = case.rule
    sent_back = max((p.ends_at for p in pauses if p.reason == VERIFYING and p.ends_at), default=None)
    return OrderCard(
        brief=order_brief(who, order, names),
        finding=finding_cards([order.finding])[0],
        told=tuple(told_card(one, rule, names) for one in told),
        rule=rule,
        detail=order.finding.detail,
        instruction=said(rule.instruction),
        zone=_zone(order),
        impact=order.impact,
        urgency=order.urgency,
        response=_clock(case.clocks.response, case),
        resolve=_clock(case.clocks.resolve, case),
        mended_at=order.mended_at,
        mended_by=order.mended_by_id,
        mended_name=names.get(order.mended_by_id or 0, ""),
        ended_at=order.ended_at,
        ended_as=_ended_as(turns) if order.ended_at else "",
        verified_by=order.verified_by_id,
        verified_name=names.get(order.verified_by_id or 0, ""),
        cost=order.cost,
        interruption=order.interruption_minutes,
        hand_overs=order.hand_overs,
        returns=order.returns,
        asks_photo=asks_photo_after(rule),
        has_photo=any(sent_back is None or photo.at >= sent_back for photo in after),
        before=before,
        after=after,
        reference=_reference(order),
        pauses=tuple(
            PauseCard(p.reason, p.note, p.starts_at, p.ends_at, names.get(p.by_id or 0, ""),
                      p.reason not in STOPS_THE_CLOCK)
            for p in pauses if p.reason != VERIFYING
        ),
        turns=tuple(TurnCard(t.at, t.became, t.by_id, names.get(t.by_id or 0, ""), t.why) for t in turns),
        acts=acts_of(who, order, case.life),
        other_eyes=only_others_may_verify(who, order, case.life),
    )


def order_photo(who: Actor, number: str, sha256: str, small: bool = False) -> tuple[str, bytes]:
    """The type and bytes of a photo of an order, for whoever sees the order; NotFound otherwise. 2 queries."""
    order = _order(who, number)
    finding = order.finding_id
    of_order = Q(in_orders__order=order) | Q(reference_of__subject=order.subject_id)
    of_order |= Q(in_answers__answer__sightings__finding=finding) | Q(in_faults__sightings__finding=finding)
    photo = Photo.objects.filter(of_order, sha256=sha256, unit=order.unit_id).select_related("blur").first()
    if photo is None:
        raise NotFound
    return shown(photo, small)


def _ended_as(turns: Collection[OrderTurn]) -> str:
    """The code of the turn that ended an order, the newest first in `turns`."""
    ends = ("verified", "cancelled", "seen_to_hold", "withdrawn")
    return next((turn.became for turn in turns if turn.became in ends), "")


def _order(who: Actor, number: str) -> WorkOrder:
    rows = orders_visible_to(who).select_related(
        "finding__edition", "finding__subject", "finding__unit__outlet", "unit__outlet", "subject__asset__zone",
        "vendor", "subject__reference_photo__photo",
    )
    order = rows.filter(number=number).first()
    if order is None:
        raise NotFound
    return order


def _zone(order: WorkOrder) -> str:
    zone = order.subject.asset.zone if hasattr(order.subject, "asset") else None
    return zone.name if zone else ""


def _reference(order: WorkOrder) -> str:
    held = getattr(order.subject, "reference_photo", None)
    return held.photo.sha256 if held else ""


def _before(order: WorkOrder) -> tuple[OrderPhotoCard, ...]:
    """Photos of the sightings of its finding and of its reports, and those added as such; the latest first. 1 query."""
    fields = {"sha": F("photo__sha256"), "arrived": F("photo__received_at")}
    seen = AnswerPhoto.objects.filter(answer__sightings__finding=order.finding_id, photo__isnull=False)
    told = FaultReport.objects.filter(sightings__finding=order.finding_id, photo__isnull=False)
    added = OrderPhoto.objects.filter(order=order, moment="before")
    first, *rest = (rows.values_list(*fields) for rows in (
        seen.annotate(**fields), told.annotate(**fields), added.annotate(**fields),
    ))
    found: dict[str, datetime] = dict(first.union(*rest))
    newest = sorted(found.items(), key=lambda one: one[1], reverse=True)
    return tuple(OrderPhotoCard(sha, came) for sha, came in newest[:MOST_PHOTOS])


def _after(order: WorkOrder) -> tuple[OrderPhotoCard, ...]:
    rows = OrderPhoto.objects.filter(order=order, moment="after").order_by("-at", "-pk")
    return tuple(OrderPhotoCard(sha, at) for sha, at in rows.values_list("photo__sha256", "at")[:MOST_PHOTOS])


def _clock(running: Clock, case: Case) -> ClockCard:
    now = read(running, clock.now(), case.calendar)
    minute = timedelta(minutes=1)
    return ClockCard(
        state=now.state, kind=running.kind, within=running.within // minute, spent=now.spent // minute,
        left=now.left // minute, share=now.share, due_at=now.deadline,
    )
