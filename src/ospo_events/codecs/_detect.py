"""Telling a format from the content of a file; its name only breaks ties. No codec is imported for it."""

from __future__ import annotations

import re

from ..errors import UnknownFormat
from ._detect_json import error_message, json_format
from ._table import codec_for_path
from ._text_input import utf8

__all__ = ["detect"]

_PREFIX = 65_536
"""How far into a text that is not JSON the search goes."""

_LINES_OF_YAML = re.compile(rb"(?m)^[A-Za-z_][A-Za-z0-9_-]*:(?:\s|$)")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_TITLE = re.compile(rb"<title[^<>]*>([^<]{1,200})", re.IGNORECASE)
_PACKED = (
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"PK\x03\x04", "a ZIP archive or an office file; unpack it first, or save the table as CSV"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ\x00", "compressed with xz; unpack it first"),
    (b"%PDF-", "a PDF, which has no data to read"),
)
_MARKUP = ("schedule-xml", "jsonld", "html")
_OTHER_ROOTS = {
    "html": "a page of HTML without JSON-LD in it",
    "icalendar": "xCal, which is not read; fetch the .ics or the schedule.xml of the same programme",
    "rss": "a news feed, which is no programme",
    "feed": "a news feed, which is no programme",
}


def detect(data: bytes, name: str | None = None) -> str:
    """Return the name of the format that `data` is in.

    Args:
        data: a document.
        name: its file name, which decides only where the content does not.

    Raises:
        UnknownFormat: neither says, or the content is plainly no programme: a page to sign in, an error message,
            an archive. The message tells what it is.
    """
    text = utf8(data).removeprefix(b"\xef\xbb\xbf").lstrip()
    head = text[:_PREFIX]
    called = f"cannot tell the format{f' of {name!r}' if name else ''}"
    named = _by_name(name)
    refusal = _plainly_something_else(head, text)
    if refusal is not None and not (head.startswith(b"<") and named in _MARKUP):
        raise UnknownFormat(f"{called}: {refusal}")
    found = _by_content(head, text, named) or named
    if found is None:
        raise UnknownFormat(f"{called}: {_reason(head)}")
    return found


def _by_content(head: bytes, text: bytes, named: str | None) -> str | None:
    if not head:
        return None
    if head.startswith(b"<"):
        return _markup(head, text)
    if re.search(rb"(?im)^\s*BEGIN:VCALENDAR\s*$", head):
        return "ics"
    if head.startswith((b"{", b"[")) and named != "yaml":
        return json_format(text)
    return "yaml" if _LINES_OF_YAML.search(head) and b"\x00" not in head else None


def _by_name(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return codec_for_path(name).name
    except UnknownFormat:
        return None


def _plainly_something_else(head: bytes, text: bytes) -> str | None:
    """Return what a document is that no reader of ours is for, whatever its name says."""
    for mark, what in _PACKED:
        if head.startswith(mark):
            return f"it is {what}"
    if head.startswith(b"{"):
        said = error_message(text)
        return f"it is no programme but an error message: {said[:200]!r}" if said is not None else None
    if not head.startswith(b"<") or _markup(head, text) is not None:
        return None
    root = _root(head)
    what = _OTHER_ROOTS.get(root or "", "markup, but neither a <schedule> nor a page with JSON-LD in it")
    if b'class="sz-' in head or b"sessionize.com" in head:
        return "it is what Sessionize gives pages to embed; fetch the view All of the same address, as JSON"
    title = _TITLE.search(head) if root == "html" else None
    if title is None:
        return f"it is {what}"
    words = " ".join(title[1].decode("utf-8", "replace").split())
    return f"it is {what}: {words!r}; perhaps one to sign in, or of an error"


def _reason(head: bytes) -> str:
    if not head:
        return "there is nothing in it"
    if b"\x00" in head:
        return "it holds NUL bytes, so it is no text in UTF-8"
    return "it looks like no calendar, schedule, JSON or YAML; say it with --from"


def _markup(head: bytes, text: bytes) -> str | None:
    root = _root(head)
    if root == "schedule":
        return "schedule-xml"
    # JSON-LD may stand at the end of a long page.
    if b"application/ld+json" in text.lower():
        return "jsonld"
    # A document that breaks off in its prolog, or has no root one could tell, but the word.
    return "schedule-xml" if root != "html" and b"<schedule" in head.lower() else None


def _root(head: bytes) -> str | None:
    """Return the local name of the first element, in lower case, behind declarations, comments and a DOCTYPE."""
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
