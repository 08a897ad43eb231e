"""JSON-LD: `fit` says exactly what reading gives, also of empty texts, hostile `extra` and values without a place."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import CODECS, Event, Severity, public
from ospo_events._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from ospo_events.codecs.jsonld.decode import decode
from ospo_events.codecs.jsonld.encode import encode, session_documents
from ospo_events.codecs.jsonld.fit import fit
from ospo_events.model import (
    Link,
    Organization,
    Participant,
    Person,
    PostalAddress,
    RecordingPolicy,
    RelatedEvent,
    Room,
    Session,
    Slot,
    Track,
    Venue,
)
from ospo_events.strategies import events, json_values

PROPERTIES = (
    "name", "@id", "@type", "about", "schema:about", "offers", "doorTime", "https://schema.org/keywords", "x/organizer",
    "subEvent", "url", "schema:location", "@reverse", "performer", "subjectOf",
)  # fmt: skip
NODES: tuple[Any, ...] = (
    {"name": "no address"},
    {"@id": "https://concept.example/1"},
    [{"@id": "https://concept.example/1"}, {"name": "no address"}],
    {"@type": "Offer", "url": "https://tickets.example/", "price": 3},
    {"@type": "Offer", "url": "https://tickets.example/"},
    {"@id": "#p-a", "@type": "Person", "name": "Somebody else", "jobTitle": "Impostor"},
    {"@id": "#s-s", "@type": "Event", "name": "Another session", "startDate": "2024-07-09T09:00:00+00:00"},
    10**18,
    1e300,
    "half \ud800",
    {"\ud800": 1},
    None,
    {},
    [],
)


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"in": value}
    return value


extras = st.dictionaries(
    st.sampled_from(("x-jsonld", "x-other")),
    st.one_of(
        st.dictionaries(st.sampled_from(PROPERTIES), st.one_of(st.sampled_from(NODES), json_values()), max_size=3),
        json_values(),
    ),
    max_size=2,
).map(lambda extra: FrozenMap({key: freeze(value) for key, value in extra.items()}))


def small(extra: FrozenMap[str, JsonValue] = EMPTY) -> Event:
    """Return an event with one thing of each kind, each with that `extra`."""
    zone = ZoneInfo("Europe/Oslo")
    return Event(
        id="e",
        title="E",
        timezone=zone,
        concepts=("https://concept.example/2",),
        links=(Link("https://register.example/", "registration"),),
        extra=extra,
        venues=(Venue(id="v", name="V", extra=extra),),
        rooms=(Room(id="r", name="R", venue="v", extra=extra),),
        people=(Person(id="a", name="A", affiliation="o", extra=extra),),
        organizations=(Organization(id="o", name="O", extra=extra),),
        sessions=(
            Session(
                id="s",
                title="S",
                slot=Slot(dt.datetime(2024, 7, 9, 9, tzinfo=zone), rooms=("r",)),
                participants=(Participant(agent="a"),),
                concepts=("https://concept.example/3",),
                extra=extra,
            ),
        ),
    )


def holds(event: Event) -> None:
    encoded, fitted = encode(event), fit(event)
    decoded = decode(encoded.data)
    assert decoded.event == fitted.event
    assert encoded.report == fitted.report
    assert all(item.severity is Severity.INFO for item in fitted.report)
    again = fit(fitted.event)
    assert again.event == fitted.event
    assert len(again.report) == 0


@given(extra=extras)
def test_the_law_for_properties_of_other_documents(extra: FrozenMap[str, JsonValue]) -> None:
    holds(small(extra))


@given(event=events(max_sessions=4), base_url=st.sampled_from((None, "", "https://a.example/2024/#x")))
def test_the_law_wherever_identifiers_begin(event: Event, base_url: str | None) -> None:
    event = public(event)
    encoded, fitted = encode(event, base_url=base_url), fit(event, base_url=base_url)
    assert decode(encoded.data).event == fitted.event
    assert encoded.report == fitted.report


@pytest.mark.parametrize("levels", [40, 47])
def test_what_is_nested_deeply_is_written_back(levels: int) -> None:
    event = small(FrozenMap({"x-jsonld": FrozenMap({"doorTime": "08:30", "deep": freeze(deep(levels))})}))
    holds(event)
    written = fit(event).event.sessions[0].extra["x-jsonld"]
    assert isinstance(written, FrozenMap)
    assert "deep" in written
    assert written["doorTime"] == "08:30"


def test_nothing_of_others_takes_the_place_of_what_the_programme_says() -> None:
    own = FrozenMap({"name": "Other", "@id": "#elsewhere", "startDate": "1999-01-01", "doorTime": "08:30"})
    event = small(FrozenMap({"x-jsonld": own}))
    tree = json.loads(encode(event).data)
    assert (tree["name"], tree["doorTime"]) == ("E", "08:30")
    lost = {item.path[-1] for item in encode(event).report if "x-jsonld" in item.path}
    assert lost == {"name", "@id", "startDate"}


def test_empty_texts_come_back_as_they_are() -> None:
    empty = Link("https://a.example/", "", title="", media_type="", language="")
    event = small()
    session = attrs.evolve(
        event.sessions[0],
        kind="",
        subtitle="",
        abstract="",
        audience="",
        languages=("",),
        tags=("",),
        uid="",
        url="",
        links=(empty,),
        recording=RecordingPolicy(license="", links=(empty,)),
        participants=(
            Participant(agent="a", role="", credited_as="", job_title=""),
            Participant(agent="o", role="time keeper", credited_as="", job_title=""),
        ),
    )
    event = attrs.evolve(
        event,
        kind=" ",
        theme="",
        acronym="",
        description="",
        url="",
        uid="",
        audience="",
        languages=("",),
        tags=("", "a,b"),
        related=(RelatedEvent(title="W", relation="part-of", id="no id at all", description="", url=""),),
        venues=(Venue(id="v", name="V", address=PostalAddress(street="", country=""), accessibility=("",)),),
        rooms=(Room(id="r", name="R", capacity=2**53, stream=Link("https://live.example/", title=""), uid="", url=""),),
        tracks=(Track(id="t", title="T", description="", uid=""),),
        people=(Person(id="a", name="A", job_title="Boss", honorific="", pronouns="", bio="", uid="", url=""),),
        organizations=(Organization(id="o", name="O", short_name="", country="", uid=""),),
        sessions=(session,),
    )
    holds(event)
    read = decode(encode(event).data).value()
    assert read.sessions[0] == attrs.evolve(session, participants=read.sessions[0].participants)
    assert read == event


def test_values_that_no_reader_keeps_are_named() -> None:
    event = small()
    zone = event.timezone
    skipped = Slot(dt.datetime(2024, 3, 31, 2, 30, tzinfo=zone), rooms=("r",))
    event = attrs.evolve(
        event,
        concepts=("", "https://concept.example/2"),
        rooms=(Room(id="r", name="R", capacity=None),),
        venues=(),
        sessions=(attrs.evolve(event.sessions[0], slot=skipped),),
    )
    holds(event)
    paths = [item.path for item in fit(event).report]
    assert paths == [("sessions", 0, "slot", "start"), ("concepts",)]


def test_a_finding_stands_where_the_programme_has_it() -> None:
    """Relations that go and participants that are regrouped do not move the places of what else is lost."""
    session = attrs.evolve(
        small().sessions[0],
        participants=(
            Participant(agent="a", role="moderator"),
            Participant(agent="a"),
            Participant(agent="o", role="moderator", order=3),
        ),
    )
    related = (
        RelatedEvent(title="Before", relation="predecessor", edition="1"),
        RelatedEvent(title="Week", relation="part-of", edition="2"),
    )
    event = attrs.evolve(small(), related=related, sessions=(session,))
    holds(event)
    assert {item.path for item in fit(event).report} == {
        ("related", 0),
        ("related", 1, "edition"),
        ("sessions", 0, "participants"),
        ("sessions", 0, "participants", 2, "order"),
    }


def test_kinds_and_roles_of_our_own_documents_are_kept_to_the_letter() -> None:
    session = attrs.evolve(small().sessions[0], kind="Lunch", participants=(Participant(agent="a", role="Speakers"),))
    event = attrs.evolve(small(), sessions=(session,))
    holds(event)
    assert decode(encode(event).data).value().sessions == (session,)


def test_organizations_with_parents_without_end() -> None:
    organizations = tuple(
        Organization(id=f"o{number}", name=f"O{number}", parent=f"o{number + 1}") for number in range(3000)
    )
    event = Event(id="e", title="E", timezone="UTC", organizations=(*organizations, Organization(id="o3000", name="Z")))
    holds(event)


def test_a_session_as_a_document_says_what_the_whole_document_says() -> None:
    part = Session(id="p", title="P", parent="s", extra={"x-jsonld": {"doorTime": "08:30"}})
    event = attrs.evolve(small(), sessions=(*small().sessions, part))
    whole = {item["@id"]: item for item in json.loads(encode(event).data)["subEvent"]}
    tree = json.loads(encode(event).data)
    head = {key: tree[key] for key in ("@type", "@id", "name", "startDate", "endDate", "location") if key in tree}
    resolved = event.index.resolved
    for session, above in zip(resolved.sessions, (head, [{"@id": "#s-s"}, head]), strict=True):
        text = session_documents(resolved)(session)
        assert text is not None
        document = json.loads(text)
        node = whole[f"#s-{session.id}"]
        assert document == {**node, "@context": "https://schema.org", "superEvent": above}


def test_a_duplicate_key_is_an_error_with_its_place() -> None:
    page = '<script type="application/ld+json">\n{"@type": "Event", "name": "A",\n  "name": "B"}</script>'
    decoded = CODECS["jsonld"].decode(page.encode())
    (error,) = decoded.report.errors
    assert (error.code, error.path) == ("duplicate-key", ("name",))
    assert error.span is not None
    assert (error.span.line, error.span.column) == (3, 3)
    (first,) = error.related
    assert first.span is not None
    assert (first.span.line, first.span.column) == (2, 20)
    assert decoded.event is not None
    assert decoded.event.title == "B"


def test_texts_may_hold_line_breaks_beside_a_duplicate_key() -> None:
    data = b'{"@type": "Event", "name": "A", "name": "B", "a\tb": "c\nd"}'
    assert [item.code for item in decode(data).report] == ["duplicate-key"]


def test_properties_are_read_in_every_spelling() -> None:
    plain = {"@type": "Event", "name": "A", "description": "B", "doorTime": "08:30", "about": {"name": "no address"}}
    expected = decode(json.dumps(plain).encode()).value()
    for prefix in ("schema:", "https://schema.org/", "http://schema.org/"):
        tree = {key if key.startswith("@") else prefix + key: value for key, value in plain.items()}
        event = decode(json.dumps({**tree, "@type": prefix + "Event"}).encode()).value()
        assert attrs.evolve(event, extra={}) == attrs.evolve(expected, extra={})
        holds(event)
        holds(attrs.evolve(event, concepts=("https://concept.example/1",)))
        assert fit(event).event.extra == event.extra


def test_the_text_about_which_it_is_comes_back_and_a_half_character_does_not() -> None:
    own = {"about": ["gardening", " "], "x": "half \ud800", "y": ["half \ud800"], "z": {"\ud800": 1}}
    event = small(FrozenMap({"x-jsonld": freeze(own)}))
    holds(event)
    assert fit(event).event.sessions[0].extra == {"x-jsonld": {"about": ("gardening", " ")}}
    assert fit(event).event.sessions[0].concepts == ()


def test_a_finding_in_json_escaped_as_html_stands_at_its_block() -> None:
    page = "<p>\n<script type='application/ld+json'>{&quot;@type&quot;:&quot;Event&quot;,&quot;name&quot;:&quot;A&quot;,&quot;name&quot;:&quot;B&quot;}</script>"
    (error,) = decode(page.encode()).report.errors
    assert error.code == "duplicate-key"
    assert error.span is not None
    assert (error.span.line, error.span.column) == (2, 36)
