"""The file that holds a backup: a tar of records and photos, closed by a manifest with the hash of each.

The manifest stands last, so that a file which was cut off is known by its absence.
"""

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from wangdian.adapters.backups.manifest import FORMAT, MANIFEST, belongs, checked
from wangdian.ports.records import Progress, RecordsLost

CHUNK = 1 << 20
LARGEST_MANIFEST = 1 << 28
HASH = re.compile(r"[0-9a-f]{64}")


class _Hashing(io.RawIOBase):
    """Passes bytes on and hashes them on the way."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        block = self._inner.read(size)
        self.hash.update(block)
        return block


def write_archive(
    file: Path, members: Iterable[tuple[str, Path]], about: Mapping[str, Any], progress: Progress,
) -> dict[str, Any]:
    """Writes `members` (name inside, file outside) and returns the manifest; `file` appears whole or not at all.

    A file named by a SHA-256 that it no longer has is told in the manifest's `damaged`.
    """
    members = list(members)
    half = file.with_name(file.name + ".partial")
    half.unlink(missing_ok=True)
    held: dict[str, dict[str, Any]] = {}
    try:
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                for number, (name, path) in enumerate(members, 1):
                    _add(tar, name, path, held)
                    progress("files", number, len(members))
                manifest = {"format": FORMAT, **about, "files": held, "damaged": sorted(_damaged(held))}
                _add_bytes(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            out.flush()
            os.fsync(out.fileno())
        os.replace(half, file)
    finally:
        half.unlink(missing_ok=True)
    return manifest


def _add(tar: tarfile.TarFile, name: str, path: Path, held: dict[str, dict[str, Any]]) -> None:
    try:
        source = path.open("rb")
    except FileNotFoundError:  # an upload that became whole, or a photo whose time was over, since the list was made
        return
    with source:
        header = tarfile.TarInfo(name)
        header.size = os.fstat(source.fileno()).st_size
        reader = _Hashing(source)
        tar.addfile(header, reader)
    held[name] = {"size": header.size, "sha256": reader.hash.hexdigest()}


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    header = tarfile.TarInfo(name)
    header.size = len(content)
    tar.addfile(header, io.BytesIO(content))


def _damaged(held: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, entry in held.items():
        named = HASH.match(PurePosixPath(name).name)
        if named and named.group() != entry["sha256"]:
            yield name


def read_archive(file: Path, folder: Path, progress: Progress) -> dict[str, Any]:
    """Unpacks into the empty `folder` and returns the manifest; raises RecordsLost unless everything is as it was."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            found, manifest = _unpack_all(tar, folder, partial(progress, "files"), file.stat().st_size)
    except (tarfile.TarError, ValueError, OverflowError, EOFError) as error:  # tarfile lets the others through
        raise RecordsLost(f"{file} is not a whole backup: {error}") from error
    if manifest is None:
        raise RecordsLost(f"{file} was cut off: its manifest is missing")
    if found != manifest["files"]:
        wrong = sorted(name for name in {*found, *manifest["files"]} if found.get(name) != manifest["files"].get(name))
        raise RecordsLost(f"{file} is damaged: {', '.join(wrong[:5])}")
    return manifest


def _unpack_all(
    tar: tarfile.TarFile, folder: Path, tick: Callable[[int, int], None], total: int,
) -> tuple[dict[str, dict[str, Any]], dict[str, Any] | None]:
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    for header in tar:
        if manifest is not None:
            raise RecordsLost(f"{header.name} stands behind the manifest")
        if header.name == MANIFEST:
            manifest = _manifest(tar, header)
        else:
            found[header.name] = _unpack(tar, header, folder)
        tick(min(header.offset_data + header.size, total), total)
    return found, manifest


def _manifest(tar: tarfile.TarFile, header: tarfile.TarInfo) -> dict[str, Any]:
    content = tar.extractfile(header) if header.isreg() and header.size <= LARGEST_MANIFEST else None
    if content is None:
        raise RecordsLost("the manifest is not a file")
    try:
        return checked(json.loads(content.read()))
    except (ValueError, RecursionError) as error:
        raise RecordsLost("the manifest cannot be read") from error


def _unpack(tar: tarfile.TarFile, header: tarfile.TarInfo, folder: Path) -> dict[str, Any]:
    content = tar.extractfile(header) if header.isreg() and not header.issparse() else None
    if content is None or not belongs(header.name):
        raise RecordsLost(f"{header.name} does not belong into a backup")
    target = folder / header.name
    reader = _Hashing(content)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            while block := reader.read(CHUNK):
                out.write(block)
    except (FileExistsError, NotADirectoryError) as error:
        raise RecordsLost(f"{header.name} stands twice in the backup") from error
    return {"size": target.stat().st_size, "sha256": reader.hash.hexdigest()}
