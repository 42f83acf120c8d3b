"""Draws outlets for a check, by risk and by chance, and plans the walks."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction

from wangdian.apps.evidence.actions.plan_drawn_walks import PlanDrawnWalks
from wangdian.apps.journal.actions.answer_once import answer_of, claim, keep
from wangdian.apps.journal.actions.record import record
from wangdian.apps.people.models import Unit
from wangdian.apps.reports.lots import Lot, risks_of, unit_to_draw
from wangdian.apps.reports.models import Draw, DrawnOutlet, DrawSigns
from wangdian.apps.reports.signs import Known, Line, fingerprint, line_of, signs_under
from wangdian.domain import drawing
from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.foundation import clock
from wangdian.foundation.errors import Clash, invalid

PART = 1000
LONGEST_SEED = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawChecks(Verb):
    """Draws, keeps all that the draw was made from, and plans the walks unannounced; returns the id of the draw.

    Without a `seed` the server rolls one at this moment, so that nobody could know the outcome. Whoever sends the same
    `once` again within a day, or twice at the same time, draws nothing more and gets the id of the first draw. Raises
    Clash where no outlet is left to draw.
    """

    name = "reports.draw_checks"
    right = Right.LEAD_CHECKS

    who: Actor
    lot: Lot
    seed: str = ""
    once: str = ""

    def do(self) -> int:
        before = self._before()
        if before is not None:
            return before
        try:
            return self._drawn()
        except IntegrityError:
            before = self._before()
            if before is None:
                raise
            return before

    @property
    def _key(self) -> str:
        return f"{self.name} {self.once}"

    def _before(self) -> int | None:
        """The draw that was made of the same sending."""
        told = answer_of(self.who, self._key) if self.once else None
        return int(told.body) if told else None

    @transaction.atomic
    def _drawn(self) -> int:
        claimed = claim(self.who, self._key, "") if self.once else None
        draw_id = self._draw()
        if claimed is not None:
            keep(claimed, 201, str(draw_id))
        return draw_id

    def _draw(self) -> int:
        unit = unit_to_draw(self.who, self.lot)
        seed = self.seed.strip()
        if len(seed) > LONGEST_SEED or not seed.isprintable():
            raise invalid("seed", "A seed is one line of at most 64 signs.")
        known = signs_under(unit, self.lot.kind, timedelta(days=self.lot.window_days))
        if not known:
            raise Clash("There is no outlet here to draw, or all of them wait for such a check already.")
        lines = [line_of(one.code, one.signs) for one in known]
        draw = self._keep(unit, seed, len(known), fingerprint(lines))
        _keep_lines(draw, lines)
        self._plan(draw, known)
        record(self.who, self.name, "draw", draw.pk, unit.path, {
            "kind": draw.kind, "size": draw.size, "outlets": draw.outlets, "signs_sha256": draw.signs_sha256,
        })
        return draw.pk

    def _keep(self, unit: Unit, seed: str, outlets: int, signs_sha256: str) -> Draw:
        lot, size = self.lot, min(self.lot.size, outlets)
        return Draw.objects.create(
            unit=unit, kind=lot.kind, made_by_id=self.who.id or None, made_at=clock.now(), size=size,
            by_chance=drawing.chance_part(size, lot.share), seed=seed or secrets.token_hex(16), seed_given=bool(seed),
            weights={name: str(lot.weights[name]) for name in drawing.PARTS}, window_days=lot.window_days,
            due_from=lot.due_from, due_until=lot.due_until, outlets=outlets, signs_sha256=signs_sha256,
            law=drawing.LAW,
        )

    def _plan(self, draw: Draw, known: Sequence[Known]) -> None:
        risks = risks_of(known, self.lot.weights)
        pulls = {code: one.pull for code, one in risks.items()}
        chosen = drawing.draw(draw.seed, pulls, draw.size, draw.by_chance)
        ids = {one.code: one.outlet_id for one in known}
        walks = PlanDrawnWalks(
            who=self.who, unit=self.lot.unit, kind=draw.kind, outlets=[ids[one.code] for one in chosen],
            due_from=draw.due_from, due_until=draw.due_until,
        ).do()
        DrawnOutlet.objects.bulk_create(
            DrawnOutlet(
                draw=draw, place=place, outlet_id=ids[one.code], by_chance=one.by_chance, risk=risks[one.code].total,
                parts={name: str(value) for name, value in risks[one.code].parts.items()},
                walk_id=walks[ids[one.code]],
            )
            for place, one in enumerate(chosen, start=1)
        )


def _keep_lines(draw: Draw, lines: Sequence[Line]) -> None:
    DrawSigns.objects.bulk_create(
        DrawSigns(draw=draw, part=start // PART, lines=lines[start : start + PART])
        for start in range(0, len(lines), PART)
    )
