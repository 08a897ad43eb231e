"""Events that are hard for a format: with private data, with hostile texts, with a thousand sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ..model import (
    LEAST_AUDIENCE,
    Acceptance,
    Audience,
    Event,
    EventId,
    Link,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Slot,
    Track,
)

__all__ = ["CANARY", "EMPTY", "HOSTILE_TEXTS", "big_event", "with_private_data", "with_text"]

CANARY = "private-canary"
"""A text that is in every private value of `with_private_data`, and nowhere else."""

EMPTY = Event(id=EventId("e"), title="E", timezone=ZoneInfo("UTC"))
"""An event that is empty."""

HOSTILE_TEXTS = (
    "lone \ud800 surrogate \udfff",
    "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "right \u202eto left\u202c, isolated \u2066\u2067 and left open",
    "</script></title>--><!-- ]]> <b onclick='x'>&amp;&lt;&#0; {{title}} ${x} `y` %s",
    "END:VEVENT\r\nBEGIN:VALARM\r\nX:y\n---\n- a: b\t|\t# \"'\\",
    "not a character \ufffe\uffff\ufdd0 \U0010ffff, not a separator \u2028\u2029\x85\ufeff",
    "=cmd|'/C calc'!A0",
)
"""Texts that a valid event may have, and that every format has to handle."""

_SESSIONS = 1_000
_LONG = 'a <b> & "c", d;e\\f ' * 5_000
_PRIVATE = Link(f"https://{CANARY}.example/join", "stream", title=CANARY, audience=Audience.TEAM)
_ATTENDEE = ["attendee", {"cn": CANARY}, "cal-address", f"mailto:{CANARY}@example.org"]
_VALUES: Mapping[str, Any] = {
    "email": f"{CANARY}@example.org",
    "accept": (Acceptance(rule="no-break", reason=CANARY),),
    "extra": {"x-private": CANARY, "x-ical": {"properties": [_ATTENDEE]}, "x-jsonld": {"telephone": CANARY}},
}
"""Private values for each attribute that is not for everybody."""


def with_private_data(event: Event) -> Event:
    """Return the event with a private value wherever the model allows one.

    It gets an address, a reason, unknown data or a private link in every attribute for them, a private session at the
    time of another one, a confidential one, a person whom only these name, and an agent.
    """
    somebody = Person(id="somebody-more", name="Somebody More")
    unnamed = Person(id=CANARY, name=CANARY)
    office = Organization(id="office-more", name="Office More")
    slot = next((item.slot for item in event.sessions if item.slot is not None), None)
    hidden = [
        Session(
            id=f"{CANARY}-{privacy}", title=CANARY, subtitle=CANARY, abstract=CANARY, description=CANARY, slot=slot,
            privacy=privacy, tags=(CANARY,), audience=CANARY, participants=(CANARY,), url=f"https://{CANARY}.example/",
        )
        for privacy in ("private", "confidential")
    ]  # fmt: skip
    with_private = attrs.evolve(
        event,
        people=(*event.people, somebody, unnamed),
        organizations=(*event.organizations, office),
        sessions=(*event.sessions, *hidden),
    )
    private: Event = _private(with_private)
    return private


def _private(value: Any) -> Any:
    owner: Any = value.__class__
    if not attrs.has(owner) or owner is Link:
        return value
    changes: dict[str, Any] = {}
    for field in attrs.fields(owner):
        old: Any = getattr(value, field.name)
        if LEAST_AUDIENCE[f"{owner.__name__}.{field.name}"] is not Audience.PUBLIC:
            changes[field.name] = {**old, **_VALUES["extra"]} if field.name == "extra" else _VALUES[field.name]
        elif field.name == "links":
            changes["links"] = (*old, _PRIVATE)
        elif field.name == "stream":
            changes["stream"] = old or _PRIVATE
        elif isinstance(old, tuple):
            changes[field.name] = tuple(map(_private, cast("tuple[Any, ...]", old)))
        else:
            changes[field.name] = _private(old)
    return attrs.evolve(value, **changes)


def with_text(event: Event, text: str) -> Event:
    """Return the event with this text as every title, name and description."""
    title = f"a {text}"

    def named(name: str) -> Callable[[Any], Any]:
        return lambda item: attrs.evolve(item, **{name: title, "description": text})

    return attrs.evolve(
        event,
        title=title,
        description=text,
        tags=(text,),
        rooms=tuple(map(named("name"), event.rooms)),
        tracks=tuple(map(named("title"), event.tracks)),
        organizations=tuple(map(named("name"), event.organizations)),
        people=tuple(attrs.evolve(item, name=title, bio=text) for item in event.people),
        sessions=tuple(attrs.evolve(item, title=title, abstract=text, description=text) for item in event.sessions),
    )


def big_event() -> Event:
    """Return an event of a thousand sessions, with one very long text."""
    zone = ZoneInfo("Europe/Berlin")
    start = dt.datetime(2024, 7, 9, 9, tzinfo=zone)
    rooms = [Room(id=f"room-{number}", name=f"Room {number}") for number in range(10)]
    tracks = [Track(id=f"track-{number}", title=f"Track {number}") for number in range(10)]
    people = [Person(id=f"person-{number}", name=f"Person {number}") for number in range(200)]
    sessions = [
        Session(
            id=f"session-{number}",
            title=f"Session {number}",
            abstract=_LONG if number == 500 else "What it is about.",
            slot=Slot(
                start + dt.timedelta(hours=number // 10 % 8, days=number // 80),
                start + dt.timedelta(hours=number // 10 % 8, minutes=50, days=number // 80),
                rooms=(rooms[number % 10].id,),
            ),
            tracks=(tracks[number % 10].id,),
            participants=(Participant(agent=people[number % 200].id),),
        )
        for number in range(_SESSIONS)
    ]
    return Event(
        id="big", title="A big event", timezone=zone, rooms=rooms, tracks=tracks, people=people, sessions=sessions
    )
