"""A translation as PO, the files of GNU gettext: `msgctxt` is the key, `msgid` the original, `msgstr` the translation.

PO itself shows that a text is outdated: its `msgid` is the old original, and the text is marked as fuzzy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from ...diagnostics import Findings, Path, Report, Severity, SourceMap
from ...views import SourceText, TranslatedText, Translation, digest_of
from .._reading.decode_bytes import read_text
from ._parts import FORMAT, DecodedTranslation, Header, is_digest

__all__ = ["read", "write"]

_UNKNOWN = "00000000"
"""Stands for the unknown original of a fuzzy text."""
_FROM = "from: "
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_escaped = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_UNESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_escape = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_line = re.compile(r'(?:(msgctxt|msgid|msgstr)\s*)?"((?:[^"\\]|\\.)*)"\s*')


def _escape_of(match: re.Match[str]) -> str:
    sign = match[0]
    return _ESCAPES.get(sign) or (f"\\{ord(sign):03o}" if sign < "\x80" else sign)


def _quoted(text: str) -> str:
    return f'"{_escaped.sub(_escape_of, text)}"'


def _lines(word: str, text: str) -> Iterator[str]:
    """Yield the lines of a member; a text with several lines takes as many."""
    parts = re.findall(r"[^\n]*\n|[^\n]+", text) or [""]
    yield f"{word} {_quoted(parts[0]) if len(parts) == 1 else _quoted('')}"
    if len(parts) > 1:
        yield from map(_quoted, parts)


def write(translation: Translation, sources: Iterable[SourceText]) -> bytes:
    """Return a translation as PO, with the texts in the order of their originals."""
    head = {
        "Project-Id-Version": translation.of,
        "Language": translation.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Ospo-Translation": str(FORMAT),
        "X-Ospo-Event": translation.of,
    }
    if translation.note is not None:
        head["X-Ospo-Note"] = " ".join(translation.note.split())
    lines = ['msgid ""', 'msgstr ""', *(_quoted(f"{name}: {value}\n") for name, value in head.items())]
    for item in sources:
        translated = translation.texts[item.key]
        is_stale = bool(translated.text) and translated.source not in (None, digest_of(item.text))
        lines += ["", f"#. {item.note}"]
        if is_stale:
            lines += [f"#. {_FROM}{translated.source}", "#, fuzzy"]
        lines += [*_lines("msgctxt", item.key), *_lines("msgid", item.text), *_lines("msgstr", translated.text)]
    return ("\n".join(lines) + "\n").encode()


@attrs.define
class _Entry:
    line: int
    members: dict[str, list[str]] = attrs.field(factory=dict[str, "list[str]"])
    is_fuzzy: bool = False
    source: str | None = None

    def text(self, name: str) -> str:
        return "".join(self.members.get(name, ()))


def read(data: bytes, source: str) -> DecodedTranslation:
    """Return the translation in a PO document."""
    text, reading_report = read_text(data, source)
    positions: dict[Path, tuple[int, int]] = {}
    findings = Findings()
    translation = None
    if text is not None:
        header, texts = Header(), dict[str, TranslatedText]()
        entries = list(_entries(text, findings, positions))
        for entry in entries:
            if not entry.text("msgid"):
                _read_header(entry, header, findings)
            else:
                _read_text(entry, texts, findings, positions)
        if not findings.has("not-po"):
            translation = header.translation(texts, findings)
    source_map = SourceMap.of_places(source, data, positions)
    report = Report(tuple(reading_report)) + findings.report().located(source_map).in_source(source)
    return DecodedTranslation(translation=translation, report=report, source_map=source_map)


def _entries(text: str, findings: Findings, places: dict[Path, tuple[int, int]]) -> Iterator[_Entry]:
    entry = _Entry(1)
    member: list[str] | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        begins_comment = line.startswith("#")
        if entry.members and (begins_comment or (line.startswith(("msgctxt", "msgid")) and "msgstr" in entry.members)):
            yield entry
            entry, member = _Entry(number), None
        if begins_comment:
            if line.startswith("#,") and "fuzzy" in line:
                entry.is_fuzzy = True
            elif line.startswith(f"#. {_FROM}") and is_digest(digest := line.removeprefix(f"#. {_FROM}")):
                entry.source = digest
        elif line:
            match = _line.fullmatch(line)
            if match is not None and match[1] is not None:
                entry.line = number if match[1] in ("msgctxt", "msgid") and not entry.members else entry.line
                member = entry.members.setdefault(match[1], [])
            if match is None or member is None:
                places[("line", number)] = (number, 1)
                message = "expected msgctxt, msgid or msgstr with a text in quotes, or a comment"
                findings.add("not-po", f"{message}, got {line[:60]!r}", ("line", number), severity=Severity.ERROR)
                continue
            member.append(_escape.sub(_unescape, match[2]))
    if entry.members:
        yield entry


def _unescape(match: re.Match[str]) -> str:
    escape = match[1]
    if escape[0] in "01234567":
        return chr(int(escape, 8))
    return chr(int(escape[1:], 16)) if escape[0] in "xu" and len(escape) > 1 else _UNESCAPES.get(escape, escape)


def _read_header(entry: _Entry, header: Header, findings: Findings) -> None:
    members: dict[str, str] = {}
    for line in entry.text("msgstr").split("\n"):
        name, _, value = line.partition(": ")
        members[name] = value
    header.language = members.get("Language") or None
    header.of = members.get("X-Ospo-Event") or members.get("Project-Id-Version") or None
    header.note = members.get("X-Ospo-Note")
    if members.get("X-Ospo-Translation", str(FORMAT)) != str(FORMAT):
        message = f"expected a translation of format {FORMAT}, got {members['X-Ospo-Translation']!r}"
        findings.add("unknown-format-version", message, severity=Severity.ERROR)


def _read_text(
    entry: _Entry, texts: dict[str, TranslatedText], findings: Findings, places: dict[Path, tuple[int, int]]
) -> None:
    key = entry.text("msgctxt")
    path: Path = ("texts", key)
    if not key:
        places[("line", entry.line)] = (entry.line, 1)
        message = f"expected msgctxt before msgid {entry.text('msgid')[:60]!r}, got none"
        findings.add("missing-key", message, ("line", entry.line), severity=Severity.ERROR)
        return
    if key in texts:
        places[("line", entry.line)] = (entry.line, 1)
        findings.add(
            "duplicate-key", f"expected each key once, got {key!r} again", ("line", entry.line), severity=Severity.ERROR
        )
        return
    places[path] = (entry.line, 1)
    digest = digest_of(entry.text("msgid"))
    if entry.is_fuzzy:
        digest = entry.source or _UNKNOWN
    texts[key] = TranslatedText(entry.text("msgstr"), digest)
