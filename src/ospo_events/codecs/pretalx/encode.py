"""The programme as the data of pretalx's widget: what `<pretalx-schedule>` asks a server for, as a file.

The shape is that of `schedule/widgets/schedule.json` of pretalx 2025 and 2026.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any, cast

from ...diagnostics import Findings, Severity
from ...model.event import Event
from ...model.ids import unused_id
from ...model.session import Session
from ...model.time import instant
from ...model.vocabulary import is_service
from ...views.credits import agent_name, in_billing_order
from ...views.english import room_name as name_of_room
from ...views.english import status_word, words_of
from ...views.outline import make_outline
from ...views.readable import with_readable_texts
from ...views.relations import end_of, is_timed
from .._codec import Encoded
from ..loss import losses
from .codec import WIDGET

__all__ = ["encode"]

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_SIGNS = re.compile(r"[\\`*_\[\]<>&#|~]")
"""What begins something in Markdown or HTML, which the widget renders."""


def encode(event: Event, *, room_name: str = "Everywhere") -> Encoded:
    """Write the data of the widget, one line for each entry.

    Args:
        event: the event; what is private stays out.
        room_name: the room that sessions without one are shown in.

    Returns:
        UTF-8; the report says what the widget does not show.
    """
    findings = Findings()
    resolved = with_readable_texts(event.index.resolved, findings)
    widget = _Widget(resolved, room_name)
    days = [day.date.isoformat() for day in resolved.agenda.days]
    document: dict[str, Any] = {
        "talks": list(widget.talks()),
        "version": event.version,
        "timezone": event.timezone.key,
        "event_start": days[0] if days else None,
        "event_end": days[-1] if days else None,
        "tracks": [_track(track.id, track.title, track.description, track.color) for track in widget.tracks()],
        "rooms": widget.rooms(),
        "speakers": widget.speakers(),
    }
    lines: list[str] = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            items = map(_dumps, cast("list[Any]", value))
            lines.append(f"{_dumps(key)}: [\n  " + ",\n  ".join(items) + "\n ]")
        else:
            lines.append(f"{_dumps(key)}: {_dumps(value)}")
    data = ("{" + ",\n ".join(lines) + "}\n").encode("utf-8", "replace")
    report = losses(event, WIDGET.cannot_carry, format=WIDGET.name) + findings.report() + _told(event).report()
    return Encoded(data=data, report=report)


def _track(id: str, title: str, description: str | None, color: str | None) -> dict[str, Any]:
    return {"id": id, "name": title, "description": description or "", "color": color or ""}


class _Widget:
    """What the widget shows of an event, and which rooms, tracks and people that needs."""

    def __init__(self, event: Event, room_name: str) -> None:
        self._event = event
        self._words = words_of(event)
        index = event.index
        self._rooms: dict[str, str] = {id: room.name for id, room in index.rooms.items()}
        self._descriptions: dict[str, str | None] = {id: room.description for id, room in index.rooms.items()}
        self._everywhere = unused_id("everywhere", self._rooms)
        self._room_name = room_name
        self._wholes = _covered(event)
        self._used: set[str] = set()
        """The rooms in which something is on."""
        self._tracks: set[str] = set()
        self._speakers: dict[str, str] = {}

    def talks(self) -> Iterator[dict[str, Any]]:
        """Yield an entry for each session and room: the widget has no session in two rooms."""
        for session in self._event.index.in_order:
            if session.slot is None or not is_timed(session) or session.id in self._wholes:
                continue
            is_break = is_service(session.kind) and not session.participants
            for number, room in enumerate(self._places(session, is_break=is_break)):
                self._used.add(room)
                yield self._talk(session, room, number, is_break=is_break)

    def _places(self, session: Session, *, is_break: bool) -> tuple[str, ...]:
        rooms = tuple(dict.fromkeys(session.slot.rooms)) if session.slot is not None else ()
        for room in rooms:
            self._rooms.setdefault(room, name_of_room(self._event, room))
        # pretalx has a break in every room, and its list shows those that are alike once.
        return rooms or (tuple(self._event.index.rooms) if is_break else ()) or (self._everywhere,)

    def _talk(self, session: Session, room: str, number: int, *, is_break: bool) -> dict[str, Any]:
        event, slot = self._event, session.slot
        assert slot is not None, "only what has a time is written"
        end = slot.end or dt.datetime.fromtimestamp(end_of(event, session), event.timezone)
        title = session.title
        if word := status_word(session.status, self._words):
            title = f"{self._words.sentence(word)}{self._words('mark.colon')}{title}"
        talk: dict[str, Any] = {
            "id": session.id if number == 0 else f"{session.id}@{room}",
            "title": title,
            "start": slot.start.isoformat(),
            "end": end.isoformat(),
            "room": room,
        }
        if is_break:
            return {**talk, "slot_type": "break"}
        track = next((id for id in session.tracks if id in event.index.tracks), None)
        if track is not None:
            self._tracks.add(track)
        languages = session.languages or event.languages[:1]
        texts = filter(None, (session.abstract, session.description))
        return {
            "code": session.id,
            **talk,
            "abstract": "\n\n".join(_SIGNS.sub(r"\\\g<0>", text) for text in texts),
            "speakers": list(dict.fromkeys(self._codes(session))),
            "track": track,
            "duration": round((end - slot.start).total_seconds() / 60),
            "updated": (session.updated or event.updated or slot.start).isoformat(),
            "state": None,
            "content_locale": languages[0] if languages else "",
            "do_not_record": session.recording.opt_out if session.recording is not None else None,
        }

    def _codes(self, session: Session) -> Iterator[str]:
        """Yield the codes of those who take part; who has no id has one made of the session and the name."""
        for one in in_billing_order(session.participants):
            name = agent_name(self._event, one.agent, one)
            code = one.agent or f"{session.id}/{name}"
            if self._speakers.setdefault(code, name) != name:
                self._speakers.setdefault(code := f"{code}/{name}", name)  # credited as somebody else here
            yield code

    def tracks(self) -> Iterator[Any]:
        """Yield the tracks of what is shown."""
        return (track for id, track in self._event.index.tracks.items() if id in self._tracks)

    def rooms(self) -> list[dict[str, Any]]:
        """Return the rooms in which something is on."""
        known = {**self._rooms, self._everywhere: self._room_name}
        return [
            {"id": id, "name": name, "description": self._descriptions.get(id) or ""}
            for id, name in known.items()
            if id in self._used
        ]

    def speakers(self) -> list[dict[str, Any]]:
        """Return who takes part; without pictures, which are on other hosts."""
        return [
            {
                "code": code,
                "name": name,
                "avatar": None,
                "avatar_thumbnail_default": None,
                "avatar_thumbnail_tiny": None,
            }
            for code, name in self._speakers.items()
        ]


def _covered(event: Event) -> frozenset[str]:
    """Return the ids of what has parts in its own room at its time: they would lie upon each other in the grid."""
    outline = make_outline(event)
    stack = [item for day in outline.days for item in day.items]
    found: set[str] = set()
    while stack:
        item = stack.pop()
        stack += item.parts
        if any(_lies_upon(event, part.session, item.session) for part in item.parts):
            found.add(item.session.id)
    return frozenset(found)


def _lies_upon(event: Event, part: Session, whole: Session) -> bool:
    if part.slot is None or whole.slot is None or part.slot.all_day:
        return False
    rooms = set(part.slot.rooms)
    in_its_room = bool(rooms & set(whole.slot.rooms)) if rooms else not whole.slot.rooms
    return in_its_room and instant(whole.slot.start) <= instant(part.slot.start) < end_of(event, whole)


def _told(event: Event) -> Findings:
    """Return a finding for each session that is left out or changed to fit."""
    findings, wholes = Findings(), _covered(event)
    for number, session in enumerate(event.sessions):
        resolved = event.index.resolve(session)
        slot = resolved.slot
        if slot is None or slot.all_day:
            what = "a time" if slot is None else "a time of the day"
            findings.add(
                "unscheduled-left-out",
                f"{WIDGET.name} has no place for a session without {what}: it is left out",
                ("sessions", number),
                severity=Severity.WARNING,
            )
            continue
        if session.id in wholes:
            message = f"{WIDGET.name} shows the parts of this session in its room, and not the whole: it is left out"
            findings.add("whole-left-out", message, ("sessions", number), severity=Severity.WARNING)
            continue
        changes = {
            "slot": slot.end is None,
            "status": status_word(resolved.status) is not None,
            "tracks": len(session.tracks) > 1,
        }
        for name, is_changed in changes.items():
            if is_changed:
                message = f"{WIDGET.name} writes the {name} of this session in another form"
                findings.add("changed-to-fit", message, ("sessions", number, name), severity=Severity.INFO)
    return findings
