"""Complaints are counted by outlet, day and way, by those who lead checks, and speak for a visit."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.conftest import NOON
from wangdian.apps.journal.models import AuditEntry
from wangdian.apps.reports.actions.note_complaints import Complaints, NoteComplaints
from wangdian.apps.reports.complaint_queries import complaints_page
from wangdian.apps.reports.jobs import score_today
from wangdian.apps.reports.lots import risks_of
from wangdian.apps.reports.models import ComplaintCount
from wangdian.apps.reports.signs import signs_under
from wangdian.domain.drawing import MANY, WEIGHTS
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation.errors import Invalid, NotAllowed, NotFound

TODAY = NOON.date()
ONE = Complaints("N001", TODAY, "hotline", 2)


def noted(*rows: Complaints) -> bool:
    return NoteComplaints(who=SYSTEM, rows=rows).do()


def counted(cast: Cast, days: int = 90) -> dict[str, int]:
    return {one.code: one.signs.complaints for one in signs_under(cast.root, "spot", timedelta(days=days))}


def test_complaints_speak_for_a_visit_as_far_back_as_a_draw_looks(cast: Cast) -> None:
    score_today()
    noted(ONE, replace(ONE, day=TODAY - timedelta(days=40), channel="regulator", number=1))
    noted(replace(ONE, outlet="N002", number=50))
    assert counted(cast) == {"N001": 3, "N002": MANY, "N101": 0}
    assert counted(cast, days=30) == {"N001": 2, "N002": MANY, "N101": 0}
    known = {one.code: one for one in signs_under(cast.root, "spot", timedelta(days=90))}
    risks = risks_of(list(known.values()), WEIGHTS)
    spoken = [risks[code].parts["complaints"] for code in ("N001", "N002", "N101")]
    assert spoken == [Decimal("3.333333"), Decimal("6.666667"), 0]


def test_what_is_noted_again_takes_the_place_of_what_was_and_none_takes_it_back(cast: Cast) -> None:
    assert noted(ONE)
    entries = AuditEntry.objects.count()
    assert not noted(ONE)
    assert AuditEntry.objects.count() == entries
    assert noted(replace(ONE, number=4))
    assert (ComplaintCount.objects.get().number, counted(cast)["N001"]) == (4, 4)
    assert noted(replace(ONE, number=0))
    assert counted(cast)["N001"] == 0
    assert complaints_page(SYSTEM).items == ()


@pytest.mark.parametrize(("wrong", "field"), [
    (replace(ONE, outlet="N999"), "1.outlet_code"), (replace(ONE, day=TODAY + timedelta(days=1)), "1.day"),
    (replace(ONE, channel="letter"), "1.channel"), (replace(ONE, number=-1), "1.number"),
    (replace(ONE, number=10_001), "1.number"),
])
def test_one_wrong_row_and_nothing_is_kept(cast: Cast, wrong: Complaints, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        noted(ONE, wrong)
    assert [one.field for one in refused.value.problems] == [field]
    assert not ComplaintCount.objects.exists()
    assert counted(cast)["N001"] == 0


def test_only_who_leads_checks_notes_and_sees_them_and_only_below_them(cast: Cast) -> None:
    noted(ONE)
    before = list(ComplaintCount.objects.values())
    for role in Role:
        leads = role in {Role.HEAD_OFFICE, Role.BRANCH_MANAGER}
        assert bool(complaints_page(cast.near(role)).items) is leads, role
        assert complaints_page(cast.far(role)).items == (), role
        if not leads:
            with pytest.raises((NotAllowed, NotFound)):
                NoteComplaints(who=cast.near(role), rows=(replace(ONE, number=9),)).do()
    with pytest.raises(NotFound):
        NoteComplaints(who=cast.far(Role.BRANCH_MANAGER), rows=(replace(ONE, number=9),)).do()
    with pytest.raises(Invalid):
        NoteComplaints(who=cast.near(Role.BRANCH_MANAGER), rows=(ONE, replace(ONE, outlet="N101"))).do()
    assert list(ComplaintCount.objects.values()) == before


def test_noting_many_rows_asks_as_much_as_noting_few(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [replace(ONE, day=TODAY - timedelta(days=n)) for n in range(60)]
    with django_assert_max_num_queries(18):
        noted(*rows[:2])
    with django_assert_max_num_queries(18):
        noted(*rows[2:])
    assert ComplaintCount.objects.count() == 60
    with django_assert_max_num_queries(1):
        assert len(complaints_page(SYSTEM).items) == 50
