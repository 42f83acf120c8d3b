"""The lists of calibration sets and of those who judged."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangdian.apps.evidence.calibration_queries import Judge, SetCard, calibration_sets, set_read
from wangdian.domain.agreement import Kappa
from wangdian.domain.rights import Actor
from wangdian.entrypoints.lists.agreement import rate_in_words
from wangdian.entrypoints.lists.listing import Column, Listing, number_in
from wangdian.entrypoints.web.check_words import SET_STATES
from wangdian.entrypoints.web.frame.tongue import chosen
from wangdian.foundation.paging import Page


def kappa_in_words(kappa: Kappa | None) -> str:
    """"0.68 (0.51 to 0.85)"; a dash where it says nothing."""
    return "—" if kappa is None else f"{kappa.value:.2f} ({kappa.low:.2f} ~ {kappa.high:.2f})"


def _leads_to(one: SetCard) -> str:
    return reverse("checks.set" if one.leads else "checks.judge", args=[one.id])


SETS: Listing[SetCard] = Listing(
    name="calibrations",
    title=_("Calibration"),
    columns=(
        Column("title", _("Set of photos"), lambda s: s.title, link=_leads_to),
        Column("state", _("State"), lambda s: s.state, shown=lambda s: SET_STATES[s.state], kind="state"),
        Column("unit", _("For"), lambda s: s.unit, shown=lambda s: chosen(s.unit_zh, s.unit_en)),
        Column("photos", _("Photos"), lambda s: s.photos, kind="number"),
        Column("judged", _("Judged by me"), lambda s: s.judged, kind="number"),
        Column("made_at", _("Made"), lambda s: s.made_at, kind="moment"),
    ),
    empty=_("No set yet. Head office or a branch makes one from photos of past checks."),
)
JUDGES: Listing[Judge] = Listing(
    name="judges",
    title=_("Who judged"),
    columns=(
        Column("name", _("Who"), lambda j: j.name or str(j.person)),
        Column("agrees", _("Agree with the reference"), lambda j: j.agrees.hits, kind="number"),
        Column("cases", _("Judged"), lambda j: j.agrees.cases, kind="number"),
        Column("rate", _("Share"), lambda j: j.agrees.ratio, shown=lambda j: rate_in_words(j.agrees)),
        Column("kappa", _("Beyond chance (kappa)"), lambda j: j.kappa.value if j.kappa else None,
               shown=lambda j: kappa_in_words(j.kappa)),
    ),
    empty=_("Nobody has judged yet."),
)


def sets_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[SetCard]:
    return calibration_sets(who, after=after, limit=limit)


def judges_listed(who: Actor, query: Mapping[str, str], after: str | None, limit: int = 50) -> Page[Judge]:
    """Who judged the set of an address, all of them."""
    return Page(tuple(set_read(who, number_in(query, "set")).judges), None)
