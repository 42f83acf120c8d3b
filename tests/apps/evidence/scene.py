"""A small outlet for tests of the evidence: a hall and a ramp, three requirements, photos made on the spot."""

import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from PIL import ExifTags, Image

from tests.apps.standards.small import entry, write
from tests.cast import Cast
from wangdian.adapters.blobs_disk import DiskBlobs, DiskHalfSent
from wangdian.apps.assets.actions.add_asset import AddAsset
from wangdian.apps.assets.models import Asset
from wangdian.apps.evidence.actions.send_answers import SendAnswers, Sent
from wangdian.apps.evidence.said import Said
from wangdian.apps.evidence.shelf import Shelf, furnish
from wangdian.apps.outlets.actions.make_zone import MakeZone
from wangdian.apps.outlets.actions.set_hours import SetHours
from wangdian.apps.outlets.models import Subject, Zone
from wangdian.apps.standards.actions.load_packs import LoadPacks
from wangdian.domain.rights import SYSTEM, Actor
from wangdian.foundation import clock
from wangdian.foundation.ids import new_uuid

HOURS = {"personal.working": "09:00-12:00,13:30-17:00"}
REASONS = [{"code": "missing", "zh": "没有", "en": "missing"}]
RAMP = entry(
    "RMP-01", "0.5", subject="asset:ramp", evidence={"photo": "always"}, check={
        "kind": "measured", "reasons": REASONS,
        "values": [
            {"name": "rise", "zh": "高", "en": "rise", "unit": "mm", "max": 750},
            {"name": "run", "zh": "长", "en": "run", "unit": "mm"},
        ],
        "all_of": [{"rule": "ratio", "name": "slope", "zh": "坡度", "en": "slope", "over": "rise", "under": "run",
                    "max": "1/12"}],
    },
    samples=[
        {"says": "holds", "story": "flat", "given": {"values": {"rise": 100, "run": 1200}}},
        {"says": "fails", "story": "steep", "given": {"values": {"rise": 100, "run": 800}}},
        {"says": "unknown", "story": "nobody measured"},
    ],
)
BOARD = entry(
    "BRD-01", "0.5", subject="outlet", check={"kind": "observed", "reasons": REASONS, "compare": "hours_board"},
    samples=[
        {"says": "holds", "story": "right", "given": {"ok": True}},
        {"says": "fails", "story": "gone", "given": {"ok": False, "reasons": ["missing"]}},
        {"says": "unknown", "story": "nobody looked"},
    ],
)


@dataclass(frozen=True)
class Scene:
    """N001 with its hall and its ramp; a far outlet has a hall of its own."""

    cast: Cast
    outlet: Subject
    hall: Subject
    ramp: Subject
    far_hall: Subject

    def said(self, says: str = "ok", key: str = "IN-01", **given: object) -> Said:
        subject = {"IN-01": self.hall, "RMP-01": self.ramp, "BRD-01": self.outlet}.get(key, self.hall)
        plain = {
            "id": new_uuid(), "requirement": key, "edition": 1, "subject": subject.pk, "says": says,
            "answered_at": clock.now(), "reason": "dirty" if says == "fail" and key == "IN-01" else "",
        }
        return Said.model_validate(plain | given)

    def send(self, who: Actor, *answers: Said, walk: UUID | None = None, **given: object) -> Sent:
        plain = {"outlet": "N001", "kind": "self", "started_at": clock.now() - timedelta(minutes=5)}
        return SendAnswers(who=who, walk_id=walk or new_uuid(), answers=answers, **(plain | given)).do()


def set_scene(cast: Cast, folder: Path, settings: object, **hall: object) -> Scene:
    """`hall` changes the requirement about halls."""
    write(folder, entry(points="1", **hall), RAMP, BOARD)
    settings.CATALOGUE = folder
    LoadPacks(who=SYSTEM).do()
    for code in ("N001", "N101"):
        MakeZone(who=SYSTEM, outlet_code=code, kind="hall", zone_name="大堂").do()
    SetHours(who=SYSTEM, outlet_code="N001", effective_from=date(2026, 11, 18), hours=HOURS).do()
    ramp = AddAsset(who=SYSTEM, outlet_code="N001", kind="ramp", asset_name="门口坡道").do()
    halls = {zone.outlet.code: zone.subject for zone in Zone.objects.select_related("outlet", "subject")}
    return Scene(
        cast=cast, outlet=cast.outlet.subject, hall=halls["N001"], far_hall=halls["N101"],
        ramp=Asset.objects.select_related("subject").get(pk=ramp).subject,
    )


def set_shelf(folder: Path) -> None:
    """An empty shelf of the test's own."""
    furnish(Shelf(photos=DiskBlobs(folder / "photos"), half_sent=DiskHalfSent(folder / "uploads")))


def on_the_shelf(folder: Path) -> list[str]:
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def jpeg(shade: int = 90, size: tuple[int, int] = (320, 240), exif: Image.Exif | None = None) -> bytes:
    """A photo with some texture, different for every shade."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((shade, 255 - shade, 40), (10, 10, 100, 90))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, exif=exif or Image.Exif())
    return out.getvalue()


def camera_exif(taken: str = "2026:11:18 08:21:07") -> Image.Exif:
    exif = Image.Exif()
    exif[271], exif[272], exif[274] = "Invented Cameras", "C-1", 6
    exif.get_ifd(ExifTags.IFD.Exif)[36867] = taken
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[1], place[2], place[3], place[4] = "N", (30.0, 30.0, 0.0), "E", (120.0, 15.0, 0.0)
    return exif


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def later(minutes: int) -> datetime:
    return clock.now() + timedelta(minutes=minutes)
