"""Makes parts of a photo unreadable, in a process of its own with the decoder's limits.

On standard input a line of JSON (rectangles as shares of the upright picture), then the photo; out come a line of JSON
with the length of the whole rendering, the rendering and a small one, both JPEG without anything the camera wrote.
Run as `python -I -m` and never imported by the server.
"""

import io
import json
import sys
import warnings

from PIL import Image, ImageOps

from wangdian.apps.evidence.decoder import KNOWN, MOST_PIXELS, READY, THUMBNAIL, limit_myself

BLOCKS = 6
"""A part keeps so many patches of colour on its longer side: less than any face or letter needs."""
Part = tuple[float, float, float, float]


def rendering(data: bytes, parts: list[Part]) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=KNOWN) as image:
        if image.size[0] * image.size[1] > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(image)
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    for part in parts:
        hide(flat, part)
    return flat


def hide(picture: Image.Image, part: Part) -> None:
    """In place: the mean colours of a few patches stand where the part was."""
    width, height = picture.size
    left, top = int(part[0] * width), int(part[1] * height)
    right = min(width, round((part[0] + part[2]) * width) + 1)
    bottom = min(height, round((part[1] + part[3]) * height) + 1)
    inside = picture.crop((left, top, right, bottom))
    longest = max(inside.size)
    few = (max(1, inside.width * BLOCKS // longest), max(1, inside.height * BLOCKS // longest))
    patches = inside.resize(few, Image.Resampling.BOX)
    picture.paste(patches.resize(inside.size, Image.Resampling.NEAREST), (left, top))


def jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def main() -> None:
    limit_myself()
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    out = sys.stdout.buffer
    out.write(READY)
    out.flush()
    line, _newline, data = sys.stdin.buffer.read().partition(b"\n")
    picture = rendering(data, [(p[0], p[1], p[2], p[3]) for p in json.loads(line)])
    whole = jpeg(picture, 88)
    picture.thumbnail(THUMBNAIL)
    out.write(json.dumps({"whole": len(whole)}).encode() + b"\n" + whole + jpeg(picture, 72))


if __name__ == "__main__":
    main()
