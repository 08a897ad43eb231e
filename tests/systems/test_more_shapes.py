"""Shapes of the systems' APIs that are met less often: what each holds is read, or said to be left out."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest

from ospo_events.codecs import CODECS, Decoded, detect


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


def test_t14_where_a_speaker_lives_is_not_told() -> None:
    speaker = {"code": "ADA", "name": "Ada", "timezone": "Pacific/Canary", "locale": "canary", "has_arrived": True}
    decoded = read({"submissions": [TALK | {"speakers": ["ADA"]}], "speakers": [speaker]}, zone="UTC", title="T")
    assert "anary" not in repr(attrs.astuple(decoded.value(), recurse=False))


def test_t14_tags_for_the_team_are_not_told() -> None:
    tags = [{"id": 1, "tag": "canary", "is_public": False}, {"id": 2, "tag": "cities", "is_public": True}]
    for document in (
        [TALK | {"tags": tags}],
        {"submissions": [TALK | {"tags": [1, 2]}], "tags": tags},
    ):
        decoded = read(document, zone="UTC", title="T")
        assert decoded.value().sessions[0].tags == ("cities",)
        assert "canary" not in repr(attrs.astuple(decoded.value(), recurse=False))
        assert {"private-data-left-out", "unknown-tag"} & set(decoded.report.codes)


@pytest.mark.parametrize("name", ["pretalx", "sessionize", "indico"])
@pytest.mark.parametrize("data", [b"[]", b"\n[ ]\n"])
def test_an_empty_list_is_an_event_of_which_nothing_is_published(name: str, data: bytes) -> None:
    decoded = CODECS[name].decode(data, zone="UTC", title="T")
    assert decoded.value().sessions == ()
    assert [(item.code, item.span is not None) for item in decoded.report] == [("no-sessions", True)]


@pytest.mark.parametrize(
    "view",
    [
        {"sessions": [], "speakers": [], "questions": [], "categories": [], "rooms": []},
        [{"date": "2024-07-09T00:00:00", "isDefault": True, "rooms": [], "timeSlots": []}],
        [{"groupId": None, "groupName": "All", "sessions": [], "isDefault": True}],
    ],
)
def test_views_of_sessionize_with_nothing_in_them_say_so(view: Any) -> None:
    decoded = CODECS["sessionize"].decode(json.dumps(view).encode(), zone="UTC", title="T")
    assert decoded.value().sessions == ()
    assert decoded.report.codes == ("no-sessions",)


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
    event = CODECS["pretalx"].decode(files, zone="UTC", title="T").value()
    assert [person.name for person in event.people] == ["Ada"]


def test_collections_that_are_null_are_none() -> None:
    event = read({"submissions": [TALK], "rooms": None, "tracks": None}, zone="UTC", title="T").value()
    assert (len(event.sessions), event.rooms) == (1, ())


def test_a_type_told_whole_by_its_name_and_answers_that_are_no_objects() -> None:
    whole = TALK | {"submission_type": {"id": 3, "name": {"en": "Workshop"}}, "answers": ["blue", 5]}
    decoded = read({"submissions": [whole], "answers": []}, zone="UTC", title="T")
    assert decoded.event is not None
    assert decoded.event.sessions[0].kind == "workshop"
    assert {"wrong-type", "unexpanded"} <= set(decoded.report.codes)


def test_an_answer_told_by_its_number_is_looked_up() -> None:
    talk = TALK | {"submission_type": "Talk", "answers": [9]}
    document = {
        "submissions": [talk],
        "answers": [{"id": 9, "question": 4, "answer": "Blue"}],
        "questions": [{"id": 4, "question": "Colour", "variant": "string", "is_public": True}],
    }
    event = read(document, zone="UTC", title="T").value()
    assert event.sessions[0].extra["x-pretalx"]["answers"] == {"Colour": "Blue"}


def test_a_break_told_twice_is_one() -> None:
    pause = AT | {"id": 4, "room": 1, "submission": None, "slot_type": "break"}
    document = {"slots": [pause], "schedule": {"version": "1", "slots": [pause]}}
    assert len(read(document, zone="UTC", title="T").value().sessions) == 1


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"date_from": "9 July", "date_to": "2024-07-09"}, "bad-time"),
        ({"date_from": "1850-07-09", "date_to": "2024-07-09"}, "bad-time"),
        ({"date_from": "2020-07-09", "date_to": "2024-07-09"}, "bad-days"),
    ],
)
def test_days_nobody_can_use_are_told(about: dict[str, str], code: str) -> None:
    event = {"slug": "e", "name": "E", "timezone": "UTC", **about}
    decoded = read({"event": event, "submissions": [TALK]})
    assert decoded.event is not None
    assert decoded.event.days == ()
    assert code in decoded.report.codes


@pytest.mark.parametrize(("start", "code"), [("2024-07-09", "bad-time"), ("9:30", "bad-time")])
def test_a_date_alone_is_no_time(start: str, code: str) -> None:
    decoded = read([TALK | {"submission_type": "Talk", "slot": {"start": start}}], zone="UTC", title="T")
    assert code in decoded.report.codes
    assert decoded.event is not None
    assert decoded.event.sessions[0].slot is None


@pytest.mark.parametrize(("capacity", "read_as"), [(90.0, 90), (" 90 ", 90), ("", None), (-1, None)])
def test_numbers_of_every_spelling(capacity: Any, read_as: int | None) -> None:
    rooms = [{"id": 1, "name": "Hall", "capacity": capacity}]
    event = read({"rooms": rooms, "submissions": [TALK]}, zone="UTC", title="T").value()
    assert event.rooms[0].capacity == read_as


def test_findings_of_the_event_itself_are_shown_in_no_file_of_a_folder() -> None:
    decoded = CODECS["pretalx"].decode({"submissions.json": json.dumps([TALK]).encode()}, zone="UTC", title="T")
    assert decoded.source_map is not None
    assert decoded.source_map.spans([("title",), ("sessions", 0, "duration_of_what"), ("nothing", 3)]).keys() <= {
        ("title",),
        ("sessions", 0, "duration_of_what"),
        ("nothing", 3),
    }


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
        decoded = CODECS["indico"].decode(files)
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
    event = CODECS["indico"].decode(files).value()
    assert [person.id for person in event.people] == ["person-9"]
    assert event.sessions[0].slot is not None


def test_pages_may_be_files_beside_each_other() -> None:
    def page(code: str, following: str | None) -> bytes:
        return json.dumps({"count": 2, "next": following, "results": [TALK | {"code": code}]}).encode()

    first, last = page("A", "https://pretalx.example/?offset=1"), page("B", None)
    both = CODECS["pretalx"].decode({"submissions-1.json": first, "submissions-2.json": last}, zone="UTC", title="T")
    assert [one.id for one in both.value().sessions] == ["A", "B"]
    assert both.report.codes == ()
    alone = CODECS["pretalx"].decode({"submissions-1.json": first}, zone="UTC", title="T")
    assert len(messages(alone, "more-pages")) == 1
    empty = {"rooms_page2.json": b'{"count": 0, "next": null, "results": []}', "submissions.json": first}
    assert len(messages(CODECS["pretalx"].decode(empty, zone="UTC", title="T"), "more-pages")) == 1


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


EIGHT = {**CONFERENCE, "id": "8", "title": "Others", "contributions": [{**ENTRY, "db_id": 8, "title": "Elsewhere"}]}
SEVEN = {**CONFERENCE, "contributions": [{**ENTRY, "db_id": 7}]}


def test_of_an_export_of_several_events_any_can_be_read() -> None:
    document = envelope(SEVEN, EIGHT, {**EIGHT, "id": "9"})
    decoded = read(document)
    assert [session.title for session in decoded.value().sessions] == ["Licences"]
    (finding,) = messages(decoded, "several-events")
    assert finding == "3 events are in the export: '7' is read, and left out are 8, 9"
    chosen = read(document, event="8")
    assert (chosen.value().title, chosen.report.codes) == ("Others", ())
    missing = read(document, event="12")
    assert missing.event is None
    assert messages(missing, "bad-option") == ["expected the id of an event of the export (7, 8, 9), got '12'"]


def test_of_the_timetables_of_several_events_any_can_be_read() -> None:
    document = {"results": {id: {"20240709": {"c1": {**ENTRY, "title": f"Talk of {id}"}}} for id in ("7", "8")}}
    for asked, title in ((None, "Talk of 7"), ("8", "Talk of 8")):
        decoded = read(document, title="T", event=asked)
        assert [session.title for session in decoded.value().sessions] == [title]
        assert decoded.report.codes == (("several-events",) if asked is None else ())


def test_a_folder_with_the_exports_of_two_events_is_read_as_one_of_them() -> None:
    files = {f"{event['id']}.json": json.dumps(envelope(event)).encode() for event in (SEVEN, EIGHT)}
    decoded = CODECS["indico"].decode(files)
    assert [session.title for session in decoded.value().sessions] == ["Licences"]
    assert [item.span and item.span.source for item in decoded.report] == ["<data>/8.json"]
    chosen = CODECS["indico"].decode(files, event="8")
    assert [session.title for session in chosen.value().sessions] == ["Elsewhere"]
    assert chosen.report.codes == ()


@pytest.mark.parametrize(
    ("duration", "minutes"), [(20, 20), (22.5, 22), ("0:20:00", 20), ("PT20M", 20), ("1:05", 65), ("20", 20)]
)
def test_durations_of_every_spelling(duration: Any, minutes: int) -> None:
    decoded = read(envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 1, "duration": duration}]}))
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.duration == dt.timedelta(minutes=minutes)
    assert decoded.report.codes == ()


@pytest.mark.parametrize("duration", ["soon", [20], True])
def test_durations_that_are_none_are_told(duration: Any) -> None:
    decoded = read(envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 1, "duration": duration}]}))
    assert decoded.event is not None
    slot = decoded.event.sessions[0].slot
    assert slot is not None
    assert slot.end is None
    assert "wrong-type" in decoded.report.codes


@pytest.mark.parametrize("start", ["2024-07-09T09:00:00", "2024-07-09T07:00:00+00:00", "2024-07-09T07:00:00Z"])
def test_moments_as_texts_of_iso_8601(start: str) -> None:
    talk = {**ENTRY, "db_id": 1, "startDate": start, "endDate": "2024-07-09T09:45:00+02:00"}
    slot = read(envelope({**CONFERENCE, "contributions": [talk]})).value().sessions[0].slot
    assert slot is not None
    assert (slot.start.isoformat(), slot.duration) == ("2024-07-09T09:00:00+02:00", dt.timedelta(minutes=45))
    wrong = read(envelope({**CONFERENCE, "contributions": [{**talk, "startDate": "at nine"}]}))
    assert "bad-time" in wrong.report.codes


@pytest.mark.parametrize("date", ["1850-07-09", "2024-13-41"])
def test_dates_nobody_can_use_are_told(date: str) -> None:
    start = {"date": date, "time": "09:00:00", "tz": "UTC"}
    decoded = read(envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 1, "startDate": start}]}))
    assert decoded.report.codes == ("bad-time",)


def test_who_is_named_twice_takes_part_once_and_a_timetable_of_days_is_one_event() -> None:
    ana = {"firstName": "Ana", "familyName": "Example", "affiliation": ""}
    talk = {**ENTRY, "contributionId": 3, "presenters": [ana, ana]}
    event = read({"20240709": {"c1": talk}, "7": {"20240710": {}}}, title="T").value()
    assert [item.agent for item in event.sessions[0].participants] == ["ana-example"]


def linked(first: str, *roles: str) -> dict[str, Any]:
    return {"firstName": first, "familyName": "Example", "affiliation": "", "roles": list(roles)}


def test_a_timetable_since_indico_3_4_has_all_people_in_one_list_and_ids_of_its_own() -> None:
    talk = {
        **ENTRY, "id": "c11", "objId": 11, "authors": [linked("Bo", "primary")],
        "personLinks": [linked("Bo", "primary"), linked("Ana", "speaker", "primary"), linked("Cy", "submitter")],
    }  # fmt: skip
    block = {
        "entryType": "Session", "id": "s50", "objId": 50, "sessionId": 3, "sessionTitle": "Morning", "title": "",
        "startDate": ENTRY["startDate"], "duration": 60, "personLinks": [linked("Eve")], "entries": {"c11": talk},
    }  # fmt: skip
    later = {**block, "id": "s51", "objId": 51, "title": "After the break", "entries": {}}
    timetable = {"results": {"7": {"20240709": {"s50": block, "s51": later}}}}
    decoded = read(timetable, title="T")
    first, part, second = decoded.value().sessions
    assert decoded.report.codes == ()
    assert [item.id for item in (first, part, second)] == ["block-50", "contribution-11", "block-51"]
    assert [item.title for item in (first, second)] == ["Morning", "Morning: After the break"]
    assert first.tracks == second.tracks == ("session-3",)
    assert [(item.agent, item.role) for item in first.participants] == [("eve-example", "chair")]
    assert [(item.agent, item.role) for item in part.participants] == [
        ("ana-example", "speaker"),
        ("bo-example", "contributor"),
    ]
    # Beside an export it is the same talk.
    export = envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 11, "duration": 30}]})
    both = (
        CODECS["indico"]
        .decode({"a.json": json.dumps(export).encode(), "b.json": json.dumps(timetable).encode()})
        .value()
    )
    assert [session.id for session in both.sessions] == ["contribution-11", "block-50", "block-51"]
    assert both.sessions[0].parent == "block-50"
