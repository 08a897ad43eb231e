"""Splits text, Markdown and HTML into numbered lines: headings, list items and table rows are recognised."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser

import attrs

__all__ = ["Line", "lines_of"]


@attrs.frozen(kw_only=True)
class Line:
    """One line of a document, without its markup."""

    number: int
    """Its number in the document, from 1."""
    place: int = 0
    """Its index among the lines with content, from 0: a line of HTML may contain many."""
    column: int = 1
    """The column in which its text begins, from 1."""
    text: str
    """Its text; the cells of a row are separated by tabs."""
    source: str
    """The original line of the document."""
    cells: tuple[str, ...] = ()
    """The cells, if it is a row of a table."""
    level: int = 0
    """The level of the heading, from 1; 0: it is not a heading."""
    depth: int = 0
    """The depth of the list that it is an item of, from 1; 0: it is not an item."""
    bold: str | None = None
    """The words in bold at its beginning."""
    after_blank: bool = False
    """Whether an empty line precedes it."""
    indent: int = 0
    """By how many columns its text is indented."""
    is_room: bool = False
    """Whether it names rooms, as pages of this library mark them."""
    beside: tuple[Line | None, ...] = ()
    """The text beside it on the same line, separated by `│`; None: there is none."""


_HTML = re.compile(r"<(?:!doctype|html|body|table|div|p|h[1-6]|ul|ol|article|section)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BULLET = re.compile(r"(\s*)(?:[-*+•●▪◦‣·]|–(?=\s))\s+(?:\d{1,2}[.)]\s+)?|(\s*)\d{1,2}[.)]\s+(?!Tag\b|\d)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_RULER = re.compile(r"\s*[-=_*~─═]{3,}\s*$|[\s|:+-]*-{3,}[\s|:+-]*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|═{3,}|─{3,})\s*$")
_BOLD = re.compile(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)")
_MARKS = re.compile(r"(?<!\\)(?:\*\*|__)|(?<![\\\w])[*_](?=\S)|(?<=[^\s\\])[*_](?!\w)")
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(<?([^()\s>]*)>?\)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~$&#+\-.()!{}=])")
_CELL = re.compile(r"(?<!\\)\|")


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a document that have content, without their markup.

    Args:
        text: plain text, Markdown or HTML: which of them is found out.
    """
    if _HTML.search(text[:20_000]) and text.count("</") >= 2:
        reader = _HtmlLines(text)
        reader.feed(text)
        reader.close()
        lines: Iterable[Line] = reader.finished()
    else:
        lines = _plain_lines(text)
    return tuple([_at(line, place) for place, line in enumerate(lines)])


def _at(line: Line, place: int) -> Line:
    beside = tuple([one and attrs.evolve(one, place=place) for one in line.beside])
    return attrs.evolve(line, place=place, beside=beside)


def _plain_lines(text: str) -> Iterable[Line]:
    lines = text.splitlines()
    after_blank = True
    for number, source in enumerate(lines, 1):
        stripped = source.strip()
        if not stripped or _RULER.match(source):
            after_blank = after_blank or not stripped
            continue
        expanded = source.expandtabs(8) if source[:1] == "\t" else source
        is_underlined = number < len(lines) and _UNDERLINE.match(lines[number]) is not None and after_blank
        first, *others = re.split(r" │ ?", expanded)
        line = _plain_line(number, source, first, after_blank, is_underlined)
        if others:
            beside = [_plain_line(number, source, one, False, False) if one.strip() else None for one in others]
            line = attrs.evolve(line, beside=tuple(beside))
        if line.text:
            yield line
        after_blank = False


def _plain_line(number: int, source: str, expanded: str, after_blank: bool, is_underlined: bool) -> Line:
    indent = len(expanded) - len(expanded.lstrip())
    body, level, depth = expanded.strip(), int(is_underlined), 0
    if heading := _HEADING.match(body):
        level, body = len(heading[1]), heading[2]
    elif not body.startswith("|") and (bullet := _BULLET.match(expanded)):
        depth = 1 + len(bullet[1] or bullet[2] or "") // 2
        body = expanded[bullet.end() :].strip()
        indent = bullet.end()
    cells: tuple[str, ...] = ()
    if body.startswith("|") or (body.count("|") >= 2 and " | " in body):
        cells = tuple(_without_marks(cell) for cell in _CELL.split(body.strip("|")))
    elif "\t" in body:
        cells = tuple(_without_marks(cell) for cell in body.split("\t"))
    bold = _BOLD.match(body)
    plain = "\t".join(cells) if cells else _without_marks(body)
    column = source.find(body[:12]) + 1 if body else 1
    return Line(
        number=number,
        column=max(column, 1),
        text=plain,
        source=source,
        cells=cells,
        level=level,
        depth=depth,
        bold=_without_marks(bold[1]) if bold else None,
        after_blank=after_blank,
        indent=indent,
    )


def _without_marks(text: str) -> str:
    """Return a piece of Markdown, or text with a few HTML elements, as plain text on one line."""
    if "<" in text:
        text = html.unescape(_TAG.sub("", text))
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _MARKS.sub("", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return " ".join(text.split()) if "  " not in text.strip() else text.strip()


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SECTIONS = ("section", "article", "header", "footer", "main", "figure", "figcaption", "address", "summary", "details")
_LISTS = ("ul", "ol", "li", "dl", "dt", "dd")
_TABLES = ("table", "caption", "thead", "tbody", "tr")
_BLOCKS = frozenset([*_HEADINGS, *_SECTIONS, *_LISTS, *_TABLES, "p", "div", "blockquote", "pre", "hr", "br", "aside"])
_SILENT = frozenset(["script", "style", "template", "nav", "form", "head", "noscript", "svg", "select", "button"])
_EMPTY = frozenset(["br", "hr", "img", "input", "meta", "link", "wbr", "col", "source", "area", "base", "embed"])


class _HtmlLines(HTMLParser):
    """Makes a line of every block of a page, and a line with cells of every row of a table.

    What is no part of the text is left out, and so is a second view of the same: of a page that shows a list and a
    grid of rooms and times, the list is read.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self._sources = source.splitlines()
        self._lines: list[Line] = []
        self._pieces: list[str] = []
        self._start: tuple[int, int] | None = None
        self._silent: list[str] = []
        self._cells: list[str] | None = None
        self._level = self._depth = 0
        self._bold: list[str] | None = None
        self._said_bold: str | None = None
        self._is_room = False
        self._is_ours = 'class="s"' in source
        """Whether this library made the page: it marks rooms, and names who is on stage twice."""

    def finished(self) -> list[Line]:
        self._flush()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            if tag not in _EMPTY:
                self._silent.append(tag)
            return
        names = dict(attrs)
        classes = (names.get("class") or "").split()
        is_double = self._is_ours and tag == "p" and "m" in classes
        if tag in _SILENT or "grid" in classes or "hidden" in names or is_double:
            if tag not in _EMPTY:
                self._flush()
                self._silent.append(tag)
            return
        if tag in _BLOCKS and self._cells is None:
            self._flush()
            self._is_room = self._is_ours and tag == "p" and "r" in classes
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._depth += 1
        elif tag == "tr":
            self._flush()
            self._cells = []
        elif tag in ("td", "th") and self._cells is not None:
            self._end_cell()
        elif tag in ("br", "p", "div", "li") and self._cells is not None:
            self._pieces.append(" ")
        elif tag in ("b", "strong") and not "".join(self._pieces).strip():
            self._bold = []
        elif tag in _HEADINGS:
            self._level = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
            return
        if tag in ("td", "th") and self._cells is not None:
            self._end_cell()
        elif tag == "tr" and self._cells is not None:
            self._end_row()
        elif tag in _BLOCKS and self._cells is None:
            self._flush()
        elif tag in ("b", "strong") and self._bold is not None:
            self._said_bold, self._bold = "".join(self._bold), None
        if tag in ("ul", "ol"):
            self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._start is None and data.strip():
            line, column = self.getpos()
            before = data[: len(data) - len(data.lstrip())]
            self._start = (line + before.count("\n"), 1 if "\n" in before else column + len(before) + 1)
        self._pieces.append(data)
        if self._bold is not None:
            self._bold.append(data)

    def _taken(self) -> str:
        text = " ".join("".join(self._pieces).split())
        self._pieces = []
        return text

    def _end_cell(self) -> None:
        text = self._taken()
        if self._cells is not None and (text or self._start is not None):
            self._cells.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = tuple(self._cells or ()), None
        if any(cells):
            self._add("\t".join(cells), cells)
        self._start = None

    def _flush(self) -> None:
        text = self._taken()
        if text:
            self._add(text, ())
        self._start, self._level, self._said_bold, self._bold = None, 0, None, None

    def _add(self, text: str, cells: tuple[str, ...]) -> None:
        number, column = self._start or self.getpos()
        source = self._sources[number - 1] if number <= len(self._sources) else ""
        self._lines.append(
            Line(
                number=number,
                column=column,
                text=text,
                source=source,
                cells=cells,
                level=self._level,
                depth=self._depth,
                bold=self._said_bold,
                after_blank=True,
                is_room=self._is_room,
            )
        )
