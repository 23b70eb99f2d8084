"""Files that are written whole or not at all, and lines that survive a crash."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name in its folder, sync it, rename it and sync the folder.

    Raises OSError when it cannot be written, and when something other than an ordinary file has that name.
    """
    goal = Path(os.path.realpath(path))
    refuse_other_than_file(goal)
    partial = goal.with_name(f".{goal.name}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            sync(stream)
        os.replace(partial, goal)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(goal.parent)


def refuse_other_than_file(path: Path) -> None:
    """Raise OSError if a folder, a device or a pipe has this name: a rename would put a file in its place."""
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise OSError(f"{path.name} is not an ordinary file")
    if not path.parent.is_dir():
        raise OSError(f"there is no folder {path.parent.name} to write {path.name} to")


def sync(stream: BinaryIO) -> None:
    """Bring everything written so far to the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def claim(stream: BinaryIO) -> bool:
    """Claim an open file until it is closed, or say that somebody else has; without effect where systems cannot."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Bring a renaming to the disk, on systems where a folder can be opened."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
