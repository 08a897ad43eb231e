"""Realistic programmes of any size, the same for the same seed on every machine."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from zoneinfo import ZoneInfo

from ospo_events.model import (
    Event,
    Link,
    Organization,
    Participant,
    Person,
    PostalAddress,
    Room,
    Session,
    Slot,
    Track,
    Venue,
)

_WORDS = [
    "open",
    "source",
    "programme",
    "office",
    "policy",
    "public",
    "sector",
    "digital",
    "commons",
    "sustainability",
    "community",
    "funding",
    "licence",
    "procurement",
    "government",
    "university",
    "network",
    "standards",
    "security",
    "supply",
    "chain",
    "contribution",
    "maintainers",
    "capacity",
    "infrastructure",
    "sovereignty",
    "reuse",
    "goals",
    "development",
    "partners",
    "cooperation",
    "research",
    "education",
]
_FOREIGN = ("café", "größe", "données", "naïve", "日本語", "مفتوح", "открытый", "🌍")
_KINDS = ("talk", "talk", "talk", "panel", "workshop", "lightning-talk", "keynote", "demo")
_ROLES = ("speaker", "speaker", "moderator", "panelist")
_SLOTS_A_DAY = 16
_ZONE = ZoneInfo("America/New_York")


@cache
def programme(sessions: int, seed: int = 2024) -> Event:
    """Return an event of that many sessions.

    1 to 4 speakers each; abstracts of 200 to 1 500 characters, 17 % of them with text beyond ASCII; rooms, tracks
    and days grow with the square root of the number, as those of large conferences do.
    """
    dice = random.Random(seed)
    root = max(2, round(sessions**0.5 / 3))
    organizations = [
        Organization(id=f"org-{number}", name=_title(dice), country=dice.choice(("US", "FR", "NO", "IN")))
        for number in range(root * 3)
    ]
    people = [
        Person(
            id=f"person-{number}",
            name=f"{_title(dice, 1)} {_title(dice, 1)}",
            affiliation=dice.choice(organizations).id,
            bio=_prose(dice, dice.randint(80, 300)),
        )
        for number in range(max(4, sessions))
    ]
    venue = Venue(
        id="venue", name="Conference Building", address=PostalAddress(street="1 Example Street", country="US")
    )
    rooms = [
        Room(id=f"room-{number}", name=f"Room {number}", venue=venue, capacity=dice.randint(20, 900))
        for number in range(root)
    ]
    tracks = [Track(id=f"track-{number}", title=_title(dice), color=f"#{number:06x}") for number in range(root)]
    return Event(
        id=f"programme-{sessions}",
        title="A realistic programme",
        timezone=_ZONE,
        updated=dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC),
        languages=("en",),
        venues=(venue,),
        rooms=tuple(rooms),
        tracks=tuple(tracks),
        people=tuple(people),
        organizations=tuple(organizations),
        sessions=tuple(_session(dice, number, rooms, tracks, people) for number in range(sessions)),
    )


def _session(dice: random.Random, number: int, rooms: list[Room], tracks: list[Track], people: list[Person]) -> Session:
    turn, room = divmod(number, len(rooms))
    day, place = divmod(turn, _SLOTS_A_DAY)
    start = dt.datetime(2024, 7, 9, 9, tzinfo=_ZONE) + dt.timedelta(days=day, minutes=30 * place)
    cast = dice.sample(people, dice.randint(1, 4))
    return Session(
        id=f"session-{number}",
        title=_title(dice, 5),
        kind=dice.choice(_KINDS),
        slot=Slot(start, start + dt.timedelta(minutes=25), rooms=(rooms[room].id,)),
        tracks=(dice.choice(tracks).id,),
        participants=tuple(Participant(agent=person.id, role=dice.choice(_ROLES)) for person in cast),
        abstract=_prose(dice, dice.randint(200, 1500)),
        links=(Link(f"https://example.org/sessions/{number}", "about"),),
        tags=tuple(dice.sample(_WORDS, 2)),
    )


def _title(dice: random.Random, words: int = 3) -> str:
    return " ".join(dice.choices(_WORDS, k=words)).capitalize()


def _prose(dice: random.Random, length: int) -> str:
    words: list[str] = []
    size = 0
    while size < length:
        words.append(dice.choice(_WORDS))
        size += len(words[-1]) + 1
    if dice.random() < 0.17:
        for _ in range(1 + len(words) // 20):
            words[dice.randrange(len(words))] = dice.choice(_FOREIGN)
    return " ".join(words)[:length].strip()
