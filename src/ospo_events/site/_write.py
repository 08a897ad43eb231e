"""Writing a folder whole: the old one or the new one, never a mixture, and never over what others made."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from ..errors import OspoEventsError

__all__ = ["INDEX", "FolderInTheWay", "write_site"]

INDEX = "files.json"
"""The index of what was written, by which the folder is known again."""
GENERATOR = "ospo-events"


class FolderInTheWay(OspoEventsError):
    """The folder to write holds what this library did not make."""


def write_site(files: Mapping[str, bytes], folder: Path | str) -> None:
    """Write the files into a fresh folder and put it in the place of `folder`.

    Args:
        files: the content by path, `/` between its parts; with the index.
        folder: where; a folder that an earlier build made is replaced.

    Raises:
        FolderInTheWay: it holds a file that was added or changed since it was built, or is none of ours.
        OSError: it cannot be written.
    """
    target = Path(folder).resolve()
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name[:50]}.", dir=target.parent))
    try:
        for name, data in files.items():
            path = fresh.joinpath(*name.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        fresh.chmod(0o755)
        _put(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _put(fresh: Path, target: Path) -> None:
    if not target.exists():
        os.rename(fresh, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name[:50]}.old.", dir=target.parent))
    os.rename(target, old / "site")
    try:
        os.rename(fresh, target)
    except BaseException:
        os.rename(old / "site", target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise FolderInTheWay(f"expected a folder to write, got the file {str(target)!r}")
    there = sorted(path for path in target.rglob("*") if not path.is_dir() or path.is_symlink())
    if not there and not any(target.iterdir()):
        return
    index = target / INDEX
    known = _known(index)
    if known is None:
        raise FolderInTheWay(f"{str(target)!r} is not empty and was not made by ospo-events; name a new folder")
    for path in there:
        name = path.relative_to(target).as_posix()
        if name == INDEX and not path.is_symlink():
            continue
        if path.is_symlink() or name not in known:
            raise FolderInTheWay(f"{name!r} in {str(target)!r} was not made by ospo-events; move it away first")
        if hashlib.sha256(path.read_bytes()).hexdigest() != known[name]:
            raise FolderInTheWay(f"{name!r} in {str(target)!r} was changed since it was built; move it away first")


def _known(index: Path) -> dict[str, str] | None:
    try:
        tree: Any = json.loads(index.read_bytes())
        if tree["generator"] != GENERATOR:
            return None
        return {str(entry["path"]): str(entry["sha256"]) for entry in cast("list[dict[str, Any]]", tree["files"])}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
