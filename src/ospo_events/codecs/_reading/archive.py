"""Opens ZIP archives within size limits: packed tables, and workbooks, which are archives too."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from ...diagnostics import Findings, Severity
from ...files import MAX_BYTES

__all__ = ["is_archive", "read_archive"]

_MOST_FILES = 2_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""The exceptions of `zipfile` for data that are no archive, damaged, or packed by an unknown method."""


def is_archive(data: bytes) -> bool:
    """Return whether bytes begin like a ZIP archive."""
    return data.startswith(b"PK\x03\x04")


def read_archive(data: bytes, findings: Findings, wanted: Callable[[str], bool]) -> dict[str, bytes] | None:
    """Return the files in an archive by name; None, and an error, if it cannot be opened within the limits.

    Args:
        data: the archive.
        findings: receives findings about the archive.
        wanted: returns whether to return a file, by its name; other files are only checked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                findings.add(
                    "refused-workbook",
                    "expected an archive without a password, got one with a password",
                    severity=Severity.ERROR,
                    help="save it without a password",
                )
                return None
            size = sum(entry.file_size for entry in entries)
            if size > MAX_BYTES or len(entries) > _MOST_FILES:
                message = f"expected at most {MAX_BYTES} bytes in {_MOST_FILES} files, got {size} in {len(entries)}"
                findings.add("too-large", message, severity=Severity.ERROR)
                return None
            # A file that is longer than the archive says has a wrong checksum.
            return {entry.filename: archive.read(entry) for entry in entries if wanted(entry.filename)}
    except _DAMAGED as problem:
        message = f"expected a ZIP archive, got a damaged one: {problem}"
        findings.add("wrong-format", message[:200], severity=Severity.ERROR)
        return None
