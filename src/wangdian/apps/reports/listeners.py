"""What reports do about facts: a finding's turn and a walk's end change the score of the outlet today."""

from collections.abc import Mapping
from typing import Any

from wangdian.apps.evidence.models import FaultReport, Walk
from wangdian.apps.findings.models import Finding, Waiver
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.reports.comparing import compare_answers
from wangdian.apps.reports.jobs import score_outlets
from wangdian.apps.reports.noting import note_signs


def answers_received(body: Mapping[str, Any], row_id: int) -> None:
    """What somebody said is held against what others said of the same thing."""
    compare_answers(body["walk_id"], body["answer_ids"])


def finding_turned(body: Mapping[str, Any], row_id: int) -> None:
    _score_where(Finding.objects.filter(pk=body["finding_id"]).values_list("unit_id", flat=True).first())


def waiver_decided(body: Mapping[str, Any], row_id: int) -> None:
    _score_where(Waiver.objects.filter(pk=body["waiver_id"]).values_list("finding__unit_id", flat=True).first())


def walk_ended(body: Mapping[str, Any], row_id: int) -> None:
    _score_where(Walk.objects.filter(pk=body["walk_id"]).values_list("outlet__unit_id", flat=True).first())


def fault_reported(body: Mapping[str, Any], row_id: int) -> None:
    """Notes anew what speaks for a visit to the outlet where it was."""
    units = FaultReport.objects.filter(pk=body["fault_id"]).values_list("subject__unit_id", flat=True)
    note_signs(list(Outlet.objects.filter(unit__in=units, closed_on=None).values_list("pk", flat=True)))


def _score_where(unit_id: int | None) -> None:
    """Counts the outlet anew whose place that is; what stands elsewhere has no score."""
    if unit_id is None:
        return
    outlets = list(Outlet.objects.filter(unit_id=unit_id, closed_on=None).values_list("pk", flat=True))
    if outlets:
        score_outlets(outlets)
