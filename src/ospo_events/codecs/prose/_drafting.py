"""Turns the lines of a note into a programme: stated values are used, everything else stays open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap
from ...diagnostics import Path, Severity
from ...model.agent import Participant
from ...model.event import Event, Expectation, Objective, RelatedEvent, Series
from ...model.ids import check_id, slugify
from ...model.place import PostalAddress
from ...model.status import Status
from ...model.time import as_timezone
from .._reading.places import read_place
from .._reading.programme import ProgrammeBuilder, construct
from ._clock import has_time
from ._head import Head, read_head
from ._lines import lines_of
from ._record import Record
from ._rows import read_rows
from ._sessions import Sessions
from ._slots import Slots
from ._values import Draft, Evidence

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

    Nothing is invented: each value has its evidence in the text, and what is not there stays out. A time that is
    damaged is reported, and its session is not scheduled. The programme is tentative.

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


_OUR_ZONE = re.compile(r"^all times are in (?:\S+ \(UTC|UTC\b)", re.IGNORECASE)


class _Drafter:
    def __init__(
        self, text: str, source: str, year: int | None, zone: ZoneInfo | None, given: Mapping[str, str | None]
    ) -> None:
        self._given = given
        self._lines = lines_of(text)
        self._agenda = read_rows(self._lines)
        self._head = read_head(self._agenda.head, all_lines=self._lines)
        self._record = Record(source, self._lines)
        self._builder = ProgrammeBuilder(self._record.findings)
        self._zone = zone or (self._head.zone[0] if self._head.zone else None)
        self._is_ours = any(_OUR_ZONE.match(line.text) for line in self._agenda.head)
        self._slots = Slots(self._record, self._head, self._zone, year, is_ours=self._is_ours)

    def draft(self) -> Draft:
        """Return the draft."""
        head = self._head
        if self._zone is None:
            self._missing_zone()
        elif head.zone is not None and head.zone[0] is self._zone:
            self._record.say(("event", "timezone"), head.zone[1], self._zone.key, "name of a time zone")
        values = self._of_the_head()
        sessions = Sessions(self._record, self._builder, self._slots, is_ours=self._is_ours)
        for row in self._agenda.rows:
            sessions.add(row)
        self._unread_times()
        self._what_is_missing()
        event = self._event(values)
        evidence = FrozenMap[Path, Evidence]() if event is None else self._record.by_path(event)
        return Draft(event=event, evidence=evidence, unresolved=self._record.findings.report().diagnostics)

    def _missing_zone(self) -> None:
        words = self._head.zone_words
        said = f", and {words.text!r} is no name of the IANA database" if words else ""
        self._record.unresolved(
            "missing-timezone",
            f"the note does not say which time zone it is in{said}: its times are read as UTC",
            words.line if words else None,
            help="name the zone: --zone Europe/Berlin",
        )

    def _of_the_head(self) -> dict[str, Any]:
        head = self._head
        values: dict[str, Any] = {"status": Status.TENTATIVE, "timezone": self._slots.clock.timezone}
        values["title"] = self._given["title"] or (head.title.text if head.title else None)
        if self._given["title"] is None and head.title is not None:
            self._record.say_said(("event", "title"), head.title, "title of the note")
        if head.theme is not None:
            values["theme"] = head.theme.text
            self._record.say_said(("event", "theme"), head.theme, "line between title and dates")
        if head.description is not None:
            values["description"] = head.description.text
            self._record.say_said(
                ("event", "description"), head.description, "sentence that says what the event aims at"
            )
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
        place = read_place(head.venue.text)
        if place.is_placeholder:
            return
        name, *rest = [part.strip() for part in head.venue.text.split(",") if part.strip()]
        address = place.address
        if address is None and 0 < len(rest) < 3:
            address = PostalAddress(**dict(zip(("locality", "region"), rest, strict=False)))
        id = self._builder.venue(name, (), address=address)
        if id is None:
            return
        self._record.say_said(("venues", id, "name"), head.venue, "place beside the dates")
        for field in attrs.fields(PostalAddress) if address is not None else ():
            if getattr(address, field.name) is not None:
                self._record.say_said(("venues", id, "address", field.name), head.venue, "place beside the dates")

    def _organizers(self, head: Head) -> tuple[Participant, ...]:
        ids: list[str] = []
        for said in head.organizers:
            id = self._builder.organization(said.text, ())
            if id is not None and id not in ids:
                ids.append(id)
                self._record.say_said(("organizations", id, "name"), said, "organiser in the head of the note")
        for number, id in enumerate(ids):
            evidence = self._record.evidence["organizations", id, "name"]
            for attribute in ("agent", "role"):
                self._record.evidence["event", "participants", str(number), attribute] = evidence
        return tuple(Participant(agent=id, role="organizer") for id in ids)

    def _objectives(self, head: Head) -> tuple[Objective, ...]:
        made: list[Objective] = []
        for verb, said in head.objectives:
            objective = construct(Objective, self._record.findings, (), verb=verb, text=said.text)
            if objective is not None:
                place = ("event", "objectives", str(len(made)))
                self._record.say_said((*place, "text"), said, "item below the objectives")
                self._record.say_said((*place, "verb"), said, "first word of an objective")
                made.append(objective)
        return tuple(made)

    def _predecessors(self, head: Head) -> tuple[RelatedEvent, ...]:
        made: list[RelatedEvent] = []
        for said, year in head.predecessors:
            if all(said.text != event.title for event in made):
                place = ("event", "related", str(len(made)))
                self._record.say_said((*place, "title"), said, "title of an earlier edition")
                for attribute in ("edition", "relation"):
                    self._record.say_said((*place, attribute), said, "year of an earlier edition")
                made.append(RelatedEvent(title=said.text, relation="predecessor", edition=year))
        return tuple(made)

    def _series(self, head: Head) -> Series | None:
        """Return the series of the event if the note names an earlier edition: the title without its year."""
        name = re.match(r"(.*\S)\s+(?:19|20)\d\d\b", head.title.text) if head.title else None
        if name is None or head.title is None:
            return None
        series = construct(Series, self._record.findings, (), id=slugify(name[1]), title=name[1])
        if series is not None:
            said = attrs.evolve(head.title, is_certain=False)
            self._record.say_said(("event", "series", "title"), said, "title without its year")
        return series

    def _expects(self, head: Head) -> Expectation | None:
        sessions: dict[str, int] = {}
        totals: dict[str, int] = {}
        for claim in head.claims:
            words = claim.noun.casefold().split()
            total = next((word for word in ("tracks", "days", "rooms") if words[-1] in (word, word[:-1])), None)
            if claim.kind is not None:
                sessions[claim.kind] = claim.number
                self._record.say(
                    ("event", "expects", "sessions", claim.kind), claim.line, claim.line.text, "number in brackets"
                )
            if total is not None:
                totals[total] = claim.number
                self._record.say(("event", "expects", total), claim.line, claim.line.text, "number in brackets")
        return Expectation(sessions=FrozenMap(sessions), **totals) if sessions or totals else None

    def _unread_times(self) -> None:
        """Report each line that has a time but belongs to no session and no finding."""
        for line in self._lines:
            if not self._record.is_read(line) and has_time(line.text):
                message = f"a line has a time and is in no session: {line.text[:60]!r}"
                self._record.unresolved("time-not-read", message, line)

    def _what_is_missing(self) -> None:
        unresolved = self._record.unresolved
        if not self._agenda.rows:
            unresolved("nothing-scheduled", "no line of the note is a row of an agenda", None)
            return
        if not len(self._builder.rooms):
            unresolved("no-rooms", "the note names no rooms", None, Severity.INFO)
        if not len(self._builder.people):
            unresolved("no-people", "the note names no people on stage", None, Severity.INFO)

    def _event(self, values: dict[str, Any]) -> Event | None:
        title: str | None = values.get("title")
        if title is None:
            help = "give one: --title 'Our conference'"
            self._record.unresolved("missing-title", "the note has no title", None, Severity.ERROR, help)
            return None
        return self._builder.event(id=self._given["id"] or slugify(title), days=self._slots.days(), **values)
