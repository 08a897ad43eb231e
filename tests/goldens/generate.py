"""Makes the stored programmes: run once, when the goldens began. The strategies may change; the programmes do not.

Half come from `strategies.events`, half are larger ones put together here; the twenty are chosen from some hundreds
so that together they use as many attributes, words and situations as possible.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ospo_events import Event, encode, strategies

FOLDER = Path(__file__).parent / "programmes"
LARGEST = 60_000
ZONES = st.sampled_from(
    [
        *("America/New_York", "Europe/Berlin", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"),
        *(
            "America/St_Johns",
            "Africa/Casablanca",
            "Europe/Dublin",
            "Asia/Kolkata",
            "Pacific/Chatham",
            "Antarctica/Troll",
        ),
    ]
).map(ZoneInfo)
WORDS = st.sampled_from(
    [
        *("Opening", "Lunch", "Open source, policy; and cities", "What next?", 'Say "why" & <how>', "Straße – Ärzte"),
        *("First line\nSecond line\n\n- a point\n- another", "See https://example.org/a?b=c&d=e (and more).", "C:\\n"),
        *(
            "東京の広場",
            "שלום עולם",
            "👩🏽‍💻 café",
            "* not a list",
            "# not a heading",
            "A | B",
            "]]> --> </script>",
            "T" * 300,
        ),
        *(
            "Room 1",
            "Ada Example",
            "Example Org, Inc.",
            "Ben; van 'Example'",
            "=1+1",
            "\u202eevil",
            "e\u0301",
            "{{ x }}",
        ),
    ]
)


@st.composite
def large(draw: DrawFn, texts: SearchStrategy[str] | None) -> Event:
    """Return an event with several of everything; ids recur among things of different kinds."""
    base = draw(strategies.events(max_sessions=0, zones=ZONES, texts=texts))
    names = draw(st.lists(strategies.ids(), min_size=14, max_size=14, unique=True))
    words: dict[str, Any] = {"texts": texts}

    def several(strategy: SearchStrategy[Any], least: int, most: int, first: int = 0) -> list[Any]:
        number = draw(st.integers(least, most))
        return [attrs.evolve(draw(strategy), id=id) for id in names[first : first + number]]

    venues = several(strategies.venues(**words), 1, 3)
    rooms = several(strategies.rooms(venues=venues, **words), 3, 6)
    tracks = several(strategies.tracks(**words), 2, 4)
    organizations = several(strategies.organizations(**words), 1, 3)
    people = several(strategies.people(organizations=organizations, **words), 3, 6, first=4)
    sessions: list[Any] = []
    for id in names[: draw(st.integers(7, 14))]:
        drawn = strategies.sessions(
            timezone=base.timezone,
            rooms=[item.id for item in rooms],
            tracks=[item.id for item in tracks],
            agents=[item.id for item in (*people, *organizations)],
            organizations=[item.id for item in organizations],
            others=[item.id for item in sessions],
            **words,
        )
        session = draw(drawn)
        taking_part = draw(
            st.lists(
                strategies.participants([*people, *organizations], organizations=organizations, **words),
                max_size=4,
                unique_by=lambda item: (item.agent, item.role),
            )
        )
        slot = session.slot or draw(drawn).slot  # half of the drawn ones have none
        sessions.append(attrs.evolve(session, id=id, slot=slot, participants=taking_part or session.participants))
    parts = {"rooms": rooms, "tracks": tracks, "people": people, "organizations": organizations, "sessions": sessions}
    agents = st.lists(
        strategies.participants([*people, *organizations], organizations=organizations, **words), max_size=3
    )
    participants = {(item.agent, item.role): item for item in draw(agents)}
    return attrs.evolve(
        base,
        venues=venues,
        participants=tuple(participants.values()),
        accept=(),
        days=(),
        **{name: _distinct(items, base.uid) for name, items in parts.items()},
    )


def _distinct(items: list[Any], taken: str | None) -> tuple[Any, ...]:
    seen = {taken}
    result = []
    for item in items:
        result.append(attrs.evolve(item, uid=None) if item.uid in seen else item)
        seen.add(item.uid)
    return tuple(result)


def features(event: Event) -> set[str]:
    """Return what an event uses: attributes by path, words of closed sets, situations of time."""
    found = set(_paths(json.loads(encode(event, "json").value()), ""))
    found.add(f"zone {event.timezone}")
    for session in event.sessions:
        slot = session.slot
        if slot is None:
            found.add(f"no slot {session.status}")
        elif slot.end is None:
            found.add("open end")
        elif slot.end.date() > slot.start.date() and slot.end - slot.start < dt.timedelta(hours=20):
            found.add("over midnight")
        if slot is not None:
            found.add(f"{min(len(slot.rooms), 2)} rooms, {session.status}")
    return found


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, path if ".extra" in path else f"{path}.{key}")
    elif isinstance(value, list):
        yield f"{path} {min(len(value), 3)}"
        for item in value:
            yield from _paths(item, path)
    else:
        yield path
        if isinstance(value, bool) or path.rpartition(".")[2] in {
            *("kind", "role", "mode", "status", "privacy", "attendance_mode", "rel", "relation", "day_change"),
        }:
            yield f"{path}={value}"


def pool(strategy: SearchStrategy[Event], number: int) -> list[Event]:
    """Return that many drawn events."""
    drawn: list[Event] = []

    @seed(11)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(event: Event) -> None:
        drawn.append(event)

    collect()
    return [event for event in drawn if len(encode(event, "json").value()) <= LARGEST]


def best(candidates: list[Event], number: int, seen: set[str]) -> list[Event]:
    """Return the events that add most to what is seen, one after another."""
    having = [(event, features(event)) for event in candidates]
    chosen = []
    for _ in range(number):
        event, new = max(having, key=lambda pair: len(pair[1] - seen))
        seen |= new
        having = [pair for pair in having if pair[0] is not event]
        chosen.append(event)
    return chosen


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(f"{__doc__}\nIt takes no options, and writes all programmes anew.")
    FOLDER.mkdir(exist_ok=True)
    seen: set[str] = set()
    twenty = [
        *best(pool(large(WORDS), 120), 8, seen),
        *best(pool(large(None), 80), 4, seen),
        *best(pool(strategies.events(max_sessions=6, zones=ZONES), 300), 5, seen),
        *best(pool(strategies.events(max_sessions=6), 200), 3, seen),
    ]
    for number, event in enumerate(twenty, 1):
        (FOLDER / f"{number:02}.json").write_bytes(encode(event, "json").value())
    print(len(seen), "features", len([item for item in seen if "=" in item]), "words")
