"""Detects the format of a file from its content; the name is used only if that is not enough. Imports no codec."""

from __future__ import annotations

import re

from .._patterns import late_pattern
from ..errors import UnknownFormat
from ._detect_json import UNKNOWN, error_message, is_jscalendar, is_native, json_format
from ._file_signatures import archive_format, packed_or_picture, root_name, strange_markup, what_it_looks_like
from ._reading.decode_bytes import utf8
from ._table import codec_for_path

__all__ = ["detect"]

_PREFIX = 65_536
"""How many characters of a text that is not JSON are searched."""

_LINES_OF_YAML = re.compile(rb"(?m)^[A-Za-z_][A-Za-z0-9_-]*:(?:\s|$)")
_NATIVE_YAML = late_pattern(rb"(?m)^(?:format|id|title|timezone|sessions):(?:\s|$)")
_CALENDAR = re.compile(rb"(?:^|[\r\n])[ \t]*BEGIN:VCALENDAR[ \t]*(?:[\r\n]|$)", re.IGNORECASE)
_EMPTY_LIST = re.compile(rb"\[\s*\]\s*")
_KEY_OF_YAML = re.compile(rb"(?m)^([A-Za-z_][A-Za-z0-9_-]*):(?:\s|$)")
_NONE_OF_OURS = (
    "its members are not those of any supported format: calendars, schedule.xml and schedule.json, Sessionize, "
    "pretalx, Indico, JSON-LD, tables of sessions (CSV, a flat JSON list), or our own YAML and JSON, which begin with "
    "format: 1"
)
_LISTS = ("sessionize", "pretalx", "indico")
"""The formats that have documents without anything distinctive."""
_MARKUP = ("schedule-xml", "jsonld", "html")


def detect(data: bytes, name: str | None = None) -> str:
    """Return the name of the format of `data`.

    Args:
        data: a document.
        name: its file name, which is used only if the content is not enough.

    Raises:
        UnknownFormat: neither is enough, or the content is clearly not a programme: a login page, an error message,
            an archive. The message says what it is.
    """
    if (packed := archive_format(data)) is not None:
        return packed
    text = utf8(data).removeprefix(b"\xef\xbb\xbf").lstrip()
    head = text[:_PREFIX]
    called = f"cannot tell the format{f' of {name!r}' if name else ''}"
    named = _by_name(name)
    refusal = _plainly_something_else(head, text, named)
    if refusal is not None:
        raise UnknownFormat(f"{called}: {refusal}")
    found = _by_content(head, text, named) or named
    if found == UNKNOWN or (found == "yaml" and not _is_native_yaml(text)):
        raise UnknownFormat(f"{called}: {_NONE_OF_OURS}")
    if found is None:
        raise UnknownFormat(f"{called}: {what_it_looks_like(head)}")
    return found


def _by_content(head: bytes, text: bytes, named: str | None) -> str | None:
    if not head:
        return None
    # A comment of HTML, front matter or an empty line may come first.
    if _CALENDAR.search(head):
        return "ics"
    if head.startswith(b"<"):
        return _markup(head, text)
    if head.startswith((b"{", b"[")) and named != "yaml":
        return named if _EMPTY_LIST.fullmatch(text) else json_format(text)
    # A file that is named as a calendar is one, or the rest of one, unless it has the keys of our own format.
    lines = _LINES_OF_YAML if named != "ics" else _NATIVE_YAML
    is_yaml = lines.search(head) and b"\x00" not in head
    return "yaml" if is_yaml else None


def _is_native_yaml(text: bytes) -> bool:
    """Return whether the keys of a YAML document are those of our own format; also if it has no keys."""
    keys = [key.decode("ascii") for key in _KEY_OF_YAML.findall(text)]
    return not keys or is_native(keys)


def _by_name(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return codec_for_path(name).name
    except UnknownFormat:
        return None


def _plainly_something_else(head: bytes, text: bytes, named: str | None) -> str | None:
    """Return what a document is that no reader reads, whatever its name says."""
    packed = packed_or_picture(head)
    if packed is not None:
        return f"it is {packed}"
    if _EMPTY_LIST.fullmatch(text) and named not in _LISTS:
        return (
            "it is an empty list, as systems answer before anything is published; name the format: --from "
            "sessionize, or format= in Python"
        )
    if head.startswith((b"{%", b"{{", b"<%")) and not _CALENDAR.search(head) and named != "yaml":
        return "it is a template that was not filled in; render it first"
    if head.startswith((b"{", b"[")) and is_jscalendar(text):
        return "it is JSCalendar (RFC 8984), which is not read; export the same calendar as iCalendar, .ics"
    if head.startswith(b"{"):
        said = error_message(text)
        return f"it is not a programme but an error message: {said[:200]!r}" if said is not None else None
    if not head.startswith(b"<") or _CALENDAR.search(head) or _markup(head, text) is not None:
        return None
    what = strange_markup(head, any_root=named not in _MARKUP)
    return f"it is {what}" if what is not None else None


def _markup(head: bytes, text: bytes) -> str | None:
    root = root_name(head)
    if root == "schedule":
        return "schedule-xml"
    # JSON-LD may be at the end of a long page.
    if b"application/ld+json" in text.lower():
        return "jsonld"
    # A document that ends in its prolog, or has no recognisable root, contains at least the word.
    return "schedule-xml" if root != "html" and b"<schedule" in head.lower() else None
