"""No sequence of verbs, looks, reports and deliveries brings findings and orders into a forbidden state."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import transaction
from django.db.models import Count, F, Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.apps.findings.scene import answer
from tests.apps.work.scene import GRAVE, PLATE, Scene, picture
from tests.conftest import NOON
from tests.settle import settle
from wangdian.apps.evidence.actions.report_fault import ReportFault
from wangdian.apps.evidence.actions.send_answers import SendAnswers
from wangdian.apps.evidence.models import Photo
from wangdian.apps.findings.actions.ask_waiver import AskWaiver
from wangdian.apps.findings.actions.close_as_mistake import CloseAsMistake
from wangdian.apps.findings.actions.decide_waiver import DecideWaiver
from wangdian.apps.findings.actions.reopen_finding import ReopenFinding
from wangdian.apps.findings.jobs import sweep
from wangdian.apps.findings.models import Finding, FindingTurn, Waiver
from wangdian.apps.journal.chain import verify_chain
from wangdian.apps.work.actions.accept_order import AcceptOrder
from wangdian.apps.work.actions.add_order_photo import AddOrderPhoto
from wangdian.apps.work.actions.assign_order import AssignOrder
from wangdian.apps.work.actions.cancel_order import CancelOrder
from wangdian.apps.work.actions.change_priority import ChangePriority
from wangdian.apps.work.actions.hand_over import HandOver
from wangdian.apps.work.actions.mend_order import MendOrder
from wangdian.apps.work.actions.open_order import OpenOrder
from wangdian.apps.work.actions.pause_order import PauseOrder
from wangdian.apps.work.actions.resume_order import ResumeOrder
from wangdian.apps.work.actions.start_order import StartOrder
from wangdian.apps.work.actions.verify_order import VerifyOrder
from wangdian.apps.work.jobs import escalate
from wangdian.apps.work.models import OrderTurn, WorkOrder
from wangdian.domain.rights import Actor, Role
from wangdian.domain.verbs import Verb
from wangdian.domain.work_state import ENDED
from wangdian.foundation import clock
from wangdian.foundation.errors import Refused
from wangdian.foundation.ids import new_uuid

ROLES = st.sampled_from([
    Role.ENGINEER, Role.ENGINEER, Role.OUTLET_MANAGER, Role.OUTLET_MANAGER, Role.BRANCH_MANAGER, Role.LOBBY_MANAGER,
    Role.INSPECTOR, Role.VENDOR, Role.AUDITOR,
])
KEYS = st.sampled_from([PLATE, GRAVE])
WHICH = st.integers(0, 5)
VERSION = st.sampled_from([None, None, None, 0, 1])
REASONS = {PLATE: "dirty", GRAVE: "hole"}
SHADES = 200
Stage: list[Scene] = []
"""The scene of the test that runs; each run of the machine plays on it and leaves it as it was."""


class WorkMachine(RuleBasedStateMachine):
    """Everybody does everything at any time; what is refused must leave no trace."""

    def __init__(self) -> None:
        super().__init__()
        self.scene, self.now, self.shade, self.most = Stage[0], NOON, 0, 0
        self.undo = transaction.savepoint()

    def teardown(self) -> None:
        try:
            self.deliver()
            assert verify_chain().whole
        finally:
            transaction.savepoint_rollback(self.undo)

    def order(self, which: int) -> WorkOrder | None:
        """One of the latest orders, the live ones first."""
        rows = sorted(WorkOrder.objects.order_by("-pk")[:4], key=lambda order: order.state in ENDED)
        return rows[which % len(rows)] if rows else None

    def finding(self, which: int) -> Finding | None:
        rows = list(Finding.objects.order_by("-pk")[:3])
        return rows[which % len(rows)] if rows else None

    def tried(self, verb: Verb | Callable[[], object]) -> None:
        before = traces()
        with clock.standing_at(self.now):
            try:
                with transaction.atomic():
                    verb.do() if isinstance(verb, Verb) else verb()
            except Refused:
                assert traces() == before

    def on_order(self, which: int, build: Callable[[WorkOrder], Verb]) -> None:
        order = self.order(which)
        if order is not None:
            self.tried(build(order))

    @rule(role=ROLES, key=KEYS, says=st.sampled_from(["fail", "fail", "ok"]))
    def look(self, role: Role, key: str, says: str) -> None:
        with clock.standing_at(self.now):
            said = answer(key, self.scene.door, says, reason=REASONS[key] if says == "fail" else "")
            who = self.scene.who(role)
        kind = "self" if role in {Role.LOBBY_MANAGER, Role.OUTLET_MANAGER} else "recheck"
        self.tried(SendAnswers(
            who=who, walk_id=new_uuid(), outlet=self.scene.outlet.code, kind=kind, started_at=self.now, answers=(said,),
        ))

    @rule(role=ROLES)
    def report(self, role: Role) -> None:
        self.tried(ReportFault(
            who=self.scene.who(role), fault_id=new_uuid(), reported_at=self.now, subject_id=self.scene.door.pk,
        ))

    @rule(role=ROLES, which=WHICH, to=ROLES, version=VERSION)
    def assign(self, role: Role, which: int, to: Role, version: int | None) -> None:
        person = self.scene.cast.person(to).pk
        self.on_order(which, lambda o: AssignOrder(
            who=self.scene.who(role), numbers=(o.number,), person_id=person, version=version,
        ))

    @rule(role=ROLES, which=WHICH)
    def assign_vendor(self, role: Role, which: int) -> None:
        vendor = self.scene.cast.vendor.pk
        self.on_order(which, lambda o: AssignOrder(
            who=self.scene.who(role), numbers=(o.number,), vendor_id=vendor,
        ))

    @rule(which=WHICH, step=st.sampled_from([AcceptOrder, StartOrder, ResumeOrder]), by=st.none() | ROLES)
    def go_on(self, which: int, step: type[AcceptOrder], by: Role | None) -> None:
        self.on_order(which, lambda o: step(who=self.doer(o, by), number=o.number))

    @rule(which=WHICH, by=st.none() | ROLES, reason=st.sampled_from(["waiting_part", "waiting_vendor", "tired"]))
    def pause(self, which: int, by: Role | None, reason: str) -> None:
        self.on_order(which, lambda o: PauseOrder(who=self.doer(o, by), number=o.number, reason=reason))

    @rule(which=WHICH, by=st.none() | ROLES, shown=st.sampled_from([True, True, False]))
    def mend(self, which: int, by: Role | None, shown: bool) -> None:
        self.shade = (self.shade + 1) % SHADES
        if shown:
            data = picture(self.shade)
            self.on_order(which, lambda o: AddOrderPhoto(who=self.doer(o, by), number=o.number, data=data))
        self.on_order(which, lambda o: MendOrder(who=self.doer(o, by), number=o.number))

    @rule(role=ROLES, which=WHICH, to=ROLES)
    def hand_over(self, role: Role, which: int, to: Role) -> None:
        person = self.scene.cast.person(to).pk
        self.on_order(which, lambda o: HandOver(
            who=self.scene.who(role), number=o.number, reason="busy", person_id=person,
        ))

    @rule(role=ROLES, which=WHICH, passed=st.booleans(), version=VERSION)
    def verify(self, role: Role, which: int, passed: bool, version: int | None) -> None:
        self.on_order(which, lambda o: VerifyOrder(
            who=self.scene.who(role), number=o.number, passed=passed, reason="looked", version=version,
        ))

    @rule(role=ROLES, which=WHICH)
    def cancel(self, role: Role, which: int) -> None:
        self.on_order(which, lambda o: CancelOrder(who=self.scene.who(role), number=o.number, reason="twice"))

    @rule(role=ROLES, which=WHICH, priority=st.sampled_from(["P1", "P2", "P3", "P4"]))
    def prioritise(self, role: Role, which: int, priority: str) -> None:
        self.on_order(which, lambda o: ChangePriority(
            who=self.scene.who(role), number=o.number, priority=priority, reason="so",
        ))

    @rule(role=ROLES, which=WHICH, verb=st.sampled_from([OpenOrder, CloseAsMistake, ReopenFinding]))
    def about_finding(self, role: Role, which: int, verb: type[OpenOrder]) -> None:
        finding = self.finding(which)
        if finding is not None:
            self.tried(verb(who=self.scene.who(role), finding_id=finding.pk, reason="so"))

    @rule(role=ROLES, which=WHICH, approver=ROLES)
    def waive(self, role: Role, which: int, approver: Role) -> None:
        finding = self.finding(which)
        if finding is None:
            return
        last_day = (self.now + timedelta(days=2)).date()
        self.tried(AskWaiver(who=self.scene.who(role), finding_id=finding.pk, reason="so", last_day=last_day))
        asked = Waiver.objects.filter(state="asked").first()
        if asked is not None:
            self.tried(DecideWaiver(who=self.scene.who(approver), waiver_id=asked.pk, granted=True))

    @rule(minutes=st.sampled_from([1, 30, 300, 3000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_clock_looks(self) -> None:
        self.tried(sweep)
        self.tried(escalate)

    @rule()
    def deliver(self) -> None:
        """What was told has been heard: now findings and orders agree."""
        with clock.standing_at(self.now):
            settle()
        live = WorkOrder.objects.exclude(state__in=ENDED)
        assert not live.filter(finding__state="closed").exists()
        assert not live.filter(state="mended").exclude(finding__state="mended").exists()
        said_mended = Finding.objects.filter(state="mended")
        assert said_mended.count() == live.filter(state="mended").count()

    def doer(self, order: WorkOrder, by: Role | None) -> Actor:
        """Whoever has the order, unless somebody else is to try."""
        person = next((p for p in self.scene.cast.people.values() if p.pk == order.assignee_id), None)
        if by is None and person is not None:
            side, _, role = person.login.partition("-")
            return self.scene.cast.near(Role(role)) if side == "near" else self.scene.cast.far(Role(role))
        return self.scene.who(by or Role.VENDOR)

    @invariant()
    def nothing_is_lost(self) -> None:
        orders = WorkOrder.objects.count()
        assert orders >= self.most
        assert WorkOrder.objects.values("number").distinct().count() == orders
        self.most = orders

    @invariant()
    def every_change_left_its_turn(self) -> None:
        counted = WorkOrder.objects.annotate(turns_taken=Count("turns", filter=~Q(turns__became="escalated")))
        assert not counted.exclude(turns_taken=F("version")).exists()

    @invariant()
    def orders_are_whole(self) -> None:
        live = WorkOrder.objects.exclude(state__in=ENDED)
        assert live.values("finding").distinct().count() == live.count()
        assert not live.exclude(ended_at=None).exists()
        assert not WorkOrder.objects.filter(state__in=ENDED, ended_at=None).exists()
        assert not WorkOrder.objects.filter(state__in=ENDED).exclude(next_escalation_at=None).exists()
        held = live.exclude(state__in=["new", "assigned"])
        assert not held.filter(assignee=None).exists()
        grave = WorkOrder.objects.filter(finding__severity__in=["high", "critical"], state="verified")
        assert not grave.filter(verified_by=F("mended_by")).exists()
        pauses = WorkOrder.objects.annotate(lasting=Count("pauses", filter=Q(pauses__ends_at=None)))
        assert not pauses.filter(state="paused").exclude(lasting=1).exists()
        assert not pauses.exclude(state="paused").exclude(lasting=0).exists()

    @invariant()
    def findings_are_whole(self) -> None:
        standing = Finding.objects.exclude(state="closed")
        assert standing.values("requirement", "subject").distinct().count() == standing.count()
        assert not standing.exclude(closed_at=None).exists()
        grave = Finding.objects.filter(severity__in=["high", "critical"], closed_how="verified")
        assert not grave.filter(verified_by=F("mended_by"), verified_by__isnull=False).exists()


def traces() -> tuple[object, ...]:
    """What any verb of this machine would leave behind."""
    return (
        list(WorkOrder.objects.order_by("pk").values_list("pk", "version", "state", "assignee", "resolve_by")),
        list(Finding.objects.order_by("pk").values_list("pk", "state", "sightings", "severity", "waived_until")),
        OrderTurn.objects.count(), FindingTurn.objects.count(), Waiver.objects.count(),
    )


@pytest.fixture
def stage(scene: Scene) -> None:
    """The scene, with photos that need no decoding again."""
    sender = scene.cast.person(Role.ENGINEER)
    Photo.objects.bulk_create([
        Photo(
            sha256=sha256(picture(shade)).hexdigest(), size=1, width=1, height=1, mime="image/jpeg", received_at=NOON,
            seal="s", sender=sender, unit=scene.outlet.unit,
        )
        for shade in range(SHADES)
    ])
    Stage[:] = [scene]


def play(examples: int, steps: int, derandomize: bool) -> None:
    run_state_machine_as_test(WorkMachine, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=derandomize, database=None,
        suppress_health_check=list(HealthCheck),
    ))


def test_no_short_sequence_of_verbs_reaches_a_forbidden_state(stage: None) -> None:
    play(examples=5, steps=25, derandomize=True)


@pytest.mark.prove
def test_no_long_sequence_of_verbs_reaches_a_forbidden_state(stage: None) -> None:
    play(examples=150, steps=80, derandomize=False)
