"""Files as they were in a revision of git, by its command line: `HEAD~1:programme.yaml`."""

from __future__ import annotations

import datetime as dt
import errno
import subprocess
from pathlib import Path
from typing import NamedTuple

__all__ = ["Commit", "commits_of", "is_revision", "read_revision"]


def is_revision(name: str) -> bool:
    """Return whether the name of an input is a file in a revision, `REV:PATH`, and not that of a file that is there."""
    revision, colon, path = name.partition(":")
    # A letter alone is a drive of Windows, and two slashes are those of an address.
    return bool(colon and path) and len(revision) > 1 and not path.startswith("//") and not Path(name).exists()


def read_revision(name: str) -> bytes:
    """Return the bytes of a file in a revision.

    Raises:
        OSError: git is not there, or does not know it.
    """
    if name.startswith("-"):
        raise OSError(errno.ENOENT, "expected a revision of git, got an option", name)
    try:
        # Without a shell, and without what the repository has set up for showing files.
        found = subprocess.run(  # noqa: S603
            ["git", "cat-file", "blob", name],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError as problem:
        raise OSError(problem.errno, "git cannot be run", name) from None
    if found.returncode:
        lines = found.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(errno.ENOENT, lines[-1] if lines else "git does not know it", name)
    return found.stdout


class Commit(NamedTuple):
    """A commit that changed a file."""

    name: str
    """What it is called in `REV:PATH`."""
    at: dt.datetime
    """When it was committed."""
    subject: str
    """The first line of its message."""


def commits_of(path: str) -> list[Commit]:
    """Return the commits that changed a file, the oldest first, along the first parents.

    Raises:
        OSError: git is not there, or does not know the file.
    """
    command = ["git", "log", "--reverse", "--first-parent", "--format=%H%x00%cI%x00%s", "--", path]
    try:
        found = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError as problem:
        raise OSError(problem.errno, "git cannot be run", path) from None
    lines = found.stdout.decode("utf-8", "replace").splitlines()
    if found.returncode or not lines:
        said = found.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(errno.ENOENT, said[-1] if said else "git knows no commit of it", path)
    parts = [line.split("\0") for line in lines]
    return [Commit(name, dt.datetime.fromisoformat(at), subject) for name, at, subject in parts]
