"""The organisation of the large demo bank: branches, sub-branches and outlets with names and codes of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from demo import names
from demo.large.copying import Copier
from wangdian.apps.outlets.models import Outlet
from wangdian.apps.outlets.search import search_text
from wangdian.apps.people.access import ROOT
from wangdian.apps.people.models import Unit
from wangdian.domain.rights import STEP

MOST_BRANCHES = 60
BATCH = 2000
_FRONT = "云青临安永平清长新阳金凤龙石江海泰宁广德福嘉会武文东南西北高白玉松兰梅瑞昌定和兴"
ENDINGS = {"full_service": "支行营业部", "light": "分理处", "community": "社区支行", "self_service": "自助银行"}


@dataclass(frozen=True)
class Copy:
    """One copy of an outlet: the turn and the home it is made of, its number in the bank, whether it was walked."""

    turn: int
    home: int
    number: int
    walked: bool


def town(number: int) -> str:
    """An invented name of a place, of three characters; 8,800 of them before they come again."""
    pairs = [f"{a}{b}" for a in names._FIRST for b in names._SECOND if a != b]
    mixed = number * 3607
    return _FRONT[mixed % len(_FRONT)] + pairs[mixed // len(_FRONT) % len(pairs)]


class Organisation:
    """Writes the units and outlets of copies; `above` are the units of the small bank that hold its outlets."""

    def __init__(self, copier: Copier, homes: Sequence[int]) -> None:
        self.copier = copier
        self.outlets = {row.unit_id: row for row in Outlet.objects.filter(unit__in=homes).select_related("unit")}
        self.above = sorted({row.unit.parent_id for row in self.outlets.values() if row.unit.parent_id})
        self.root = Unit.objects.get(path=ROOT)
        self.branches = list(Unit.objects.filter(kind="branch", code__startswith="P").order_by("path"))
        self.paths: dict[tuple[int, int], Unit] = {}

    def found(self, turns: int) -> None:
        """The branches that are missing, and below all a sub-branch for each unit above an outlet, each turn."""
        shift, old = self.copier.shifts[Unit], tuple(self.branches)
        count = min(MOST_BRANCHES - len(old), turns)
        first = shift.start + (turns + 1) * shift.step
        step = self.root.last_child
        for n in range(count):
            number = len(old) + n + 1
            self.branches.append(Unit(
                id=first + n, parent=self.root, path=ROOT + str(step + n + 1).zfill(STEP), kind="branch",
                code=f"P{number:03d}", name_zh=f"{town(number)}分行", name_en=f"Branch P{number:03d}",
            ))
        self.root.last_child = step + count
        self.root.save(update_fields=["last_child"])
        below = []
        for turn in range(turns):
            branch = self.branches[turn % len(self.branches)]
            for home in self.above:
                branch.last_child += 1
                unit = Unit(
                    id=shift.start + home + turn * shift.step, parent=branch, kind="sub_branch",
                    path=branch.path + str(branch.last_child).zfill(STEP),
                    code=f"{branch.code}{branch.last_child:03d}",
                    name_zh=f"{town(turn * 97 + home)}支行", name_en=f"Sub-branch {branch.code}{branch.last_child:03d}",
                )
                self.paths[turn, home] = unit
                below.append(unit)
        Unit.objects.bulk_create(self.branches[len(old) :], BATCH)
        Unit.objects.bulk_update(old, ["last_child"], BATCH)
        self.below = below

    def make(self, copies: Sequence[Copy]) -> None:
        """The units and outlets of some copies."""
        units, outlets = [], []
        for one in copies:
            unit, outlet = self._outlet(one)
            units.append(unit)
            outlets.append(outlet)
        Unit.objects.bulk_create(units, BATCH)
        Outlet.objects.bulk_create(outlets, BATCH)

    def close(self) -> None:
        """The sub-branches as they stand at the end, when it is known how many outlets each has."""
        Unit.objects.bulk_create(self.below, BATCH)

    def _outlet(self, one: Copy) -> tuple[Unit, Outlet]:
        like, luck = self.outlets[one.home], Random(one.number)
        parent = self.paths[one.turn, like.unit.parent_id or 0]
        parent.last_child += 1
        code, place = f"{parent.code}{parent.last_child:03d}", town(one.number)
        name, shift = place + ENDINGS[like.kind], self.copier.shifts
        unit = Unit(
            id=shift[Unit].start + one.home + one.turn * shift[Unit].step, parent_id=parent.pk, kind="outlet",
            path=parent.path + str(parent.last_child).zfill(STEP), code=code, name_zh=name, name_en=f"Outlet {code}",
        )
        step = shift[Outlet].start + one.turn * shift[Outlet].step
        outlet = Outlet(
            id=like.pk + step, unit_id=unit.pk, code=code, name_zh=name, name_en=unit.name_en, kind=like.kind,
            subject_id=self._subject(like.subject_id, one.turn), search_text=search_text(code, name, unit.name_en),
            fx_licence=like.fx_licence, built_on=like.built_on, opened_on=like.opened_on,
            address=f"{place}路 {luck.randint(1, 400)} 号", phone=f"0999-{one.number % 10**7:07d}",
            latitude=Decimal(22 + luck.randint(0, 180000) / 10000).quantize(Decimal("0.000001")),
            longitude=Decimal(98 + luck.randint(0, 240000) / 10000).quantize(Decimal("0.000001")),
        )
        return unit, outlet

    def _subject(self, subject_id: int, turn: int) -> int:
        shift = next(shift for model, shift in self.copier.shifts.items() if model.__name__ == "Subject")
        return subject_id + shift.start + turn * shift.step
