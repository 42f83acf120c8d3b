"""What a copy of an outlet is made of: its rows in every table, and what is different in a copy."""

from demo.large.copying import Table
from demo.large.staging import another_id
from wangdian.apps.assets.models import Asset, Document, KitArticle, PlacedArticle, PlaylistItem, UpkeepRecord
from wangdian.apps.evidence.models import Answer, Walk
from wangdian.apps.findings.models import Finding, FindingTurn, Sighting, Standing
from wangdian.apps.outlets.models import HoursEdition, Outlet, Subject, Zone
from wangdian.apps.people.models import News, Person, RoleGrant, Unit
from wangdian.apps.work.models import OrderTurn, Pause, WorkOrder

OUTLET = "JOIN outlets_outlet o ON o.id = t.outlet_id"
FINDING = "JOIN findings_finding f ON f.id = t.finding_id"
ORDER = "JOIN work_workorder w ON w.id = t.order_id JOIN findings_finding f ON f.id = w.finding_id"
STANDS = "f.state <> 'closed' AND f.waived_until IS NULL"
LOOKED = "(c.walked = 1 OR s.looked NOT IN (SELECT requirement_id FROM large_blank))"
"""Where nobody has walked, nobody has found what must be seen."""


def _blank(column: str) -> str:
    """What a standing says where nobody has looked."""
    blank = f"(SELECT b.{column} FROM large_blank b WHERE b.requirement_id = s.requirement_id)"
    asked = "c.walked = 0 AND s.requirement_id IN (SELECT requirement_id FROM large_blank)"
    return f'CASE WHEN {asked} THEN {blank} ELSE s."{column}" END'


def tables() -> tuple[Table, ...]:
    """In the order in which rows need each other. Units and outlets are written apart: they have names."""
    walk_id, blanks = another_id("s.id", "c.start"), ("says", "reason", "detail", "look_again_at", "streak_says",
                                                      "streak_since", "streak_last", "streak_count")
    return (
        Table(Unit, "", "t.id"),
        Table(Outlet, "", "t.unit_id"),
        Table(Person, "JOIN people_rolegrant g ON g.person_id = t.id", "g.unit_id", changed={
            "login": "s.login || '.' || c.serial", "email": "replace(s.email, '@', '.' || c.serial || '@')",
        }),
        Table(RoleGrant, "", "t.unit_id"),
        Table(News, "JOIN people_rolegrant g ON g.person_id = t.person_id", "g.unit_id", "t.kind = 'people.welcome'"),
        Table(Subject, "", "t.unit_id", changed={"tag": "substr(s.tag, 1, 8) || c.mark"}),
        Table(Zone, OUTLET, "o.unit_id"),
        Table(HoursEdition, OUTLET, "o.unit_id"),
        Table(Asset, OUTLET, "o.unit_id"),
        Table(PlaylistItem, "JOIN assets_asset a ON a.id = t.screen_id JOIN outlets_outlet o ON o.id = a.outlet_id",
              "o.unit_id"),
        Table(KitArticle, "JOIN assets_asset a ON a.id = t.kit_id JOIN outlets_outlet o ON o.id = a.outlet_id",
              "o.unit_id"),
        Table(UpkeepRecord, "JOIN outlets_subject u ON u.id = t.subject_id", "u.unit_id",
              "t.id IN (SELECT max(id) FROM assets_upkeeprecord GROUP BY subject_id, sort)"),
        Table(Document, OUTLET, "o.unit_id"),
        Table(PlacedArticle, "JOIN outlets_zone z ON z.id = t.zone_id JOIN outlets_outlet o ON o.id = z.outlet_id",
              "o.unit_id"),
        Table(Standing, "", "t.unit_id", changed={column: _blank(column) for column in blanks}),
        Table(Walk, OUTLET, "o.unit_id", "t.id IN (SELECT id FROM large_walks)",
              "(c.walked = 1 OR s.state = 'planned')", {"id": walk_id}),
        Table(Answer, "JOIN evidence_walk w ON w.id = t.walk_id JOIN outlets_outlet o ON o.id = w.outlet_id",
              "o.unit_id", "w.id IN (SELECT id FROM large_walks)", "c.walked = 1",
              {"id": walk_id, "walk_id": another_id("s.walk_id", "c.start")}),
        Table(Finding, "", "t.unit_id", STANDS.replace("f.", "t."), LOOKED, {"repeat_of_id": "NULL", "repeats": "0"},
              also=", t.requirement_id AS looked"),
        Table(FindingTurn, FINDING, "f.unit_id", STANDS, LOOKED, also=", f.requirement_id AS looked"),
        Table(Sighting, FINDING, "f.unit_id", STANDS, LOOKED, {"answer_id": (
            "CASE WHEN s.answer_id IN (SELECT id FROM large_evidence_answer) THEN "
            f"{another_id('s.answer_id', 'c.start')} ELSE NULL END"
        )}, also=", f.requirement_id AS looked"),
        Table(WorkOrder, FINDING, "f.unit_id", STANDS, LOOKED, {"number": (
            "substr(s.number, 1, 10) || CAST(c.serial * 1000 + CAST(substr(s.number, 11) AS integer) AS varchar(9))"
        )}, also=", f.requirement_id AS looked"),
        Table(OrderTurn, ORDER, "f.unit_id", STANDS, LOOKED, also=", f.requirement_id AS looked"),
        Table(Pause, ORDER, "f.unit_id", STANDS, LOOKED, also=", f.requirement_id AS looked"),
    )


WRITTEN_APART = frozenset({Unit, Outlet})
