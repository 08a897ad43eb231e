"""Writes a folder completely or not at all, and never over files that others made."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from ..errors import OspoEventsError
from ..files import target_of

__all__ = ["INDEX", "FolderInTheWay", "write_site"]

INDEX = "files.json"
"""The index of the written files, by which the folder is recognised later."""
GENERATOR = "ospo-events"
_OLD = ".old."


class FolderInTheWay(OspoEventsError):
    """The folder to write contains files that this library did not make."""


def write_site(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], folder: Path | str) -> None:
    """Write the files into a new folder and put it in the place of `folder`.

    Each file is written as it comes, so that files which are made as they are asked for are never in memory together.
    Whatever fails, `folder` stays as it was; a process that is killed leaves a hidden folder beside it.

    Args:
        files: the content by path, `/` between its parts, with the index; or pairs of both, as `SiteBuild` makes them.
        folder: where; a folder that an earlier build made is replaced.

    Raises:
        FolderInTheWay: it holds a file that was added or changed since it was built, or is none of ours.
        OSError: it cannot be written.
    """
    target = Path(target_of(folder))
    _put_back(target)
    _refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{_hidden(target)}.", dir=target.parent))
    try:
        made: set[Path] = set()
        pairs = cast("Mapping[str, bytes]", files).items() if isinstance(files, Mapping) else files
        for name, data in pairs:
            path = fresh.joinpath(*name.split("/"))
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(data)
        fresh.chmod(0o755)
        _refuse_foreign(target)  # making the files may have taken a minute
        _put(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _hidden(target: Path) -> str:
    """Return the beginning of the names of the temporary folders beside the target."""
    return f".{target.name[:50]}"


def _put(fresh: Path, target: Path) -> None:
    if not target.exists():
        os.rename(fresh, target)
        return
    old = Path(tempfile.mkdtemp(prefix=f"{_hidden(target)}{_OLD}", dir=target.parent))
    os.rename(target, old / "site")
    try:
        os.rename(fresh, target)
        os.rename(old / "site", old / "gone")  # not to be put back
    except BaseException:
        if not target.exists():
            os.rename(old / "site", target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _put_back(target: Path) -> None:
    """Put the old folder back in its place, if a build was interrupted before the new one was moved there."""
    if target.exists() or not target.parent.is_dir():
        return
    left = [path / "site" for path in target.parent.iterdir() if path.name.startswith(f"{_hidden(target)}{_OLD}")]
    for old in left if len(left) == 1 else ():
        if old.is_dir():
            os.rename(old, target)
            old.parent.rmdir()


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
