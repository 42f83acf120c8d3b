"""What can be imported: a line a noun, each through the same form and verb as the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangdian.domain.rights import Actor, Right
from wangdian.domain.verbs import Verb
from wangdian.entrypoints.forms.assets import AssetForm
from wangdian.entrypoints.forms.calendars import ClosureForm, HoursForm, OfficialDayForm, loading, notice_of
from wangdian.entrypoints.forms.climate import LogRowForm, taking
from wangdian.entrypoints.forms.complaints import ComplaintsForm, noting
from wangdian.entrypoints.forms.duty import DutyForm
from wangdian.entrypoints.forms.kept import DocumentForm
from wangdian.entrypoints.forms.outlets import OutletForm
from wangdian.entrypoints.forms.people import PersonForm, UnitForm, VendorForm
from wangdian.entrypoints.forms.plan_rows import PlanRow
from wangdian.entrypoints.forms.rows import ArticleRow, ContentRow, PlacedRow, UpkeepRow
from wangdian.entrypoints.forms.zones import ZoneForm
from wangdian.entrypoints.imports import existing
from wangdian.entrypoints.imports.existing import Existing
from wangdian.entrypoints.imports.leaning import Lean
from wangdian.entrypoints.imports.tables import MOST_ROWS
from wangdian.entrypoints.lists.listing import Text

SAME_OUTLET: tuple[Lean, ...] = ((("outlet_code",), ("outlet_code",)),)
"""Rows of one outlet are judged by each other: closures may not overlap, past hours stay as they were."""


@dataclass(frozen=True, slots=True)
class ImportSpec:
    """A noun that a spreadsheet may bring: `form` reads a row by its column names and builds the verb.

    Columns are the form's field names, or the labels of its fields in either language. `right` is what the verb asks
    for. `key` names the fields by which two rows of one file are the same. `current` finds what is there already under
    a row's key, so that the row changes it. `together` builds one verb of all rows whose first key field agrees.
    `by_part` builds one verb of the rows of each part, `part` at most; its problems name "<place>.<field>".
    A file has `most` rows at most.
    `leans` says which earlier rows of the same file a row may need, or must not contradict.
    """

    noun: str
    title: Text
    form: type[Any]
    right: Right
    key: tuple[str, ...] = ()
    current: Callable[[Actor, Mapping[str, Any]], Existing | None] | None = None
    together: Callable[[list[dict[str, Any]], Actor], Verb] | None = None
    by_part: Callable[[list[dict[str, Any]], Actor], Verb] | None = None
    part: int = 0
    most: int = MOST_ROWS
    leans: tuple[Lean, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)


IMPORTS: dict[str, ImportSpec] = {
    spec.noun: spec
    for spec in (
        ImportSpec(
            "units", _("Branches"), UnitForm, Right.EDIT_ORGANISATION, key=("code",), current=existing.unit,
            leans=((("parent_code",), ("code",)),),
            example={"parent_code": "HQ", "kind": "branch", "code": "B1", "name_zh": "东城支行"},
        ),
        ImportSpec("vendors", _("Vendors"), VendorForm, Right.EDIT_PEOPLE, key=("code",)),
        ImportSpec("people", _("People"), PersonForm, Right.EDIT_PEOPLE, key=("login",)),
        ImportSpec(
            "duty", _("Duty rosters"), DutyForm, Right.EDIT_DUTY, key=("unit_code", "login", "starts_at"),
            example={
                "unit_code": "B1", "login": "li.wei", "starts_at": "2027-01-20 18:00", "ends_at": "2027-01-21 08:30",
            },
        ),
        ImportSpec(
            "outlets", _("Outlets"), OutletForm, Right.EDIT_OUTLETS, key=("code",), current=existing.outlet,
            example={
                "code": "N001", "name_zh": "城南网点", "name_en": "South Gate", "parent_code": "B1",
                "kind": "full_service", "opened_on": "2015-03-01", "address": "城南路 1 号",
            },
        ),
        ImportSpec(
            "zones", _("Zones"), ZoneForm, Right.EDIT_OUTLETS, key=("outlet_code", "zone_name"),
            current=existing.zone, example={"outlet_code": "N001", "zone_name": "营业大厅", "kind": "hall"},
        ),
        ImportSpec(
            "hours", _("Opening hours"), HoursForm, Right.EDIT_HOURS, key=("outlet_code", "effective_from"),
            current=existing.hours, leans=SAME_OUTLET,
            example={
                "outlet_code": "N001", "effective_from": "2026-01-01", "personal_working": "09:00-17:00",
                "personal_weekend": "09:30-16:00", "corporate_working": "09:00-12:00, 13:30-17:00",
                "self_service_working": "00:00-24:00",
            },
        ),
        ImportSpec(
            "closures", _("Closures"), ClosureForm, Right.EDIT_HOURS, key=("outlet_code", "starts_at"),
            current=existing.closure, leans=SAME_OUTLET,
            example={
                "outlet_code": "N001", "starts_at": "2027-01-20 09:00", "ends_at": "2027-01-20 17:00",
                "services": "corporate", "reason": "停电检修",
            },
        ),
        ImportSpec(
            "official_days", _("Official days"), OfficialDayForm, Right.EDIT_OFFICIAL_DAYS, key=("year", "day"),
            together=lambda rows, who: loading(notice_of(rows), who),
            example={"year": "2026", "day": "2026-10-01", "kind": "festival", "name_zh": "国庆节"},
        ),
        ImportSpec(
            "assets", _("Things"), AssetForm, Right.EDIT_THINGS, key=("outlet_code", "asset_name"),
            current=existing.asset,
            leans=((("outlet_code", "seen_by"), ("outlet_code", "asset_name")),),
            example={
                "outlet_code": "N001", "kind": "extinguisher", "asset_name": "灭火器 1", "variant": "powder",
                "made_on": "2023-05-01",
            },
        ),
        ImportSpec(
            "content", _("Content of screens"), ContentRow, Right.EDIT_THINGS,
            key=("outlet_code", "asset_name", "title", "approval"), current=existing.content,
            example={
                "outlet_code": "N001", "asset_name": "门楣屏", "title": "存款保险宣传", "approval": "消保〔2026〕12号",
                "valid_from": "2026-01-01", "valid_until": "2026-12-31",
            },
        ),
        ImportSpec(
            "articles", _("Articles of kits"), ArticleRow, Right.EDIT_THINGS,
            key=("outlet_code", "asset_name", "article"), current=existing.article,
            example={
                "outlet_code": "N001", "asset_name": "医药箱", "article": "创可贴", "par": "20", "quantity": "20",
                "expires_on": "2027-06-30",
            },
        ),
        ImportSpec(
            "upkeep", _("Upkeep records"), UpkeepRow, Right.EDIT_THINGS,
            key=("outlet_code", "asset_name", "sort", "done_on", "done_time"), current=existing.upkeep,
            example={
                "outlet_code": "N001", "asset_name": "灭火器 1", "sort": "check.extinguisher",
                "done_on": "2026-11-02", "passed": "yes",
            },
        ),
        ImportSpec(
            "documents", _("Documents"), DocumentForm, Right.EDIT_THINGS,
            key=("outlet_code", "kind", "document_name"), current=existing.document,
            example={
                "outlet_code": "N001", "kind": "price_list", "document_name": "服务价目表", "number": "2026-1",
                "issued_on": "2026-01-01", "expires_on": "2026-12-31",
            },
        ),
        ImportSpec(
            "placed", _("Marked places"), PlacedRow, Right.EDIT_THINGS, key=("outlet_code", "zone", "article"),
            current=existing.placed,
            example={"outlet_code": "N001", "zone": "营业大厅", "article": "老花镜", "place": "填单台左上角"},
        ),
        ImportSpec(
            "readings", _("Readings"), LogRowForm, Right.WALK, by_part=taking, part=400, most=100_000,
            example={
                "outlet_code": "N001", "zone": "营业大厅", "metric": "room.temperature", "at": "2026-07-15 10:30",
                "value": "26.5", "unit": "°C",
            },
        ),
        ImportSpec(
            "complaints", _("Complaints"), ComplaintsForm, Right.LEAD_CHECKS, by_part=noting, part=400,
            key=("outlet_code", "day", "channel"),
            example={"outlet_code": "N001", "day": "2026-11-02", "channel": "hotline", "number": "2"},
        ),
        ImportSpec(
            "plans", _("Plans"), PlanRow, Right.EDIT_PLANS, key=("unit", "title"), current=existing.plan,
            example={
                "title": "每周自查", "kind": "self", "unit": "B1", "role": "outlet_manager",
                "rule": "FREQ=WEEKLY;BYDAY=FR;BYHOUR=9", "due_minutes": "480", "timing": "at_rule", "days": "working",
                "starts_on": "2026-01-01",
            },
        ),
    )
}
