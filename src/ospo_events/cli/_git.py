"""Files of an earlier revision of git, such as `HEAD~1:programme.yaml`, read with the `git` command."""

from __future__ import annotations

import datetime as dt
import errno
import subprocess
from pathlib import Path
from typing import NamedTuple

__all__ = ["Commit", "commits_of", "is_revision", "read_revision"]


def is_revision(name: str) -> bool:
    """Return whether an input names a file in a git revision, `REV:PATH`; False if a file of that name exists."""
    revision, colon, path = name.partition(":")
    # One letter before the colon is a Windows drive, and two slashes after it belong to a web address.
    return bool(colon and path) and len(revision) > 1 and not path.startswith("//") and not Path(name).exists()


def read_revision(name: str) -> bytes:
    """Return the bytes of a file in a revision.

    Raises:
        OSError: git is not installed, or does not know the file.
    """
    if name.startswith("-"):
        raise OSError(
            errno.ENOENT, "expected a revision of git, got an option; a revision does not begin with `-`", name
        )
    try:
        # No shell is started, and the repository's own text conversion for showing files is not run.
        process = subprocess.run(  # noqa: S603
            ["git", "cat-file", "blob", name],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except OSError as problem:
        raise OSError(problem.errno, "the command `git` could not be run; is git installed?", name) from None
    if process.returncode:
        lines = process.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(errno.ENOENT, lines[-1] if lines else "git does not know this file in this revision", name)
    return process.stdout


class Commit(NamedTuple):
    """A commit that changed a file."""

    name: str
    """The name of the commit, as used in `REV:PATH`."""
    at: dt.datetime
    """When it was committed."""
    subject: str
    """The first line of its message."""


def commits_of(path: str) -> list[Commit]:
    """Return the commits that changed a file, the oldest first; of a merge only the first parent is followed.

    Raises:
        OSError: git is not installed, or does not know the file.
    """
    command = ["git", "log", "--reverse", "--first-parent", "--format=%H%x00%cI%x00%s", "--", path]
    try:
        process = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except OSError as problem:
        raise OSError(problem.errno, "the command `git` could not be run; is git installed?", path) from None
    lines = process.stdout.decode("utf-8", "replace").splitlines()
    if process.returncode or not lines:
        errors = process.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OSError(errno.ENOENT, errors[-1] if errors else "no commit in git contains this file", path)
    parts = [line.split("\0") for line in lines]
    return [Commit(name, dt.datetime.fromisoformat(at), subject) for name, at, subject in parts]
