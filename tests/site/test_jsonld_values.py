"""Values in the JSON-LD of others: half an object, a blank text, a value of another type, a larger event."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from ospo_events import CODECS, Event, Link, Session, Severity
from ospo_events.codecs.jsonld.decode import decode
from tests.support.jsonld import read, session
from tests.support.reading import event_of


def test_words_languages_audiences_and_recordings() -> None:
    event = read(
        keywords=["a, b", {"@type": "DefinedTerm", "name": "c"}, {"@type": "DefinedTerm"}, 3],
        inLanguage=["de", {"@type": "Language", "alternateName": "en"}, {"@type": "Language", "name": "fr"}, " ", 4],
        audience={"@type": "Audience", "audienceType": "everybody"},
        recordedIn=[
            {"@type": "VideoObject", "url": "https://v.example/1", "license": "https://l.example/"},
            {"@type": "VideoObject"},
        ],
        about=[{"@id": "https://c.example/1"}, {"name": "no id"}],
        offers=[
            {"@type": "Offer", "url": "https://tickets.example/"},
            {"@type": "Offer", "url": "https://tickets.example/"},
            {"@type": "Offer", "price": 3},
        ],
    ).value()
    assert event.tags == ("a", "b", "c")
    assert event.languages == ("de", "en", "fr")
    assert event.audience == "everybody"
    assert event.recording is not None
    assert (event.recording.license, [link.href for link in event.recording.links]) == (
        "https://l.example/",
        ["https://v.example/1"],
    )
    assert event.concepts == ("https://c.example/1",)
    assert [link.href for link in event.links if link.rel == "registration"] == ["https://tickets.example/"]


def test_what_an_event_is_a_part_of() -> None:
    event = read(
        superEvent=[
            {"@type": "EventSeries", "name": "Every year", "identifier": "yearly"},
            {"@type": "EventSeries"},
            {"@type": "Event", "name": "A week", "url": "https://week.example/"},
        ]
    ).value()
    assert event.series is not None
    assert (event.series.id, event.series.title) == ("yearly", "Every year")
    assert [item.title for item in event.related] == ["A week"]


def test_a_part_without_a_name_is_left_out() -> None:
    decoded = read(subEvent=[session(name=None), session()])
    assert [item.title for item in event_of(decoded).sessions] == ["S"]
    (error,) = decoded.report.errors
    assert (error.code, error.span is not None) == ("missing-title", True)


def test_a_part_that_cannot_be_a_session_is_told_and_the_rest_kept() -> None:
    decoded = read(subEvent=[session(endDate="2024-07-09T08:00:00+02:00"), session(name="Two")])
    assert [item.title for item in event_of(decoded).sessions][-1] == "Two"
    assert decoded.report.codes


def test_blank_words_say_nothing() -> None:
    performers = ["", "  ", "Ada", {"@type": "Person", "name": "Ben", "affiliation": ["", {"@type": "Organization"}]}]
    decoded = read(subEvent=[session(description=" ", performer=performers)])
    event = event_of(decoded)
    assert [person.name for person in event.people] == ["Ada", "Ben"]
    assert event.sessions[0].description is None
    assert event.sessions[0].abstract is None


def test_roles_of_others_in_their_own_words() -> None:
    role = {"@type": "Role", "roleName": "Juggler", "performer": {"@type": "Person", "name": "Ada"}}
    (who,) = event_of(read(subEvent=[session(performer=role)])).sessions[0].participants
    assert who.role == "Juggler"


@pytest.mark.parametrize(
    "identifier",
    [
        {"@type": "PropertyValue", "propertyID": "doi", "value": "10.1/x"},
        {"@type": "PropertyValue", "propertyID": "uid", "value": 5},
    ],
)
def test_identifiers_of_others_are_told(identifier: dict[str, Any]) -> None:
    decoded = read(subEvent=[session(identifier=identifier)])
    assert event_of(decoded).sessions[0].uid is None
    (note,) = [item for item in decoded.report if item.code == "not-modelled"]
    assert note.severity is Severity.INFO


def test_an_identifier_that_is_no_id_is_not_one() -> None:
    assert event_of(read(identifier=["two words", "ospos-2024"])).id == "ospos-2024"
    assert event_of(read(identifier="two words")).id == "e"


def test_times_without_any_zone_are_in_utc_and_told() -> None:
    decoded = read(zone=None, startDate="2024-07-09T09:00:00", endDate="2024-07-09T10:00:00+02:00")
    assert event_of(decoded).timezone.key == "UTC"
    (told,) = [item for item in decoded.report if item.code == "missing-timezone"]
    assert "got only times without an offset" in told.message


def test_a_link_without_an_address_is_none() -> None:
    works = [{"@type": "CreativeWork", "name": "Slides"}, {"@type": "CreativeWork", "url": "https://a.example/slides"}]
    links = event_of(read(subEvent=[session(subjectOf=works)])).sessions[0].links
    assert [link.href for link in links] == ["https://a.example/slides"]


def test_halves_of_surrogate_pairs_do_not_travel() -> None:
    decoded = read(keywords=["a\ud800", 5], about={"@type": "Thing", "name": "\ud800"})
    assert "\ud800" not in repr(attrs.astuple(decoded.value(), recurse=False))


def test_a_page_with_an_empty_block_before_the_data() -> None:
    data = json.dumps(
        {"@context": "https://schema.org", "@type": "Event", "name": "E", "startDate": "2024-07-09T09:00Z"}
    )
    script = '<script type="application/ld+json">'
    page = f"<html>{script}  </script>\n{script}{data}</script></html>".encode()
    assert decode(page).value().title == "E"


def test_foreign_data_is_written_back_and_read_again() -> None:
    event = event_of(read(subEvent=[session(performer={"@type": "Person", "name": "Ada", "birthDate": "1815"})]))
    again = CODECS["jsonld"].decode(CODECS["jsonld"].encode(event).value()).value()
    assert again.people[0].extra == event.people[0].extra
    assert "birthDate" in str(again.people[0].extra)


def test_links_with_nothing_but_an_address() -> None:
    event = Event(id="e", title="E", timezone="UTC")
    talk = Session(
        id="s", title="S", slot=event.local("2024-07-09", "09:00", "10:00"), links=[Link("https://a.example/x", "code")]
    )
    written = Event(id="e", title="E", timezone="UTC", sessions=[talk])
    again = CODECS["jsonld"].decode(CODECS["jsonld"].encode(written).value()).value()
    assert again.sessions[0].links == talk.links
