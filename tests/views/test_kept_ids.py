"""Ids that stay when a programme is read anew, and ids of foreign files, which never depend on their order."""

from __future__ import annotations

import random
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from ospo_events import (
    Acceptance,
    Event,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    WallClock,
    decode,
    dump,
    load,
)
from ospo_events.cli import main
from ospo_events.model import session_uid
from ospo_events.strategies import events
from ospo_events.views import with_ids_of

SLOT = WallClock("UTC").slot("2026-05-05", "09:00", "10:00", rooms=("hall",))
NEW = Event(
    id="e",
    title="E",
    timezone="UTC",
    rooms=(Room(id="hall", name="Hall", uid="r1"),),
    people=(Person(id="ada", name="Ada", uid="p1", affiliation="org"),),
    organizations=(Organization(id="org", name="Org", uid="o1"), Organization(id="part", name="Part", parent="org")),
    participants=(Participant(agent="org", role="organizer"),),
    sessions=(
        Session(id="x-1", title="A", uid="u1", slot=SLOT, participants=(Participant(agent="ada", affiliation="org"),)),
        Session(id="x-2", title="B", uid="u2", parent="x-1", repeat_of="x-1"),
        Session(id="opening", title="C", uid="u3"),
    ),
    accept=(Acceptance(rule="gap-in-day", where=("x-1", "hall", "ada"), reason="meant"),),
)
OLD = Event(
    id="other",
    title="E",
    timezone="UTC",
    rooms=(Room(id="big-hall", name="Hall", uid="r1"),),
    people=(Person(id="lovelace", name="Ada", uid="p1"),),
    organizations=(Organization(id="office", name="Org", uid="o1"),),
    sessions=(Session(id="opening", title="A", uid="u1"), Session(id="b", title="B", uid="u2")),
)


def test_everything_of_one_uid_keeps_its_id_wherever_it_is_named() -> None:
    result = with_ids_of(NEW, OLD)
    event = result.event
    assert [session.id for session in event.sessions] == ["opening", "b", "opening-2"]
    assert result.moved == (("opening", "opening-2"),)
    assert result.kept == 5
    first, second, _ = event.sessions
    assert (second.parent, second.repeat_of) == ("opening", "opening")
    assert first.slot is not None
    assert first.slot.rooms == ("big-hall",)
    assert first.participants == (Participant(agent="lovelace", affiliation="office"),)
    assert event.people[0].affiliation == "office"
    assert event.organizations[1].parent == "office"
    assert event.participants[0].agent == "office"
    assert event.accept[0].where == ("opening", "big-hall", "lovelace")
    assert len(event.index.sessions) == 3


def test_a_uid_that_comes_twice_matches_nothing() -> None:
    twice = attrs.evolve(OLD, sessions=(*OLD.sessions, Session(id="again", title="A", uid="u1")))
    assert [session.id for session in with_ids_of(NEW, twice).event.sessions] == ["x-1", "b", "opening"]


@given(events(), events())
def test_no_published_uid_changes_and_ones_own_ids_stay(event: Event, older: Event) -> None:
    assert with_ids_of(event, event).event == event
    result = with_ids_of(event, older).event
    assert [session_uid(result, item) for item in result.sessions] == [
        session_uid(event, item) for item in event.sessions
    ]
    renamed = attrs.evolve(event, sessions=[attrs.evolve(item, uid=f"u-{n}") for n, item in enumerate(event.sessions)])
    numbered = [attrs.evolve(item, id=f"n-{n}", parent=None, repeat_of=None) for n, item in enumerate(renamed.sessions)]
    if len({item.id for item in renamed.sessions}) == len(renamed.sessions):
        again = with_ids_of(attrs.evolve(renamed, sessions=numbered), renamed).event
        assert [item.id for item in again.sessions] == [item.id for item in renamed.sessions]


def schedule(entries: list[str]) -> bytes:
    """Return a schedule.xml of another system with these entries."""
    day = '<day index="1" date="2026-05-05"><room name="Hall">' + "".join(entries) + "</room></day>"
    head = "<conference><title>T</title><time_zone_name>UTC</time_zone_name></conference>"
    return f"<schedule>{head}{day}</schedule>".encode()


def entry(number: int, *, slug: str = "", guid: bool = True) -> str:
    """Return an entry, one of many of the same title."""
    own = f' guid="{number:08x}-0000-4000-8000-000000000000"' if guid else ""
    more = f"<slug>{slug}</slug>" if slug else ""
    return (
        f'<event id="{number}"{own}><start>{9 + number:02}:00</start><duration>00:30</duration>'
        f"<title>Coffee Break</title>{more}</event>"
    )


@pytest.mark.parametrize("guid", [True, False])
def test_ids_of_foreign_entries_do_not_depend_on_their_order(guid: bool) -> None:
    entries = [entry(number, guid=guid) for number in range(1, 8)]
    known: dict[str, str] = {}
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        event = decode(schedule(entries[seed:]), "schedule-xml").event
        assert event is not None
        for session in event.sessions:
            assert session.slot is not None
            start = session.slot.start.isoformat()
            assert known.setdefault(start, session.id) == session.id
    assert len(set(known.values())) == 7


def test_the_id_is_the_guid_only_where_there_is_no_slug() -> None:
    event = decode(
        schedule([entry(1), entry(2, slug="c3-2-coffee"), entry(3, slug="c3-2-coffee")]), "schedule-xml"
    ).event
    assert event is not None
    ids = [session.id for session in event.sessions]
    assert ids == ["00000001-0000-4000-8000-000000000000", "c3-2-coffee", "c3-2-coffee-00000003"]


def test_convert_keeps_the_ids_of_an_older_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new, older, out = tmp_path / "new.xml", tmp_path / "older.yaml", tmp_path / "out.yaml"
    new.write_bytes(schedule([entry(1), entry(2)]))
    assert main(["convert", str(new), str(older)]) == 0
    first = load(older)
    dump(attrs.evolve(first, sessions=(attrs.evolve(first.sessions[0], id="coffee"), first.sessions[1])), older)
    new.write_bytes(schedule([entry(3), entry(2), entry(1)]))
    capsys.readouterr()
    assert main(["convert", str(new), str(out), "--older", str(older)]) == 0
    assert "1 id is kept" in capsys.readouterr().err
    assert sorted(session.id for session in load(out).sessions)[-1] == "coffee"
    assert main(["convert", str(new), str(out), "--older", str(tmp_path / "none.yaml")]) == 1
