"""Workbooks in the XLSForm standard, made on the spot."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Lines = Sequence[Mapping[str, object]]
JUDGED = [
    {"list_name": "judged", "name": "ok", "label": "符合"}, {"list_name": "judged", "name": "fail", "label": "不符合"},
]


def book(survey: Lines, choices: Lines = JUDGED, settings: Lines = (), **more: Lines) -> bytes:
    """The bytes of a workbook; each line is its cells by heading."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, lines in {"survey": survey, "choices": choices, "settings": settings, **more}.items():
        sheet = made.create_sheet(title)
        heads = list(dict.fromkeys(name for line in lines for name in line))
        sheet.append(heads or ["name"])
        for line in lines:
            sheet.append([line.get(name) for name in heads])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def asked(name: str = "tidy", **more: object) -> dict[str, object]:
    """A question that becomes a requirement."""
    return {"type": "select_one judged", "name": name, "label": "整洁吗", **more}
