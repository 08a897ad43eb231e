"""What files say beyond the model: of rooms, tracks, people and links. It comes back, or a finding tells of it."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event, Link, Room
from tests.support.schedules import read

JSON, XML, SCHEDULE2 = CODECS["schedule-json"], CODECS["schedule-xml"], CODECS["schedule2"]
ENTRY: dict[str, Any] = {
    "guid": "00000000-0000-4000-8000-000000000001", "id": 1, "date": "2026-09-04T10:00:00+02:00", "start": "10:00",
    "duration": "00:30", "room": "Hall", "slug": "demo26-1-talk", "url": "https://demo.example/1", "title": "Talk",
    "subtitle": "", "track": "Making", "type": "lecture", "language": "en", "abstract": "", "description": "",
    "persons": [], "links": [], "attachments": [],
}  # fmt: skip
ROOM = {
    "name": "Hall", "guid": "00000000-0000-4000-8000-0000000000bb", "slug": "hall", "type": "stage", "stream_id": "s1",
    "capacity": 30, "description": "Level 2", "description_de": "Ebene 2",
    "features": {"recording": "unknown", "lights": ["red", {"blue": 2}]},
    "assembly": {"name": "Team", "slug": "team", "guid": "00000000-0000-4000-8000-0000000000cc", "more": 1},
}  # fmt: skip
TRACK = {"name": "Making", "slug": "making", "color": "#112233", "guid": "g", "order": 0, "hidden": False}
PERSON = {
    "guid": "00000000-0000-4000-8000-0000000000dd", "name": "Ada", "avatar": "/ada.png", "code": "ABCDEF",
    "url": "people/ada", "links": [{"url": "https://a.example/", "title": "A", "type": "blog"}], "fediverse": ["@ada"],
}  # fmt: skip


def document(*, base: str = "https://demo.example/2026/", **changes: Any) -> bytes:
    """Return a schedule.json: changes of the entry by name, of the conference in `conference`."""
    conference = {"acronym": "demo26", "title": "Demo", "time_zone_name": "Europe/Berlin", "start": "2026-09-04",
                  "end": "2026-09-04", "daysCount": 1, "tracks": [TRACK], "rooms": [ROOM]}  # fmt: skip
    conference |= changes.pop("conference", {})
    conference["days"] = [{"index": 1, "date": "2026-09-04", "rooms": {"Hall": [ENTRY | changes]}}]
    return json.dumps({"schedule": {"version": "1", "base_url": base, "conference": conference}}).encode()


def decoded(**changes: Any) -> Decoded:
    return JSON.decode(document(**changes))


def again(event: Event) -> dict[str, Any]:
    written = JSON.encode(event)
    assert [item.code for item in written.report if item.code != "missing-base-url"] == []
    conference: dict[str, Any] = json.loads(written.value())["schedule"]["conference"]
    return conference


def test_extras_of_rooms_tracks_and_people_are_written_back_as_they_were(json_errors: Any) -> None:
    event = decoded(persons=[PERSON]).value()
    conference = again(event)
    (room,), (track,) = conference["rooms"], conference["tracks"]
    assert room | {"features": ROOM["features"]} == ROOM
    assert room["features"].items() >= ROOM["features"].items()  # type: ignore[attr-defined]
    assert track == TRACK
    ((entry,),) = conference["days"][0]["rooms"].values()
    (person,) = entry["persons"]
    absolute = {"avatar": "https://demo.example/ada.png", "url": "https://demo.example/2026/people/ada"}
    assert person.items() >= (PERSON | absolute).items()
    assert json_errors(JSON.encode(event).value()) == []


def test_a_picture_and_the_links_of_a_person_are_links_of_the_model() -> None:
    (person,) = decoded(persons=[PERSON]).value().people
    assert person.url == "https://demo.example/2026/people/ada"
    assert person.links == (
        Link("https://demo.example/ada.png", "image"),
        Link("https://a.example/", "blog", title="A"),
    )


@pytest.mark.parametrize(
    ("room", "lost"),
    [
        ({"type": "cellar"}, "type"),
        ({"slug": "No Slug"}, "slug"),
        ({"assembly": {"name": "Team"}}, "assembly"),
        ({"features": {"recording": "perhaps"}}, "features"),
        ({"weather": "fine"}, "weather"),
    ],
)
def test_what_the_schema_does_not_take_of_a_room_is_reported(room: dict[str, Any], lost: str, json_errors: Any) -> None:
    read = decoded(conference={"rooms": [ROOM | room]})
    written = JSON.encode(read.value())
    report = written.report.located(read.source_map) if read.source_map else written.report
    (finding,) = report
    assert (finding.code, finding.path) == ("not-carried", ("rooms", 0, "extra", "x-schedule", lost))
    assert finding.span is not None
    assert finding.span.column > 1
    assert json_errors(written.value()) == []


def test_a_code_that_the_schema_does_not_take_is_reported(json_errors: Any) -> None:
    written = JSON.encode(decoded(persons=[PERSON | {"code": "a-b"}]).value())
    assert [item.path[-1] for item in written.report] == ["code"]
    assert json_errors(written.value()) == []


def test_schedule2_has_words_of_its_own_for_rooms(json2_errors: Any) -> None:
    room = ROOM | {"type": "STAGE", "features": {"recording": "UNKNOWN"}}
    written = SCHEDULE2.encode(decoded(conference={"rooms": [room]}).value())
    (value,) = json.loads(written.value())["schedule"]["conference"]["rooms"]
    assert (value["type"], value["slug"], value["stream_id"]) == ("STAGE", "hall", "s1")
    assert {item.path[-1] for item in written.report} >= {"assembly", "description_de"}
    assert json2_errors(written.value()) == []


def test_tracks_of_one_title_stay_two_where_a_slug_tells_them_apart() -> None:
    tracks = [TRACK, TRACK | {"slug": "making-2", "color": "#332211"}]
    event = decoded(conference={"tracks": tracks}).value()
    assert [(track.id, track.title, track.color) for track in event.tracks] == [
        ("making", "Making", "#112233"),
        ("making-2", "Making", "#332211"),
    ]
    assert event.sessions[0].tracks == ("making",)
    assert again(event)["tracks"] == tracks
    read = decoded(conference={"tracks": [TRACK, {"name": "Making", "color": "#000000"}]})
    (finding,) = [item for item in read.report if item.code == "track-twice"]
    assert finding.span is not None
    assert finding.path[-2:] == ("tracks", 1)


def test_schedule2_names_tracks_by_slug_so_two_of_one_title_are_two() -> None:
    tracks = [TRACK, TRACK | {"slug": "making-2"}]
    event = decoded(conference={"tracks": tracks}).value()
    event = event.with_session("1-talk", tracks=("making-2",))
    fitted = SCHEDULE2.decode(SCHEDULE2.encode(event).value()).value()
    assert fitted.sessions[0].tracks == ("making-2",)


def test_a_room_without_a_session_is_written_and_read(xsd_errors: Any) -> None:
    event = decoded().value()
    event = attrs.evolve(event, rooms=(*event.rooms, Room(id="spare", name="Spare")))
    data = XML.encode(event).value()
    assert [room.name for room in XML.decode(data).value().rooms] == ["Hall", "Spare"]
    assert not [item for item in XML.encode(event).report if item.path == ("rooms", 1)]
    assert xsd_errors(data) == []


def test_the_room_of_an_entry_is_the_one_it_stands_in() -> None:
    entry = "<title>T</title><date>2024-07-09T10:00:00+02:00</date><room>a1</room>"
    read_twice = read(entry)
    written = XML.encode(read_twice.value())
    assert b"<room>A</room>" in written.value()
    assert [item.path[-1] for item in written.report if item.code == "not-carried"] == ["room"]


def test_a_download_and_the_service_of_a_link_are_written_back(xsd_errors: Any) -> None:
    event = read(
        "<title>T</title><date>2024-07-09T10:00:00+02:00</date><video_download_url>/v/1.mp4</video_download_url>"
        '<links><link href="https://a.example/" service="PEERTUBE">A</link></links>',
        head="<base_url>https://demo.example/x/</base_url>",
    ).value()
    written = XML.encode(event)
    (entry,) = ElementTree.fromstring(written.value()).iter("event")
    assert entry.findtext("video_download_url") == "https://demo.example/v/1.mp4"
    assert [item.get("service") for item in entry.iter("link")] == ["PEERTUBE"]
    assert not [item for item in written.report if item.code == "not-carried"]
    assert xsd_errors(written.value()) == []
    lost = {item.path[-1] for item in JSON.encode(event).report if item.code == "not-carried"}
    assert lost >= {"video_download_url", "of_links"}


def test_do_not_stream_is_written_back() -> None:
    for word in (True, False, "no cameras please"):
        conference = again(decoded(do_not_stream=word).value())
        ((entry,),) = conference["days"][0]["rooms"].values()
        assert entry["do_not_stream"] == word


def test_relative_addresses_are_what_they_are_in_every_field() -> None:
    event = decoded(
        url="talk/1",
        logo="/media/logo.png",
        feedback_url="talk/1/feedback",
        origin_url="/origin/1",
        attachments=[{"url": "/media/slides.pdf", "title": "Slides"}],
        links=[{"url": "more.html"}],
        conference={"url": "/2026/", "logo": "logo.svg"},
    ).value()
    (session,) = event.sessions
    assert (event.url, event.links) == (
        "https://demo.example/2026/",
        (Link("https://demo.example/2026/logo.svg", "icon"),),
    )
    assert session.url == "https://demo.example/2026/talk/1"
    assert {(link.href, link.rel) for link in session.links} == {
        ("https://demo.example/2026/more.html", "related"),
        ("https://demo.example/media/slides.pdf", "enclosure"),
        ("https://demo.example/media/logo.png", "image"),
        ("https://demo.example/2026/talk/1/feedback", "feedback"),
        ("https://demo.example/origin/1", "canonical"),
    }


@pytest.mark.parametrize("base", ["demo.example/2026", "/2026/", "ftp://demo.example/", "none"])
def test_a_base_url_that_is_no_address_is_a_finding_and_nothing_is_guessed(base: str) -> None:
    attachments = [{"url": "/media/slides.pdf", "title": "Slides"}]
    read = decoded(base=base, logo="/l.png", attachments=attachments)
    event = read.value()
    (finding,) = [item for item in read.report if item.code == "bad-base-url"]
    assert finding.span is not None
    assert finding.span.column > 1
    assert event.sessions[0].links == ()
    assert event.extra["x-schedule"]["base_url"] == base  # type: ignore[index]
    written = ElementTree.fromstring(XML.encode(event).value())
    assert [item.get("href") for item in written.iter("attachment")] == ["/media/slides.pdf"]
    assert "logo" in {item.path[-1] for item in XML.encode(event).report}


def sessions2(event: Event) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads(SCHEDULE2.encode(event).value())["schedule"]["events"]
    return events


@pytest.mark.parametrize(
    ("languages", "of_event", "written"),
    [
        (("de-AT",), ("en",), "de"),
        (("en-GB", "de"), ("de",), "en"),
        (("gsw",), ("de", "en"), "de"),
        (("gsw", "fr-CH"), ("de",), "fr"),
        ((), ("pt-BR",), "pt"),
        ((), ("gsw",), "en"),
        (("DE",), ("en",), "de"),
    ],
)
def test_schedule2_has_the_primary_subtag_else_the_first_language_of_the_event(
    languages: tuple[str, ...], of_event: tuple[str, ...], written: str
) -> None:
    event = attrs.evolve(decoded().value(), languages=of_event).with_session("1-talk", languages=languages)
    (entry,) = sessions2(event)
    assert entry["language"] == written
    told = ("changed-to-fit", ("sessions", 0, "languages")) in [
        (item.code, item.path) for item in SCHEDULE2.encode(event).report
    ]
    assert told is (languages != (written,))


def test_schedule2_says_that_it_has_no_place_for_a_refusal_to_be_recorded() -> None:
    event = decoded(do_not_record=True, recording_license="CC0").value()
    assert ("not-carried", ("sessions", 0, "recording")) in [
        (item.code, item.path) for item in SCHEDULE2.encode(event).report
    ]


def test_schedule2_carries_codes_services_defaults_and_languages(json2_errors: Any) -> None:
    links = [{"url": "https://github.com/x", "title": "x", "service": "GITHUB", "type": "blog"}]
    event = decoded(code="ABCDEFGH", links=links).value()
    value = json.loads(SCHEDULE2.encode(event).value())
    (entry,) = value["schedule"]["events"]
    assert entry["code"] == "ABCDEFGH"
    assert entry["links"] == [{"url": "https://github.com/x", "title": "x", "type": "BLOG", "service": "GITHUB"}]
    head = value["schedule"]["conference"]
    head |= {"languages": ["de", "en"], "defaults": {"theme": "dark", "more": 1}, "meta": {}}
    value["generator"]["name"] = "hub"
    event = SCHEDULE2.decode(json.dumps(value).encode()).value()
    assert event.languages == ("de", "en")
    written = SCHEDULE2.encode(event)
    head = json.loads(written.value())["schedule"]["conference"]
    assert (head["languages"], head["defaults"]) == (["de", "en"], {"theme": "dark", "more": 1})
    assert head["timeslot_duration"] == "PT30M"
    assert json2_errors(written.value()) == []


@pytest.mark.parametrize("head", ["", "<conference><title>T</title></conference>"])
def test_another_kind_of_schedule_gets_one_message(head: str) -> None:
    text = f"<schedule>{head}{'<day><entry>10:00</entry><entry>11:00</entry></day>' * 50}</schedule>"
    (finding,) = XML.decode(text.encode()).report
    assert finding.code == "wrong-format"
    assert "days of 'entry' elements" in finding.message


def test_line_ends_and_markup_of_foreign_files_are_one_finding_each() -> None:
    texts = {
        "abstract": "One\r\ntwo\rthree",
        "description": "<p>One</p><p>two <a href='https://a.example/'>three</a></p>",
    }
    whole = json.loads(document(**texts))
    entries = whole["schedule"]["conference"]["days"][0]["rooms"]["Hall"]
    entries += [entries[0] | {"guid": f"00000000-0000-4000-8000-0000000001{n:02}", "id": n + 5} for n in range(20)]
    read = JSON.decode(json.dumps(whole).encode())
    session = read.value().sessions[3]
    assert session.abstract == "One\ntwo\nthree"
    assert session.description == "One\n\ntwo three (https://a.example/)"
    counts = {item.code: item.message.rpartition("(")[2] for item in read.report if item.severity.value == "info"}
    assert counts == {"carriage-return": "seen 21 times)", "markup-in-text": "seen 21 times)"}


def test_our_own_files_keep_their_texts() -> None:
    event = decoded().value().with_session("1-talk", abstract="One\r\ntwo", description="a <b>c</b>")
    again = JSON.decode(JSON.encode(event).value()).value()
    assert (again.sessions[0].abstract, again.sessions[0].description) == ("One\r\ntwo", "a <b>c</b>")
