"""Loads a year's official notice of festivals and make-up working days."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wangdian.apps.journal.actions.announce import announce
from wangdian.apps.journal.actions.record import record
from wangdian.apps.outlets.facts import HoursChanged
from wangdian.apps.outlets.models import OfficialDay, OfficialYear, Outlet
from wangdian.apps.outlets.notices import NamedDay, delivered_notices
from wangdian.apps.people.access import guard_somewhere
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOfficialDays(Verb):
    """Puts a year's notice in place of what was loaded for that year; returns whether anything differed."""

    name = "outlets.load_official_days"
    right = Right.EDIT_OFFICIAL_DAYS

    who: Actor
    year: int
    days: tuple[NamedDay, ...]
    announced: bool = True
    notice: str = ""
    source: str = ""

    @transaction.atomic
    def do(self) -> bool:
        guard_somewhere(self.who, self.right)
        self._check()
        fields = {"announced": self.announced, "notice": self.notice, "source": self.source}
        there = OfficialYear.objects.filter(pk=self.year, **fields).first()
        if there is not None and self._same(there):
            return False
        OfficialDay.objects.filter(year_id=self.year).delete()
        OfficialYear.objects.update_or_create(year=self.year, defaults={**fields, "loaded_at": clock.now()})
        OfficialDay.objects.bulk_create(
            OfficialDay(year_id=self.year, day=d.day, kind=d.kind, name_zh=d.name_zh, name_en=d.name_en)
            for d in self.days
        )
        for outlet_id in Outlet.objects.filter(closed_on=None).values_list("pk", flat=True):
            announce(HoursChanged(outlet_id=outlet_id))
        record(self.who, self.name, "official_year", self.year, "", {"days": len(self.days)})
        return True

    def _same(self, there: OfficialYear) -> bool:
        rows = there.days.values_list("day", "kind", "name_zh", "name_en")
        return set(rows) == {(d.day, d.kind, d.name_zh, d.name_en) for d in self.days}

    def _check(self) -> None:
        problems = []
        if not 1949 < self.year < 2200:
            problems.append(Problem("year", _("Expected a year such as 2026.")))
        if not self.days:
            problems.append(Problem("days", _("A notice names at least one day.")))
        seen = set()
        for named in self.days:
            words = {"day": named.day.isoformat()}
            if named.day.year not in {self.year, self.year - 1}:
                problems.append(Problem("days", _("%(day)s is not a day of this year.") % words))
            if named.kind not in OfficialDay.Kind.values:
                problems.append(Problem("days", _("%(day)s must be a festival or a working day.") % words))
            if named.day in seen:
                problems.append(Problem("days", _("%(day)s is named twice.") % words))
            seen.add(named.day)
        if problems:
            raise Invalid(problems)


def load_delivered(who: Actor) -> int:
    """Loads every notice that comes with the product and is out, for a bank that begins; returns how many differed."""
    return sum(
        LoadOfficialDays(who=who, year=one.year, days=one.days, notice=one.notice, source=one.source).do()
        for one in delivered_notices() if one.announced
    )
