"""From JSON-LD, alone or in a page, to an event."""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Diagnostic, Path, Report, Severity, SourceMap, Span
from ...model.time import as_timezone
from .._codec import Decoded
from .._reading.decode_bytes import read_text
from .._reading.json_positions import JsonPositions
from .building import Builder
from .nodes import Node, Notes, event_nodes, id_table
from .spelling import repaired

__all__ = ["decode"]

_SCRIPT = re.compile(r"<script\b([^>]{0,1000})>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_TYPE = re.compile(r"""type\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_WAYS = (
    ("microdata", re.compile(r"""itemtype\s*=\s*["']?https?://schema\.org/\w*Event""", re.IGNORECASE)),
    ("RDFa", re.compile(r"""typeof\s*=\s*["']?(?:schema:)?\w*Event\b""", re.IGNORECASE)),
    ("microformats", re.compile(r"""class\s*=\s*["'][^"'<>]{0,200}\b(?:h-event|vevent)\b""", re.IGNORECASE)),
)
_MOST_BLOCKS = 200


@attrs.frozen
class _Block:
    """One JSON text and where it begins in the document."""

    text: str
    start: int
    is_exact: bool
    """Whether offsets in the text are offsets in the document."""


def decode(data: bytes, *, source: str = "<data>", zone: ZoneInfo | str | None = None) -> Decoded:
    """Read the event of a JSON-LD document or of a page that holds one.

    Args:
        data: the document or page, UTF-8.
        source: its name, for the findings.
        zone: the zone of the event, for documents that only give offsets.

    Raises:
        ValueError: `zone` is not an IANA zone.
    """
    known = None if zone is None else as_timezone(zone)
    text, found = read_text(data, source)
    if text is None:
        return Decoded(event=None, report=Report(tuple(found)))
    reader = _Reader(text, source, found)
    trees = reader.trees()
    source_map = SourceMap(source, data, reader.spans)
    notes = Notes(id_table(trees, ()))
    events = event_nodes(trees, (), notes)
    if not events:
        if not any(item.severity is Severity.ERROR for item in found):
            found.append(
                Diagnostic(
                    code="no-event",
                    message="expected an event of schema.org, got none",
                    help="the page needs JSON-LD with @type Event",
                )
            )
        return Decoded(event=None, report=Report(tuple(found)), source_map=source_map)
    node, parts = _main(events, notes)
    builder = Builder(node, notes, known, parts)
    event = builder.event()
    places = SourceMap(source, data, reader.spans, lambda path: _origin(path, builder.places))
    written = SourceMap(source, data, reader.spans)
    report = Report(tuple(found)) + _outside(notes.findings.report().located(written))
    return Decoded(event=event, report=report.sorted(), source_map=places)


def _main(events: list[Node], notes: Notes) -> tuple[Node, tuple[Node, ...]]:
    """Return the event that has the most sessions, else the first, and those that say they are a part of it."""
    chosen = max(events, key=lambda node: sum(1 for key in ("subEvent", "subEvents") for _ in node.nodes(key)))
    wholes = [whole.id for node in events for whole in node.nodes("superEvent") if whole.id]
    if wholes:
        chosen = max(events, key=lambda node: (wholes.count(node.id), node is chosen))
    notes.ours = chosen.id.endswith("#event")
    listed = {id(item.full().own) for key in ("subEvent", "subEvents") for item in chosen.nodes(key)}
    parts: list[Node] = []
    for node in events:
        if node is chosen or id(node.own) in listed:
            continue
        if chosen.id and any(whole.id == chosen.id for whole in node.nodes("superEvent")):
            parts.append(node)
        else:
            notes.findings.add(
                "several-events", "only one event of a document is read; this one is left out", node.path
            )
    return chosen, tuple(parts)


def _origin(path: Path, places: Mapping[Path, Path]) -> Path:
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return places[path[:length]]
    return ()


def _outside(report: Report) -> Report:
    """Return the findings with paths as the document has them, without the number of the JSON text."""
    return Report(tuple(attrs.evolve(item, path=item.path[1:]) for item in report))


class _Reader:
    """The JSON texts of a document, and where things are in them."""

    def __init__(self, text: str, source: str, found: list[Diagnostic]) -> None:
        self._text = text
        self._source = source
        self._found = found
        self._blocks: list[_Block] = []
        self._lines: list[int] | None = None

    def trees(self) -> list[Any]:
        """Return what the texts say."""
        self._blocks = self._split()
        trees: list[Any] = []
        for number, block in enumerate(self._blocks):
            trees.append(self._parse(number, block))
        return trees

    def _split(self) -> list[_Block]:
        start = len(self._text) - len(self._text.lstrip())
        if self._text[start : start + 1] in ("{", "["):
            return [_Block(self._text, 0, True)]
        blocks: list[_Block] = []
        place = 0
        while (opening := _SCRIPT.search(self._text, place)) and len(blocks) < _MOST_BLOCKS:
            closing = _END.search(self._text, opening.end())
            end = closing.start() if closing else len(self._text)
            if _TYPE.search(opening[1]):
                content = self._text[opening.end() : end]
                if content.strip():
                    blocks.append(_Block(content, opening.end(), True))
            place = max(end, opening.end())
        if not blocks:
            self._no_json_ld()
        return [self._unescaped(block) for block in blocks]

    def _no_json_ld(self) -> None:
        """Say that there is nothing to read, and in which other way the page tells of its event."""
        other = next((name for name, marks in _OTHER_WAYS if marks.search(self._text)), None)
        message = "expected JSON-LD, alone or in a script element of a page, got none"
        if other is not None:
            message += f"; the page tells its event as {other}, which is not read"
        self._note("no-json-ld", message, 0)

    def _unescaped(self, block: _Block) -> _Block:
        """Return a text that was escaped as if it were HTML (which script elements are not) as it was meant."""
        if "&quot;" not in block.text or '"' in block.text:
            return block
        self._note(
            "html-escaped-json",
            "expected JSON, got JSON escaped as HTML; it is read as it was meant",
            block.start,
            Severity.WARNING,
        )
        return _Block(html.unescape(block.text), block.start, False)

    def _repaired(self, number: int, block: _Block) -> Any:
        """Return what a text says whose mistakes leave no doubt about what is meant; None where they do."""
        text, repairs = repaired(block.text)
        try:
            tree = json.loads(text, strict=False, parse_constant=_refused)
        except (ValueError, RecursionError):
            return None
        for offset, what in repairs:
            place = block.start + (offset if block.is_exact else 0)
            self._note(
                "json-repaired", f"expected JSON, got {what}; it is read as it was meant", place, Severity.WARNING
            )
        is_exact = block.is_exact and len(text) == len(block.text)
        self._blocks[number] = _Block(text, block.start, is_exact)
        return _mended(tree) if "\\ud" in text.lower() else tree

    def _parse(self, number: int, block: _Block) -> Any:
        problem: str
        offset = 0
        try:
            tree = json.loads(block.text, strict=False, parse_constant=_refused)
        except json.JSONDecodeError as error:
            if (mended := self._repaired(number, block)) is not None:
                return mended
            problem, offset = error.msg[:1].lower() + error.msg[1:], error.pos
        except RecursionError:
            problem = "it is nested too deeply"
        except ValueError as error:
            problem = str(error)[:100]
        else:
            return _mended(tree) if "\\ud" in block.text.lower() else tree
        self._note(
            "not-json", f"expected JSON, got a mistake: {problem}", block.start + (offset if block.is_exact else 0)
        )
        return None

    def _note(self, code: str, message: str, offset: int, severity: Severity = Severity.ERROR) -> None:
        self._found.append(Diagnostic(code=code, severity=severity, message=message, span=self._span(offset, offset)))

    def _span(self, start: int, end: int) -> Span:
        if self._lines is None:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self._text))]
        line, end_line = bisect_right(self._lines, start), bisect_right(self._lines, end)
        begin = self._lines[line - 1]
        return Span(
            source=self._source,
            line=line,
            column=start - begin + 1,
            end_line=end_line,
            end_column=end - self._lines[end_line - 1] + 1,
            text=self._text[begin : begin + 300].partition("\n")[0],
        )

    def spans(self, wanted: Collection[Path]) -> Mapping[Path, Span]:
        """Return the spans of paths, each of which begins with the number of its JSON text."""
        found: dict[Path, Span] = {}
        for number, block in enumerate(self._blocks):
            inside = {path[1:] for path in wanted if path[:1] == (number,)}
            if not inside:
                continue
            if not block.is_exact:
                found.update(dict.fromkeys(((number, *path) for path in inside), self._span(block.start, block.start)))
                continue
            # Blanks keep every offset: the scanner skips them.
            places = JsonPositions(block.text, self._source).find(inside)
            found.update({(number, *path): self._moved(span, block) for path, span in places.items()})
        if () in wanted:
            found[()] = self._span(self._blocks[0].start if self._blocks else 0, 0)
        return found

    def _moved(self, span: Span, block: _Block) -> Span:
        """Return a span of a block as one of the document."""
        if block.start == 0:
            return span
        first = self._span(block.start, block.start)
        assert span.end_line is not None, "the scanner knows where things end"
        assert span.end_column is not None, "the scanner knows where things end"
        return attrs.evolve(
            span,
            line=span.line + first.line - 1,
            column=span.column + (first.column - 1 if span.line == 1 else 0),
            end_line=span.end_line + first.line - 1,
            end_column=span.end_column + (first.column - 1 if span.end_line == 1 else 0),
        )


def _refused(constant: str) -> object:
    raise ValueError(f"{constant} is not a JSON value")


def _mended(value: Any) -> Any:
    """Return the value without lone surrogates, which no file can hold."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in cast("dict[str, Any]", value).items()}
    return value
