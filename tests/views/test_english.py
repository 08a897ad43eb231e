"""Words for people: dates, offsets, names, languages, links."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from ospo_events.codecs import codec_named
from ospo_events.model import (
    AttendanceMode,
    Link,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Status,
    Venue,
)
from ospo_events.views import english
from ospo_events.views.credits import Credits, agent_name, remarks, stands_for
from tests.support.programmes import at, event


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2024-07-09", "2024-07-09", "9 July 2024"),
        ("2024-07-09", "2024-07-10", "9–10 July 2024"),
        ("2024-07-31", "2024-08-01", "31 July – 1 August 2024"),
        ("2024-12-31", "2025-01-01", "31 December 2024 – 1 January 2025"),
    ],
)
def test_date_ranges(first: str, last: str, text: str) -> None:
    assert english.date_range(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == text


@pytest.mark.parametrize(
    ("zone", "text"), [("UTC", "UTC"), ("America/New_York", "UTC-4"), ("Asia/Kolkata", "UTC+5:30")]
)
def test_offsets(zone: str, text: str) -> None:
    assert english.offset(dt.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo(zone))) == text


def test_names_of_places_and_people() -> None:
    one = Session(id="one", title="One", slot=at(4, 9, "hall", "nowhere"))
    known = event(
        one,
        rooms=(Room(id="hall", name="Hall"),),
        venues=(Venue(id="north", name="North House"),),
        attendance_mode=AttendanceMode.ONLINE,
        organizations=(Organization(id="office", name="Example Office", short_name="EO"),),
        people=(Person(id="ada", name="Ada Example", honorific="Dr", job_title="Director", affiliation="office"),),
    )
    assert english.place_line(known) == "North House; online"
    assert english.place_line(event()) is None
    assert english.room_names(known, one) == ["Hall", "nowhere"]
    assert english.room_names(known, Session(id="two", title="Two")) == []
    assert agent_name(known, "ada") == "Dr Ada Example"  # type: ignore[arg-type]
    assert agent_name(known, "office") == "Example Office"  # type: ignore[arg-type]
    assert agent_name(known, "ghost") == "ghost"  # type: ignore[arg-type]
    credited = Participant(agent="ada", credited_as="A. E.", status=Status.TENTATIVE)
    assert Credits(known).by_role((credited,)) == [("Speaker", ["A. E. (Director, EO; to be confirmed)"])]
    gone = Participant(agent="ghost", status=Status.CANCELLED, affiliation="unknown-office")
    assert Credits(known).by_role((gone, credited))[0][0] == "Speakers"
    assert remarks(gone) == ["cancelled"]
    assert stands_for(known, gone) == "unknown-office"
    assert stands_for(known, Participant(agent="ghost")) is None


def test_an_organization_on_stage_goes_by_its_short_name_and_in_the_head_by_its_name_in_full() -> None:
    office, agency = Participant(agent="office", role="keynote"), Participant(agent="agency", role="keynote")
    known = event(
        Session(id="one", title="One", slot=at(4, 9), participants=(office, agency)),
        participants=(Participant(agent="office", role="organizer"), Participant(agent="agency", role="organizer")),
        organizations=(
            Organization(id="office", name="Example Office", short_name="EO"),
            Organization(id="agency", name="Sample Agency"),
        ),
    )
    assert agent_name(known, office.agent, office) == "EO"
    assert Credits(known).lines((office, agency)) == ["Keynote speakers: EO, Sample Agency"]
    for name in ("text", "markdown"):
        page = codec_named(name).encode(known).value().decode()
        head, _, stage = page.partition("Keynote")
        assert "Example Office" in head
        assert "EO" in stage
        assert "Example Office" not in stage
    page = codec_named("html").encode(known).value().decode()
    assert "Organisers: <bdi>Example Office</bdi>" in page
    assert "Keynote speakers: <bdi>EO</bdi>" in page


def test_languages_and_states() -> None:
    assert english.language_name("de") == "German"
    assert english.language_name("de-CH") == "German (de-CH)"
    assert english.language_name("tlh") == "tlh"
    session = Session(
        id="one",
        title="One",
        languages=("de",),
        interpretation=("en",),
        captions=("en", "tlh"),
        sign_languages=("gsg",),
        attendance_mode=AttendanceMode.ONLINE,
    )
    said = english.spoken_words(event(languages=("en",)), session)
    assert said[:3] == ["in German", "interpreted into English", "captions in English, tlh"]
    assert said[3].startswith("signed in ")
    assert said[4] == english.ATTENDANCE[AttendanceMode.ONLINE]
    updated = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    firm = event(status=Status.TENTATIVE, version="3", updated=updated)
    assert english.state_line(firm) == "tentative programme, version 3, last changed 2026-05-01 12:00 UTC"


def test_who_may_attend_is_shown_where_it_differs_from_the_event() -> None:
    def said(access: str | None, of_event: str | None = None) -> list[str]:
        return english.spoken_words(event(access=of_event), Session(id="one", title="One", access=access))

    assert said("invited") == ["by invitation"]
    assert said("public", "invited") == ["everybody may come"]
    assert said("invited", "invited") == []
    assert said(None, "invited") == []
    assert said("delegates-only") == ["access: delegates only"]  # a word of the author's own


def test_links_and_concepts() -> None:
    assert english.link_label(Link("https://example.org", "house_rules", title="Rules")) == "Rules"
    assert english.link_label(Link("https://example.org", "house_rules")) == "House rules"
    assert english.concept_label("http://metadata.un.org/sdg/4/") == "SDG 4: Quality education"
    for other in ("http://metadata.un.org/sdg/18", "http://metadata.un.org/sdg/x", "https://example.org/4"):
        assert english.concept_label(other) == other


def test_a_script_says_the_direction_of_a_language() -> None:
    from ospo_events.views.english import is_right_to_left

    assert [is_right_to_left(code) for code in ("ar", "az-Arab", "ar-Latn", "de", "he-IL")] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_the_event_says_who_may_attend_and_in_which_languages() -> None:
    whole = event(
        language="en",
        languages=("en", "fr"),
        interpretation=("es",),
        captions=("en",),
        sign_languages=("ase",),
        attendance_mode=AttendanceMode.MIXED,
        access="invited",
    )
    line = english.attending_line(whole)
    assert line is not None
    assert line.split("; ")[:3] == ["In English, French", "interpreted into Spanish", "captions in English"]
    assert line.split("; ")[4:] == ["in person and online", "by invitation"]
    assert english.attending_line(event(access="delegates-only")) == "Access: delegates only"


@pytest.mark.parametrize("language", [None, "en"])
def test_what_goes_without_saying_of_an_event_is_not_said(language: str | None) -> None:
    plain = event(language=language, languages=("en",), attendance_mode=AttendanceMode.IN_PERSON)
    assert english.attending_line(plain) is None
    assert english.attending_line(event(attendance_mode=AttendanceMode.ONLINE)) is None  # a place says it
    assert english.attending_line(event(language="fr", languages=("en",))) == "En anglais"
    assert english.statement_line(event()) is None
    assert english.statement_line(event(accessibility="It is\nstep-free.")) == "Accessibility: It is step-free."


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_agendas_and_pages_say_who_may_attend(name: str, language: str) -> None:
    closed = event(language=language, languages=("nl", "pl"), access="invited", accessibility="No **steps**")
    line = english.attending_line(closed)
    assert line is not None
    shown = codec_named(name).encode(closed).data.decode()
    assert line in shown
    assert "No steps" in shown or name == "html"  # a page has the whole statement at its foot
    assert line not in codec_named(name).encode(event(language=language)).data.decode()
