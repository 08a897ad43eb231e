"""ZIP archives, opened within bounds: tables packed together, and workbooks, which are archives as well."""

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
"""What `zipfile` raises for what is no archive, is damaged, or is packed in a way that it does not know."""


def is_archive(data: bytes) -> bool:
    """Return whether bytes begin as a ZIP archive does."""
    return data.startswith(b"PK\x03\x04")


def read_archive(data: bytes, findings: Findings, wanted: Callable[[str], bool]) -> dict[str, bytes] | None:
    """Return the files in an archive by name; None, and an error, where it cannot be opened within bounds.

    Args:
        data: the archive.
        findings: takes what is wrong with it.
        wanted: whether a file is to be returned, by its name; the others are only looked at.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                findings.add(
                    "refused-workbook", "expected an open file, got one with a password", severity=Severity.ERROR,
                    help="save it without a password",
                )  # fmt: skip
                return None
            size = sum(entry.file_size for entry in entries)
            if size > MAX_BYTES or len(entries) > _MOST_FILES:
                message = f"expected at most {MAX_BYTES} bytes in {_MOST_FILES} files, got {size} in {len(entries)}"
                findings.add("too-large", message, severity=Severity.ERROR)
                return None
            # A file that holds more than it says ends in a wrong checksum.
            return {entry.filename: archive.read(entry) for entry in entries if wanted(entry.filename)}
    except _DAMAGED as problem:
        message = f"expected a ZIP archive, got a damaged one: {problem}"
        findings.add("wrong-format", message[:200], severity=Severity.ERROR)
        return None
