"""Shapes of the systems' APIs that are met less often: what each holds is read, or said to be left out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS, Decoded, detect, indico, pretalx


def read(document: object, **options: Any) -> Decoded:
    data = json.dumps(document, indent=1).encode()
    return CODECS[detect(data)].decode(data, source="x.json", **options)


def messages(decoded: Decoded, code: str) -> list[str]:
    found = [item for item in decoded.report if item.code == code]
    assert all(item.span is not None and item.span.line >= 1 for item in found)
    return [item.message for item in found]


# pretalx

TALK = {"code": "AAA111", "title": "Sharing code", "state": "confirmed", "speakers": [{"code": "ADA", "name": "Ada"}]}
AT = {"start": "2024-07-09T10:00:00+02:00", "end": "2024-07-09T10:30:00+02:00"}


def widget(**more: Any) -> dict[str, Any]:
    talk = TALK | AT | {"id": 7, "room": 1, "speakers": ["ADA"], "track": 5, "state": None, "do_not_record": None}
    return {
        "talks": [
            talk,
            talk | {"id": 9, "start": "2024-07-10T10:00:00+02:00", "end": "2024-07-10T10:30:00+02:00"},
            {"id": 8, "title": {"en": "Lunch"}, "start": "2024-07-09T10:00:00Z", "end": "2024-07-09T11:00:00Z", "room": 1},
        ],
        "version": "0.3",
        "timezone": "Europe/Berlin",
        "event_start": "2024-07-09",
        "event_end": "2024-07-10",
        "tracks": [{"id": 5, "name": {"en": "Main"}, "color": "#123456"}],
        "rooms": [{"id": 1, "name": {"en": "Hall"}}],
        "speakers": [{"code": "ADA", "name": "Ada", "avatar": None}],
    } | more  # fmt: skip


def test_the_data_of_the_pages_of_pretalx_is_read_with_its_zone_days_and_version() -> None:
    decoded = read(widget(), title="E 24")
    event = decoded.value()
    assert (event.timezone.key, len(event.days), event.version, event.extra) == ("Europe/Berlin", 2, "0.3", {})
    assert [(one.id, one.kind, one.repeat_of) for one in event.sessions] == [
        ("AAA111", "talk", None),
        ("AAA111-20240710T0800Z", "talk", "AAA111"),
        ("break-20240709T1000Z-1", "meal", None),
    ]
    assert decoded.report.codes == ()


def test_the_data_of_the_pages_of_pretalx_does_not_say_the_title() -> None:
    decoded = read(widget())
    assert decoded.event is None
    assert decoded.report.codes == ("needs-title",)


def test_t14_tags_for_the_team_are_not_told() -> None:
    tags = [{"id": 1, "tag": "canary", "is_public": False}, {"id": 2, "tag": "cities", "is_public": True}]
    for document in (
        [TALK | {"tags": tags}],
        {"submissions": [TALK | {"tags": [1, 2]}], "tags": tags},
    ):
        decoded = read(document, zone="UTC", title="T")
        assert decoded.value().sessions[0].tags == ("cities",)
        assert "canary" not in repr(decoded.event)
        assert {"private-data-left-out", "unknown-tag"} & set(decoded.report.codes)


def test_a_list_of_events_is_not_mixed() -> None:
    events = [{"slug": slug, "name": slug, "timezone": "UTC", "date_from": "2024-07-09"} for slug in ("e24", "e25")]
    decoded = read({"count": 2, "next": None, "results": events})
    assert decoded.value().title == "e24"
    assert len(messages(decoded, "several-events")) == 1


def test_a_room_may_be_called_anything_in_indonesian() -> None:
    slot = AT | {"room": {"en": "Hall", "id": "Aula"}, "room_id": 1}
    event = read([TALK | {"submission_type": "Talk", "slot": slot}], zone="UTC", title="T").value()
    assert [(room.id, room.name) for room in event.rooms] == [("1", "Hall")]


def test_a_break_keeps_its_id_when_the_schedule_is_released_anew() -> None:
    def ids(first: int) -> set[str]:
        document = {
            "slots": [AT | {"id": first + n, "room": n, "submission": None, "slot_type": "break"} for n in range(3)],
            "rooms": [{"id": n, "name": f"Room {n}", "guid": None} for n in range(3)],
        }
        return {one.id for one in read(document, zone="UTC", title="T").value().sessions}

    assert len(ids(1)) == 3
    assert ids(1) == ids(1_000)


def test_a_speaker_named_by_code_first_gets_the_name_told_later() -> None:
    files = {
        "a.json": json.dumps([TALK | {"speakers": ["ADA"]}]).encode(),
        "b.json": json.dumps([TALK | {"code": "BBB222"}]).encode(),
    }
    event = pretalx.decode(files, zone="UTC", title="T").value()
    assert [person.name for person in event.people] == ["Ada"]


# Indico

CONFERENCE = {"_type": "Conference", "id": "7", "title": "Examples", "timezone": "Europe/Zurich"}
ENTRY = {
    "entryType": "Contribution",
    "title": "Licences",
    "startDate": {"date": "2024-07-09", "time": "09:00:00", "tz": "Europe/Zurich"},
    "duration": 20,
}


def envelope(*results: dict[str, Any]) -> dict[str, Any]:
    return {"_type": "HTTPAPIResult", "count": len(results), "results": list(results)}


def test_the_export_of_one_session_has_the_event_in_its_block() -> None:
    talk = {"_type": "Contribution", "db_id": 3, "title": "Licences", "startDate": ENTRY["startDate"], "duration": 20}
    block = {"_type": "SessionSlot", "id": 5, "title": "Morning", "conference": CONFERENCE, "contributions": [talk]}
    event = read(envelope(block)).value()
    assert (event.title, event.timezone.key) == ("Examples", "Europe/Zurich")
    assert [(one.id, one.parent) for one in event.sessions] == [("block-5", None), ("contribution-3", "block-5")]


def test_the_export_of_one_contribution_says_no_event() -> None:
    talk = {"_type": "Contribution", "db_id": 3, "title": "Licences", "startDate": ENTRY["startDate"], "duration": 20}
    assert read(envelope(talk)).report.codes == ("needs-time-zone", "needs-title")
    event = read(envelope(talk), zone="Europe/Zurich", title="T").value()
    assert event.sessions[0].slot is not None
    assert event.sessions[0].slot.duration is not None


@pytest.mark.parametrize("results", [[CONFERENCE], []])
def test_an_event_without_its_programme_is_said_to_be_one(results: list[dict[str, Any]]) -> None:
    decoded = read(envelope(*results), zone="Europe/Zurich", title="T")
    assert decoded.value().sessions == ()
    assert len(messages(decoded, "no-sessions")) == 1


def test_timetables_of_two_events_are_not_mixed() -> None:
    days = {"20240709": {"c1": ENTRY | {"contributionId": 1}}}
    decoded = read({"results": {"7": days, "8": {"20240709": {"c2": ENTRY | {"contributionId": 2}}}}}, title="T")
    assert [one.id for one in decoded.value().sessions] == ["contribution-1"]
    assert len(messages(decoded, "several-events")) == 1


def test_a_block_is_the_same_in_the_export_and_in_the_timetable() -> None:
    block = {"_type": "SessionSlot", "id": 5, "title": "Morning: first", "slotTitle": "first", "contributions": []}
    entry = ENTRY | {"entryType": "Session", "sessionSlotId": 5, "sessionId": 2, "title": "Morning", "entries": {}}
    for own_title in ("first", None):
        files = {
            "export.json": json.dumps(envelope(CONFERENCE | {"sessions": [block]})).encode(),
            "timetable.json": json.dumps({"results": {"7": {"20240709": {"s5": entry | {"slotTitle": own_title}}}}}).encode(),
        }  # fmt: skip
        decoded = indico.decode(files)
        assert [(one.title, one.slot is None) for one in decoded.value().sessions] == [("Morning: first", False)]
        assert decoded.report.codes == ()


def test_nobody_is_there_twice_when_export_and_timetable_name_them() -> None:
    who = {"person_id": 9, "first_name": "Ana", "last_name": "Example", "affiliation": "Institute"}
    talk = {"_type": "Contribution", "db_id": 1, "title": "Licences", "speakers": [who]}
    entry = ENTRY | {"contributionId": 1, "presenters": [{"firstName": "Ana", "familyName": "Example"}]}
    files = {
        "export.json": json.dumps(envelope(CONFERENCE | {"contributions": [talk]})).encode(),
        "timetable.json": json.dumps({"results": {"7": {"20240709": {"c1": entry}}}}).encode(),
    }
    event = indico.decode(files).value()
    assert [person.id for person in event.people] == ["person-9"]
    assert event.sessions[0].slot is not None


def test_pages_may_be_files_beside_each_other() -> None:
    def page(code: str, following: str | None) -> bytes:
        return json.dumps({"count": 2, "next": following, "results": [TALK | {"code": code}]}).encode()

    first, last = page("A", "https://pretalx.example/?offset=1"), page("B", None)
    both = pretalx.decode({"submissions-1.json": first, "submissions-2.json": last}, zone="UTC", title="T")
    assert [one.id for one in both.value().sessions] == ["A", "B"]
    assert both.report.codes == ()
    alone = pretalx.decode({"submissions-1.json": first}, zone="UTC", title="T")
    assert len(messages(alone, "more-pages")) == 1
    empty = {"rooms_page2.json": b'{"count": 0, "next": null, "results": []}', "submissions.json": first}
    assert len(messages(pretalx.decode(empty, zone="UTC", title="T"), "more-pages")) == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Große Mittagspause", "meal"),
        ("Einlass & Check-in", "registration"),
        ("Pause café", "break"),
        ("Yoga", "other"),
    ],
)
def test_the_titles_of_service_sessions_say_what_they_are(title: str, kind: str) -> None:
    sessions = [{"id": "1", "title": title, "startsAt": None, "endsAt": None, "isServiceSession": True}]
    event = read({"sessions": sessions, "speakers": []}, zone="UTC", title="T").value()
    assert event.sessions[0].kind == kind
