"""What must stand there, as the product itself knows it: shown beside a question, and compared when it is judged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wangdian.apps.assets.models import Asset, Document, KitArticle, PlaylistItem
from wangdian.apps.outlets.calendars import calendars_of
from wangdian.domain.hours_board import Board, Words, board
from wangdian.domain.requirement_checks import Compare
from wangdian.foundation import clock


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subject at which something must stand, and the outlet that it stands in."""

    subject_id: int
    compare: Compare
    outlet_id: int


@dataclass(frozen=True, slots=True)
class Expected:
    """The same in both languages; `zh` is what an answer is kept with."""

    zh: str
    en: str


Texts = dict[tuple[int, str], Expected]


def expected_texts(wanted: Iterable[Wanted]) -> Texts:
    """By subject and `Compare` value, for today; nothing on record is no entry. At most 8 queries, however many."""
    by_compare: dict[Compare, list[Wanted]] = defaultdict(list)
    for one in wanted:
        by_compare[one.compare].append(one)
    found: Texts = {}
    for compare, read in _READERS.items():
        if by_compare[compare]:
            found |= read(by_compare[compare])
    return found


def _ids(wanted: Sequence[Wanted]) -> list[int]:
    return [one.subject_id for one in wanted]


def _hours(wanted: Sequence[Wanted]) -> Texts:
    today = clock.today()
    boards = {n: board(c, today) for n, c in calendars_of({one.outlet_id for one in wanted}).items()}
    return {
        (one.subject_id, one.compare.value): board_text(boards[one.outlet_id])
        for one in wanted if boards[one.outlet_id].sections
    }


def board_text(shown: Board) -> Expected:
    """The board as lines: a service, then its days and hours, then what is closed for a while."""
    both: list[Words] = []
    for section in shown.sections:
        both.append(section.name)
        both += [Words(f"{a.days.zh} {a.hours.zh}", f"{a.days.en} {a.hours.en}") for a in section.lines]
    both += [notice.text for notice in shown.notices]
    return Expected("\n".join(w.zh for w in both), "\n".join(w.en for w in both))


def _cameras(wanted: Sequence[Wanted]) -> Texts:
    rows = Asset.objects.filter(subject_id__in=_ids(wanted), seen_by__isnull=False)
    return _same(Compare.SEEN_BY_CAMERA, rows.values_list("subject_id", "seen_by__name"))


def _kits(wanted: Sequence[Wanted]) -> Texts:
    rows = KitArticle.objects.filter(kit__subject_id__in=_ids(wanted)).order_by("name", "pk")
    named = rows.values_list("kit__subject_id", "name", "par")
    return _lists(Compare.KIT_CONTENTS, ((subject_id, f"{name} ×{par}") for subject_id, name, par in named))


def _playlists(wanted: Sequence[Wanted]) -> Texts:
    today = clock.today()
    rows = PlaylistItem.objects.filter(
        screen__subject_id__in=_ids(wanted), removed_on=None, valid_from__lte=today, valid_until__gte=today,
    ).order_by("title", "pk").values_list("screen__subject_id", "title", "valid_until")
    return _lists(Compare.PLAYLIST, ((s, f"{title} ({until.isoformat()})") for s, title, until in rows))


def _documents(wanted: Sequence[Wanted]) -> Texts:
    rows = Document.objects.filter(subject_id__in=_ids(wanted), withdrawn_on=None)
    return _same(Compare.CURRENT_DOCUMENT, (
        (s, " ".join(part for part in (name, number, _span(issued, expires)) if part))
        for s, name, number, issued, expires in rows.values_list(
            "subject_id", "name", "number", "issued_on", "expires_on",
        )
    ))


def _span(issued: date | None, expires: date | None) -> str:
    ends = [day.isoformat() if day else "" for day in (issued, expires)]
    return "–".join(ends) if any(ends) else ""


def _lists(compare: Compare, rows: Iterable[tuple[int, str]]) -> Texts:
    lines: dict[int, list[str]] = defaultdict(list)
    for subject_id, line in rows:
        lines[subject_id].append(line)
    return _same(compare, ((subject_id, "\n".join(some)) for subject_id, some in lines.items()))


def _same(compare: Compare, rows: Iterable[tuple[int, str | None]]) -> Texts:
    """Names are what they are in either language."""
    return {(subject_id, compare.value): Expected(text, text) for subject_id, text in rows if text}


_READERS = {
    Compare.HOURS_BOARD: _hours,
    Compare.SEEN_BY_CAMERA: _cameras,
    Compare.KIT_CONTENTS: _kits,
    Compare.PLAYLIST: _playlists,
    Compare.CURRENT_DOCUMENT: _documents,
}
"""A reference photo is no text; it goes with the question by its hash."""
