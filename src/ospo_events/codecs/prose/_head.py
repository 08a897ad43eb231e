"""Reads the head of a concept note: title, theme, dates, venue, organisers, goals, and the numbers it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import attrs

from ...model.vocabulary import folded
from .._reading.timezones import named_zone
from ._clock import has_time
from ._dates import Dates, find_dates
from ._lines import Line
from ._words import column_named, kind_in, label_of

__all__ = ["Claim", "Head", "Said", "read_head"]


@attrs.frozen
class Said:
    """A text of the head and its position."""

    text: str
    line: Line
    last: Line | None = None
    """Its last line, if it has several."""
    is_certain: bool = True
    """Whether a label or the form of the note shows its meaning; otherwise only its position does."""


@attrs.frozen
class Claim:
    """A number that the note claims: `five (5) thematic tracks`."""

    number: int
    kind: str | None
    """The kind of session that the number counts, if it counts sessions."""
    noun: str
    line: Line


@attrs.define(eq=False)
class Head:
    """The title, dates, place, zone and other facts in the first lines of a note."""

    title: Said | None = None
    theme: Said | None = None
    dates: tuple[Dates, Line] | None = None
    venue: Said | None = None
    organizers: list[Said] = attrs.field(factory=list[Said])
    zone: tuple[ZoneInfo, Line] | None = None
    zone_words: Said | None = None
    """The words for the time zone, if they are not the name of an IANA zone."""
    objectives: list[tuple[str, Said]] = attrs.field(factory=list[tuple[str, Said]])
    """The verb and the sentence of each goal."""
    description: Said | None = None
    predecessors: list[tuple[Said, str]] = attrs.field(factory=list[tuple[Said, str]])
    """The titles of earlier editions, and their years."""
    claims: list[Claim] = attrs.field(factory=list[Claim])


_LABEL = re.compile(r"([^\W\d][^:：\t.!?]{1,40}?)\s*[:：]\s*(\S.*)$")
_CLAIM = re.compile(r"(?<![\w(])[^\W\d_]+\s*\((\d{1,3})\)\s+([^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*)?)")
_QUOTED = re.compile(r"[‘“«\"]([^‘’“”«»\"]*\b((?:19|20)\d\d)\b[^‘’“”«»\"]*)[’”»\"]")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_ZONE = re.compile(r"\b([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+){1,2})\b")
_ZONE_WORDS = re.compile(
    r"\b(?:all\s+)?times?\b[^.]{0,30}?\b(?:are|is|in|listed|shown)\b[^.]{0,20}?\b([A-Z]{2,5}(?:[+-]\d{1,2})?)\b"
)
_IN_UTC = re.compile(r"all times are in UTC\b(?![+-])", re.IGNORECASE)
_OBJECTIVES = re.compile(r"objectif|objective|goals?\b|objetivo|ziele?\b|цели|目标|目的|أهداف|الأهداف", re.IGNORECASE)
_AIM = re.compile(r"\b(?:aims?\s+(?:to|at)|is\s+intended\s+to|will\s+bring\s+together|seeks\s+to|vise\s+à)\b", re.I)
_SENTENCE = re.compile(r"[^.!?]+[.!?]+(?=\s|$)|[^.!?]+$")
_AT_ENDS = " –—-·,|:("
_NO_TITLE = re.compile(
    r"(?:concept note|note conceptuelle|nota conceptual|agenda|draft|programme|program|provisional agenda|"
    r"invitation|save the date|information note)$",
    re.IGNORECASE,
)


def read_head(lines: Sequence[Line], *, all_lines: Sequence[Line]) -> Head:
    """Return the facts in the head of a note.

    Args:
        lines: the lines before the agenda.
        all_lines: all lines, for what may stand behind the agenda too.
    """
    reader = _HeadReader(lines)
    for line in lines:
        reader.labelled(line)
    reader.dates_and_title()
    reader.objectives()
    reader.sentences()
    for line in all_lines:
        reader.zone(line)
    return reader.head


class _HeadReader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.head = Head()
        self.lines = lines
        self._labelled: set[int] = set()

    # labels

    def labelled(self, line: Line) -> None:
        """Read a line such as `Venue: UN Headquarters`, or a row of a table of two columns."""
        match = None if len(line.cells) == 2 else _LABEL.match(line.text)
        if match is None and len(line.cells) != 2:
            return
        name, value = (match[1], match[2]) if match is not None else line.cells[:2]
        label, value = label_of(name.strip(" *:")), value.strip()
        if label is None or not value or has_time(value):
            return
        head, said = self.head, Said(value, line)
        if label == "title" and head.title is None:
            head.title = said
        elif label == "theme" and head.theme is None:
            head.theme = said
        elif label == "venue" and head.venue is None:
            head.venue = said
        elif label == "dates" and head.dates is None and (dates := find_dates(value)):
            head.dates = (dates, line)
        elif label == "organizers" and not head.organizers:
            head.organizers = [Said(name, line) for name in _names(value)]
        else:
            return
        self._labelled.add(line.place)

    def zone(self, line: Line) -> None:
        head = self.head
        if head.zone is None and _IN_UTC.match(line.text):
            head.zone = (ZoneInfo("UTC"), line)
        elif head.zone is None and (match := _ZONE.search(line.text)) and (zone := named_zone(match[1])):
            head.zone = (zone, line)
        elif head.zone is None and head.zone_words is None and (words := _ZONE_WORDS.search(line.text)):
            head.zone_words = Said(words[1], line)

    # title, theme, dates, venue, organisers

    def dates_and_title(self) -> None:
        """Find the line with the dates: the title is above it, the theme between them, the organisers at the top."""
        head = self.head
        blocks = list(self._blocks())
        number = next((n for n, block in enumerate(blocks) if self._is_date_line(block)), None)
        if number is None:
            self._title_alone(blocks)
            return
        first = blocks[number][0]
        dates = find_dates(first.text)
        assert dates is not None
        if head.dates is None:
            head.dates = (dates, first)
        above = [block for block in blocks[:number] if not _NO_TITLE.match(_text(block))]
        before, behind = first.text[: dates.begin].strip(_AT_ENDS), first.text[dates.stop :].strip(_AT_ENDS)
        if not above and head.title is None and len(before) > 3 and not _only_weekdays(before):
            head.title, before = Said(before, first), ""
        place = next((piece for piece in (behind, before) if len(piece) > 3 and not _only_weekdays(piece)), None)
        if place is not None and head.venue is None:
            head.venue = Said(place, first, is_certain=False)
        titles = self._title_above(above, dates)
        if titles is not None:
            self._organizers(above[:titles])

    def _title_above(self, above: list[list[Line]], dates: Dates) -> int | None:
        """Return which block is the title: a heading, or the one of the last three that contains the year."""
        if not above:
            return None
        near = range(len(above) - 1, max(len(above) - 4, -1), -1)
        headings = [n for n in range(len(above)) if above[n][0].level == 1]
        years = [n for n in near if dates.year is not None and str(dates.year) in _text(above[n])]
        likely = near[-1] if len(above) <= 2 else near[0]
        number = next(iter([*headings, *years]), likely)
        if self.head.title is None:
            self.head.title = _said(above[number], is_certain=bool(headings or years))
        if number + 1 < len(above) and self.head.theme is None and len(above) - number == 2:
            self.head.theme = _said(above[number + 1], is_certain=False)
        return number

    def _organizers(self, blocks: list[list[Line]]) -> None:
        texts = [_text(block) for block in blocks]
        if self.head.organizers or not texts or any(len(text.split()) > 14 or text.endswith(".") for text in texts):
            return
        self.head.organizers = [_said(block, is_certain=False) for block in blocks]

    def _title_alone(self, blocks: list[list[Line]]) -> None:
        if self.head.title is not None:
            return
        heading = next((block for block in blocks if block[0].level == 1), None)
        first = heading or next((b for b in blocks if len(_text(b)) <= 160 and not _NO_TITLE.match(_text(b))), None)
        if first is not None:
            self.head.title = _said(first, is_certain=heading is not None)

    def _blocks(self) -> Iterator[list[Line]]:
        """Yield the blocks of lines between empty ones, without lines that have a label."""
        block: list[Line] = []
        for line in self.lines:
            alone = bool(line.level or line.depth or line.cells or _has_date(line.text))
            if block and (
                block[0].level
                or _has_date(block[0].text)
                or line.after_blank
                or alone
                or block[-1].number + 1 < line.number
            ):
                yield block
                block = []
            if line.place not in self._labelled and not (line.cells and any(map(column_named, line.cells))):
                block.append(line)
        if block:
            yield block

    def _is_date_line(self, block: list[Line]) -> bool:
        return _has_date(block[0].text)

    # objectives, sentences, claims

    def objectives(self) -> None:
        """Find the numbered goals: items below a heading for them, each beginning with a verb."""
        is_below = False
        for line in self.lines:
            if line.depth and is_below:
                verb = line.bold or line.text.split(maxsplit=1)[0]
                certain = line.bold is not None
                if len(verb.split()) <= 2 and len(line.text.split()) > 2:
                    self.head.objectives.append((verb.strip(" :,"), Said(line.text, line, is_certain=certain)))
            elif len(line.text) < 80 and not line.depth:
                is_below = _OBJECTIVES.search(line.text) is not None

    def sentences(self) -> None:
        """Find the aims of the event, its earlier editions, and the numbers it claims."""
        year = self.head.dates[0].year if self.head.dates else None
        for line in self.lines:
            for claim in _CLAIM.finditer(line.text):
                self._claim(int(claim[1]), claim[2], line)
            if line.depth or not _is_prose(line.text):
                continue
            for quoted in _QUOTED.finditer(line.text):
                self._predecessor(quoted[1], quoted[2], year, line)
            if self.head.description is None:
                sentence = next((s[0].strip() for s in _SENTENCE.finditer(line.text) if _AIM.search(s[0])), None)
                if sentence:
                    self.head.description = Said(sentence, line, is_certain=False)

    def _claim(self, number: int, noun: str, line: Line) -> None:
        words = noun.split()
        kind = kind_in(noun) or kind_in(words[0])
        noun = noun if kind_in(noun) else words[0]
        self.head.claims.append(Claim(number, kind, noun, line))

    def _predecessor(self, title: str, said: str, year: int | None, line: Line) -> None:
        ours = self.head.title.text if self.head.title else ""
        words = {folded(word) for word in re.findall(r"[^\W\d_]{3,}", ours)}
        theirs = {folded(word) for word in re.findall(r"[^\W\d_]{3,}", title)}
        known = year or next((int(found) for found in _YEAR.findall(ours)), None)
        if known is not None and int(said) < known and len(words & theirs) >= 2:
            self.head.predecessors.append((Said(title, line), said))


def _has_date(text: str) -> bool:
    """Return whether a line states the date of the event."""
    dates = find_dates(text) if len(text) <= 160 else None
    return dates is not None and dates.begin <= 60 and not _is_prose(text)


def _text(block: Sequence[Line]) -> str:
    return " ".join(line.text for line in block)


def _said(block: Sequence[Line], *, is_certain: bool) -> Said:
    return Said(_text(block), block[0], block[-1] if len(block) > 1 else None, is_certain)


def _names(text: str) -> list[str]:
    separator = r"\s*[;；]\s*" if re.search("[;；]", text) else r",\s+|，|、"
    return [name.strip(" .") for name in re.split(separator, text) if name.strip(" .")]


def _is_prose(text: str) -> bool:
    return len(text) > 160 or (len(text.split()) > 12 and text.rstrip().endswith((".", "!", "?", "”", "’")))


def _only_weekdays(text: str) -> bool:
    return re.fullmatch(r"[^\W\d_]+day\W*|\d{4}", text.strip(), re.IGNORECASE) is not None
