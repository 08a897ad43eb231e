"""Finds the JSON texts of a document: the document itself, or the script elements of a page."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping

import attrs

from ...diagnostics import Diagnostic, Findings, Path, Severity, Span
from .._reading.json_document import JsonText, parse_json
from ._lenient_json import repaired

__all__ = ["JsonBlocks"]

_SCRIPT = re.compile(r"<script\b([^>]{0,1000})>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_TYPE = re.compile(r"""type\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
_OTHER_SYNTAXES = (
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
    """Whether offsets in the text are also offsets in the document."""


class JsonBlocks:
    """Reads the JSON texts of a document, and locates their values.

    Paths begin with the number of the JSON text.

    Args:
        text: the document.
        source: its name, for the findings.
    """

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._lines: list[int] | None = None
        self._findings = Findings(locate=lambda offset: self._span(offset, offset))
        self._faults: list[Diagnostic] = []
        self._blocks: list[_Block] = []
        self._parsed: list[JsonText] = []
        for number, block in enumerate(self._split()):
            self._parse(number, block)

    @property
    def values(self) -> list[object]:
        """The value of each text; None if it could not be parsed."""
        return [parsed.value for parsed in self._parsed]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings about the document and its JSON."""
        return (*self._findings.report(), *self._faults)

    def _split(self) -> list[_Block]:
        start = len(self._text) - len(self._text.lstrip())
        if self._text[start : start + 1] in ("{", "["):
            return [_Block(self._text, 0, True)]
        blocks: list[_Block] = []
        offset = 0
        while (opening := _SCRIPT.search(self._text, offset)) and len(blocks) < _MOST_BLOCKS:
            closing = _END.search(self._text, opening.end())
            end = closing.start() if closing else len(self._text)
            if _TYPE.search(opening[1]):
                content = self._text[opening.end() : end]
                if content.strip():
                    blocks.append(_Block(content, opening.end(), True))
            offset = max(end, opening.end())
        if not blocks:
            self._report_no_json_ld()
        return [self._unescaped(block) for block in blocks]

    def _report_no_json_ld(self) -> None:
        """Report that there is nothing to read, and the other syntax in which the page describes its event, if any."""
        other = next((name for name, marks in _OTHER_SYNTAXES if marks.search(self._text)), None)
        message = "expected JSON-LD, alone or in a script element of a page, got none"
        if other is not None:
            message += f"; the page describes its event in {other}, which is not supported"
        self._findings.add("no-json-ld", message, severity=Severity.ERROR, position=0)

    def _unescaped(self, block: _Block) -> _Block:
        """Return the original of a text that was escaped as if it were HTML (script elements are not)."""
        if "&quot;" not in block.text or '"' in block.text:
            return block
        message = "expected JSON, got JSON escaped as HTML; it is read without the escapes"
        self._findings.add("html-escaped-json", message, position=block.start)
        return _Block(html.unescape(block.text), block.start, False)

    def _parse(self, number: int, block: _Block) -> None:
        """Parse a text; mistakes of templates are repaired if the meaning is clear."""
        parsed = parse_json(block.text, self._source, lenient=True, controls=True)
        if not parsed.readable:
            text, repairs = repaired(block.text)
            again = parse_json(text, self._source, lenient=True, controls=True) if repairs else parsed
            if again.readable:
                parsed = again
                for offset, mistake in repairs:
                    message = f"expected JSON, got {mistake}; it is read without that"
                    at = block.start + (offset if block.is_exact else 0)
                    self._findings.add("json-repaired", message, position=at)
                block = _Block(text, block.start, block.is_exact and len(text) == len(block.text))
        self._blocks.append(block)
        self._parsed.append(parsed)
        for fault in parsed.findings:
            span = None if fault.span is None else self._moved(fault.span, block)
            related = tuple(
                attrs.evolve(item, span=self._moved(item.span, block)) if item.span is not None else item
                for item in fault.related
            )
            self._faults.append(attrs.evolve(fault, path=(number, *fault.path), span=span, related=related))

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
        """Return the spans of paths."""
        spans: dict[Path, Span] = {}
        for number, (block, parsed) in enumerate(zip(self._blocks, self._parsed, strict=True)):
            inside = {path[1:] for path in wanted if path[:1] == (number,)}
            if not inside:
                continue
            if not block.is_exact:
                spans.update(dict.fromkeys(((number, *path) for path in inside), self._span(block.start, block.start)))
                continue
            # Spaces replace the comments, so that every offset stays: the scanner skips them.
            inner_spans = parsed.positions.find(inside)
            spans.update({(number, *path): self._moved(span, block) for path, span in inner_spans.items()})
        if () in wanted:
            spans[()] = self._span(self._blocks[0].start if self._blocks else 0, 0)
        return spans

    def _moved(self, span: Span, block: _Block) -> Span:
        """Return a span of a text as a span of the document."""
        if not block.is_exact:
            return self._span(block.start, block.start)
        if block.start == 0:
            return span
        first = self._span(block.start, block.start)
        shift = first.column - 1
        end_column = span.end_column
        if end_column is not None and span.end_line == 1:
            end_column += shift
        return attrs.evolve(
            span,
            line=span.line + first.line - 1,
            column=span.column + (shift if span.line == 1 else 0),
            end_line=None if span.end_line is None else span.end_line + first.line - 1,
            end_column=end_column,
        )
