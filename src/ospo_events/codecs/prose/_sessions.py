"""Makes the sessions of an agenda: kind, room, track and people are read from titles and the lines below them."""

from __future__ import annotations

import re
from typing import Any

import attrs

from ...diagnostics import Severity
from ...model.agent import Participant
from ...model.session import Session
from ...model.status import AttendanceMode, Status
from ...model.vocabulary import KNOWN_ACCESS, kind_label, kind_of
from ...views.english import ATTENDANCE
from .._reading.programme import ProgrammeBuilder, construct
from .._reading.statuses import title_and_status
from ._lines import Line
from ._people import people_in
from ._record import Record
from ._rows import Row
from ._slots import Slots
from ._words import kind_in, label_of

__all__ = ["Sessions"]

_AT_END = re.compile(r"^(.*\S)\s*[(\[（]([^()\[\]（）]{2,80})[)\]）]\s*$")
_BEHIND_COMMA = re.compile(r"^(.*\S),\s+((?:[^\s,]+\s+){0,3}[^\s,]+)$")
_TRACK = re.compile(
    r"^(?:[^\W\d_]+\s+)?(?:track|volet|eje|themenblock|трек)\b[^:–—]{0,12}[:–—]\s*(\S.*)$", re.IGNORECASE
)
_ROOM_WORDS = re.compile(
    r"\b(?:room|hall|auditorium|theat(?:re|er)|plenary|chamber|foyer|lobby|lounge|ballroom|salle|amphi\w*|sala|salón|"
    r"saal|raum|hörsaal|aula|зал|floor|stage)\b|会议室|大厅|القاعة|قاعة",
    re.IGNORECASE,
)
_OTHER_FACT = re.compile(r"(?:in|interpreted into|captions in|signed in) |[^:]+: \S")
"""Words that this library prints beside a session that are neither its kind nor a room or a track."""
_ATTENDANCE = {words: mode for mode, words in ATTENDANCE.items()}
_ACCESS = {words: word for word, words in KNOWN_ACCESS.items()}
_MARK = re.compile(r"^(cancelled|postponed|tentative):?\s+(?=\S)", re.IGNORECASE)
_MINUTES_BEHIND = re.compile(r"\s*\(\d{1,3}\s*(?:['’′]|min)[^()]*\)\s*$", re.IGNORECASE)


@attrs.define(eq=False)
class _Meaning:
    """The meaning of a row."""

    title: str
    line: Line
    kind: str | None = None
    status: Status | None = None
    mode: AttendanceMode | None = None
    access: str | None = None
    rooms: list[str] = attrs.field(factory=list[str])
    tracks: list[str] = attrs.field(factory=list[str])


class Sessions:
    """Makes the sessions of rows.

    Args:
        record: takes evidence and findings.
        builder: takes the sessions, rooms, tracks and people.
        slots: says when each row is.
        is_ours: whether this library wrote the note: then short lines below a title are its kind, rooms and tracks.
    """

    def __init__(self, record: Record, builder: ProgrammeBuilder, slots: Slots, *, is_ours: bool) -> None:
        self._record, self._builder, self._slots, self._is_ours = record, builder, slots, is_ours

    def add(self, row: Row, whole: Session | None = None) -> None:
        """Add the session of a row, and those of its parts."""
        meaning = self._meaning(row)
        if not meaning.title:
            if row.times is not None:
                message = f"a time has no title: {row.times.text!r}"
                self._record.unresolved("time-not-read", message, row.line)
            return
        values: dict[str, Any] = {"kind": meaning.kind or "other", "tracks": tuple(meaning.tracks)}
        if meaning.status is not None:
            values["status"] = meaning.status
        if meaning.mode is not None:
            values["attendance_mode"] = meaning.mode
        if meaning.access is not None:
            values["access"] = meaning.access
        if whole is not None:
            values["parent"] = whole.id
        if row.notes:
            values["abstract"] = "\n".join(note.text for note in row.notes)
        values["participants"] = self._participants(row)
        values["slot"] = self._slots.slot(row, tuple(meaning.rooms))
        id = self._builder.session(meaning.title, (), **values)
        if id is None:
            return
        session = self._builder.sessions[id]
        self._say(session, row, meaning)
        for part in row.parts:
            self.add(part, session)

    def _say(self, session: Session, row: Row, meaning: _Meaning) -> None:
        """Record the evidence for the attributes of a session."""
        say, said, line = self._record.say, ("sessions", session.id), row.title_line
        say((*said, "title"), line, line.text, "title in a row of the agenda")
        if meaning.kind is not None:
            say((*said, "kind"), line, line.text, "kind in the words of the title")
        if meaning.tracks:
            say((*said, "tracks"), line, line.text, "track in the words of the title")
        if session.slot is not None and row.times is not None:
            for attribute in ("start", "end") if session.slot.end is not None else ("start",):
                say((*said, "slot", attribute), row.line, row.times.text, "time in a row of the agenda")
        if row.notes:
            say((*said, "abstract"), row.notes[0], session.abstract or "", "text below a row", last=row.notes[-1])

    def _meaning(self, row: Row) -> _Meaning:
        """Return the meaning of a row; its notes are then the remaining lines below it."""
        title, facts = self._title_and_facts(row)
        mark = _MARK.match(title) if self._is_ours else None
        status: Status | None
        if mark is not None:
            title, status = title[mark.end() :], Status(mark[1].casefold())
        else:
            title, status = title_and_status(title)
        meaning = _Meaning(title, row.title_line, status=status)
        if row.room is not None:
            meaning.rooms += self._rooms(row.room[0], row.room[1])
        self._room_behind(meaning)
        meaning.kind = kind_in(meaning.title)
        if (track := _TRACK.match(meaning.title)) is not None:
            meaning.tracks += self._track(track[1], row.title_line)
        for text, line in facts:
            self._fact(text, line, meaning)
        meaning.title = meaning.title.strip()
        return meaning

    def _room_behind(self, meaning: _Meaning) -> None:
        """Remove a room from the end of a title and use it: `Opening (Main Hall)`, `Opening, Room 4`."""
        for pattern in (_AT_END, _BEHIND_COMMA):
            behind = pattern.match(meaning.title)
            if not meaning.rooms and behind is not None and _ROOM_WORDS.search(behind[2]):
                meaning.title = behind[1]
                meaning.rooms += self._rooms(behind[2], meaning.line)

    def _title_and_facts(self, row: Row) -> tuple[str, list[tuple[str, Line]]]:
        title = _MINUTES_BEHIND.sub("", row.title)
        facts: list[tuple[str, Line]] = []
        if self._is_ours:
            return self._our_facts(row, title)
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

    def _our_facts(self, row: Row, title: str) -> tuple[str, list[tuple[str, Line]]]:
        """Return the same for a row that this library wrote: after its title are kind, rooms and tracks."""
        title, *behind = title.split(" · ")
        facts = [(text, row.title_line) for text in behind]
        about = len(row.facts)
        for number, line in enumerate(row.facts):
            if line.text.startswith("About ") and title.endswith(line.text[6:]):
                about = min(about, number)
        facts += [(piece, line) for line in row.facts[:about] for piece in _pieces(line.text)]
        row.notes = sorted([*row.facts[about + 1 :], *row.notes], key=lambda line: line.number)
        others = [fact for fact in facts if _OTHER_FACT.match(fact[0]) and fact[0] not in _ATTENDANCE]
        for text, line in others:
            self._record.unresolved("text-not-read", f"a text is in no session: {text!r}", line, Severity.INFO)
        return title, [fact for fact in facts if fact not in others]

    def _fact(self, text: str, line: Line, meaning: _Meaning) -> None:
        """Read a short text beside a title: the label of a kind, then rooms, then tracks."""
        named = kind_of(text)
        if line.is_room:
            meaning.rooms += self._rooms(text, line)
        elif named is not None and kind_label(named) == text:
            meaning.kind = named
        elif text in _ATTENDANCE:
            meaning.mode = _ATTENDANCE[text]
        elif text in _ACCESS:
            meaning.access = _ACCESS[text]
        elif text in {self._builder.tracks[id].title for id in meaning.tracks}:
            return
        elif not meaning.rooms:
            meaning.rooms = self._rooms(text, line)
        else:
            meaning.tracks += self._track(text, line)

    def _rooms(self, text: str, line: Line) -> list[str]:
        ids: list[str] = []
        for name in re.split(r"\s*[,;]\s+", text):
            id = self._builder.room(name.strip(), ()) if name.strip() else None
            if id is not None and id not in ids:
                ids.append(id)
                self._record.first(("rooms", id, "name"), line, text, "room beside a session")
        return ids

    def _track(self, title: str, line: Line) -> list[str]:
        id = self._builder.track(title.strip(), ())
        if id is None:
            return []
        self._record.first(("tracks", id, "title"), line, title, "title of a track")
        return [id]

    def _participants(self, row: Row) -> tuple[Participant, ...]:
        made: list[Participant] = []
        for people in row.people:
            for named in people_in(people.text, is_plural=people.is_plural):
                office = self._builder.organization(named.affiliation, ()) if named.affiliation else None
                agent = self._builder.person(named.name, named.name, (), affiliation=office)
                if agent is None:
                    continue
                self._record.first(("people", agent, "name"), people.line, people.text, "name behind a label")
                if office is not None:
                    rule = "affiliation behind a name"
                    self._record.first(("organizations", office, "name"), people.line, people.text, rule)
                    self._record.first(("people", agent, "affiliation"), people.line, people.text, rule)
                participant = construct(Participant, self._record.findings, (), agent=agent, role=people.role)
                if participant is not None and participant not in made:
                    made.append(participant)
        return tuple(made)


def _pieces(text: str) -> list[str]:
    """Return the facts on a line that this library wrote: text formats put `;` between how a session is held."""
    pieces: list[str] = []
    for piece in text.split(" · "):
        parts = piece.split("; ")
        held = all(part in _ATTENDANCE or part in _ACCESS or _OTHER_FACT.match(part) for part in parts)
        pieces += parts if held else [piece]
    return pieces
