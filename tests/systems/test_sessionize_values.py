"""What stands in Sessionize's files once in a while: half a speaker, an answer that is a list, a status nobody knows."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import attrs
import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event, Session, Status
from tests.support.reading import event_of, read_json

read = partial(read_json, format="sessionize", source="s.json", zone="UTC", title="T")


SESSIONIZE = CODECS["sessionize"]
TALK = {"id": "1", "title": "Talk", "startsAt": "2024-07-09T09:00:00", "endsAt": "2024-07-09T10:00:00", "speakers": []}


def whole(talk: dict[str, Any], **more: Any) -> Decoded:
    return read({"sessions": [TALK | talk], "speakers": [], **more})


def test_speakers_without_a_name_keep_their_id() -> None:
    decoded = read(
        {"sessions": [TALK | {"speakers": ["ada", 7, True]}], "speakers": [{"id": "ada"}, {"bio": "Somebody"}]}
    )
    assert [(person.id, person.name) for person in event_of(decoded).people] == [
        ("ada", "ada"),
        ("unnamed", "(unnamed)"),
    ]
    assert decoded.report.codes == (
        "missing-key",
        "missing-key",
        "dangling-reference",
        "wrong-type",
        "dangling-reference",
    )


def test_a_speaker_told_twice_is_one() -> None:
    decoded = read(
        {"sessions": [TALK], "speakers": [{"id": "ada", "fullName": "Ada"}, {"id": "ada", "fullName": "A."}]}
    )
    assert [person.name for person in event_of(decoded).people] == ["Ada"]
    assert decoded.report.codes == ("duplicate-id",)


def test_a_list_of_sessions_alone_is_read_and_what_is_none_is_told() -> None:
    decoded = read([TALK, {"color": "red"}])
    assert [session.title for session in event_of(decoded).sessions] == ["Talk"]
    assert decoded.report.codes == ("wrong-format",)


def test_a_room_of_a_time_slot_may_be_empty() -> None:
    slots = [
        {"slotStart": "09:00:00", "rooms": [{"id": 5, "name": "Hall"}, {"id": 6, "name": "Attic", "session": TALK}]}
    ]
    event = event_of(read([{"date": "2024-07-09T00:00:00", "rooms": [], "timeSlots": slots}]))
    assert [room.name for room in event.rooms] == ["Hall", "Attic"]
    assert [session.slot and session.slot.rooms for session in event.sessions] == [("6",)]


def test_a_language_nobody_knows_is_kept_as_a_category() -> None:
    languages = {"id": 1, "title": "Language", "items": [{"id": 2, "name": "Klingon"}, {"id": 3, "name": "German"}]}
    decoded = whole({"categoryItems": [2, 3]}, categories=[languages])
    (session,) = event_of(decoded).sessions
    assert session.languages == ("de",)
    assert session.extra["x-sessionize"]["categories"] == {"Language": ("Klingon",)}
    assert decoded.report.codes == ("bad-language-tag",)


@pytest.mark.parametrize(
    ("answers", "questions", "codes"),
    [
        ([{"questionId": 4, "answerValue": ["a", "b"]}], [{"id": 4, "question": "Diet"}], ("wrong-type",)),
        ([{"questionId": 9, "answerValue": "vegan"}], [{"question": "Diet"}], ("dangling-reference",)),
        ([{"questionId": 4, "answerValue": 3}], [{"id": 4, "question": "Chairs"}], ()),
    ],
)
def test_answers_to_no_question_and_answers_that_are_none(answers: Any, questions: Any, codes: tuple[str, ...]) -> None:
    decoded = whole({"questionAnswers": answers}, questions=questions)
    assert len(event_of(decoded).sessions) == 1
    assert decoded.report.codes == codes


@pytest.mark.parametrize(
    ("status", "read_as", "codes"),
    [
        ("Declined", Status.CANCELLED, ()),
        ("Accept_Queue", Status.TENTATIVE, ()),
        ("Accepted", Status.CONFIRMED, ()),
        ("Postponed?", Status.CONFIRMED, ("unknown-value",)),
    ],
)
def test_every_status(status: str, read_as: Status, codes: tuple[str, ...]) -> None:
    decoded = whole({"status": status})
    assert event_of(decoded).sessions[0].status is read_as
    assert decoded.report.codes == codes


def test_what_somebody_changed_in_the_kept_tables_is_passed_over() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="a", title="A", audience="All")])
    tables = {
        "categories": [{"id": "x", "title": "Level"}, {"title": "Track"}],
        "questions": [{"id": 1}, {"question": "Q"}],
    }
    own = {"categories": {"Topic": ["law", 5], "Other": "no list"}}
    odd = attrs.evolve(
        event,
        extra={"x-sessionize": tables},
        sessions=[attrs.evolve(event.sessions[0], extra={"x-sessionize": own})],
    )
    written = json.loads(SESSIONIZE.encode(odd).value())
    names = [(group["title"], item["name"]) for group in written["categories"] for item in group["items"]]
    assert ("Topic", "law") in names
    assert all(isinstance(group["id"], int) for group in written["categories"])


def test_an_id_in_capitals_is_no_uuid_of_sessionize() -> None:
    name = "AAAAAAAA-0000-4000-8000-000000000001"
    event = event_of(read({"sessions": [], "speakers": [{"id": name, "fullName": "Ada"}]}))
    (speaker,) = json.loads(SESSIONIZE.encode(event).value())["speakers"]
    assert speaker["id"] != name
    assert speaker["x-id"] == name


def test_a_language_without_a_tag_is_left_out_and_told() -> None:
    event = Event(
        id="e", title="E", timezone="UTC", sessions=[Session(id="a", title="A", languages=["de", "Old words"])]
    )
    encoded = SESSIONIZE.encode(event)
    assert "languages without a BCP 47 tag are left out" in {item.message for item in encoded.report}
    read_back = SESSIONIZE.decode(encoded.data, zone="UTC", title="E").value()
    assert read_back.sessions[0].languages == ("de",)


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
    event = read({"sessions": sessions, "speakers": []}).value()
    assert event.sessions[0].kind == kind
