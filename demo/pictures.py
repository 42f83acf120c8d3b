"""Photos of the demo bank: drawn scenes, no real place and nobody in them."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

_WALL, _FLOOR, _SIGN, _INK = (222, 219, 210), (150, 146, 138), (38, 92, 62), (60, 60, 60)


def scene(seed: str, *, broken: bool) -> bytes:
    """A JPEG of a counter hall; `broken` adds the stain and the crack that a finding speaks of."""
    luck = Random(seed)
    picture = Image.new("RGB", (1024, 768), _WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 520, 1024, 768), fill=_FLOOR)
    draw.rectangle((80, 60, 944, 150), fill=_SIGN)
    for n in range(5):
        left = 90 + n * 180 + luck.randint(-12, 12)
        draw.rectangle((left, 250, left + 130, 500), fill=(188, 202, 210), outline=_INK, width=4)
        draw.rectangle((left, 440, left + 130, 520), fill=(120, 88, 60))
    for _n in range(2500):
        x, y, shade = luck.randrange(1024), luck.randrange(768), luck.randint(100, 235)
        draw.point((x, y), fill=(shade, shade, shade))
    if broken:
        _damage(draw, luck)
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _damage(draw: ImageDraw.ImageDraw, luck: Random) -> None:
    x, y = luck.randint(200, 700), luck.randint(540, 640)
    draw.ellipse((x, y, x + 180, y + 70), fill=(92, 74, 52))
    points = [(x + 60 + n * 14, 180 + n * 30 + luck.randint(-9, 9)) for n in range(10)]
    draw.line(points, fill=(40, 36, 34), width=5)
