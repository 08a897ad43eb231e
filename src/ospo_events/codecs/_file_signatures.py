"""Recognises files that no reader reads, and says what to do about them."""

from __future__ import annotations

import re

from .._patterns import late_pattern

__all__ = ["archive_format", "is_workbook", "packed_or_picture", "root_name", "strange_markup", "what_it_looks_like"]

_UNPACK = "which is not supported; unpack it first"
_SIGNATURES = (
    (b"\x1f\x8b", f"compressed with gzip, {_UNPACK}"),
    (b"BZh", f"compressed with bzip2, {_UNPACK}"),
    (b"\xfd7zXZ\x00", f"compressed with xz, {_UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"compressed with zstd, {_UNPACK}"),
    (b"PK\x03\x04", "a ZIP archive or an office file, which is not supported; unpack it first"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"7z\xbc\xaf\x27\x1c", f"a 7-Zip archive, {_UNPACK}"),
    (b"Rar!", f"a RAR archive, {_UNPACK}"),
    (b"%PDF-", "a PDF, which contains no data to read"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file, which is not supported"),
    (b"{\\rtf", "formatted text (RTF), which is not supported"),
    (b"SQLite format 3\x00", "a database (SQLite), which is not supported"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or a sound"),
    (
        b"version https://git-lfs.github.com/spec/",
        "a pointer of Git LFS to a file elsewhere; fetch the file: git lfs pull",
    ),
)
_TAR = slice(257, 262)

_ROOTS = {
    "html": "an HTML page without JSON-LD in it",
    "icalendar": "xCal, which is not supported; fetch the .ics or the schedule.xml of the same programme",
    "rss": "a news feed, not a programme",
    "feed": "a news feed, not a programme",
}
_ROOT = late_pattern(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_TITLE = late_pattern(rb"<title[^<>]*>([^<]{1,200})", re.IGNORECASE)


_ARCHIVE = b"PK\x03\x04"
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_WORKBOOKS = (b"xl/workbook.", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
_IN_OLD_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0", "EncryptedPackage"))


def is_workbook(data: bytes) -> bool:
    """Return whether bytes are a workbook: .xlsx, .ods, .xls, or one with a password."""
    inside = _IN_WORKBOOKS if data.startswith(_ARCHIVE) else _IN_OLD_WORKBOOKS if data.startswith(_OFFICE) else ()
    return any(mark in data for mark in inside)


def archive_format(data: bytes) -> str | None:
    """Return the format of packed tables, by the names of the files in the archive; None for all others."""
    if is_workbook(data):
        return "xlsx"
    if not data.startswith(_ARCHIVE) or b".csv" not in data:
        return None
    return "datapackage" if b"datapackage.json" in data else "csv"


def packed_or_picture(data: bytes) -> str | None:
    """Return what a file is by its first bytes, if no text begins like them."""
    if data[_TAR] == b"ustar":
        return f"a TAR archive, {_UNPACK}"
    return next((what for mark, what in _SIGNATURES if data.startswith(mark)), None)


def strange_markup(head: bytes, *, any_root: bool) -> str | None:
    """Return what a markup document is that is neither a schedule nor a page with JSON-LD.

    Args:
        head: its beginning.
        any_root: whether to answer for an unknown root too.
    """
    root = root_name(head) or ""
    if b'class="sz-' in head or b"sessionize.com" in head:
        return "the embed code of Sessionize; fetch the view All of the same address, as JSON"
    if root not in _ROOTS:
        return "markup, but neither a <schedule> nor a page with JSON-LD" if any_root else None
    title = _TITLE.search(head) if root == "html" else None
    if title is None:
        return _ROOTS[root]
    words = " ".join(title[1].decode("utf-8", "replace").split())
    return f"{_ROOTS[root]}: {words!r}; perhaps a login page or an error page"


def what_it_looks_like(head: bytes) -> str:
    """Return why a text is in no supported format."""
    if not head:
        return "it is empty"
    if b"\x00" in head:
        return "it contains NUL bytes, so it is not a text in UTF-8"
    separator = _separator(head)
    if separator is not None:
        return (
            f"it looks like a table with {separator!r} between its columns; if it is a table of sessions, use --from "
            "records, or format='records' in Python"
        )
    return (
        "it does not look like a calendar, schedule, JSON or YAML; name the format: --from FORMAT, or format= in Python"
    )


def _separator(head: bytes) -> str | None:
    """Return the separator of a table: the character that occurs equally often in the first two lines."""
    lines = [line for line in head.split(b"\n", 2)[:2] if line.strip()]
    for mark in (b"\t", b";", b","):
        counts = {line.count(mark) for line in lines}
        if len(lines) == 2 and len(counts) == 1 and counts != {0}:
            return mark.decode()
    return None


def root_name(head: bytes) -> str | None:
    """Return the local name of the first element, in lower case, after declarations, comments and a DOCTYPE."""
    start = 0
    for _ in range(100):
        start = head.find(b"<", start)
        if start < 0:
            return None
        if head.startswith(b"<!--", start):
            end = head.find(b"-->", start)
        elif head.startswith((b"<?", b"<!"), start):
            if head[start : start + 14].lower() == b"<!doctype html":
                return "html"
            end = head.find(b">", start)
        else:
            match = _ROOT.match(head, start)
            return match[1].decode("ascii").lower() if match else None
        if end < 0:
            return None
        start = end
    return None
