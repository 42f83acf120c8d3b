"""A small catalogue for tests: a sheet, a coverage file and a pack whose entries a test may change."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from wangdian.domain.coverage import PHRASES

SOURCE = {"document": "Invented rules", "verified": "proposal"}
SHEET = {
    "sheet": "outlet", "title": {"zh": "表", "en": "Sheet"}, "edition": "1", "sources": [SOURCE],
    "modules": [{
        "code": "1", "zh": "环境", "en": "Environment", "projects": [{
            "code": "1.1", "zh": "室内", "en": "Indoors",
            "items": [{"code": "1.1-1", "zh": "整洁", "en": "Tidy", "points": 2, "verified": "proposal"}],
        }],
    }],
}


def entry(key: str = "IN-01", points: str = "2", **changed: Any) -> dict[str, Any]:
    """An observed requirement about halls, with changes."""
    return {
        "id": key, "title": {"zh": "大厅整洁", "en": "A tidy hall"}, "instruction": {"zh": "看一看", "en": "Look."},
        "subject": "zone:hall",
        "check": {"kind": "observed", "reasons": [{"code": "dirty", "zh": "脏", "en": "dirty"}]},
        "severity": "medium", "points": points, "deduct": {"first": "0", "repeat": points, "window_days": 30},
        "place": {"module": "1", "project": "1.1", "item": "1.1-1"}, "answers_for": "outlet_manager",
        "mend": {"within": "P1D", "clock": "opening_hours"}, "impact": "low", "urgency": "low", "sources": [SOURCE],
        "samples": [
            {"says": "holds", "story": "clean", "given": {"ok": True}},
            {"says": "fails", "story": "dirty", "given": {"ok": False, "reasons": ["dirty"]}},
            {"says": "unknown", "story": "nobody looked"},
        ],
        **changed,
    }


def write(folder: Path, *entries: dict[str, Any], sheet: Any = SHEET) -> None:
    """The whole catalogue into a folder: one pack `own` with these entries."""
    pack = {"pack": "own", "title": {"zh": "包", "en": "Pack"}, "edition": "1", "requirements": list(entries)}
    coverage = [{"phrase": p, "says": {"zh": "话", "en": "words"}, "pending": True} for p in PHRASES]
    for name, body in {"own": pack, "score_sheet": sheet, "coverage": {"coverage": coverage}}.items():
        (folder / f"{name}.yaml").write_text(text_of(body), encoding="utf-8")


def text_of(body: Any) -> str:
    """YAML without aliases, every figure as text."""
    return str(yaml.dump(_plain(deepcopy(body)), allow_unicode=True, sort_keys=False))


def _plain(body: Any) -> Any:
    if isinstance(body, dict):
        return {k: _plain(v) for k, v in body.items()}
    if isinstance(body, list):
        return [_plain(v) for v in body]
    return body if isinstance(body, bool | str) or body is None else str(body)
