"""The next edition of an event: what goes with it, on which dates, and what stays behind."""

import datetime as dt
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Event, Link, Participant, Person, Room, Session, load, session_uid, validate
from ospo_events.codecs.native.encode import encode_json
from ospo_events.diagnostics import Severity
from ospo_events.errors import InvalidOption
from ospo_events.model import (
    Acceptance,
    Day,
    Organization,
    Output,
    RecordingPolicy,
    Series,
    Slot,
    Status,
    Track,
    Venue,
    WallClock,
    event_uid,
)
from ospo_events.model.clock import Milestone
from ospo_events.model.event import RelatedEvent
from ospo_events.model.session import slot_days
from ospo_events.strategies import events
from ospo_events.views import DEFAULT_PARTS, Fate, Next, Part, next_edition
from ospo_events.views.edition._attributes import ALWAYS, PART_OF, RESET
from ospo_events.views.matching import COLLECTIONS, id_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
NEW_START = dt.date(2025, 7, 8)
BERLIN = WallClock("Europe/Berlin")


def _walls(event: Event) -> dict[str, tuple[object, ...]]:
    """Return the wall-clock times of each session, and how far its day is from the first one."""
    first = min(slot_days(item.slot, event.day_change)[0] for item in event.sessions if item.slot)
    return {
        item.id: (
            slot_days(item.slot, event.day_change)[0] - first,
            item.slot.start.time(),
            item.slot.end and (item.slot.end.time(), item.slot.end.date() - item.slot.start.date()),
        )
        for item in event.sessions
        if item.slot
    }


def _uids(event: Event) -> set[str]:
    things = [*event.sessions, *event.rooms, *event.tracks, *event.people, *event.organizations, event]
    made = {session_uid(event, session) for session in event.sessions}
    return made | {event_uid(event)} | {item.uid for item in things if item.uid}


# --- the worked example -----------------------------------------------------------------------


def test_the_worked_example_a_year_later() -> None:
    old = load(EXAMPLE)
    made = next_edition(old, id="ospos-for-good-2025", start=NEW_START)
    new = made.event
    assert len(new.sessions) == 22
    assert _walls(new) == _walls(old)
    assert min(slot_days(item.slot)[0] for item in new.sessions if item.slot) == NEW_START
    assert not _uids(new) & _uids(old)
    report = validate(new)
    assert report.ok
    assert [str(item.path) for item in report if item.code == "text-of-another-edition"] == ["('title',)"]
    assert {item.title for item in new.sessions} >= {"Thematic Track #1: AI and Open Source"}
    assert new.related == (
        RelatedEvent(
            title="OSPOs for Good 2024",
            relation="predecessor",
            id="ospos-for-good-2024",
            start=dt.date(2024, 7, 9),
            end=dt.date(2024, 7, 10),
            edition="second",
        ),
    )
    assert [(item.relation, item.id) for item in made.older.related] == [
        ("predecessor", None), ("successor", "ospos-for-good-2025"),
    ]  # fmt: skip
    assert made.older.related[1].end == dt.date(2025, 7, 9)
    assert new.series == old.series
    assert (new.description, new.objectives, new.expects) == (None, (), None)


def test_over_a_clock_change_the_wall_clock_counts() -> None:
    old = Event(
        id="week-2025",
        title="Week",
        timezone="Europe/Berlin",
        days=["2025-10-18", "2025-10-19"],
        sessions=[
            Session(id="night", title="Night", slot=BERLIN.slot("2025-10-18", "01:00", "04:00")),
            Session(id="talk", title="Talk", slot=BERLIN.slot("2025-10-19", "09:00", "10:00")),
            Session(id="late", title="Late", slot=BERLIN.slot("2025-10-19", "03:30")),
            Session(id="half", title="Half", slot=BERLIN.slot("2025-10-18", "02:30", "03:30")),
            Session(id="open", title="Open", slot=BERLIN.all_day("2025-10-18", "2025-10-19")),
        ],
    )
    made = next_edition(old, id="week-2026", start=dt.date(2026, 10, 24))
    assert _walls(made.event) == _walls(old)
    told = [(item.code, item.path, item.severity) for item in made.report]
    assert set(told) == {
        ("time-in-repeated-hour", ("sessions", 0, "slot"), Severity.WARNING),
        ("time-in-repeated-hour", ("sessions", 3, "slot", "start"), Severity.WARNING),
    }
    assert "lasts 4:00:00, not 3:00:00 as before" in made.report.diagnostics[0].message
    late = made.event.index.sessions["late"].slot
    assert late is not None
    assert slot_days(late) == (dt.date(2026, 10, 25), dt.date(2026, 10, 25))


def test_a_time_that_is_skipped_is_no_time() -> None:
    old = Event(
        id="a",
        title="A",
        timezone="Europe/Berlin",
        sessions=[Session(id="night", title="Night", slot=BERLIN.slot("2025-10-18", "02:30", "03:30"))],
    )
    made = next_edition(old, id="b", start=dt.date(2026, 3, 28))
    (finding,) = made.report.errors
    assert (finding.code, finding.path) == ("nonexistent-local-time", ("sessions", 0, "slot"))
    assert made.event.sessions[0].slot is None
    samoa = Event(
        id="a",
        title="A",
        timezone="Pacific/Apia",
        sessions=[Session(id="all", title="All", slot=WallClock("Pacific/Apia").all_day("2010-12-29"))],
    )
    gone = next_edition(samoa, id="b", start=dt.date(2011, 12, 30))
    assert gone.report.codes == ("nonexistent-local-time",)
    assert gone.event.sessions[0].slot is None


# --- parts ------------------------------------------------------------------------------------


@pytest.fixture
def full() -> Event:
    """An event with something of everything, and what nobody may see marked CANARY."""
    private = Link("https://example.org/CANARY", audience="team")
    return Event(
        id="days-2025",
        title="Open Days",
        timezone="Europe/Berlin",
        acronym="days2025",
        edition="2025",
        series=Series(id="days", title="Open Days", links=[private, Link("https://example.org/series")]),
        related=[RelatedEvent(title="Week", relation="part-of"), RelatedEvent(title="Old", relation="predecessor")],
        status="confirmed",
        version="7",
        updated=dt.datetime(2025, 5, 1, 10, tzinfo=dt.UTC),
        description="What it is about.",
        outputs=[Output(title="Report", links=[Link("https://example.org/r"), Link("https://example.org/s", "slides")])],
        language="en",
        recording=RecordingPolicy(license="CC-BY-4.0", links=[Link("https://example.org/video")]),
        url="https://example.org/2025",
        links=[private, Link("https://example.org/coc", "code-of-conduct"), Link("https://example.org/r", "registration")],
        participants=[
            Participant(agent="un", role="organizer"),
            Participant(agent="eu", role="sponsor"),
            Participant(agent="ada", role="contact"),
        ],
        start=dt.date(2025, 5, 5),
        end=dt.date(2025, 5, 6),
        milestones=[Milestone(kind="programme", date=dt.date(2025, 4, 1))],
        days=[Day(date=dt.date(2025, 5, 5), title="First"), Day(date=dt.date(2025, 5, 6))],
        venues=[Venue(id="house", name="House", extra={"x-key": "CANARY"})],
        rooms=[Room(id="hall", name="Hall", venue="house", stream=Link("https://example.org/live"), uid="CANARY-room")],
        tracks=[Track(id="law", title="Law", links=[private])],
        people=[Person(id="ada", name="Ada CANARY", email="CANARY@example.org", affiliation="lab")],
        organizations=[
            Organization(id="un", name="UN", parent="world", email="CANARY@example.com"),
            Organization(id="world", name="World"),
            Organization(id="eu", name="EU"),
            Organization(id="lab", name="Lab CANARY"),
        ],
        sessions=[
            Session(id="opening", title="Opening", kind="opening", slot=BERLIN.slot("2025-05-05", "09:00", "10:00", rooms=["hall"]),
                    participants=["ada"], sequence=3, uid="CANARY-uid", url="https://example.org/opening"),
            Session(id="talk", title="Talk", slot=BERLIN.slot("2025-05-05", "10:00", "11:00", rooms=["hall"]),
                    participants=["ada"], tracks=["law"], abstract="About.", accept=[Acceptance(rule="x", reason="CANARY")],
                    links=[private, Link("https://example.org/slides", "slides")], extra={"x-note": "CANARY"}),
            Session(id="part", title="Part", parent="talk"),
            Session(id="again", title="Again", repeat_of="talk", slot=BERLIN.slot("2025-05-06", "10:00", "11:00")),
            Session(id="off", title="Off", status="cancelled", slot=BERLIN.slot("2025-05-06", "11:00", "12:00")),
            Session(id="of-off", title="Part of off", parent="off"),
            Session(id="lunch", title="Lunch", kind="meal", slot=BERLIN.slot("2025-05-06", "12:00", "13:00"), tracks=["law"]),
        ],
        accept=[Acceptance(rule="x", reason="CANARY")],
        extra={"x-budget": "CANARY"},
    )  # fmt: skip


def _next(event: Event, *parts: Part, **more: object) -> Next:
    return next_edition(event, id="days-2026", start=dt.date(2026, 5, 4), keep=parts or DEFAULT_PARTS, **more)  # type: ignore[arg-type]


def test_by_default_the_frame_goes_on(full: Event) -> None:
    made = _next(full)
    new = made.event
    assert [item.id for item in new.sessions] == ["opening", "again", "lunch"]
    assert new.sessions[0] == Session(
        id="opening", title="Opening", kind="opening", slot=BERLIN.slot("2026-05-04", "09:00", "10:00", rooms=["hall"])
    )
    assert new.sessions[1].repeat_of is None
    assert (new.start, new.end, [day.date for day in new.days]) == (
        dt.date(2026, 5, 4), dt.date(2026, 5, 5), [dt.date(2026, 5, 4), dt.date(2026, 5, 5)],
    )  # fmt: skip
    assert (new.edition, new.status, new.version, new.updated, new.acronym) == (
        "2026",
        Status.TENTATIVE,
        None,
        None,
        None,
    )
    assert new.milestones == ()
    assert [(item.agent, item.status) for item in new.participants] == [
        ("un", Status.CONFIRMED), ("eu", Status.TENTATIVE),
    ]  # fmt: skip
    assert [item.id for item in new.organizations] == ["un", "world", "eu"]
    assert new.recording == RecordingPolicy(license="CC-BY-4.0")
    assert new.rooms == (Room(id="hall", name="Hall", venue="house"),)
    assert new.series == Series(id="days", title="Open Days", links=[Link("https://example.org/series")])
    assert "CANARY" not in encode_json(new).value().decode()
    assert {(item.what, item.fate, item.count) for item in made.outcomes} >= {
        ("sessions.participants", Fate.DROPPED, 1), ("sessions.uid", Fate.RESET, 1), ("rooms.stream", Fate.RESET, 1),
    }  # fmt: skip
    assert [item.what for item in made.of(Fate.TO_DO)] == [
        "choose a title: it is still 'Open Days'",
        "write the dates that people wait for: the last edition had 1",
        "add the participants: the previous edition named people in 1 of these sessions",
        "confirm the programme: it is tentative",
    ]


def test_every_part_is_kept_that_is_asked_for(full: Event) -> None:
    new = _next(full, *Part).event
    assert [item.id for item in new.sessions] == ["opening", "talk", "part", "again", "lunch"]
    assert new.sessions[1].participants == (Participant(agent="ada", status="tentative"),)
    assert new.sessions[1].abstract == "About."
    assert new.sessions[1].links == ()
    assert new.sessions[3].repeat_of == "talk"
    assert new.people == (attrs.evolve(full.people[0], email=None),)
    assert len(new.organizations) == 4
    assert (new.url, new.links) == (full.url, (Link("https://example.org/coc", "code-of-conduct"),))
    assert new.outputs == (Output(title="Report", links=[Link("https://example.org/r")]),)
    bare = _next(full, Part.STRUCTURE).event
    assert (bare.rooms, bare.tracks, bare.participants, bare.organizations, bare.recording) == ((), (), (), (), None)
    assert [item.slot and item.slot.rooms for item in bare.sessions] == [(), (), ()]
    assert bare.sessions[2].tracks == ()
    dropped = {item.what: item.count for item in _next(full, Part.STRUCTURE).of(Fate.DROPPED)}
    assert (dropped["sessions.tracks"], dropped["sessions.place"], dropped["tracks"]) == (1, 1, 1)
    assert [item.id for item in _next(full, Part.SESSIONS).event.sessions] == ["talk"]


def test_days_may_go_to_dates_of_their_own(full: Event) -> None:
    days = {dt.date(2025, 5, 6): dt.date(2026, 5, 11)}
    made = _next(full, days=days)
    assert [day.date for day in made.event.days] == [dt.date(2026, 5, 4), dt.date(2026, 5, 11)]
    assert made.event.end == dt.date(2026, 5, 11)
    assert made.older.related[-1].end == dt.date(2026, 5, 11)
    with pytest.raises(InvalidOption, match="one of 2025-05-05, 2025-05-06, got '2025-05-07'"):
        _next(full, days={dt.date(2025, 5, 7): dt.date(2026, 5, 11)})
    with pytest.raises(InvalidOption, match="a date for each day"):
        _next(full, days={dt.date(2025, 5, 6): dt.date(2026, 5, 4)})
    with pytest.raises(InvalidOption, match="years of calendars"):
        next_edition(full, id="b", start=dt.date.max)
    with pytest.raises(InvalidOption, match="another id"):
        next_edition(full, id=full.id, start=NEW_START)


def test_another_zone_has_the_same_wall_clock(full: Event) -> None:
    new = _next(full, zone="Asia/Tokyo", title="Open Days in Tokyo").event
    assert _walls(new)["lunch"] == _walls(full)["lunch"]
    assert (new.title, new.timezone.key) == ("Open Days in Tokyo", "Asia/Tokyo")


def test_an_event_without_dates_begins_on_its_first() -> None:
    made = next_edition(Event(id="a", title="A", timezone="UTC"), id="b", start=NEW_START)
    assert (made.event.start, made.event.end) == (NEW_START, None)
    assert made.older.related == (RelatedEvent(title="A", relation="successor", id="b", start=NEW_START),)
    with pytest.raises(InvalidOption, match="one of none"):
        next_edition(Event(id="a", title="A", timezone="UTC"), id="b", start=NEW_START, days={NEW_START: NEW_START})


def test_the_next_of_the_next_has_one_predecessor(full: Event) -> None:
    second = _next(full).event
    third = next_edition(second, id="days-2027", start=dt.date(2027, 5, 3))
    assert [(item.relation, item.id) for item in third.event.related] == [("predecessor", "days-2026")]
    again = next_edition(_next(full).older, id="other-2026", start=dt.date(2026, 6, 1))
    assert [item.id for item in again.older.related if item.relation == "successor"] == ["other-2026"]


def test_every_attribute_has_a_fate_of_its_own() -> None:
    """A new attribute fails here until somebody has said what becomes of it."""
    head = {"id", "title", "timezone", "edition", "status", "start", "end", "related", "participants"}
    apart = {
        Event: head | set(COLLECTIONS.values()),
        Session: {"id", "title", "slot", "status", "parent", "repeat_of", "tracks", "participants"},
    }
    for owner, said in apart.items():
        for field in attrs.fields(owner):
            places = [field.name in table for table in (said, RESET, {*PART_OF} - ALWAYS, ALWAYS)]
            assert sum(places) == 1, (owner, field.name)


# --- laws -------------------------------------------------------------------------------------

_starts = st.dates(dt.date(2001, 1, 1), dt.date(2060, 1, 1))
_keeps = st.sets(st.sampled_from(Part)).map(frozenset)


@given(events(), _starts, _keeps)
def test_every_thing_is_kept_or_dropped(event: Event, start: dt.date, keep: frozenset[Part]) -> None:
    made = next_edition(event, id="next-one", start=start, keep=keep)
    for name in COLLECTIONS.values():
        told = [id for item in made.outcomes if item.what == name and item.ids for id in item.ids]
        assert sorted(told) == sorted(id_of(item) for item in getattr(event, name))
        kept = {id for item in made.of(Fate.KEPT) if item.what == name for id in item.ids}
        assert len(getattr(made.event, name)) == len(kept)
    for field in attrs.fields(Event):
        if field.name not in COLLECTIONS.values() and getattr(event, field.name) != field.default:
            told = [item.fate for item in made.outcomes if item.what == field.name]
            assert len(told) == 1, field.name


@given(events(), _starts, _keeps)
def test_no_identity_and_no_wall_clock_is_lost(event: Event, start: dt.date, keep: frozenset[Part]) -> None:
    made = next_edition(event, id="next-one", start=start, keep=keep)
    assert not _uids(made.event) & _uids(event)
    days = [day for item in event.sessions if item.slot for day in slot_days(item.slot, event.day_change)]
    days += [day.date for day in event.days] + [date for date in (event.start, event.end) if date]
    by = start - min(days, default=start)
    told = {item.path[1] for item in made.report}
    for number, session in enumerate(made.event.sessions):
        old = event.index.sessions[session.id].slot
        if old is None or (session.slot is None and number in told):
            continue
        assert session.slot is not None
        if old.all_day:
            assert session.slot.start.date() == old.start.date() + by
            continue
        assert session.slot.start.replace(tzinfo=None, fold=0) == old.start.replace(tzinfo=None, fold=0) + by
        if old.end is not None:
            assert session.slot.end is not None
            assert session.slot.end.replace(tzinfo=None, fold=0) == old.end.replace(tzinfo=None, fold=0) + by


def _marked(event: Event) -> Event:
    """Return an event in which everything that is not for everybody says CANARY."""
    private = Link("https://example.org/CANARY", audience="team")

    def marked(item: object) -> object:
        changes: dict[str, object] = {}
        for name, value in (("links", (private,)), ("email", "CANARY@example.org"), ("extra", {"x-a": "CANARY"})):
            if hasattr(item, name):
                changes[name] = value
        if hasattr(item, "accept"):
            changes["accept"] = (Acceptance(rule="x", reason="CANARY"),)
        return attrs.evolve(item, **changes)  # type: ignore[type-var]

    lists = {name: [marked(item) for item in getattr(event, name)] for name in COLLECTIONS.values() if name != "days"}
    return attrs.evolve(marked(event), **lists)  # type: ignore[type-var,arg-type]


@given(events(), _starts, _keeps)
def test_nothing_private_passes(event: Event, start: dt.date, keep: frozenset[Part]) -> None:
    made = next_edition(_marked(event), id="next-one", start=start, keep=keep)
    assert "CANARY" not in encode_json(made.event).value().decode()
    if Part.PEOPLE not in keep:
        assert made.event.people == ()


@given(events(), _starts, _keeps)
def test_no_error_is_new(event: Event, start: dt.date, keep: frozenset[Part]) -> None:
    bare = attrs.evolve(event, accept=(), sessions=[attrs.evolve(item, accept=()) for item in event.sessions])
    made = next_edition(bare, id="next-one", start=start, keep=keep)
    assert {item.code for item in validate(made.event).errors} <= {item.code for item in validate(bare).errors}


@given(events())
def test_all_of_it_on_the_same_dates_is_the_same_programme(event: Event) -> None:
    days = [day for item in event.sessions if item.slot for day in slot_days(item.slot, event.day_change)]
    days += [day.date for day in event.days] + [date for date in (event.start, event.end) if date]
    made = next_edition(event, id="next-one", start=min(days, default=NEW_START), keep=frozenset(Part))
    names = ("title", "kind", "slot", "tracks", "abstract", "description", "languages", "tags", "attendance_mode")
    for session in made.event.sessions:
        old = event.index.sessions[session.id]
        for name in names:
            value = getattr(old, name)
            if isinstance(value, Slot) and not value.all_day:
                value = attrs.evolve(
                    value, start=value.start.replace(fold=0), end=value.end and value.end.replace(fold=0)
                )
            assert getattr(session, name) == value, name
    assert (made.event.rooms == event.rooms) or all(
        (old.id, old.name, old.venue) == (new.id, new.name, new.venue)
        for old, new in zip(event.rooms, made.event.rooms, strict=True)
    )
