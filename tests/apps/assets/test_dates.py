"""Records, documents, and what the calendar knows of many subjects at once."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.apps.assets.test_things import content, problems
from tests.apps.assets.things import extinguisher, thing, zone
from tests.cast import Cast
from wangdian.apps.assets.actions.add_document import AddDocument
from wangdian.apps.assets.actions.record_upkeep import RecordUpkeep
from wangdian.apps.assets.actions.remove_content import RemoveContent
from wangdian.apps.assets.actions.renew_document import RenewDocument
from wangdian.apps.assets.actions.retire_asset import RetireAsset
from wangdian.apps.assets.actions.stock_article import StockArticle
from wangdian.apps.assets.actions.withdraw_document import WithdrawDocument
from wangdian.apps.assets.dates import FOR_GOOD, dated_facts
from wangdian.apps.assets.kept_cards import documents_page, records_page
from wangdian.apps.assets.models import Document, UpkeepRecord
from wangdian.apps.outlets.models import Subject, Zone
from wangdian.domain.judging_evidence import Dated
from wangdian.domain.requirement_checks import Fact
from wangdian.domain.rights import SYSTEM, Role
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, NotAllowed


def done(subject_id: int, sort: str, day: date, **given: object) -> int:
    return int(RecordUpkeep(who=SYSTEM, subject_id=subject_id, sort=sort, done_on=day, **given).do())


def known(subject_id: int, fact: Fact) -> Dated | None:
    return dated_facts([subject_id], [fact]).get((subject_id, fact.value))


def test_the_last_service_counts(cast: Cast) -> None:
    made = extinguisher(installed_on=date(2022, 6, 1))
    assert known(made.subject_id, Fact.SERVICE_EXTINGUISHER) == Dated(started_on=date(2022, 3, 1), variant="powder")
    done(made.subject_id, "service.extinguisher", date(2026, 9, 1))
    done(made.subject_id, "service.extinguisher", date(2025, 9, 1), passed=False)
    fact = known(made.subject_id, Fact.SERVICE_EXTINGUISHER)
    assert (fact.on, fact.passed, fact.variant) == (date(2026, 9, 1), True, "powder")
    assert known(made.subject_id, Fact.ASSET_MANUFACTURED_ON).on == date(2022, 3, 1)


def test_a_button_test_carries_its_seconds(cast: Cast) -> None:
    button = thing("call_button")
    done(button.subject_id, "test.call_button", clock.today(), answer_seconds=42)
    assert known(button.subject_id, Fact.TEST_CALL_BUTTON).answered_seconds == Decimal(42)


def test_what_comes_again_within_the_day_keeps_its_moment(cast: Cast) -> None:
    nine, eleven = (datetime(2026, 11, 18, hour, tzinfo=clock.BANK_ZONE) for hour in (9, 11))
    for moment in (eleven, nine):
        done(cast.outlet.subject_id, "patrol.fire", clock.today(), done_at=moment)
    assert known(cast.outlet.subject_id, Fact.PATROL_FIRE).on == eleven


@pytest.mark.parametrize(
    ("sort", "given", "field"),
    [
        ("test.call_button", {"done_on": date(2026, 11, 19), "answer_seconds": 1}, "done_on"),
        ("test.call_button", {}, "answer_seconds"),
        ("test.call_button", {"answer_seconds": 86_401}, "answer_seconds"),
        ("drill.fire", {}, "sort"),
        ("made.up", {}, "sort"),
        ("test.call_button", {"answer_seconds": 3, "done_at": datetime(2026, 1, 1, tzinfo=clock.BANK_ZONE)}, "done_at"),
    ],
)
def test_a_record_that_cannot_be_is_refused(cast: Cast, sort: str, given: dict[str, object], field: str) -> None:
    button = thing("call_button")
    verb = RecordUpkeep(who=SYSTEM, subject_id=button.subject_id, sort=sort, **({"done_on": clock.today()} | given))
    assert problems(verb) == [field]
    assert not UpkeepRecord.objects.exists()


def test_nothing_is_noted_of_what_is_out_of_use(cast: Cast) -> None:
    made = extinguisher()
    RetireAsset(who=SYSTEM, asset_id=made.pk).do()
    with pytest.raises(Clash):
        done(made.subject_id, "check.extinguisher", clock.today())
    assert not UpkeepRecord.objects.exists()


def test_an_auditor_records_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        RecordUpkeep(
            who=cast.near(Role.AUDITOR), subject_id=cast.outlet.subject_id, sort="drill.fire", done_on=clock.today(),
        ).do()
    assert not UpkeepRecord.objects.exists()


def test_the_first_content_to_end_counts(cast: Cast) -> None:
    screen = thing("display")
    assert known(screen.subject_id, Fact.CONTENT_VALID_UNTIL) is None
    first = content(screen, title="甲", until=date(2026, 11, 1))
    content(screen, title="乙", until=date(2026, 12, 1))
    assert known(screen.subject_id, Fact.CONTENT_VALID_UNTIL) == Dated(on=date(2026, 11, 1), of="甲")
    RemoveContent(who=SYSTEM, item_id=first).do()
    assert known(screen.subject_id, Fact.CONTENT_VALID_UNTIL) == Dated(on=date(2026, 12, 1), of="乙")


def test_only_articles_that_are_there_go_off(cast: Cast) -> None:
    kit = thing("medical_kit")
    stock = [("纱布", 2, None), ("碘酒", 0, date(2020, 1, 1)), ("退热贴", 1, date(2027, 2, 1))]
    for name, quantity, until in stock[:2]:
        StockArticle(who=SYSTEM, asset_id=kit.pk, article=name, par=1, quantity=quantity, expires_on=until).do()
    assert known(kit.subject_id, Fact.ARTICLE_EXPIRES_ON) == Dated(on=FOR_GOOD, of="纱布")
    StockArticle(who=SYSTEM, asset_id=kit.pk, article="退热贴", par=1, quantity=1, expires_on=stock[2][2]).do()
    assert known(kit.subject_id, Fact.ARTICLE_EXPIRES_ON) == Dated(on=date(2027, 2, 1), of="退热贴")


def test_a_document_is_added_renewed_and_withdrawn(cast: Cast) -> None:
    adding = AddDocument(
        who=cast.near(Role.OUTLET_MANAGER), outlet_code="N001", kind="price_list", document_name="服务价目表",
        issued_on=date(2026, 1, 1), expires_on=date(2026, 12, 1),
    )
    made = adding.do()
    assert problems(adding) == ["document_name"]
    row = Document.objects.get(pk=made)
    assert known(row.subject_id, Fact.DOCUMENT_EXPIRES_ON) == Dated(on=date(2026, 12, 1), of="服务价目表")
    renewing = RenewDocument(who=SYSTEM, document_id=made, number="2027-1", issued_on=date(2026, 12, 1))
    assert (renewing.do(), renewing.do()) == (True, False)
    assert known(row.subject_id, Fact.DOCUMENT_EXPIRES_ON).on == FOR_GOOD
    WithdrawDocument(who=SYSTEM, document_id=made).do()
    assert documents_page(SYSTEM).items == ()


def test_documents_of_no_kind_or_ending_before_they_begin_are_refused(cast: Cast) -> None:
    verb = AddDocument(
        who=SYSTEM, outlet_code="N001", kind="poem", document_name="诗", issued_on=date(2026, 2, 1),
        expires_on=date(2026, 1, 1),
    )
    assert problems(verb) == ["expires_on", "kind"]
    assert not Document.objects.exists()


def test_a_place_counts_from_the_outlets_first_day(cast: Cast) -> None:
    subject = Zone.objects.get(pk=zone()).subject_id
    Subject.objects.update(entered_on=date(2014, 1, 1))
    facts = dated_facts([cast.outlet.subject_id, subject], [Fact.DRILL_FIRE])
    assert {f.started_on for f in facts.values()} == {date(2015, 3, 1)}
    assert len(facts) == 2


def test_nothing_counts_from_before_it_was_entered(cast: Cast) -> None:
    facts = dated_facts([cast.outlet.subject_id], [Fact.DRILL_FIRE])
    assert {f.started_on for f in facts.values()} == {clock.today()}


def test_the_number_of_queries_does_not_grow(cast: Cast, django_assert_num_queries: object) -> None:
    screens = [thing("display", f"屏 {n}") for n in range(6)]
    for number, screen in enumerate(screens):
        content(screen, until=clock.today() + timedelta(days=number))
    bottle = extinguisher()
    done(bottle.subject_id, "check.extinguisher", clock.today())
    ids = [*(s.subject_id for s in screens), bottle.subject_id]
    with django_assert_num_queries(4):
        facts = dated_facts(ids, [fact.value for fact in Fact])
    assert sum(fact == Fact.CONTENT_VALID_UNTIL for _, fact in facts) == 6
    with django_assert_num_queries(1):
        assert len(records_page(SYSTEM, subject=bottle.subject_id).items) == 1
