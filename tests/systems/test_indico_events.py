"""Exports and timetables of Indico by parts and by events: one session, one talk, several events, files beside each other."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS
from tests.support.reading import messages, read_json

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
    event = read_json(envelope(block)).value()
    assert (event.title, event.timezone.key) == ("Examples", "Europe/Zurich")
    assert [(one.id, one.parent) for one in event.sessions] == [("block-5", None), ("contribution-3", "block-5")]


def test_the_export_of_one_contribution_says_no_event() -> None:
    talk = {"_type": "Contribution", "db_id": 3, "title": "Licences", "startDate": ENTRY["startDate"], "duration": 20}
    assert read_json(envelope(talk)).report.codes == ("missing-timezone", "missing-title")
    event = read_json(envelope(talk), zone="Europe/Zurich", title="T").value()
    assert event.sessions[0].slot is not None
    assert event.sessions[0].slot.duration is not None


@pytest.mark.parametrize("results", [[CONFERENCE], []])
def test_an_event_without_its_programme_is_said_to_be_one(results: list[dict[str, Any]]) -> None:
    decoded = read_json(envelope(*results), zone="Europe/Zurich", title="T")
    assert decoded.value().sessions == ()
    assert len(messages(decoded, "no-sessions")) == 1


def test_timetables_of_two_events_are_not_mixed() -> None:
    days = {"20240709": {"c1": ENTRY | {"contributionId": 1}}}
    decoded = read_json({"results": {"7": days, "8": {"20240709": {"c2": ENTRY | {"contributionId": 2}}}}}, title="T")
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


EIGHT = {**CONFERENCE, "id": "8", "title": "Others", "contributions": [{**ENTRY, "db_id": 8, "title": "Elsewhere"}]}
SEVEN = {**CONFERENCE, "contributions": [{**ENTRY, "db_id": 7}]}


def test_of_an_export_of_several_events_any_can_be_read() -> None:
    document = envelope(SEVEN, EIGHT, {**EIGHT, "id": "9"})
    decoded = read_json(document)
    assert [session.title for session in decoded.value().sessions] == ["Licences"]
    (finding,) = messages(decoded, "several-events")
    assert finding == "3 events are in the export: '7' is read, and left out are 8, 9"
    chosen = read_json(document, event="8")
    assert (chosen.value().title, chosen.report.codes) == ("Others", ())
    missing = read_json(document, event="12")
    assert missing.event is None
    assert messages(missing, "unknown-event") == ["expected the id of an event of the export (7, 8, 9), got '12'"]


def test_of_the_timetables_of_several_events_any_can_be_read() -> None:
    document = {"results": {id: {"20240709": {"c1": {**ENTRY, "title": f"Talk of {id}"}}} for id in ("7", "8")}}
    for asked, title in ((None, "Talk of 7"), ("8", "Talk of 8")):
        decoded = read_json(document, title="T", event=asked)
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
    decoded = read_json(envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 1, "duration": duration}]}))
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.duration == dt.timedelta(minutes=minutes)
    assert decoded.report.codes == ()


@pytest.mark.parametrize("duration", ["soon", [20], True])
def test_durations_that_are_none_are_told(duration: Any) -> None:
    decoded = read_json(envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 1, "duration": duration}]}))
    assert decoded.event is not None
    slot = decoded.event.sessions[0].slot
    assert slot is not None
    assert slot.end is None
    assert "wrong-type" in decoded.report.codes


@pytest.mark.parametrize("start", ["2024-07-09T09:00:00", "2024-07-09T07:00:00+00:00", "2024-07-09T07:00:00Z"])
def test_moments_as_texts_of_iso_8601(start: str) -> None:
    talk = {**ENTRY, "db_id": 1, "startDate": start, "endDate": "2024-07-09T09:45:00+02:00"}
    slot = read_json(envelope({**CONFERENCE, "contributions": [talk]})).value().sessions[0].slot
    assert slot is not None
    assert (slot.start.isoformat(), slot.duration) == ("2024-07-09T09:00:00+02:00", dt.timedelta(minutes=45))
    wrong = read_json(envelope({**CONFERENCE, "contributions": [{**talk, "startDate": "at nine"}]}))
    assert "bad-time" in wrong.report.codes


@pytest.mark.parametrize("date", ["1850-07-09", "2024-13-41"])
def test_dates_nobody_can_use_are_told(date: str) -> None:
    start = {"date": date, "time": "09:00:00", "tz": "UTC"}
    decoded = read_json(envelope({**CONFERENCE, "contributions": [{**ENTRY, "db_id": 1, "startDate": start}]}))
    assert decoded.report.codes == ("bad-time",)


def test_who_is_named_twice_takes_part_once_and_a_timetable_of_days_is_one_event() -> None:
    ana = {"firstName": "Ana", "familyName": "Example", "affiliation": ""}
    talk = {**ENTRY, "contributionId": 3, "presenters": [ana, ana]}
    event = read_json({"20240709": {"c1": talk}, "7": {"20240710": {}}}, title="T").value()
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
    decoded = read_json(timetable, title="T")
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


def test_posters_without_a_time_are_parts_of_their_poster_session() -> None:
    moment = {"date": "2026-09-04", "time": "16:00:00", "tz": "UTC"}
    block = {"_type": "Session", "db_id": 1, "title": "Posters", "isPoster": True, "room": "Foyer",
             "startDate": moment, "endDate": moment | {"time": "18:00:00"}}  # fmt: skip
    poster = {"title": "One", "db_id": 3, "session": "Posters", "type": "Poster", "startDate": None, "endDate": None}
    talk = poster | {"title": "Two", "db_id": 4, "type": "Talk"}

    def parents(*blocks: dict[str, object]) -> dict[str, str | None]:
        conference = {"_type": "Conference", "id": "7", "title": "T", "timezone": "UTC", "sessions": list(blocks),
                      "contributions": [poster, talk]}  # fmt: skip
        document = {"_type": "HTTPAPIResult", "results": [conference]}
        event = CODECS["indico"].decode(json.dumps(document).encode()).value()
        slot = event.index.slot(event.index.sessions["contribution-3"])
        assert (slot is not None) is (len(blocks) == 1)
        return {session.title: session.parent for session in event.sessions}

    assert parents(block) == {"Posters": None, "One": "block-1", "Two": None}
    assert parents(block, block | {"db_id": 2})["One"] is None
