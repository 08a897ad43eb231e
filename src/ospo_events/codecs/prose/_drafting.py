"""From the lines of a note to a programme: what the note says becomes a value, what it does not say stays open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap
from ...diagnostics import Findings, Path, Severity, Span
from ...model.agent import Participant
from ...model.clock import WallClock
from ...model.event import Day, Event, Expectation, Objective, RelatedEvent, Series
from ...model.ids import check_id, slugify
from ...model.place import PostalAddress
from ...model.session import Session, Slot, whole_days
from ...model.status import Status
from ...model.time import as_timezone, date_of_time
from ...model.vocabulary import kind_label, kind_of
from .._reading.places import read_place
from .._reading.programme import ProgrammeBuilder, construct
from .._reading.statuses import title_and_status
from .._reading.times import in_range, local_moment, make_slot
from ._clock import Times
from ._head import Head, Said, read_head
from ._lines import Line, lines_of
from ._people import people_in
from ._rows import DayOfRows, Row, read_rows
from ._values import Confidence, Draft, Evidence
from ._words import kind_in, label_of

__all__ = ["draft"]


def draft(
    text: str,
    *,
    source: str = "<note>",
    year: int | None = None,
    zone: str | ZoneInfo | None = None,
    language: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Draft:
    """Return the programme that a concept note or an agenda in prose describes.

    Nothing is invented: each value has its evidence in the text, and what is not there stays out. A time that is damaged
    is reported, and its session is not scheduled. The programme is tentative.

    Args:
        text: the note as plain text, Markdown or HTML.
        source: its name, for the findings.
        year: the year of dates that say none.
        zone: the IANA time zone of the event. Where neither the note nor this says it, times are read as UTC, and that
            is in the list of what is unresolved.
        language: the language of the texts, as a BCP 47 tag.
        title: the title of the event, for notes that have none.
        id: the id of the event; without it one is made from its title.

    Raises:
        ValueError: `zone` is no time zone of the IANA database, or `id` no id.
    """
    if id is not None:
        check_id("event", id)
    given = {"title": title, "id": id, "language": language}
    return _Drafter(text, source, year, None if zone is None else as_timezone(zone), given).draft()


_Key = tuple[str, ...]
_OUR_ZONE = re.compile(r"^all times are in \S+ \(UTC", re.IGNORECASE)
_AT_END = re.compile(r"^(.*\S)\s*[(\[（]([^()\[\]（）]{2,80})[)\]）]\s*$")
_TRACK = re.compile(r"^(?:[^\W\d_]+\s+)?(?:track|volet|eje|themenblock|трек)\b[^:–—]{0,12}[:–—]\s*(\S.*)$", re.IGNORECASE)
_ROOM_WORDS = re.compile(
    r"\b(?:room|hall|auditorium|theat(?:re|er)|plenary|chamber|foyer|lobby|lounge|ballroom|salle|amphi\w*|sala|salón|"
    r"saal|raum|hörsaal|aula|зал|floor|stage)\b|会议室|大厅|القاعة|قاعة",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(cancelled|postponed)\s+(?=\S)", re.IGNORECASE)
_MINUTES_BEHIND = re.compile(r"\s*\(\d{1,3}\s*(?:['’′]|min)[^()]*\)\s*$", re.IGNORECASE)


class _Drafter:
    def __init__(
        self, text: str, source: str, year: int | None, zone: ZoneInfo | None, given: Mapping[str, str | None]
    ) -> None:
        self._source = source
        self._given = given
        self._lines = lines_of(text)
        self._by_number = {line.number: line for line in self._lines}
        self._agenda = read_rows(self._lines)
        self._head = read_head(self._agenda.head, all_lines=self._lines)
        self._is_ours = any(_OUR_ZONE.match(line.text) for line in self._agenda.head)
        self._evidence: dict[_Key, Evidence] = {}
        self._findings = Findings(locate=self._span_of)
        self._builder = ProgrammeBuilder(self._findings)
        self._asked_for_year = False
        self._year = self._known_year(year)
        self._zone = zone or (self._head.zone[0] if self._head.zone else None)
        self._clock = WallClock(self._zone or ZoneInfo("UTC"))
        self._dates = self._head_dates()
        self._days: dict[dt.date, tuple[str | None, Line]] = {}
        self._keys: dict[str, list[str]] = {}

    def draft(self) -> Draft:
        """Return the draft."""
        head = self._head
        if self._zone is None:
            self._missing_zone()
        elif head.zone is not None and head.zone[0] is self._zone:
            self._say(("event", "timezone"), head.zone[1], self._zone.key, "name of a time zone")
        values = self._of_the_head()
        for row in self._agenda.rows:
            self._row(row, None)
        for line in self._agenda.unread:
            self._unresolved("time-not-read", f"a line has a time and is in no session: {line.text[:60]!r}", line)
        self._what_is_missing()
        event = self._event(values)
        return Draft(event=event, evidence=self._by_path(event), unresolved=self._findings.report().diagnostics)

    # evidence and findings

    def _span_of(self, position: int) -> Span | None:
        line = self._by_number.get(position)
        if line is None:
            return None
        return Span(source=self._source, line=line.number, column=line.column, text=line.source)

    def _say(
        self, key: _Key, line: Line, text: str, rule: str, *, certain: bool = True, last: Line | None = None
    ) -> None:
        end = last.number if last is not None else None
        span = Span(source=self._source, line=line.number, column=line.column, end_line=end, text=line.source)
        confidence = Confidence.CERTAIN if certain else Confidence.LIKELY
        self._evidence[key] = Evidence(span=span, text=text, rule=rule, confidence=confidence)

    def _say_said(self, key: _Key, said: Said, rule: str) -> None:
        self._say(key, said.line, said.text, rule, certain=said.is_certain, last=said.last)

    def _unresolved(
        self, code: str, message: str, line: Line | None, severity: Severity = Severity.WARNING, help: str | None = None
    ) -> None:
        self._findings.add(
            code, message, severity=severity, help=help, position=None if line is None else line.number
        )

    def _by_path(self, event: Event | None) -> FrozenMap[Path, Evidence]:
        if event is None:
            return FrozenMap()
        places: dict[tuple[str, str], int] = {
            (collection, getattr(item, "id", None) or item.date.isoformat()): number
            for collection in ("days", "venues", "rooms", "tracks", "people", "organizations", "sessions")
            for number, item in enumerate(getattr(event, collection))
        }
        paths: dict[Path, Evidence] = {}
        for key, evidence in self._evidence.items():
            path: Path | None = None
            if key[0] == "event":
                path = tuple(int(part) if part.isdigit() else part for part in key[1:])
            elif (place := places.get((key[0], key[1]))) is not None:
                path = (key[0], place, *(int(part) if part.isdigit() else part for part in key[2:]))
            if path is not None:
                paths[path] = evidence
        return FrozenMap(paths)

    # the head

    def _known_year(self, year: int | None) -> int | None:
        head = self._head.dates
        return head[0].year if head is not None and head[0].year is not None else year

    def _head_dates(self) -> tuple[dt.date, ...]:
        head = self._head.dates
        return tuple(date for date in head[0].in_year(self._year) if self._takes(date, head[1])) if head else ()

    def _takes(self, date: dt.date, line: Line) -> bool:
        return in_range(date, self._findings, ()) if date.year else line is None

    def _missing_zone(self) -> None:
        words = self._head.zone_words
        said = f", and {words.text!r} is no name of the IANA database" if words else ""
        self._unresolved(
            "missing-timezone",
            f"the note does not say which time zone it is in{said}: its times are read as UTC",
            words.line if words else None,
            help="name the zone: --zone Europe/Berlin",
        )

    def _of_the_head(self) -> dict[str, Any]:
        head = self._head
        values: dict[str, Any] = {"status": Status.TENTATIVE, "timezone": self._clock.timezone}
        values["title"] = self._given["title"] or (head.title.text if head.title else None)
        if self._given["title"] is None and head.title is not None:
            self._say_said(("event", "title"), head.title, "title of the note")
        if head.theme is not None:
            values["theme"] = head.theme.text
            self._say_said(("event", "theme"), head.theme, "line between title and dates")
        if head.description is not None:
            values["description"] = head.description.text
            self._say_said(("event", "description"), head.description, "sentence that says what the event aims at")
        values["language"] = self._given["language"]
        self._venue(head)
        values["participants"] = self._organizers(head)
        values["objectives"] = self._objectives(head)
        values["related"] = self._predecessors(head)
        values["series"] = self._series(head) if values["related"] else None
        values["expects"] = self._expects(head)
        return {name: value for name, value in values.items() if value is not None}

    def _venue(self, head: Head) -> None:
        if head.venue is None:
            return
        place = read_place(head.venue.text, cities=True)
        parts = [part.strip() for part in head.venue.text.split(",") if part.strip()]
        name = parts[0] if parts else head.venue.text
        if place.is_placeholder:
            return
        address: dict[str, str] = dict(zip(("locality", "region"), parts[1:], strict=False)) if len(parts) < 4 else {}
        values: dict[str, Any] = {"address": place.address or address} if place.address or address else {}
        if values and place.address is None:
            values["address"] = PostalAddress(**address)
        id = self._builder.venue(name, (), **values)
        if id is not None:
            self._say_said(("venues", id, "name"), head.venue, "place beside the dates")
            for part in address:
                self._say_said(("venues", id, "address", part), head.venue, "place beside the dates")

    def _organizers(self, head: Head) -> tuple[Participant, ...]:
        ids: list[str] = []
        for said in head.organizers:
            id = self._builder.organization(said.text, ())
            if id is not None and id not in ids:
                ids.append(id)
                self._say_said(("organizations", id, "name"), said, "organiser in the head of the note")
        return tuple(Participant(agent=id, role="organizer") for id in ids)

    def _objectives(self, head: Head) -> tuple[Objective, ...]:
        made: list[Objective] = []
        for verb, said in head.objectives:
            objective = construct(Objective, self._findings, (), verb=verb, text=said.text)
            if objective is not None:
                self._say_said(("event", "objectives", str(len(made)), "text"), said, "item below the objectives")
                self._say_said(("event", "objectives", str(len(made)), "verb"), said, "first word of an objective")
                made.append(objective)
        return tuple(made)

    def _predecessors(self, head: Head) -> tuple[RelatedEvent, ...]:
        made: list[RelatedEvent] = []
        for said, year in head.predecessors:
            if all(said.text != event.title for event in made):
                self._say_said(("event", "related", str(len(made)), "title"), said, "title of an earlier edition")
                self._say_said(("event", "related", str(len(made)), "edition"), said, "year of an earlier edition")
                made.append(RelatedEvent(title=said.text, relation="predecessor", edition=year))
        return tuple(made)

    def _series(self, head: Head) -> Series | None:
        """Return the series that the event is in: its title without the year, where the note names an edition before."""
        name = re.match(r"(.*\S)\s+(?:19|20)\d\d\b", head.title.text) if head.title else None
        if name is None or head.title is None:
            return None
        series = construct(Series, self._findings, (), id=slugify(name[1]), title=name[1])
        if series is not None:
            said = attrs.evolve(head.title, is_certain=False)
            self._say_said(("event", "series", "title"), said, "title without its year")
        return series

    def _expects(self, head: Head) -> Expectation | None:
        sessions: dict[str, int] = {}
        totals: dict[str, int] = {}
        for claim in head.claims:
            words = claim.noun.casefold().split()
            total = next((word for word in ("tracks", "days", "rooms") if words[-1] in (word, word[:-1])), None)
            if claim.kind is not None:
                sessions[claim.kind] = claim.number
                self._say(("event", "expects", "sessions", claim.kind), claim.line, claim.line.text, "number in brackets")
            if total is not None:
                totals[total] = claim.number
                self._say(("event", "expects", total), claim.line, claim.line.text, "number in brackets")
        return Expectation(sessions=FrozenMap(sessions), **totals) if sessions or totals else None

    # rows

    def _row(self, row: Row, whole: Session | None) -> None:
        """Add the session of a row, and those of its parts."""
        title, values, rooms = self._meaning(row, whole)
        if not title:
            if row.times is not None:
                self._unresolved("time-not-read", f"a time has no title: {row.times.text!r}", row.line)
            return
        times = row.times
        slot = self._slot(row, times, rooms) if times is not None else None
        if whole is not None:
            values["parent"] = whole.id
        if slot is not None:
            values["slot"] = slot
        id = self._builder.session(title, (), **values)
        if id is None:
            return
        said = ("sessions", id)
        self._say((*said, "title"), row.title_line, row.title_line.text, "title in a row of the agenda")
        if slot is not None and times is not None:
            self._say((*said, "slot", "start"), row.line, times.text, "time in a row of the agenda")
            if slot.end is not None:
                self._say((*said, "slot", "end"), row.line, times.text, "time in a row of the agenda")
        if "kind" in values:
            self._say((*said, "kind"), row.title_line, row.title_line.text, "kind in the words of the title")
        if "abstract" in values and row.notes:
            about = "\n".join(note.text for note in row.notes)
            self._say((*said, "abstract"), row.notes[0], about, "text below a row", last=row.notes[-1])
        session = self._builder.sessions[id]
        for part in row.parts:
            self._row(part, session)

    def _meaning(self, row: Row, whole: Session | None) -> tuple[str, dict[str, Any], tuple[str, ...]]:
        """Return the title of a row, the values of its session but for the slot, and the ids of its rooms."""
        title, facts = self._title_and_facts(row)
        values: dict[str, Any] = {}
        rooms: list[str] = []
        title, status = title_and_status(title)
        if status is None and self._is_ours and (mark := _MARK.match(title)):
            status, title = Status(mark[1].casefold()), title[mark.end() :]
        if status is not None:
            values["status"] = status
        if row.room is not None:
            rooms += self._rooms(row.room[0], row.room[1])
        brackets = _AT_END.match(title)
        if not rooms and brackets is not None and _ROOM_WORDS.search(brackets[2]):
            title = brackets[1]
            rooms += self._rooms(brackets[2], row.title_line)
        kind = kind_in(title)
        track = _TRACK.match(title)
        tracks: list[str] = []
        if track is not None:
            tracks += self._track(track[1], row.title_line)
        for text, line in facts:
            kind, rooms, tracks = self._fact(text, line, kind, rooms, tracks)
        if kind is not None:
            values["kind"] = kind
        elif whole is None:
            values["kind"] = "other"
        if tracks:
            values["tracks"] = tuple(tracks)
        if people := self._participants(row):
            values["participants"] = people
        if row.notes:
            values["abstract"] = "\n".join(note.text for note in row.notes)
        return title.strip(), values, tuple(rooms)

    def _title_and_facts(self, row: Row) -> tuple[str, list[tuple[str, Line]]]:
        title = _MINUTES_BEHIND.sub("", row.title)
        facts: list[tuple[str, Line]] = []
        if self._is_ours:
            title, *others = title.split(" · ")
            facts += [(other, row.title_line) for other in others]
            facts += [(piece, line) for line in row.facts for piece in line.text.split(" · ")]
            row.facts = []
            return title, facts
        for line in list(row.facts):
            label, _, value = line.text.partition(":")
            if value.strip() and label_of(label.strip()) == "room":
                facts.append((value.strip(), line))
                row.facts.remove(line)
            elif len(line.text) < 60 and _ROOM_WORDS.search(line.text) and not re.search(r"[.,;]\s", line.text):
                facts.append((line.text.strip("() "), line))
                row.facts.remove(line)
        row.notes = sorted([*row.facts, *row.notes], key=lambda line: line.number)
        return title, facts

    def _fact(
        self, text: str, line: Line, kind: str | None, rooms: list[str], tracks: list[str]
    ) -> tuple[str | None, list[str], list[str]]:
        named = kind_of(text)
        if named is not None and kind_label(named) == text:
            return named, rooms, tracks
        titles = {self._builder.tracks[id].title for id in tracks}
        if text in titles:
            return kind, rooms, tracks
        if not rooms:
            return kind, self._rooms(text, line), tracks
        return kind, rooms, [*tracks, *self._track(text, line)]

    def _rooms(self, text: str, line: Line) -> list[str]:
        ids: list[str] = []
        for name in re.split(r"\s*[,;]\s+", text):
            id = self._builder.room(name.strip(), ()) if name.strip() else None
            if id is not None and id not in ids:
                ids.append(id)
                self._evidence.setdefault(("rooms", id, "name"), self._of_line(line, text, "room beside a session"))
        return ids

    def _track(self, title: str, line: Line) -> list[str]:
        id = self._builder.track(title.strip(), ())
        if id is None:
            return []
        self._evidence.setdefault(("tracks", id, "title"), self._of_line(line, title, "title of a track"))
        return [id]

    def _of_line(self, line: Line, text: str, rule: str) -> Evidence:
        span = Span(source=self._source, line=line.number, column=line.column, text=line.source)
        return Evidence(span=span, text=text, rule=rule)

    def _participants(self, row: Row) -> tuple[Participant, ...]:
        made: list[Participant] = []
        for people in row.people:
            for named in people_in(people.text, is_plural=people.is_plural):
                agent = self._builder.person(named.name, named.name, ())
                if agent is None:
                    continue
                self._evidence.setdefault(
                    ("people", agent, "name"), self._of_line(people.line, people.text, "name behind a label")
                )
                affiliations: tuple[str, ...] = ()
                if named.affiliation and (office := self._builder.organization(named.affiliation, ())) is not None:
                    affiliations = (office,)
                    evidence = self._of_line(people.line, people.text, "affiliation behind a name")
                    self._evidence.setdefault(("organizations", office, "name"), evidence)
                participant = construct(
                    Participant, self._findings, (), agent=agent, role=people.role, affiliations=affiliations
                )
                if participant is not None and participant not in made:
                    made.append(participant)
        return tuple(made)

    # times

    def _slot(self, row: Row, times: Times, rooms: tuple[str, ...]) -> Slot | None:
        if times.problem is not None:
            self._unresolved(
                "bad-time",
                f"expected a time such as '10:00-11:30', got {times.text!r}: {times.problem}",
                row.line,
                Severity.ERROR,
                "correct the note; the session is not scheduled until then",
            )
            return None
        date = self._date_of(row)
        if date is None or (times.start is None and not times.is_all_day):
            return None
        line = row.line.number
        if times.is_all_day:
            return self._whole_day(date, rooms)
        assert times.start is not None
        day_change = self._clock.day_change
        start_date = date_of_time(date, times.start, day_change)
        start = local_moment(dt.datetime.combine(start_date, times.start), self._clock.timezone, self._at(line), ())
        if start is None:
            return None
        end: dt.datetime | None = None
        if times.end is not None:
            end_date = start_date + dt.timedelta(days=times.days_later)
            if not times.days_later and times.end < times.start:
                if times.end >= day_change:
                    self._unresolved(
                        "end-before-start",
                        f"expected the end not to precede the start, got {times.text!r}",
                        row.line,
                        Severity.ERROR,
                        "correct the note; the session is not scheduled until then",
                    )
                    return None
                end_date = start_date + dt.timedelta(days=1)
            end = local_moment(dt.datetime.combine(end_date, times.end), self._clock.timezone, self._at(line), ())
            if end is None:
                return None
        elif not times.is_open:
            self._unresolved(
                "missing-end",
                f"the note does not say when this ends: {row.title[:60]!r}",
                row.line,
                Severity.INFO,
                "write the end behind the start: 10:00-11:30",
            )
        return make_slot(start, end, rooms, self._findings, ())

    def _at(self, line: int) -> Findings:
        """Return the findings, which report at a line of the note."""
        return _Located(self._findings, line)

    def _whole_day(self, date: dt.date, rooms: tuple[str, ...]) -> Slot | None:
        try:
            return whole_days(date, date, self._clock.timezone, rooms=rooms)
        except ValueError:
            return None

    def _date_of(self, row: Row) -> dt.date | None:
        """Return the date of a row; None and a finding where the note does not say it."""
        day = row.day
        if day is None:
            if len(self._dates) == 1 and self._head.dates is not None:
                return self._noted(self._dates[0], None, self._head.dates[1])
            if not self._asked_for_year or self._dates:
                self._no_date(row.line, "no line above this row says which day it is on")
            return None
        return self._date_of_day(day)

    def _date_of_day(self, day: DayOfRows) -> dt.date | None:
        heading = day.heading
        if heading.dates is not None:
            dates = heading.dates.in_year(self._year)
            if dates:
                return self._noted(dates[0], heading.title, day.line)
            if heading.dates.year is None and self._year is None:
                self._no_date(day.line, "the note does not say the year", "--year")
            else:
                self._no_date(day.line, "no calendar has this date")
            return None
        number = (heading.number or 0) - 1
        if 0 <= number < len(self._dates):
            return self._noted(self._dates[number], heading.title, day.line)
        if self._head.dates is not None and self._year is None:
            self._no_date(day.line, "the note does not say the year", "--year")
        else:
            self._no_date(day.line, f"the note does not say the date of {heading.title or 'this day'!r}")
        return None

    def _no_date(self, line: Line, why: str, option: str | None = None) -> None:
        help = f"give {option}, or write the date into the note" if option else "write the date into the note"
        self._unresolved("missing-date", f"{why}: what follows is not scheduled", line, Severity.ERROR, help)

    def _noted(self, date: dt.date, title: str | None, line: Line) -> dt.date | None:
        if not in_range(date, self._at(line.number), ()):
            return None
        self._days.setdefault(date, (title, line))
        return date

    # the whole

    def _what_is_missing(self) -> None:
        if not self._agenda.rows:
            self._unresolved("nothing-scheduled", "no line of the note is a row of an agenda", None)
        elif not len(self._builder.rooms):
            self._unresolved("no-rooms", "the note names no rooms", None, Severity.INFO)
        if self._agenda.rows and not len(self._builder.people):
            self._unresolved("no-people", "the note names no people on stage", None, Severity.INFO)

    def _event(self, values: dict[str, Any]) -> Event | None:
        title = values.get("title")
        if title is None:
            self._unresolved(
                "missing-title", "the note has no title", None, Severity.ERROR, "give one: --title 'Our conference'"
            )
            return None
        for date in self._dates:
            self._days.setdefault(date, (None, self._head.dates[1] if self._head.dates else self._lines[0]))
        days: list[Day] = []
        for date, (name, line) in sorted(self._days.items()):
            days.append(Day(date=date, title=name))
            self._say(("days", date.isoformat(), "date"), line, line.text, "date of a day")
            if name is not None:
                self._say(("days", date.isoformat(), "title"), line, line.text, "heading of a day")
        return self._builder.event(id=self._given["id"] or slugify(title), days=tuple(days), **values)


class _Located(Findings):
    """Findings that all stand at one line."""

    def __init__(self, findings: Findings, line: int) -> None:
        super().__init__()
        self._inner, self._line = findings, line

    def add(self, code: str, message: str, path: Path = (), **more: Any) -> None:
        """Add a finding at the line."""
        self._inner.add(code, message, path, **{**more, "position": self._line})

