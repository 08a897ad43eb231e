"""Whole files, made up after those that software of many years writes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ospo_events.codecs import CODECS
from ospo_events.model import Event

FILES = Path(__file__).parent / "dialects"
FORMATS = {".schedule2.json": "schedule2", ".json": "schedule-json", ".xml": "schedule-xml"}


def read(name: str, **options: Any) -> tuple[Event, list[str]]:
    codec = CODECS[next(format for tail, format in FORMATS.items() if name.endswith(tail))]
    decoded = codec.decode((FILES / name).read_bytes(), source=name, **options)
    assert all(item.span is not None for item in decoded.report if item.path)
    return decoded.value(), [item.code for item in decoded.report]


def times(event: Event) -> list[str]:
    told: list[str] = []
    for session in event.sessions:
        slot = session.slot
        assert slot is not None
        assert slot.end is not None
        told.append(f"{slot.start:%Y-%m-%dT%H:%M}-{slot.end:%H:%M}")
    return told


@pytest.mark.parametrize(
    ("name", "options", "zone", "days", "expected"),
    [
        ("pentabarf.xml", {"zone": "Europe/Brussels"}, "Europe/Brussels", ["2010-02-06", "2010-02-07"],
         ["2010-02-06T10:30-11:15", "2010-02-07T01:00-03:00"]),
        ("pretalx-without-offsets.xml", {}, "Europe/Berlin", ["2019-03-13", "2019-03-14"], ["2019-03-13T10:00-10:45"]),
        ("wafer-days-in-utc.xml", {}, "Asia/Kolkata", ["2023-09-10", "2023-09-11"],
         ["2023-09-10T10:30-10:50", "2023-09-11T01:30-02:30"]),
        ("symposion.xml", {"zone": "Europe/Paris"}, "Europe/Paris", ["2015-11-21", "2015-11-22"], ["2015-11-21T09:30-10:00"]),
        ("party.xml", {}, "Europe/Berlin", ["2022-04-15", "2022-04-16"], ["2022-04-15T18:00-19:30"]),
        ("slots-of-a-volunteer-system.xml", {"zone": "Europe/Helsinki"}, "Europe/Helsinki", ["2042-01-01"],
         ["2042-01-01T12:30-14:00", "2042-01-01T14:15-15:45"]),
        ("scraped.json", {}, "Europe/Berlin", ["2023-06-05", "2023-06-06"],
         ["2023-06-05T10:30-11:15", "2023-06-06T09:00-10:00"]),
        ("hub.schedule2.json", {}, "Europe/Berlin", ["2024-12-27", "2024-12-28"], ["2024-12-28T00:15-00:55"]),
    ],
)  # fmt: skip
def test_a_file_is_read_at_the_times_it_means(
    name: str, options: dict[str, str], zone: str, days: list[str], expected: list[str]
) -> None:
    event, codes = read(name, **options)
    assert event.timezone.key == zone
    assert [day.date.isoformat() for day in event.days] == days
    assert times(event) == expected
    assert not {"outside-day", "bad-time", "missing-start", "missing-end"} & set(codes)


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_a_file_is_written_again_valid(name: str, xsd_errors: Any, json_errors: Any) -> None:
    event, _ = read(name, zone="Europe/Berlin")
    assert xsd_errors(CODECS["schedule-xml"].encode(event).value()) == []
    assert json_errors(CODECS["schedule-json"].encode(event).value()) == []


def test_day_changes_are_those_of_the_place() -> None:
    assert read("wafer-days-in-utc.xml")[0].day_change == dt.time(3)
    assert read("pretalx-without-offsets.xml")[0].day_change == dt.time(4)
    assert read("party.xml")[0].day_change == dt.time(4)


def test_markup_in_a_text_is_read_as_text_and_told() -> None:
    event, codes = read("slots-of-a-volunteer-system.xml", zone="Europe/Helsinki")
    first = event.sessions[0]
    assert first.title == "No room, no conference\N{NO-BREAK SPACE}ü"
    assert first.abstract == "FirstSecond bold\nthird"
    assert first.slot is not None
    assert first.slot.rooms == ()
    assert first.links[0].href == "https://example.org/a"
    assert {"space-before-declaration", "undeclared-entity", "markup-in-text", "missing-title"} <= set(codes)


def test_names_and_links_are_as_they_stand() -> None:
    event, _ = read("pretalx-without-offsets.xml")
    assert [person.name for person in event.people] == ["Kim Example", "O'Brien; & Sons"]
    (opening, night) = read("pentabarf.xml", zone="Europe/Brussels")[0].sessions
    assert [link.href for link in opening.links] == ["https://example.org/slides"]
    assert opening.extra["x-schedule"] == {
        "id": 101,
        "language": "English",
        "links": ({"href": "example dot org", "title": "Somewhere"},),
        "tag": "opening",
        "type": "other",
    }
    assert night.tracks == ()


def test_one_of_several_languages_is_taken() -> None:
    event, codes = read("scraped.json")
    assert (event.sessions[1].title, event.sessions[1].kind) == ("Rooms as a list", "panel")
    assert codes.count("languages-dropped") == 2


def test_the_hub_tells_of_people_once() -> None:
    event, codes = read("hub.schedule2.json")
    (session,) = event.sessions
    (person,) = event.people
    assert (session.participants[0].role, person.bio, event.rooms[0].description) == (
        "moderator", "Long ago.", "Level 2")  # fmt: skip
    assert [(link.rel, link.href) for link in session.links] == [
        ("related", "https://example.net/"),
        ("feedback", "https://example.net/feedback/"),
    ]
    assert event.tracks[0].title == "Art & Beauty"
    assert event.day_change == dt.time(6)
    assert codes == ["languages-dropped"]


def test_text_after_the_end_costs_nothing() -> None:
    data = (FILES / "party.xml").read_bytes() + b"<!-- made in 0.3 s --> <script/>"
    decoded = CODECS["schedule-xml"].decode(data)
    assert len(decoded.value().sessions) == 1
    assert decoded.report.codes[0] == "not-well-formed"


def test_another_schedule_is_none_of_ours() -> None:
    data = (
        b'<schedule xmlns="urn:example:giggity" id="x" title="X"><line id="1"><item startTime="1"/></line></schedule>'
    )
    decoded = CODECS["schedule-xml"].decode(data, zone="UTC")
    assert decoded.event is None
    assert decoded.report.codes == ("wrong-format",)


def test_many_entries_of_one_long_slug_have_ids_of_their_own() -> None:
    slug = "a" * 100
    entry = f"<event><start>09:00</start><duration>01:00</duration><slug>{slug}</slug><title>T</title></event>"
    day = f'<day date="2024-07-09"><room name="A">{entry * 12}</room></day>'
    data = f"<schedule><conference><title>T</title></conference>{day}</schedule>".encode()
    sessions = CODECS["schedule-xml"].decode(data, zone="UTC").value().sessions
    assert len({session.id for session in sessions}) == 12
    assert max(len(session.id) for session in sessions) == 100
