"""What may stand behind the end of a picture: only what cameras are known to put there, parsed to its last byte.

Pure, and used by the decoder alone. A JPEG may be followed by the further pictures that its own MPF index names
(CIPA DC-007: previews, depth, gain maps), by the trailer of Samsung phones with short texts in it (as ExifTool's
Samsung.pm describes it), and by zeros. Moving photos carry a film there, which can hold anything: they are refused.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

SOI, EOI, SOS, APP2 = 0xD8, 0xD9, 0xDA, 0xE2
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
MPF, ENTRIES = b"MPF\x00", 0xB002
MOST_PICTURES = 8
SHORT_TEXT = re.compile(rb"[\w .,:;+/\-]{0,256}")
BLOCK_NAME = re.compile(rb"\w{1,64}")
PNG_HEAD = 8


class NoEnd(Exception):
    """A JPEG that never ends."""


class Foreign(Exception):
    """Something that no camera puts there."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Where a JPEG ends, and where in it the MPF index begins (None without one)."""

    at: int
    index: int | None


def jpeg_end(data: bytes, start: int = 0) -> Ended:
    """Walks the segments of the JPEG at `start`; raises NoEnd for one that never ends."""
    place, index = start + 2, None
    while data[place : place + 1] == b"\xff" and place + 1 < len(data):
        marker = data[place + 1]
        if marker == EOI:
            return Ended(place + 2, index)
        if marker == 0xFF:
            place += 1
            continue
        if marker == APP2 and data[place + 4 : place + 8] == MPF and index is None:
            index = place + 8
        place = _behind(data, place, marker)
    raise NoEnd


def further_pictures(data: bytes) -> Iterator[bytes]:
    """The pictures behind the first, whole; raises Foreign if anything else than what the module names is there."""
    ended = jpeg_end(data)
    place = ended.at
    if not data[place:].strip(b"\x00"):
        return
    for begins, ends in _named(data, ended.index):
        picture = data[begins:ends]
        if begins < place or ends > len(data) or data[place:begins].strip(b"\x00"):
            raise Foreign
        if not picture.startswith(b"\xff\xd8\xff") or picture[jpeg_end(picture).at :].strip(b"\x00"):
            raise Foreign
        yield picture
        place = ends
    rest = data[place:].rstrip(b"\x00")
    if rest and not _is_trailer(rest):
        raise Foreign


def png_ends(data: bytes) -> bool:
    """Whether the chunks of a PNG fill the file, and the first IEND is its end."""
    place = PNG_HEAD
    while place + 12 <= len(data):
        length, name = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        place += 12 + length
        if name == b"IEND":
            return length == 0 and place == len(data)
    return False


def webp_ends(data: bytes) -> bool:
    return len(data) == int.from_bytes(data[4:8], "little") + 8


def _behind(data: bytes, place: int, marker: int) -> int:
    """Where the next marker stands; entropy-coded data is skipped."""
    if marker == 0x01 or 0xD0 <= marker <= SOI:
        return place + 2
    place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    if marker != SOS:
        return place
    found = NEXT_MARKER.search(data, place)
    if found is None:
        raise NoEnd
    return found.start()


def _named(data: bytes, index: int | None) -> list[tuple[int, int]]:
    """Begin and end of every picture but the first that the MPF index names, in their order in the file."""
    if index is None:
        return []
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(data[index : index + 4])
    if order is None:
        raise Foreign
    try:
        spans = [
            (index + offset, index + offset + size)
            for _attribute, size, offset, _one, _two in _entries(data, index, order) if offset
        ]
    except struct.error as error:
        raise Foreign from error
    if len(spans) >= MOST_PICTURES:
        raise Foreign
    return sorted(spans)


def _entries(data: bytes, index: int, order: str) -> Iterator[tuple[int, ...]]:
    first = index + struct.unpack_from(f"{order}I", data, index + 4)[0]
    for number in range(struct.unpack_from(f"{order}H", data, first)[0]):
        tag, _kind, length, where = struct.unpack_from(f"{order}HHII", data, first + 2 + 12 * number)
        if tag == ENTRIES:
            whole = data[index + where : index + where + min(length, 16 * MOST_PICTURES)]
            yield from struct.iter_unpack(f"{order}IIIHH", whole)


def _is_trailer(rest: bytes) -> bool:
    """Whether it is zeros, blocks without a gap, then "SEFH", their directory, its length and "SEFT"."""
    if not rest.endswith(b"SEFT") or len(rest) < 20:
        return False
    head = len(rest) - 8 - int.from_bytes(rest[-8:-4], "little")
    if head < 0 or rest[head : head + 4] != b"SEFH":
        return False
    count = int.from_bytes(rest[head + 8 : head + 12], "little")
    if head + 12 + 12 * count + 8 != len(rest):
        return False
    entries = struct.iter_unpack("<HHII", rest[head + 12 : head + 12 + 12 * count])
    blocks = sorted((head - back, head - back + size) for _zero, _type, back, size in entries)
    ends = [begin for begin, _end in blocks[1:]] + [head]
    if not blocks or blocks[0][0] < 0 or rest[: blocks[0][0]].strip(b"\x00") or ends != [end for _begin, end in blocks]:
        return False
    return all(_is_text(rest[begin:end]) for begin, end in blocks)


def _is_text(block: bytes) -> bool:
    """Two zeros, the type, the length of the name, the name, and a short text."""
    if len(block) < 8 or block[:2] != b"\x00\x00":
        return False
    ends = 8 + int.from_bytes(block[4:8], "little")
    named = BLOCK_NAME.fullmatch(block[8:ends]) is not None
    return named and SHORT_TEXT.fullmatch(block[ends:]) is not None
