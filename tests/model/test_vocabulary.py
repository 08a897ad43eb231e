"""Known words: every spelling of a kind or a role means one word, and all readers read it alike."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS
from ospo_events.codecs._reading.kinds import service_kind
from ospo_events.codecs.jsonld._schema_org import EVENT_TYPES, KIND_OF_TYPE, PROPERTY_OF_ROLE, SESSION_TYPES
from ospo_events.codecs.schedule._tree import UNLISTED_ROLES
from ospo_events.model import Event, Participant, Person, Session, Slot
from ospo_events.model.vocabulary import (
    KNOWN_EVENT_KINDS,
    KNOWN_KINDS,
    KNOWN_ROLES,
    Kind,
    Role,
    is_service,
    kind_of,
    role_of,
)

Document = dict[str, Any]
UTC = ZoneInfo("UTC")


def names(table: Mapping[str, Kind] | Mapping[str, Role]) -> Iterator[tuple[str, str]]:
    """Yield each name that a table gives, with the word that it means."""
    for word, entry in table.items():
        for name in (word, entry.label, *entry.synonyms):
            yield name, word


def variants(name: str) -> Iterator[str]:
    """Yield the spellings that differ from a name in nothing that matters."""
    for spelling in (name, f"{name}s", name.upper(), name.title(), f"  {name}\t"):
        yield spelling
        for gap in "-", "_", " ", "  ", "\u00a0", "\u2011", "":
            yield spelling.replace("-", gap).replace(" ", gap)


@pytest.mark.parametrize(("name", "kind"), list(names(KNOWN_KINDS)))
def test_every_spelling_of_a_kind_is_read_as_it(name: str, kind: str) -> None:
    assert {spelling: kind_of(spelling) for spelling in variants(name)} == dict.fromkeys(variants(name), kind)


@pytest.mark.parametrize(("name", "role"), list(names(KNOWN_ROLES)))
def test_every_spelling_of_a_role_is_read_as_it(name: str, role: str) -> None:
    assert {spelling: role_of(spelling) for spelling in variants(name)} == dict.fromkeys(variants(name), role)


@pytest.mark.parametrize("table", [KNOWN_KINDS, KNOWN_ROLES], ids=["kinds", "roles"])
def test_no_name_belongs_to_two_words(table: Mapping[str, Kind] | Mapping[str, Role]) -> None:
    meanings: dict[str, set[str]] = {}
    for name, word in names(table):
        for variant in variants(name):
            meanings.setdefault(variant.casefold(), set()).add(word)
    assert {name: words for name, words in meanings.items() if len(words) > 1} == {}


@pytest.mark.parametrize("table", [KNOWN_KINDS, KNOWN_ROLES], ids=["kinds", "roles"])
def test_no_synonym_is_listed_that_the_other_names_cover(table: Mapping[str, Kind] | Mapping[str, Role]) -> None:
    for word, entry in table.items():
        for synonym in entry.synonyms:
            others = [word, entry.label, *(name for name in entry.synonyms if name != synonym)]
            covered = {variant.casefold() for name in others for variant in variants(name)}
            assert entry.synonyms.count(synonym) == 1
            assert synonym.casefold() not in covered


@pytest.mark.parametrize(
    ("text", "kind"), [("Parties", "social"), ("lunches", "meal"), ("Ceremonies", "ceremony"), ("cafe\u0301", "break")]
)
def test_plurals_follow_english_and_accents_may_stand_apart(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text", ["", " ", "-", "s", "fishbowl", "My own kind", "talk show", "lunch & talks", "x" * 101]
)
def test_other_words_are_no_known_ones(text: str) -> None:
    assert kind_of(text) is None
    assert role_of(text) is None


@given(text=st.text(max_size=300))
def test_any_text_is_a_known_word_or_none(text: str) -> None:
    assert kind_of(text) in {None, *KNOWN_KINDS}
    assert role_of(text) in {None, *KNOWN_ROLES}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Coffee Breaks", "break"),
        ("Coffee in the foyer", "break"),
        ("Check-in & coffee", "registration"),
        ("Gemeinsames Mittagessen", "meal"),
        ("Networking drinks", "social"),
        ("Fire drill", None),
        ("12:30 / ***", None),
        ("", None),
    ],
)
def test_the_title_of_a_service_session_says_its_kind(title: str, kind: str | None) -> None:
    assert service_kind(title) == kind


def test_tables_of_formats_know_no_word_that_the_model_does_not() -> None:
    assert SESSION_TYPES.keys() <= KNOWN_KINDS.keys()
    assert set(KIND_OF_TYPE.values()) <= KNOWN_KINDS.keys()
    assert PROPERTY_OF_ROLE.keys() <= KNOWN_ROLES.keys()
    assert EVENT_TYPES.keys() <= set(KNOWN_EVENT_KINDS)


# One document for each foreign format, with one session whose kind is a given text


def ics(kind: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:a@example.org"]
    lines += ["DTSTAMP:20240601T120000Z", "DTSTART:20240709T100000Z", "DTEND:20240709T103000Z", "SUMMARY:Code"]
    lines += [f"CATEGORIES:{kind}", "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def schedule_xml(kind: str) -> bytes:
    return f"""<schedule><conference><acronym>cities</acronym><title>Cities</title><start>2024-07-09</start>
        <end>2024-07-09</end><time_zone_name>UTC</time_zone_name></conference>
        <day index="1" date="2024-07-09" start="2024-07-09T09:00:00Z" end="2024-07-09T18:00:00Z"><room name="Hall">
        <event id="1" guid="6bb7e6a2-55a6-4c8f-8a3c-0c7a1a3c6a11"><date>2024-07-09T10:00:00Z</date><start>10:00</start>
        <duration>00:30</duration><title>Code</title><type>{kind}</type></event></room></day></schedule>""".encode()


def schedule_entry(kind: str, role: str = "speaker") -> Document:
    return {
        "id": 1,
        "guid": "6bb7e6a2-55a6-4c8f-8a3c-0c7a1a3c6a11",
        "date": "2024-07-09T10:00:00Z",
        "start": "10:00",
        "duration": "00:30",
        "title": "Code",
        "type": kind,
        "persons": [{"id": 1, "public_name": "Ada Example", "role": role}],
    }


def schedule_json(kind: str, role: str = "speaker") -> bytes:
    head = {"acronym": "cities", "title": "Cities", "start": "2024-07-09", "end": "2024-07-09", "time_zone_name": "UTC"}
    day = {"index": 1, "date": "2024-07-09", "rooms": {"Hall": [schedule_entry(kind, role)]}}
    return json.dumps({"schedule": {"version": "1", "conference": {**head, "days": [day]}}}).encode()


def schedule2(kind: str, role: str = "SPEAKER") -> bytes:
    entry = {
        "guid": "6bb7e6a2-55a6-4c8f-8a3c-0c7a1a3c6a11",
        "type": kind,
        "title": "Code",
        "start": "2024-07-09T10:00:00Z",
        "end": "2024-07-09T10:30:00Z",
        "room": {"name": "Hall", "guid": "6bb7e6a2-55a6-4c8f-8a3c-0c7a1a3c6a12"},
        "participants": [{"guid": "6bb7e6a2-55a6-4c8f-8a3c-0c7a1a3c6a13", "name": "Ada Example", "role": role}],
    }
    head = {"acronym": "cities", "title": "Cities", "start": "2024-07-09", "end": "2024-07-09", "time_zone_name": "UTC"}
    schedule = {"version": "1", "conference": head, "events": [entry]}
    return json.dumps({"$schema": "https://c3voc.de/schema/schedule2", "schedule": schedule}).encode()


def jsonld(kind: str, role: str = "speaker") -> bytes:
    person = {"@type": "Person", "name": "Ada Example"}
    part = {
        "@type": "Event",
        "additionalType": kind,
        "name": "Code",
        "startDate": "2024-07-09T10:00:00Z",
        "endDate": "2024-07-09T10:30:00Z",
        "performer": {"@type": "Role", "roleName": role, "performer": person},
    }
    event = {"@context": "https://schema.org", "@type": "Event", "name": "Cities", "startDate": "2024-07-09"}
    return json.dumps({**event, "subEvent": [part]}).encode()


def sessionize(kind: str) -> bytes:
    session = {
        "id": "1",
        "title": "Code",
        "startsAt": "2024-07-09T10:00:00",
        "endsAt": "2024-07-09T10:30:00",
        "isServiceSession": False,
        "speakers": [],
        "categoryItems": [7],
    }
    group = {"id": 1, "title": "Session format", "items": [{"id": 7, "name": kind, "sort": 1}], "sort": 0}
    view = {"sessions": [session], "speakers": [], "questions": [], "categories": [group], "rooms": []}
    return json.dumps(view).encode()


def pretalx(kind: str) -> bytes:
    submission = {
        "code": "AAA111",
        "title": "Code",
        "speakers": [],
        "submission_type": {"id": 1, "name": {"en": kind}},
        "state": "confirmed",
        "slots": [],
    }
    return json.dumps({"count": 1, "next": None, "previous": None, "results": [submission]}).encode()


def indico(kind: str) -> bytes:
    contribution = {
        "_type": "Contribution",
        "id": "12",
        "db_id": 26,
        "title": "Code",
        "startDate": {"date": "2024-07-09", "time": "10:00:00", "tz": "UTC"},
        "duration": 30,
        "type": kind,
    }
    conference = {
        "_type": "Conference",
        "id": "1",
        "title": "Cities",
        "timezone": "UTC",
        "startDate": {"date": "2024-07-09", "time": "09:00:00", "tz": "UTC"},
        "endDate": {"date": "2024-07-09", "time": "18:00:00", "tz": "UTC"},
        "contributions": [contribution],
    }
    return json.dumps({"_type": "HTTPAPIResult", "count": 1, "results": [conference]}).encode()


DOCUMENTS: dict[str, Callable[[str], bytes]] = {
    "ics": ics,
    "schedule-xml": schedule_xml,
    "schedule-json": schedule_json,
    "schedule2": schedule2,
    "jsonld": jsonld,
    "sessionize": sessionize,
    "pretalx": pretalx,
    "indico": indico,
}
ROLE_DOCUMENTS: dict[str, Callable[[str, str], bytes]] = {
    "schedule-json": schedule_json,
    "schedule2": schedule2,
    "jsonld": jsonld,
}
TITLED = {"sessionize", "pretalx"}
"""Formats whose documents do not name the event."""
SPELLINGS = {
    "talk": "talk",
    "Lecture": "talk",
    "Talks": "talk",
    "Keynote": "keynote",
    "key note": "keynote",
    "Keynotes": "keynote",
    "Presentation": "presentation",
    "lightning talks": "lightning-talk",
    "LIGHTNING_TALK": "lightning-talk",
    "Lightningtalk": "lightning-talk",
    "Panel": "panel",
    "panel discussion": "panel",
    "high level panel": "high-level-panel",
    "High-Level Panels": "high-level-panel",
    "Debate": "debate",
    "Fireside chat": "fireside-chat",
    "roundtable": "roundtable",
    "Round Table": "roundtable",
    "ROUND_TABLE": "roundtable",
    "round-tables": "roundtable",
    "Workshops": "workshop",
    "hands-on": "tutorial",
    "Tutorial": "tutorial",
    "demo": "demo",
    "Demonstrations": "demo",
    "Poster": "poster",
    "poster sessions": "poster",
    "plenary": "plenary",
    "opening_session": "opening",
    "side-event": "side-event",
    "Side events": "side-event",
    "BoF": "bof",
    "BoFs": "bof",
    "Birds of a Feather": "bof",
    "Hackathon": "hackathon",
    "Meeting": "meeting",
    "Lunch": "meal",
    "lunch-break": "meal",
    "coffee-break": "break",
    "Coffee Breaks": "break",
    "Check-in": "registration",
    "registration": "registration",
    "reception": "social",
    "Networking": "social",
    "social event": "social",
    "free time": "free-time",
}
ROLES = {
    "Speaker": "speaker",
    "presenter": "speaker",
    "Presenters": "speaker",
    "keynote speaker": "keynote",
    "Keynote-Speaker": "keynote",
    "PANELLIST": "panelist",
    "moderator": "moderator",
    "MODERATORS": "moderator",
    "Session Chair": "chair",
    "chair": "chair",
    "co_host": "co-host",
    "Cohost": "co-host",
    "Organisers": "organizer",
    "organizer": "organizer",
    "author": "author",
    "Translator": "interpreter",
    "special-guest": "guest",
}


def read(format: str, data: bytes) -> Event:
    options = {"zone": "UTC"}
    if format in TITLED:
        options["title"] = "Cities"
    return CODECS[format].decode(data, **options).value()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_reader_reads_a_kind_alike(spelling: str) -> None:
    kinds = {format: read(format, document(spelling)).sessions[0].kind for format, document in DOCUMENTS.items()}
    assert kinds == dict.fromkeys(DOCUMENTS, SPELLINGS[spelling])


@pytest.mark.parametrize("kind", ["fishbowl", "My own kind"])
def test_a_kind_that_is_not_known_stays_as_it_is(kind: str) -> None:
    kinds = {format: read(format, document(kind)).sessions[0].kind for format, document in DOCUMENTS.items()}
    assert kinds == {**dict.fromkeys(DOCUMENTS, kind), "ics": "talk"}
    assert [track.title for track in read("ics", ics(kind)).tracks] == [kind]


@pytest.mark.parametrize("spelling", ROLES)
def test_every_reader_reads_a_role_alike(spelling: str) -> None:
    roles = {
        format: read(format, document("talk", spelling)).sessions[0].participants[0].role
        for format, document in ROLE_DOCUMENTS.items()
    }
    assert roles == dict.fromkeys(ROLE_DOCUMENTS, ROLES[spelling])


def test_a_role_that_is_not_known_stays_as_it_is() -> None:
    for format, document in ROLE_DOCUMENTS.items():
        assert read(format, document("talk", "Stage hand")).sessions[0].participants[0].role == "Stage hand", format


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_kind_of_a_calendar_entry_is_no_track_of_it(spelling: str) -> None:
    event = read("ics", ics(spelling))
    assert event.tracks == ()
    assert event.sessions[0].tags == ()


def test_further_kinds_of_a_calendar_entry_are_tags_and_the_first_other_category_is_its_track() -> None:
    event = read("ics", ics("Workshops,BoF,Law,Health"))
    session = event.sessions[0]
    assert session.kind == "workshop"
    assert [track.title for track in event.tracks] == ["Law"]
    assert session.tags == ("BoF", "Health")


def own(kind: str, role: str) -> Event:
    slot = Slot(dt.datetime(2024, 7, 9, 10, tzinfo=UTC), dt.datetime(2024, 7, 9, 10, 30, tzinfo=UTC))
    session = Session(
        id="code", title="Code", kind=kind, slot=slot, participants=(Participant(agent="ada", role=role),)
    )
    return Event(
        id="cities", title="Cities", timezone="UTC", people=(Person(id="ada", name="Ada Example"),), sessions=(session,)
    )


@pytest.mark.parametrize("format", ["ics", "jcal", "jsonld", "json", "yaml"])
@pytest.mark.parametrize(("kind", "role"), [("Lunch", "Presenters"), ("x", "y"), ("BoFs", "organiser")])
def test_our_own_documents_keep_kinds_and_roles_to_the_letter(format: str, kind: str, role: str) -> None:
    session = CODECS[format].decode(CODECS[format].encode(own(kind, role)).value()).value().sessions[0]
    assert (session.kind, session.participants[0].role) == (kind, role)


@pytest.mark.parametrize("format", ["ics", "schedule-xml", "schedule-json", "jsonld", "sessionize"])
@pytest.mark.parametrize("kind", [*KNOWN_KINDS, "fishbowl", "My own kind"])
def test_what_our_writers_write_is_read_as_the_same_kind(format: str, kind: str) -> None:
    options = {"title": "Cities", "zone": "UTC"} if format == "sessionize" else {}
    data = CODECS[format].encode(own(kind, "speaker")).value()
    assert CODECS[format].decode(data, **options).value().sessions[0].kind == kind


@pytest.mark.parametrize("kind", KNOWN_KINDS)
def test_schedule2_keeps_a_kind_or_says_that_it_changes(kind: str) -> None:
    encoded = CODECS["schedule2"].encode(own(kind, "speaker"))
    session = CODECS["schedule2"].decode(encoded.value()).value().sessions[0]
    changed = {item.path for item in encoded.report if item.code in ("changed-to-fit", "not-carried")}
    assert (session.kind == kind) is (("sessions", 0, "kind") not in changed)
    assert is_service(session.kind) is is_service(kind)


@pytest.mark.parametrize("role", sorted(KNOWN_ROLES.keys() - UNLISTED_ROLES))
@pytest.mark.parametrize("format", ROLE_DOCUMENTS)
def test_what_our_writers_write_is_read_as_the_same_role(format: str, role: str) -> None:
    data = CODECS[format].encode(own("talk", role)).value()
    assert CODECS[format].decode(data).value().sessions[0].participants[0].role == role
