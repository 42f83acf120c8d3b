"""Reads an official notice out of an uploaded file, YAML or spreadsheet, and writes it as YAML again."""

import tempfile
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from wangdian.apps.outlets.notices import NamedDay, Notice, read_notice
from wangdian.entrypoints.forms.calendars import OfficialDayForm, notice_of
from wangdian.entrypoints.imports.columns import choices_of, columns_of, prepared
from wangdian.entrypoints.imports.opening import opened, opened_size
from wangdian.entrypoints.imports.tables import unreadable
from wangdian.foundation.errors import Invalid, Problem

MOST_BYTES, MOST_UNPACKED = 1024 * 1024, 4 * 1024 * 1024
"""It is read within the request: a year has few days."""


def notice_in(data: bytes, name: str) -> tuple[Notice, str]:
    """The notice and its YAML; raises Invalid naming field, or row and column, of what is wrong."""
    if len(data) > MOST_BYTES:
        raise unreadable(_("The file has more than %(most)s MB. Split it.") % {"most": 1})
    if name.lower().endswith((".yaml", ".yml")):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise unreadable(_("The file is not UTF-8.")) from error
        return read_notice(text), text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notice"
        path.write_bytes(data)
        if opened_size(path) > MOST_UNPACKED:
            raise unreadable(_("The file unpacks into far more than a spreadsheet holds; it is not opened."))
        notice = _from_rows(path)
    return notice, as_yaml(notice)


def as_yaml(notice: Notice) -> str:
    """Each day as a festival of its own, make-up days under the one before them."""
    festivals: list[dict[str, Any]] = []
    for day in sorted(notice.days, key=lambda named: (named.kind != "festival", named.day)):
        if day.kind == "festival":
            entry = {"zh": day.name_zh, "en": day.name_en or day.name_zh, "from": day.day, "to": day.day, "works": []}
            festivals.append(entry)
        else:
            _home_of(day, festivals)["works"].append(day.day)
    data = {"year": notice.year, "announced": notice.announced, "notice": notice.notice, "source": notice.source}
    return yaml.safe_dump({**data, "festivals": festivals}, allow_unicode=True, sort_keys=False)


def _home_of(day: NamedDay, festivals: list[dict[str, Any]]) -> dict[str, Any]:
    """The festival of the same name that lies nearest; the nearest of all where no name fits."""
    if not festivals:
        raise Invalid([Problem("file", _("A notice names at least one festival."))])
    same = [entry for entry in festivals if entry["zh"] == day.name_zh] or festivals
    return min(same, key=lambda entry: abs((entry["from"] - day.day).days))


def _from_rows(path: Path) -> Notice:
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    with opened(path) as table:
        columns = columns_of(OfficialDayForm, table.header)
        spoken = choices_of(OfficialDayForm)
        for row in table.rows():
            texts = zip(columns.fields, row.cells, strict=False)
            form = OfficialDayForm({
                name: prepared(OfficialDayForm, name, text, spoken) for name, text in texts if isinstance(text, str)
            })
            if form.is_valid():
                rows.append(form.cleaned_data)
                continue
            where = _("row %(row)s") % {"row": row.number}
            problems += [Problem(f"{where}, {columns.title(name)}", str(why[0])) for name, why in form.errors.items()]
    if len({row["year"] for row in rows}) > 1:
        problems.append(Problem("", _("The file holds several years: load them one by one.")))
    if not rows and not problems:
        problems.append(Problem("", _("A notice names at least one day.")))
    if problems:
        raise Invalid(problems[:50])
    return notice_of(rows)
