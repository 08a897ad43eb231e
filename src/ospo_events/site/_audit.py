"""Searches files for private values: unchanged, and in every notation of the formats."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast
from urllib.parse import unquote

import attrs

from .._frozenmap import FrozenMap
from ..diagnostics import Diagnostic, Path, Report, Severity, Span
from ..model.event import Event
from ..model.link import Link
from ..model.status import Audience
from ..views.audiences import WithheldKind, view_for

__all__ = ["Audit", "audit_files"]

SHORTEST = 5
"""Shorter values are not searched for: they occur in every text."""
SHORTEST_ID = 10
"""Shorter ids are not searched for: most are common words, and are meant to be in addresses."""
SHORTEST_IN_BASE64 = 8
"""Shorter words are not searched for in base64, where any few letters occur by chance."""
LONGEST = 60
"""Only this many characters of a long line are searched for: writers may cut or wrap the rest."""

# What says nothing by itself: words of vocabularies, and ids of things that are listed elsewhere.
_WORDS = frozenset(
    [
        *("kind", "role", "rel", "media_type", "language", "languages", "interpretation", "captions", "sign_languages"),
        *("access", "rule", "where", "country", "color", "license", "concepts", "tracks", "participants", "slot"),
        *("parent", "repeat_of", "affiliation", "venue", "previous_start", "updated", "sequence"),
    ]
)


@attrs.frozen
class _Needle:
    """A line of a value to search for."""

    spelled: frozenset[str]
    """The line, unchanged and with its own escapes undone, without regard to case and spaces."""
    encoded: tuple[str, ...]
    """The line in base64."""
    word: re.Pattern[str] | None = None
    """The line, if it is a short word of letters alone: it is searched for unchanged, and not within other words."""

    @classmethod
    def of(cls, line: str) -> _Needle:
        """Return the search texts for a line."""
        if line.isalpha() and len(line) < SHORTEST_ID:
            # The style and the program of a page hold most such words: a plan called `Hidden` is not in `hidden`.
            word = re.compile(rf"(?<!\w){re.escape(line)}(?!\w)")
            return cls(frozenset(), tuple(_in_base64(line)) if len(line) >= SHORTEST_IN_BASE64 else (), word)
        return cls(frozenset([_normal(line), *_forms(line)]), tuple(_in_base64(line)))


@attrs.frozen(kw_only=True)
class Audit:
    """The result of a search for private values."""

    report: Report
    """An error for each value in each file that contains it; no error shows the value."""
    searched: int
    """How many values were searched for."""
    too_short: int
    """How many values were too short to search for."""


def audit_files(event: Event, files: Mapping[str, bytes], audience: Audience = Audience.PUBLIC) -> Audit:
    """Search files for everything of an event that their audience may not see.

    Values are looked for as they are, escaped as in HTML, XML, JSON, calendars, their parameters (RFC 6868) and
    addresses (percent), folded and wrapped, and as base64. Case and blanks make no difference, but for a short word
    of letters alone: it is looked for as a word, as it is written, outside the style and the program of pages.

    Args:
        event: the whole event.
        files: the content by name.
        audience: whom the files are for.
    """
    values, too_short = _values(event, audience)
    findings: list[Diagnostic] = []
    for name, data in files.items():
        file = _File(data, is_furniture=name.endswith((".css", ".js")))
        for path, needles in values.items():
            if any(map(file.holds, needles)):
                findings.append(_finding(name, path, audience, file.line_of(needles)))
    return Audit(report=Report(tuple(findings)), searched=len(values), too_short=too_short)


def _finding(name: str, path: Path, audience: Audience, line: int) -> Diagnostic:
    who = "the public" if audience is Audience.PUBLIC else f"the audience {audience.value!r}"
    return Diagnostic(
        code="private-value-found",
        severity=Severity.ERROR,
        message=f"this is not for {who}, and stands in the file",
        path=path,
        span=Span(source=name, line=line, column=1),
        help="write the file anew for its audience; take the value out of public texts",
    )


# --- values -----------------------------------------------------------------------------------


def _values(event: Event, audience: Audience) -> tuple[dict[Path, tuple[_Needle, ...]], int]:
    """Return the texts to search for by path, and how many values are too short."""
    view = view_for(event, audience)
    public = _normal("\n".join(text for _, text in _texts(view.event, ())))
    values: dict[Path, tuple[_Needle, ...]] = {}
    too_short = 0
    for item in view.withheld:
        if item.kind is WithheldKind.RELATION:
            continue
        for path, text in _texts(_at(event, item.path), item.path):
            lines = [line.strip()[:LONGEST] for line in text.splitlines() if line.strip()]
            least = SHORTEST_ID if path[-1] == "id" else SHORTEST
            long_lines = [line for line in lines if len(line) >= least]
            too_short += bool(lines) and not long_lines
            # What everybody may read elsewhere is no secret; an address is, wherever it stands.
            secret = [line for line in long_lines if "@" in line or "://" in line or _normal(line) not in public]
            if secret:
                values[path] = tuple(map(_Needle.of, secret))
    return values, too_short


def _at(event: Event, path: Path) -> Any:
    value: Any = event
    for part in path:
        inside = isinstance(part, int) or value.__class__ is FrozenMap
        value = value[part] if inside else getattr(value, cast("str", part))
    return value


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each text in a value of the model, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, str(value)
    else:
        for key, item in _inside(value):
            yield from _texts(item, (*path, key))


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return the contents of a value: attributes, members or items, with their names."""
    if isinstance(value, Link):
        return (("href", value.href), ("title", value.title))
    if isinstance(value, FrozenMap):
        return cast("FrozenMap[str, Any]", value).items()
    if isinstance(value, tuple):
        return enumerate(cast("tuple[Any, ...]", value))
    owner: Any = value.__class__
    if not attrs.has(owner):
        return ()
    return ((field.name, getattr(value, field.name)) for field in attrs.fields(owner) if field.name not in _WORDS)


# --- files ------------------------------------------------------------------------------------

_ICS_ESCAPE = re.compile(r"\\([\\;,nN])")
_RFC6868 = {"^n": "\n", "^'": '"', "^^": "^"}
_FURNITURE = re.compile(r"<style\b.*?</style>|<script>.*?</script>", re.DOTALL | re.IGNORECASE)
"""The parts of a page that are the same for everybody: its style and its program, which contain no data."""
_TAG = re.compile(r"<[^<>]*>")


def _unescaped_json(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        try:
            return str(json.loads(f'"{match[0]}"', strict=False))
        except ValueError:
            return match[0]

    return re.sub(r'(?:\\u[0-9a-fA-F]{4})+|\\["\\/bfnrt]', character, text)


_DECODERS: tuple[Callable[[str], str], ...] = (
    lambda text: re.sub("\r?\n[ \t]", "", text),  # folded lines of calendars (RFC 5545, section 3.1)
    html.unescape,  # XML has a part of the same entities
    lambda text: _ICS_ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text),
    _unescaped_json,
    lambda text: unquote(text, errors="replace"),
    lambda text: re.sub(r"\^[n'^]", lambda match: _RFC6868[match[0]], text),
)
"""Functions that undo one notation each; in this order, since JSON occurs in calendars, and addresses in both."""


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _normal(text: str) -> str:
    return _spaced(text).casefold()


class _File:
    """A file and its text with all notations undone.

    Args:
        data: what is in it.
        is_furniture: whether it is the style or the program of pages, which hold no data.
    """

    def __init__(self, data: bytes, *, is_furniture: bool = False) -> None:
        self._text = data.decode("utf-8", "replace")
        self._forms = list(_forms(self._text))
        self._written: list[str] | None = [] if is_furniture else None
        self._plain = re.sub(r"\s", "", self._text)

    def holds(self, needle: _Needle) -> bool:
        """Return whether a text occurs in the file in any notation."""
        if any(one in form for one in needle.spelled for form in self._forms):
            return True
        if needle.word is not None:
            if self._written is None:
                self._written = list(_forms(_FURNITURE.sub("", self._text), _spaced))
            if any(map(needle.word.search, self._written)):
                return True
        return any(one in self._plain for one in needle.encoded)

    def line_of(self, needles: Iterable[_Needle]) -> int:
        """Return the first line that contains one of these; 1 if none does."""
        for number, line in enumerate(self._text.split("\n"), 1):
            forms = list(_forms(line))
            if any(one in form for needle in needles for one in needle.spelled for form in forms):
                return number
            if any(needle.word.search(form) for needle in needles if needle.word for form in _forms(line, _spaced)):
                return number
        return 1


def _forms(text: str, normal: Callable[[str], str] = _normal) -> Iterator[str]:
    """Yield a text unchanged, and with one notation after another undone."""
    yield normal(text)
    yield normal(html.unescape(_TAG.sub("", text)))
    for decode in _DECODERS:
        changed = decode(text)
        if changed != text:
            text = changed
            yield normal(text)


def _in_base64(text: str) -> Iterator[str]:
    """Yield the base64 of a text at any position of the encoded data, without parts that depend on its neighbours."""
    data = text.encode("utf-8", "replace")
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data).decode()
        begin = (before * 8 + 5) // 6
        end = (before + len(data)) * 8 // 6
        yield whole[begin:end]
        yield whole[begin:end].translate(str.maketrans("+/", "-_"))
