"""Keeps bytes in files: photos for good, uploads until they are whole."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

_KEY = re.compile(r"[0-9a-z][0-9a-z-]*(/[0-9a-z][0-9a-z-]*)*")


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key) or len(key) > 200:
        raise ValueError(f"not a key: {key!r}")
    return key


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folders(root: Path, folder: Path) -> None:
    """Makes `folder` and makes each new entry on the way to it last."""
    missing = [f for f in (folder, *folder.parents) if f.is_relative_to(root) and not f.exists()]
    for each in reversed(missing):
        each.mkdir(parents=True, exist_ok=True)
        _sync_folder(each.parent)


@dataclass(frozen=True, slots=True)
class DiskBlobs:
    """A file a key under `root`, in folders by the first four characters of the key's last part."""

    root: Path

    def put(self, key: str, data: bytes) -> None:
        """Write, sync, rename, sync the folder: a file under its final name is whole."""
        file = self._file(key)
        if file.exists():
            return
        _make_folders(self.root, file.parent)
        half = file.with_name(f".{file.name}.{uuid4().hex}")
        try:
            with half.open("xb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            half.rename(file)
        finally:
            half.unlink(missing_ok=True)
        _sync_folder(file.parent)

    def get(self, key: str) -> bytes:
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(key) from error

    def has(self, key: str) -> bool:
        return self._file(key).is_file()

    def drop(self, key: str) -> None:
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        *folders, name = _checked(key).split("/")
        return self.root.joinpath(*folders, name[:2], name[2:4] or "-", name)


@dataclass(frozen=True, slots=True)
class DiskHalfSent:
    """A file an upload under `root`."""

    root: Path

    def write(self, name: str, offset: int, data: bytes) -> None:
        file = self._file(name)
        _make_folders(self.root, file.parent)
        fresh = not file.exists()
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size < offset:
                raise ValueError(f"{offset} lies beyond what is there")
            with os.fdopen(os.dup(handle), "r+b") as out:
                out.seek(offset)
                out.write(data)
                out.truncate()
            os.fsync(handle)
        finally:
            os.close(handle)
        if fresh:
            _sync_folder(file.parent)

    def read(self, name: str) -> bytes:
        try:
            return self._file(name).read_bytes()
        except FileNotFoundError as error:
            raise KeyError(name) from error

    def drop(self, name: str) -> None:
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.root / _checked(name)
