"""Makes the folder of everything that is kept, and the key in it, for their owner alone."""

import os
from pathlib import Path


def make_own(folder: Path) -> None:
    """Makes `folder`, or shuts an empty one of ours; one with something in it may be shared on purpose and stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid == os.getuid() and not any(folder.iterdir()):
        folder.chmod(0o700)


def kept_key(file: Path, key: str) -> str:
    """Writes `key` into `file` once and for all; returns what is in there, which another process may have written."""
    try:
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(key)
    except FileExistsError:
        return file.read_text()
    return key
