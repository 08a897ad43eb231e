"""The situations of public bug reports, rows 79 to 129 of the shared table: each input comes out right.

The inputs lie beside the checkout; each kind has small inputs of its own in the other tests.
"""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from ospo_events.cli import main
from ospo_events.codecs import CODECS, Decoded, Encoded, detect
from ospo_events.codecs.jsonld.encode import page_pieces
from ospo_events.model import Event, Status
from ospo_events.validation import validate
from tests.support.corpus import shared_file
from tests.support.jsonld import search_engine_errors

OPTIONS: dict[str, Any] = {"zone": "Europe/Berlin", "title": "Demo Days"}


def path_of(name: str) -> str:
    (path,) = shared_file("cases", "schedule").glob(f"{name}*")
    return str(path)


def decoded(name: str, **options: Any) -> Decoded:
    path = path_of(name)
    with open(path, "rb") as file:
        data = file.read()
    codec = CODECS[detect(data, path)]
    known = {option.name for option in codec.decode_options}
    given = OPTIONS if codec.name in ("pretalx", "sessionize", "jsonld") else {}
    return codec.decode(data, source=path, **{k: v for k, v in (given | options).items() if k in known})


def read(name: str, **options: Any) -> Event:
    event = decoded(name, **options).event
    assert event is not None
    return event


def written(name: str, format: str) -> Encoded:
    return CODECS[format].encode(read(name))


def xml(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(written(name, "schedule-xml").value())


def tree(name: str, format: str = "schedule-json") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(written(name, format).value())["schedule"]
    return value


def entries(name: str) -> list[dict[str, Any]]:
    days = tree(name)["conference"]["days"]
    return [entry for day in days for listed in day["rooms"].values() for entry in listed]


def lost(name: str, format: str) -> set[str]:
    report = written(name, format).report
    return {str(item.path[-1]) for item in report if item.code in ("not-carried", "value-withheld")}


def times(event: Event) -> list[tuple[str, str | None]]:
    slots = [(session.title, event.index.slot(session)) for session in event.sessions]
    return [(title, slot and slot.start.strftime("%d %H:%M")) for title, slot in slots]


def test_79_people_who_share_an_id() -> None:
    event = read("s93")
    assert [person.name for person in event.people] == ["Ada Example", "Bob Sample", "Cleo Specimen"]
    guids = [item.get("guid") for item in xml("s93").iter("person")]
    assert len(set(guids)) == 3
    assert "person-id-shared" in decoded("s93").report.codes
    assert "person-double-booked" not in {item.code for item in validate(event)}


def test_80_a_refusal_to_be_recorded_has_no_place_in_schedule2() -> None:
    assert "recording" in lost("n90", "schedule2")


def test_81_a_room_without_a_session() -> None:
    assert [room.get("name") for room in xml("n97").iter("room") if room.get("name")] == ["Hall", "Spare room"]


def test_82_the_page_of_a_person() -> None:
    assert [person.url for person in read("s92").people] == [
        "https://demo.example/people/ada",
        "https://demo.example/people/bob",
    ]


def test_83_84_relative_addresses() -> None:
    (entry, *_) = entries("s02")
    assert entry["attachments"][0]["url"] == "https://demo.example/media/demo26/slides1.pdf"
    assert entry["logo"].startswith("https://demo.example/")
    (event,) = xml("s01").iter("event")
    assert [item.get("href") for item in event.iter("attachment")] == ["https://demo.example/media/demo26/slides1.pdf"]
    assert event.findtext("logo") == "https://demo.example/media/logo1.png"


def test_85_86_extras_are_written_or_reported() -> None:
    assert list(written("s03", "schedule-json").report) == []
    (entry,) = entries("s03")
    assert (entry["persons"][0]["code"], entry["persons"][0]["avatar"]) == (
        "ABCDEF",
        "https://demo.example/media/ada.png",
    )
    whole = read("m11")
    for format in ("schedule-xml", "schedule-json", "schedule2", "jsonld", "ics", "sessionize"):
        paths = {item.path[:2] for item in CODECS[format].encode(whole).report}
        for name in ("rooms", "tracks", "people", "organizations", "sessions"):
            assert {(name, 0), (name,)} & paths, (format, name)


def test_87_91_json_ld() -> None:
    told = json.loads(written("k44", "jsonld").value())
    assert (told["startDate"], told["endDate"]) == ("2026-09-04T19:00:00+02:00", "2026-09-04T23:00:00+02:00")
    assert search_engine_errors(told) == []
    assert list(page_pieces(read("n30"))) == []


@pytest.mark.parametrize("name", ["s11-", "k43-header-dates.schedule.xml"])
def test_88_89_days_of_the_head(name: str) -> None:
    whole = xml(name)
    assert [day.get("date") for day in whole.iter("day")] == ["2026-09-04", "2026-09-05", "2026-09-06"]
    assert (whole.findtext("conference/end"), whole.findtext("conference/days")) == ("2026-09-06", "3")


def test_90_languages() -> None:
    told = [item["language"] for item in tree("k46", "schedule2")["events"]]
    assert told == ["de", "en", "pt", "de", "de", "de"]


def test_92_sessions_without_a_room() -> None:
    assert [room.get("name") for room in xml("s16").iter("room") if room.get("name")] == [
        "Hall", "Everywhere", "Everywhere 2", "Everywhere 3",
    ]  # fmt: skip


def test_93_the_room_of_an_entry() -> None:
    assert [room.text for room in xml("s06").iter("room") if room.get("name") is None] == ["K.4.201"]


def test_94_a_date_alone() -> None:
    assert times(read("s09")) == [("Welcome", "04 10:00"), ("Late show", "05 00:30")]


def test_95_a_download() -> None:
    assert xml("s14").findtext(".//video_download_url") == "https://demo.example/v/1.mp4"


def test_96_hosts_beyond_ascii() -> None:
    data = written("s04", "schedule-json").value()
    assert b"https://xn--zgen-0ra.example/talk/1" in data
    assert b"%C3%BCgen" not in data


def test_100_findings_stand_at_their_own_line() -> None:
    read_file = decoded("s03")
    assert read_file.source_map is not None
    paths = [(name, 0) for name in ("rooms", "tracks", "people")]
    assert all(span.line > 10 for span in read_file.source_map.spans(paths).values())


def test_102_a_submission_in_three_slots() -> None:
    first, second, third = read("s05").sessions
    assert (second.repeat_of, third.repeat_of) == (first.id, first.id)
    assert not {"duplicate-title", "duplicate-id"} & {item.code for item in validate(read("s05"))}
    assert [item["code"] for item in entries("s05")] == ["JUGGLE"] * 3


def test_103_113_114_115_breaks_of_the_widget() -> None:
    event = read("p21")
    (lunch,) = [session for session in event.sessions if session.title == "Lunch"]
    assert lunch.slot is not None
    assert len(lunch.slot.rooms) == 2
    assert dict(times(event))["Doors"] == "04 00:00"
    assert dict(times(event))["Later"] is None


def test_106_posters() -> None:
    told = dict(times(read("i25")))
    assert (told["Poster one"], told["Poster two"], told["Not scheduled"]) == ("04 16:00", "04 16:00", None)


def test_111_uuids_and_pictures_of_people_in_sessionize() -> None:
    (speaker,) = json.loads(written("s03", "sessionize").value())["speakers"]
    assert speaker["id"] == "00000000-0000-4000-8000-0000000000dd"
    assert speaker["profilePicture"] == "https://demo.example/media/ada.png"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("s07", ["04 11:30", "04 12:00"]),
        ("s08", ["04 10:00"]),
        ("s10-", ["04 10:00", "05 00:15"]),
        ("s10b", ["04 10:00", "05 00:15"]),
        ("s11b", ["05 10:00"]),
        ("s12", ["04 10:00"]),
        ("s17", ["04 10:00"]),
        ("d60", [f"04 {hour}:00" for hour in range(10, 18)]),
        ("d62", ["04 10:00"]),
        ("d63", ["04 10:00"]),
    ],
)
def test_119_to_128_times_of_odd_files(name: str, expected: list[str]) -> None:
    assert [time for _, time in times(read(name))] == expected


def test_112_116_117_118_129_systems_and_durations() -> None:
    by_title = {session.title: session for session in read("p23").sessions}
    assert by_title["Waiting"].status is Status.TENTATIVE
    assert {session.repeat_of for session in read("p22").sessions[1:]} == {read("p22").sessions[0].id}
    slots = [session.slot for session in read("p20").sessions]
    assert all(slot is not None and slot.end is not None for slot in slots)
    assert read("z24").sessions
    ends = [session.slot.end for session in read("d64").sessions if session.slot]
    assert sum(end is None for end in ends) == 2


@pytest.mark.parametrize(
    "text",
    [
        '{"friday": [{"at": "10:00"}], "x": {}}',
        "friday:\n  - {at: x}\nsaturday: []\n",
        "<schedule><day><entry/></day></schedule>",
    ],
)
def test_97_98_what_is_no_programme_gets_one_message(
    text: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ("p.xml" if text.startswith("<") else "p.yaml" if ":\n" in text else "p.json")
    path.write_text(text, encoding="utf-8")
    assert main(["validate", str(path)]) != 0
    said = capsys.readouterr()
    messages = [line for line in (said.out + said.err).splitlines() if "error[" in line]
    assert len(messages) == 1
