from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events import InvalidOption
from ospo_events.codecs import CODECS, detect
from ospo_events.diagnostics import Severity
from ospo_events.model import Link, Status

ADA, BEN = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def read(document: Any, **options: Any) -> Any:
    data = document if isinstance(document, bytes) else json.dumps(document, indent=1).encode()
    return CODECS["sessionize"].decode(
        data, source="s.json", **({"zone": "America/New_York", "title": "Cities"} | options)
    )


def test_all_becomes_a_typed_event(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["sessionize"][0])
    event = decoded.value()
    assert decoded.report.codes == ("carriage-return",)
    assert (event.id, event.title, event.timezone.key) == ("cities", "Cities", "America/New_York")
    assert [(room.id, room.name) for room in event.rooms] == [("215", "Hall"), ("216", "Restaurant")]
    talk, proposal, lunch = event.sessions
    assert (talk.id, talk.kind, talk.tracks, talk.audience, talk.languages, talk.tags) == (
        "14022", "workshop", ("4390",), "Beginners", ("es",), ("ospo",),
    )  # fmt: skip
    assert talk.slot.start.isoformat() == "2024-07-09T09:00:00-04:00"
    assert talk.slot.duration == dt.timedelta(minutes=45)
    assert talk.slot.rooms == ("215",)
    assert [person.agent for person in talk.participants] == [ADA, BEN]
    assert talk.links == (Link("https://live.example/hall", "stream"), Link("https://slides.example/1", "slides"))
    assert talk.recording.links == (Link("https://video.example/1", "recording"),)
    assert talk.extra["x-sessionize"] == {"categories": {"Session length": ("45 min",)}, "answers": {"Demo": "67"}}
    assert (proposal.status, proposal.slot.end, proposal.kind) == (Status.TENTATIVE, None, "talk")
    assert (lunch.kind, lunch.slot.rooms) == ("meal", ("216",))
    ada, ben = event.people
    assert (ada.name, ada.job_title, ada.bio) == ("Ada Example", "Engineer", "Writes code")
    assert ada.links == (
        Link("https://ada.example/", "me", title="Blog"),
        Link("https://pictures.example/ada.png", "image"),
    )
    assert ben.extra["x-sessionize"] == {"firstName": "Ben", "lastName": "van Example"}


def test_the_categories_option_tells_what_further_groups_mean(documents: dict[str, list[Any]]) -> None:
    option = {"Session length": "tags", "Track": "tags"}
    (talk, *_) = read(documents["sessionize"][0], categories=option).value().sessions
    assert talk.tags == ("Cities", "ospo", "45 min")
    assert talk.tracks == ()
    (declared,) = [item for item in CODECS["sessionize"].decode_options if item.name == "categories"]
    assert declared.parse("Session length=tags, Track = tags") == option
    for wrong in ("Track=stream", "Track", "=track"):
        with pytest.raises(InvalidOption, match="'track' or 'format' or 'level' or 'language' or 'tags'"):
            declared.parse(wrong)


def test_plenum_sessions_of_the_grid_are_one_session_in_all_their_rooms(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["sessionize"][1])
    event = decoded.value()
    assert [(item.id, item.slot.rooms) for item in event.sessions] == [("14020", ("215", "216")), ("14021", ("216",))]
    assert [person.name for person in event.people] == ["Ada Example", "Ben van Example"]
    assert [track.title for track in event.tracks] == ["Cities"]
    (finding,) = decoded.report
    assert (finding.code, finding.severity) == ("utc-mark-ignored", Severity.WARNING)
    assert finding.span.line > 1
    assert event.sessions[0].slot.start.isoformat() == "2024-07-09T09:00:00-04:00"


def test_the_view_sessions_is_read(documents: dict[str, list[Any]]) -> None:
    (one,) = read(documents["sessionize"][2]).value().sessions
    assert one.extra["x-sessionize"]["answers"] == {"Demo": "67"}
    assert "group" not in one.extra["x-sessionize"]  # its track says it already


def test_the_view_speakers_gives_people_without_sessions(documents: dict[str, list[Any]]) -> None:
    event = read(documents["sessionize"][3]).value()
    assert ([person.id for person in event.people], event.sessions) == ([ADA, BEN], ())


def test_what_the_format_does_not_say_has_to_be_told(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["sessionize"][0], zone=None, title=None)
    assert decoded.event is None
    assert decoded.report.codes == ("missing-timezone", "missing-title", "carriage-return")
    assert all(item.help and item.span.line == 1 for item in decoded.report if item.code != "carriage-return")
    with pytest.raises(InvalidOption, match="an IANA time zone"):
        CODECS["sessionize"].decode(b"{}", zone="Berlin", title="T")


def test_a_byte_order_mark_is_reported_and_read_over(documents: dict[str, list[Any]]) -> None:
    decoded = read(b"\xef\xbb\xbf" + json.dumps(documents["sessionize"][0]).encode())
    assert decoded.report.codes == ("byte-order-mark", "carriage-return")
    assert len(decoded.value().sessions) == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00\x00{", "not-utf-8"),
        ('{"sessions": [{"title": "Caf\u00e9"}]}'.encode("latin-1"), "not-utf-8"),
        (b'{"sessions": [', "not-json"),
        (b"[" * 100_000, "too-deep"),
        (b'{"sessions": ' + b"[" * 70 + b"]" * 70 + b"}", "too-deep"),
        (b"", "empty-document"),
        (b'{"sessions": "none"}', "wrong-type"),
        (b'{"sessions": [7]}', "wrong-type"),
        (b'{"sessions": [], "sessions": []}', "duplicate-key"),
        (b'{"sessions": [{"id": 1, "title": "a", "roomId": NaN}]}', "not-json"),
        (b'{"sessions": [{"id": 1, "title": "a", "roomId": 1' + b"0" * 5_000 + b"}]}", "invalid-value"),
        (b'{"sessions": [{"id": 1, "title": "a", "x": 1e999}]}', "invalid-value"),
        (b'{"sessions": [{"id": 1, "title": "\\ud83d"}]}', "lone-surrogate"),
        (b'{"sessions": [{"id": 1, "title": ""}]}', "missing-title"),
        (b'{"sessions": [{"id": 1, "title": "a\\u0000b"}]}', "control-character"),
        (b'{"sessions": [{"id": 1, "title": "a", "startsAt": "9 am"}]}', "bad-time"),
        (b'{"sessions": [{"id": 1, "title": "a", "startsAt": "9999-12-31T23:00:00"}]}', "bad-time"),
        (b'{"sessions": [{"id": 1, "title": "a", "startsAt": "2024-03-10T02:30:00"}]}', "nonexistent-local-time"),
        (b'{"sessions": [{"id": 1, "title": "a", "startsAt": "2024-11-03T01:30:00"}]}', "ambiguous-local-time"),
        (
            b'{"sessions": [{"id": 1, "title": "a", "startsAt": "2024-07-09T10:00", "endsAt": "2024-07-09T09:00"}]}',
            "end-before-start",
        ),
        (b'{"sessions": [{"id": 1, "title": "a"}, {"id": 1, "title": "b"}]}', "duplicate-id"),
        (b'{"sessions": [{"id": 1, "title": "a", "speakers": ["x"]}]}', "dangling-reference"),
        (b'{"sessions": [{"id": 1, "title": "a", "categoryItems": [5]}]}', "dangling-reference"),
        (b'{"a": 1}', "wrong-format"),
        (b"[3]", "wrong-format"),
        (b"7", "wrong-format"),
    ],
)
def test_bad_input_is_a_finding_with_its_place(data: bytes, code: str) -> None:
    decoded = read(data)
    found = [item for item in decoded.report if item.code == code]
    assert found, decoded.report.codes
    assert all(item.span is not None and item.span.line >= 1 for item in found)


def test_a_time_with_an_offset_is_that_instant() -> None:
    data = b'{"sessions": [{"id": 1, "title": "a", "startsAt": "2024-11-03T01:30:00-05:00"}]}'
    (one,) = read(data).value().sessions
    assert one.slot.start.utcoffset() == dt.timedelta(hours=-5)
    assert one.slot.start.fold == 1


def test_findings_point_at_model_paths_too(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["sessionize"][0])
    spans = decoded.source_map.spans([("sessions", 1, "slot", "start"), ("people", 0, "name"), ("rooms", 0)])
    lines = json.dumps(documents["sessionize"][0], indent=1).splitlines()
    assert "2024-07-09T10:00:00" in lines[spans["sessions", 1, "slot", "start"].line - 1]
    assert ADA in lines[spans["people", 0, "name"].line]
    assert '"id": 215' in lines[spans["rooms", 0].line]  # the first by its sort, the second in the file


def test_t13_homonyms_stay_apart() -> None:
    people = [{"id": f"p{number}", "fullName": "Sam Example"} for number in (1, 2)]
    data = {"speakers": people, "sessions": [{"id": 1, "title": "Break"}, {"id": 2, "title": "Break"}]}
    event = read(data).value()
    assert [person.id for person in event.people] == ["p1", "p2"]
    assert [item.id for item in event.sessions] == ["1", "2"]


def session(id: object, title: str, start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": title, "startsAt": start, "endsAt": end, "speakers": [], **more}


SPEAKERS: list[dict[str, Any]] = [
    {"id": ADA, "fullName": "Ada Example", "tagLine": "Engineer", "sessions": [{"id": 1, "name": "Sharing code"}]},
    {"id": BEN, "fullName": "Ben Example", "sessions": [{"id": 1, "name": "Sharing code"}, {"id": 2, "name": "Law"}]},
]


def test_the_view_speakers_tells_who_speaks_and_says_what_is_missing() -> None:
    data = json.dumps(SPEAKERS).encode()
    assert detect(data) == "sessionize"
    decoded = CODECS["sessionize"].decode(data, zone="Europe/Berlin", title="T")
    event = decoded.value()
    assert [(one.id, one.title, one.slot, [who.agent for who in one.participants]) for one in event.sessions] == [
        ("1", "Sharing code", None, [ADA, BEN]),
        ("2", "Law", None, [BEN]),
    ]
    [finding] = [item for item in decoded.report if item.code == "no-sessions"]
    assert "All" in str(finding.help)


def test_the_wall_of_speakers_is_read_too() -> None:
    wall = [{key: value for key, value in speaker.items() if key != "sessions"} for speaker in SPEAKERS]
    event = CODECS["sessionize"].decode(json.dumps(wall).encode(), zone="Europe/Berlin", title="T").value()
    assert (len(event.people), event.sessions) == (2, ())


def test_a_true_z_can_be_said_to_be_one() -> None:
    document = {"sessions": [session(1, "A", "2024-07-09T09:00:00Z", "2024-07-09T10:00:00Z")], "speakers": []}
    starts = {}
    for times in ("local", "utc"):
        decoded = CODECS["sessionize"].decode(
            json.dumps(document).encode(), zone="Europe/Berlin", title="T", times=times
        )
        slot = decoded.value().sessions[0].slot
        assert slot is not None
        starts[times] = slot.start.isoformat()
        assert ("utc-mark-ignored" in decoded.report.codes) == (times == "local")
    assert starts == {"local": "2024-07-09T09:00:00+02:00", "utc": "2024-07-09T11:00:00+02:00"}
    with pytest.raises(InvalidOption, match="'local' or 'utc' as the option 'times', got the text 'later'"):
        CODECS["sessionize"].decode(b"[]", zone="UTC", title="T", times="later")


def test_a_room_is_told_by_its_name_where_it_has_no_number_and_a_number_without_a_room_is_said() -> None:
    sessions = [
        session(1, "A", None, None, roomId=None, room="Hall"),
        session(2, "B", "2024-07-09T09:00:00", None, roomId=7),
        session(3, "C", "0001-01-01T00:00:00", "0001-01-01T00:00:00", roomId=7),
    ]
    document = {"sessions": sessions, "speakers": [], "rooms": [{"id": 1, "name": "Annex"}]}
    decoded = CODECS["sessionize"].decode(json.dumps(document, indent=1).encode(), zone="Europe/Berlin", title="T")
    event = decoded.value()
    assert [room.name for room in event.rooms] == ["Annex", "Hall", "7"]
    assert {"dangling-reference", "unset-time"} <= set(decoded.report.codes)
    assert [one.slot is None for one in event.sessions] == [True, False, True]
