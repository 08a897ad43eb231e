"""Which format some bytes are in: told from what is in them, the name only where that leaves it open.

No codec is imported, and nothing is parsed as a whole: JSON is told by the paths of its keys, looked for in a growing
piece from its beginning, so that a programme is known after its first session.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ..diagnostics import AT_KEY, Path
from ..errors import UnknownFormat

__all__ = ["detect", "json_tokens"]

_HEAD = 64 * 1024
_GROWTH = 16
_MOST_TOKENS = 2_000_000
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BINARY = {
    b"PK\x03\x04": "a ZIP archive (xlsx, ods, docx)",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
}
_CLAIMS = {".yaml": "yaml", ".yml": "yaml", ".ics": "ics", ".json": "json", ".xml": "schedule-xml"}
_BEGINNINGS = {".json": "{[", ".xml": "<", ".ics": "BbXx"}
_TOKEN = re.compile(r'[ \t\r\n]*+(?:("(?:[^"\\]++|\\.)*+")|([\[\]{}:,])|([^ \t\r\n\[\]{}:,"]++))', re.DOTALL)
_YAML_KEY = re.compile(r"^([A-Za-z_][\w-]*) *:(?:\s|$)", re.MULTILINE)
_NATIVE_KEYS = {"format", "id", "title", "timezone", "sessions", "rooms", "tracks", "people", "organizations", "days"}


def detect(data: bytes, name: str | None = None) -> str:
    """Return the name of the format that `data` is in.

    Args:
        data: a document, whole.
        name: its file name, which decides only where the content does not.

    Raises:
        UnknownFormat: it is none of the formats read here; the message says what was found.
    """
    head = _text(data[:_HEAD]).lstrip("\ufeff \t\r\n")
    try:
        return _told(data, head)
    except UnknownFormat as problem:
        suffix = PurePath(name).suffix.lower() if name else ""
        # The reader of the format it claims to be says more than that it is none: what is wrong, and where.
        claimed = _CLAIMS.get(suffix)
        if claimed and head[:1] in _BEGINNINGS.get(suffix, head[:1]) and not data.startswith(tuple(_BINARY)):
            return claimed
        where = f" of {name!r}" if name else ""
        raise UnknownFormat(f"cannot tell the format{where}: {problem}") from None


def _told(data: bytes, head: str) -> str:
    if not head:
        raise UnknownFormat("there is nothing in it" if not data.strip() else "it begins with blank space only")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise UnknownFormat(f"it looks like {what}")
    if head[:15].upper() == "BEGIN:VCALENDAR":
        return "ics"
    if head[0] == "<":
        return _markup(data, head)
    if head[0] in "{[":
        return _json(data)
    return _lines(head)


def _text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[:4].count(0) in (2, 3):  # UTF-16 or UTF-32 without a mark; its codec will say so
        return data.replace(b"\0", b"").decode("latin-1")
    return data.decode("utf-8", "replace")


def _markup(data: bytes, head: str) -> str:
    lower = head.lower()
    if re.search(r"<schedule[\s>/]", lower):
        return "schedule-xml"
    if re.search(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<script[\s>]", lower):
        # ASCII in every encoding a page can have; `in` is as fast as reading the page.
        if b"application/ld+json" in data.lower():
            return "html"
        raise UnknownFormat("a web page without a programme in JSON-LD")
    if re.search(r"<!doctype\s+schedule", lower) or b"<schedule" in data[: _HEAD * _GROWTH]:
        return "schedule-xml"
    root = re.search(r"<([A-Za-z_][\w:.-]*)", re.sub(r"<!--.*?(?:-->|\Z)", "", head, flags=re.DOTALL))
    raise UnknownFormat(f"XML with the root element {root[1][:40]!r}, not schedule" if root else "XML without an element")


def _lines(head: str) -> str:
    keys = set(_YAML_KEY.findall(head))
    if "timezone" in keys or len(keys & _NATIVE_KEYS) >= 2:
        return "yaml"
    if re.search(r"^[\w-]+(;[^:\n]*)?:", head) and re.search(r"^(BEGIN|END):V", head, re.MULTILINE | re.IGNORECASE):
        return "ics"  # with something before it; the reader says what
    found = ", ".join(repr(key) for key in sorted(keys)[:5])
    if found:
        raise UnknownFormat(f"YAML with the keys {found}, without timezone and sessions")
    raise UnknownFormat(f"text that begins {head[:30].splitlines()[0]!r}")


# JSON


def json_tokens(text: str) -> Iterator[tuple[Path, str]]:
    """Yield the path and the first token of every key and value, in order; the text may be cut off or broken.

    A key is given with `AT_KEY` after its path.
    """
    stack: list[str | int] = []
    objects: list[bool] = []
    expecting_key = False
    position = 0
    while (match := _TOKEN.match(text, position)) is not None:
        position = match.end()
        token = match[1] or match[2] or match[3]
        if token in ("]", "}"):
            if not objects:
                return
            objects.pop()
            stack.pop()
            expecting_key = False
        elif token == ",":
            if not objects:
                return
            expecting_key = objects[-1]
            if not expecting_key:
                stack[-1] = int(stack[-1]) + 1 if isinstance(stack[-1], int) else 0
        elif token == ":":
            expecting_key = False
        elif expecting_key:
            stack[-1] = token.strip('"')
            yield (*stack[-6:], AT_KEY), token
        else:
            if len(stack) <= 6:
                yield tuple(stack), token
            if token in ("[", "{"):
                objects.append(token == "{")
                stack.append("" if token == "{" else 0)
                expecting_key = token == "{"


def _json(data: bytes) -> str:
    size = _HEAD
    while True:
        keys, top = _keys(_text(data[:size]))
        told = _shape(keys)
        if told is not None:
            return told
        if size >= len(data):
            break
        size *= _GROWTH
    shown = ", ".join(repr(key[:30]) for key in top[:6]) or "no keys"
    raise UnknownFormat(f"JSON of a shape that is not known, with {shown} at the top")


_CONTAINERS = {"results", "submissions", "talks"}


def _keys(text: str) -> tuple[set[str], list[str]]:
    """Return the paths of the keys down to six levels, list indices left out, and those at the top."""
    found: set[str] = set()
    top: dict[str, None] = {}
    depth_shift = len(text) - len(text.lstrip("\ufeff"))
    for number, (path, token) in enumerate(json_tokens(text[depth_shift:])):
        if number > _MOST_TOKENS:
            break
        words = [str(part) for part in path if part != AT_KEY and not isinstance(part, int)]
        if path and path[-1] == AT_KEY:
            found.add(".".join(words))
            if len(words) == 1:
                top[words[0]] = None
        elif token.startswith('"') and (not words or words[-1] in ("$schema", "_type", "_fossil", "@context")):
            found.add(f"{'.'.join(words)}={token[1:-1][:80]}")
    return found, list(top)


def _ends(keys: set[str], *wanted: str) -> bool:
    """Return whether some object has all of these keys."""
    owners = [{key[: -len(word) - 1] for key in keys if key.endswith(f".{word}")} for word in wanted]
    bare = all(word in keys for word in wanted)
    return bare or bool(set.intersection(*owners))


def _shape(keys: set[str]) -> str | None:
    for name, told in _SHAPES:
        if told(keys):
            return name
    return None


def _is_schedule2(keys: set[str]) -> bool:
    return "schedule.events" in keys or any("$schema=" in key and "schedule2" in key for key in keys)


def _is_schedule_json(keys: set[str]) -> bool:
    named = any("$schema=" in key and "c3voc.de/schedule" in key for key in keys)
    return named or "schedule.conference" in keys or "schedule.days" in keys or _ends(keys, "conference.days")


def _is_indico(keys: set[str]) -> bool:
    typed = any(("_type=" in key or "_fossil=" in key) for key in keys)
    return typed or _ends(keys, "entryType", "startDate")


def _is_sessionize(keys: set[str]) -> bool:
    return (
        _ends(keys, "isServiceSession")
        or _ends(keys, "startsAt", "title")
        or {"groupId", "sessions"} <= keys
        or {"timeSlots", "rooms"} <= keys
        or _ends(keys, "fullName", "profilePicture")
        or {"sessions", "speakers", "questions", "categories"} <= keys
    )


def _is_pretalx(keys: set[str]) -> bool:
    return (
        _ends(keys, "code", "submission_type")
        or _ends(keys, "code", "content_locale")
        or _ends(keys, "code", "state")
        or _ends(keys, "code", "biography")
        or _ends(keys, "slug", "date_from", "timezone")
        or _ends(keys, "room", "start", "submission")
        or {"slots", "breaks", "version"} <= keys
        or ({"count", "next", "previous", "results"} <= keys and _ends(keys, "results.position"))
        or ("submissions" in keys and bool({"rooms", "tracks", "speakers", "slots", "event"} & keys))
    )


def _is_native(keys: set[str]) -> bool:
    top = {key for key in keys if "." not in key}
    return "timezone" in top and bool({"id", "title", "format"} & top)


_SHAPES = (
    ("jcal", lambda keys: "=vcalendar" in keys),  # type: ignore[misc]
    ("jsonld", lambda keys: bool({"@context", "@graph", "@type"} & keys) and not {"format"} & keys),
    ("schedule2", _is_schedule2),
    ("schedule-json", _is_schedule_json),
    ("indico", _is_indico),
    ("sessionize", _is_sessionize),
    ("pretalx", _is_pretalx),
    ("json", _is_native),
)
"""The shapes of JSON, each told by keys that the ones before it do not have."""

