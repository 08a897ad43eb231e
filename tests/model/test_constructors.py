"""What constructors take: any value is converted, refused in a sentence, or written by every codec."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import inspect
import math
import re
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ospo_events.model as model
from ospo_events import (
    CODECS,
    AttendanceMode,
    Audience,
    Day,
    Event,
    Link,
    Organization,
    Participant,
    Person,
    Privacy,
    RecordingPolicy,
    Room,
    Session,
    Slot,
    Status,
    Track,
    Venue,
    validate,
)
from ospo_events.model import Geo, ParticipationMode, PostalAddress, changes, status
from ospo_events.model.event import Expectation, Objective, Output, RelatedEvent, Series
from ospo_events.testing import check_codec

ZONE = ZoneInfo("Europe/Berlin")
NINE = dt.datetime(2026, 5, 4, 9, tzinfo=ZONE)


class Word(enum.StrEnum):
    TALK = "talk"


class Text(str):
    __slots__ = ()


class Moment(dt.datetime):
    pass


REQUIRED: dict[type[Any], dict[str, Any]] = {
    Session: {"id": "a", "title": "A"},
    Slot: {"start": NINE},
    Track: {"id": "a", "title": "A"},
    Room: {"id": "a", "name": "A"},
    Venue: {"id": "a", "name": "A"},
    PostalAddress: {},
    Geo: {"latitude": 1.0, "longitude": 1.0},
    Person: {"id": "a", "name": "A"},
    Organization: {"id": "a", "name": "A"},
    Participant: {"agent": "a"},
    Link: {"href": "https://example.org/"},
    RecordingPolicy: {},
    model.Acceptance: {"rule": "no-break", "reason": "intended"},
    Day: {"date": dt.date(2026, 5, 4)},
    model.Milestone: {"kind": "call-closes", "date": dt.date(2026, 3, 1)},
    Series: {"id": "a", "title": "A"},
    RelatedEvent: {"title": "A", "relation": "predecessor"},
    Objective: {"verb": "A", "text": "A"},
    Output: {"title": "A"},
    Expectation: {},
    Event: {"id": "e", "title": "E", "timezone": "Europe/Berlin"},
}
ATTRIBUTES = [(owner, field.name) for owner in REQUIRED for field in attrs.fields(owner)]


class Odd:
    """Something that no attribute takes."""


def test_every_class_of_the_model_is_tried() -> None:
    derived = {"Agenda", "AgendaDay", "AgendaSlot", "Gap", "Kind", "Role", "WallClock"}
    classes = {value for name in model.__all__ if attrs.has(value := getattr(model, name)) and name not in derived}
    assert classes == set(REQUIRED)


@pytest.mark.parametrize(("owner", "name"), ATTRIBUTES, ids=lambda value: getattr(value, "__name__", value))
def test_no_attribute_takes_something_odd(owner: type[Any], name: str) -> None:
    for odd in (Odd(), Odd, 5j, b"text", {"x-a": Odd()}, [Odd()], (Odd(),), decimal.Decimal(1)):
        with pytest.raises((TypeError, ValueError), match=r"^expected "):
            owner(**{**REQUIRED[owner], name: odd})


# --- the law ----------------------------------------------------------------------------------

TEXTS = ["A", "", " ", "a\nb", "é", Text("sub"), Word.TALK, "cancelled", "10:00", "https://example.org/", "2026-05-04"]
PLAUSIBLE: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2**53,
    2**70,
    10**5000,
    1.5,
    math.nan,
    math.inf,
    decimal.Decimal(1),
    *TEXTS,
    b"bytes",
    dt.date(2026, 5, 4),
    dt.date.min,
    dt.date.max,
    dt.time(9),
    dt.time(9, tzinfo=dt.UTC),
    dt.datetime(2026, 5, 4, 9),
    dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC),
    dt.datetime(2026, 5, 4, 9, 0, 7, 123456, tzinfo=ZONE),
    dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=5))),
    dt.datetime.min.replace(tzinfo=dt.UTC),
    Moment(2026, 5, 4, 9, tzinfo=ZONE),
    dt.timedelta(minutes=30),
    ZONE,
    ZoneInfo("EST"),
    "EST",
    *Status,
    *AttendanceMode,
    *ParticipationMode,
    *Privacy,
    *Audience,
    [],
    {},
    {"x-a": [1, {"b": None}]},
    {"x-a": math.nan},
    {"x-a": 10**5000},
    {"x-\ud800": 1},
    {"a": 1},
    {"talk": 3},
    {"talk": "3"},
    Odd(),
    Status,
    *(owner(**arguments) for owner, arguments in REQUIRED.items()),
]
ANY = st.sampled_from(PLAUSIBLE)
SEVERAL = st.lists(ANY, max_size=2).map(tuple) | st.lists(ANY, max_size=2) | st.sets(st.sampled_from(TEXTS), max_size=2)
DEEP = st.integers(1, 2000).map(lambda depth: {"x-deep": _nested(depth)})
VALUE = st.one_of(ANY, ANY, SEVERAL, DEEP)


def _nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def refused(make: Callable[[], Any]) -> Any:
    """Return what is made; None where it is refused as the house refuses."""
    try:
        return make()
    except (TypeError, ValueError) as problem:
        if "expected" not in str(problem):
            raise
        return None


@st.composite
def odd_events(draw: st.DrawFn) -> Event | None:
    """Draw an event of which one or two attributes, its own or those of a part, hold any Python value."""
    parts: dict[type[Any], Any] = {}
    changes: dict[type[Any], dict[str, Any]] = {}
    for _ in range(draw(st.integers(1, 2))):
        owner, name = draw(st.sampled_from(ATTRIBUTES))
        changes.setdefault(owner, {})[name] = draw(VALUE)

    def part(owner: type[Any], **more: Any) -> Any:
        arguments = {**REQUIRED[owner], **more, **changes.get(owner, {})}
        parts[owner] = refused(lambda: owner(**arguments))
        return parts[owner] if parts[owner] is not None else owner(**{**REQUIRED[owner], **more})

    link, person, organization = part(Link), part(Person), part(Organization, id="o")
    recording = part(RecordingPolicy, links=(link,))
    track, acceptance = part(Track), part(model.Acceptance)
    venue = part(Venue, address=part(PostalAddress), geo=part(Geo), links=(link,))
    room = part(Room, venue=venue)
    session = part(
        Session,
        slot=part(Slot, end=NINE + dt.timedelta(hours=1), rooms=(room,)),
        participants=(part(Participant, agent=person),),
        tracks=(track,),
        links=(link,),
        recording=recording,
        accept=(acceptance,),
    )
    return part(
        Event,
        series=part(Series),
        related=(part(RelatedEvent),),
        objectives=(part(Objective),),
        outputs=(part(Output),),
        expects=part(Expectation),
        days=(part(Day),),
        venues=(venue,),
        rooms=(room,),
        tracks=(track,),
        people=(person,),
        organizations=(organization,),
        sessions=(session,),
    )  # fmt: skip


# To do: `fit` of JSON-LD leaves out that reading makes a thing of an id that nothing has, and `fit` of Sessionize that a
# link without a relation has no question to ask. Both hold for sound events; the native formats hold for all.
EXACT = ("json", "yaml")


def _is_sound(event: Event) -> bool:
    links = [link for session in event.sessions for link in session.links]
    return not len(validate(event, select=["dangling-reference"])) and all(link.rel.strip() for link in links)


@given(odd_events())
def test_what_a_constructor_takes_every_codec_writes(event: Event | None) -> None:
    assert event is not None
    for codec in CODECS.values():
        if codec.writes:
            report = codec.encode(event).report
            assert report.ok or "lone-surrogate" in report.codes  # reported at its path, as texts of files are
            if codec.fitter is not None and (codec.name in EXACT or _is_sound(event)):
                check_codec(codec, examples=[event], max_examples=0, laws=["round-trip", "report"])


# --- what is converted, and what is said ------------------------------------------------------


def test_the_words_of_enums_are_their_members() -> None:
    session = Session(id="a", title="A", status="cancelled", privacy="private", attendance_mode="mixed")
    assert session == Session(
        id="a", title="A", status=Status.CANCELLED, privacy=Privacy.PRIVATE, attendance_mode=AttendanceMode.MIXED
    )
    assert Participant(agent="a", mode="video", status="tentative").mode is ParticipationMode.VIDEO
    assert Event(id="e", title="E", timezone="UTC", status="postponed").status is Status.POSTPONED
    for alias, kind in (
        (status.AnyStatus, Status),
        (status.AnyAttendanceMode, AttendanceMode),
        (status.AnyParticipationMode, ParticipationMode),
        (status.AnyPrivacy, Privacy),
        (status.AnyAudience, Audience),
    ):
        assert set(re.findall(r"'(\w+)'", alias)) == {member.value for member in kind}


def test_a_text_in_a_list_means_what_it_means_in_yaml() -> None:
    ada = Person(id="ada", name="Ada")
    assert Session(id="a", title="A", participants=("ada",)).participants == (Participant(agent="ada"),)
    assert Session(id="a", title="A", participants=[ada]).participants == (Participant(agent="ada"),)
    assert Session(id="a", title="A", links=["https://example.org/"]).links == (Link("https://example.org/"),)
    days = Event(id="e", title="E", timezone="UTC", days=("2026-05-04", dt.date(2026, 5, 5))).days
    assert days == (Day(date=dt.date(2026, 5, 4)), Day(date=dt.date(2026, 5, 5)))


def test_subclasses_become_what_writers_know() -> None:
    session = Session(
        id=Text("a"), title=Text("A"), kind=Word.TALK, tags=(Word.TALK,), updated=Moment(2026, 5, 4, 9, tzinfo=ZONE)
    )
    assert {type(value) for value in (session.id, session.title, session.kind, session.tags[0])} == {str}
    assert type(Slot(Moment(2026, 5, 4, 9, tzinfo=ZONE)).start) is dt.datetime
    assert type(Geo(latitude=1, longitude=2).latitude) is float


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: Session(id="a", title="A", slot="10:00"),
            "expected a Slot as the slot of a session, got the text '10:00'",
        ),
        (lambda: Session(id="a", title="A", kind=3), "expected text as the kind of a session, got the number 3"),
        (
            lambda: Session(id="a", title="A", recording=True),
            "expected a RecordingPolicy as the recording of a session, got True",
        ),
        (
            lambda: Session(id="a", title="A", status="canceled"),
            "expected one of tentative, confirmed, cancelled, postponed as the status of a session, got the text 'canceled'; did you mean 'cancelled'?",
        ),
        (
            lambda: Session(id="a", title="A", participants=(3,)),
            "expected a Participant among the participants, got the number 3",
        ),
        (
            lambda: Session(id="a", title="A", links="https://x.example"),
            "expected several links, got the single text 'https://x.example'",
        ),
        (
            lambda: Room(id="a", name="A", capacity=2**70),
            f"expected a number of at most {2**53} as the capacity of a room, got a number of 71 bits",
        ),
        (lambda: Day(date=NINE), "expected a date as the date of a day, got a datetime"),
        (lambda: Event(id="e", title="E", timezone="UTC", rooms={"hall": 1}), "expected several rooms, got a mapping"),
        (
            lambda: Event(id="e", title="E", timezone="UTC", days=("4 May",)),
            "expected a date such as 2026-05-04 among the days, got the text '4 May'",
        ),
    ],
)
def test_what_is_refused_is_refused_in_a_sentence(make: Callable[[], Any], sentence: str) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        make()
    assert str(caught.value) == sentence


def test_the_changes_of_each_class_are_typed_as_its_constructor() -> None:
    # Their constructors convert these themselves, see model/agent.py.
    settled = {"affiliation": "Organization | str | None", "other_affiliations": "Iterable[Organization | str]"}
    names = {"Status": "AnyStatus", "AttendanceMode | None": "AnyAttendanceMode | None", "Privacy": "AnyPrivacy"}
    for owner in (Session, Room, Track, Venue, Person, Organization):
        table = getattr(changes, f"{owner.__name__}Changes")
        for field in attrs.fields(owner):
            written = inspect.get_annotations(owner)[field.name]
            taken = inspect.get_annotations(field.converter) if inspect.isfunction(field.converter) else {}
            expected = (
                next(iter(taken.values())) if taken else "str" if field.converter else names.get(written, written)
            )
            if owner is Person:
                expected = settled.get(field.name, expected)
            assert table.__annotations__[field.name].__forward_arg__ == expected, (owner, field.name)
        assert table.__annotations__.keys() == {field.name for field in attrs.fields(owner)}
