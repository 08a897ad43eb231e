"""One programme, told by every shape the systems have for it: all of them say the same (needs: T9, T10)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS, Decoded, detect
from ospo_events.model import Event

ZONE, TITLE = "Europe/Berlin", "Code for Cities"
DAY = "2024-07-09"
# id, title, start, end, room, speakers
TALKS = [
    ("AAA111", "Sharing code", "10:00", "10:30", "Hall", ["Ada Example", "Ben Example"]),
    ("BBB222", "Law & code", "10:00", "11:00", "Annex", ["Cy Example"]),
    ("CCC333", "Ende gut", "23:30", "23:59", "Hall", ["Ada Example"]),
]
ROOMS = {"Hall": 1, "Annex": 2}
CODES = {"Ada Example": "ADA111", "Ben Example": "BEN222", "Cy Example": "CYE333"}
Told = list[tuple[str, str, str, list[str], list[str]]]
WANTED: Told = [
    (title, f"{DAY}T{start}:00+02:00", f"{DAY}T{end}:00+02:00", [room], who)
    for _, title, start, end, room, who in TALKS
]


def told(event: Event) -> Told:
    rooms = {room.id: room.name for room in event.rooms}
    people = {person.id: person.name for person in event.people}
    return [
        (
            session.title,
            session.slot.start.isoformat(),
            session.slot.end.isoformat() if session.slot.end else "",
            [rooms[room] for room in session.slot.rooms],
            [people[one.agent] for one in session.participants],
        )
        for session in event.sessions
        if session.slot is not None and session.kind != "other"
    ]


def read(document: object) -> Decoded:
    data = json.dumps(document, indent=1).encode()
    codec = CODECS[detect(data)]
    return codec.decode(data, source="x.json", zone=ZONE, title=TITLE)


# Sessionize


def sessionize_talk(number: int, *, whole: bool) -> dict[str, Any]:
    _, title, start, end, room, who = TALKS[number]
    people = [{"id": CODES[name], "name": name} for name in who] if whole else [CODES[name] for name in who]
    return {
        "id": str(number),
        "title": title,
        "startsAt": f"{DAY}T{start}:00",
        "endsAt": f"{DAY}T{end}:00",
        "isServiceSession": False,
        "isPlenumSession": False,
        "speakers": people,
        "roomId": ROOMS[room],
        **({"room": room, "categories": []} if whole else {"categoryItems": []}),
    }


def view_all() -> object:
    return {
        "sessions": [sessionize_talk(number, whole=False) for number in range(3)],
        "speakers": [{"id": code, "fullName": name, "sessions": []} for name, code in CODES.items()],
        "rooms": [{"id": number, "name": name} for name, number in ROOMS.items()],
        "questions": [],
        "categories": [],
    }


def view_sessions() -> object:
    return [{"groupId": None, "groupName": "All", "sessions": [sessionize_talk(n, whole=True) for n in range(3)]}]


def view_grid() -> object:
    talks = [sessionize_talk(number, whole=True) for number in range(3)]
    rooms = [
        {"id": number, "name": name, "sessions": [talk for talk in talks if talk["room"] == name]}
        for name, number in ROOMS.items()
    ]
    slots = [
        {"slotStart": start, "rooms": [{"id": talk["roomId"], "name": talk["room"], "session": talk} for talk in found]}
        for start in ("10:00:00", "23:30:00")
        if (found := [talk for talk in talks if talk["startsAt"].endswith(start)])
    ]
    return [{"date": f"{DAY}T00:00:00", "rooms": rooms, "timeSlots": slots}]


# pretalx


def pretalx_talk(number: int, **more: Any) -> dict[str, Any]:
    code, title, *_, who = TALKS[number]
    speakers = [{"code": CODES[name], "name": name, "biography": None} for name in who]
    return {"code": code, "title": title, "state": "confirmed", "submission_type": "Talk", "speakers": speakers} | more


def pretalx_slot(number: int, **more: Any) -> dict[str, Any]:
    code, _, start, end, room, _ = TALKS[number]
    times = {"start": f"{DAY}T{start}:00+02:00", "end": f"{DAY}T{end}:00+02:00"}
    return {"id": 70 + number, "submission": code, "room": {"id": ROOMS[room], "name": {"en": room}}} | times | more


def page(items: list[Any]) -> dict[str, Any]:
    return {"count": len(items), "next": None, "previous": None, "results": items}


def legacy() -> object:
    talks = []
    for number in range(3):
        slot = pretalx_slot(number)
        del slot["submission"], slot["id"]
        slot |= {"room": slot["room"]["name"], "room_id": slot["room"]["id"]}
        talks.append(pretalx_talk(number, slot=slot))
    return page(talks)


def legacy_schedule() -> object:
    return {"slots": legacy()["results"], "version": "1.0", "breaks": []}  # type: ignore[index]


def expanded_submissions() -> object:
    return page([pretalx_talk(n, slots=[pretalx_slot(n)]) for n in range(3)])


def expanded_slots() -> object:
    return page([pretalx_slot(number, submission=pretalx_talk(number)) for number in range(3)])


def latest_schedule() -> object:
    return {"id": 3, "version": "1.0", "published": "2024-06-01T00:00:00Z", "slots": expanded_slots()["results"]}  # type: ignore[index]


def bundle() -> object:
    return {
        "submissions": page([pretalx_talk(n, speakers=[CODES[who] for who in TALKS[n][-1]], slots=[70 + n]) for n in range(3)]),
        "slots": [pretalx_slot(n, room=ROOMS[TALKS[n][4]]) for n in range(3)],
        "rooms": [{"id": number, "name": {"de": name}, "guid": None} for name, number in ROOMS.items()],
        "speakers": page([{"code": code, "name": name} for name, code in CODES.items()]),
    }  # fmt: skip


def speakers_expanded() -> object:
    talks = [pretalx_talk(n, slots=[pretalx_slot(n)]) for n in range(3)]
    return page(
        [
            {
                "code": code,
                "name": name,
                "submissions": [talk for talk in talks if name in TALKS[talks.index(talk)][-1]],
            }
            for name, code in CODES.items()
        ]
    )


def widget() -> object:
    return {
        "talks": [
            pretalx_talk(n, speakers=[CODES[who] for who in TALKS[n][-1]], state=None)
            | pretalx_slot(n, room=ROOMS[TALKS[n][4]])
            for n in range(3)
        ],
        "version": "1.0",
        "timezone": ZONE,
        "event_start": DAY,
        "event_end": DAY,
        "tracks": [],
        "rooms": [{"id": number, "name": {"en": name}} for name, number in ROOMS.items()],
        "speakers": [{"code": code, "name": name, "avatar": None} for name, code in CODES.items()],
    }


# Indico


def indico_talk(number: int, **more: Any) -> dict[str, Any]:
    _, title, start, end, room, who = TALKS[number]
    return {
        "_type": "Contribution",
        "db_id": number,
        "title": title,
        "startDate": {"date": DAY, "time": f"{start}:00", "tz": ZONE},
        "endDate": {"date": DAY, "time": f"{end}:00", "tz": ZONE},
        "room": room,
        "speakers": [{"first_name": name.split()[0], "last_name": name.split()[1]} for name in who],
    } | more


def indico(**more: Any) -> dict[str, Any]:
    conference = {"_type": "Conference", "id": "1", "title": TITLE, "timezone": ZONE} | more
    return {"_type": "HTTPAPIResult", "count": 1, "results": [conference]}


def contributions() -> object:
    return indico(contributions=[indico_talk(number, session="Day") for number in range(3)])


def sessions() -> object:
    block = {"_type": "SessionSlot", "id": 5, "title": "Day", "contributions": [indico_talk(0), indico_talk(1)]}
    return indico(sessions=[block], contributions=[indico_talk(2)])


def timetable() -> object:
    entries = {}
    for number in range(3):
        talk = indico_talk(number, entryType="Contribution", contributionId=number)
        del talk["_type"], talk["db_id"]
        talk["presenters"] = [
            {"firstName": person["first_name"], "familyName": person["last_name"]} for person in talk.pop("speakers")
        ]
        entries[f"c{number}"] = talk
    return {"results": {"1": {DAY.replace("-", ""): entries}}}


SHAPES: list[Callable[[], object]] = [
    view_all, view_sessions, view_grid,
    legacy, legacy_schedule, expanded_submissions, expanded_slots, latest_schedule, bundle, speakers_expanded, widget,
    contributions, sessions, timetable,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_t09_every_shape_of_every_system_tells_the_same_programme(shape: Callable[[], object]) -> None:
    event = read(shape()).value()
    assert sorted(told(event)) == sorted(WANTED)
    assert event.title == TITLE
    assert event.timezone.key == ZONE


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("format", ["ics", "schedule-xml", "schedule-json", "json", "yaml"])
def test_t09_and_so_does_what_is_written_of_it(shape: Callable[[], object], format: str) -> None:
    event = read(shape()).value()
    again = CODECS[format].decode(CODECS[format].encode(event).value(), source="x").value()

    def essential(one: Event) -> list[Any]:
        return sorted((title, start, end, rooms, sorted(who)) for title, start, end, rooms, who in told(one))

    wanted = sorted((title, start, end, rooms, sorted(who)) for title, start, end, rooms, who in WANTED)
    assert [item for item in essential(again) if item in wanted] == wanted


# pretalx: what a run is called (T1, T2)


def runs(*slots: tuple[int, str]) -> dict[str, str]:
    """Return start -> id of the runs of one talk."""
    document = [
        pretalx_talk(0, slots=[{"id": number, "start": f"{DAY}T{start}:00+02:00"} for number, start in slots], duration=30)
    ]  # fmt: skip
    event = read(document).value()
    assert len({session.id for session in event.sessions}) == len(event.sessions) == max(len(slots), 1)
    return {f"{one.slot.start:%H:%M}": one.id for one in event.sessions if one.slot is not None}


HOURS = st.integers(0, 23).map(lambda hour: f"{hour:02}:00")
SLOTS = st.lists(st.tuples(st.integers(1, 10_000), HOURS), min_size=2, max_size=5, unique_by=(lambda s: s[0], lambda s: s[1]))  # fmt: skip


@given(SLOTS, st.data())
def test_t02_a_run_keeps_its_id_when_another_is_added_moved_or_removed(
    slots: list[tuple[int, str]], data: st.DataObject
) -> None:
    slots.sort()
    before = runs(*slots)
    number = data.draw(st.integers(1, len(slots) - 1))
    without = [slot for slot in slots if slot != slots[number]]
    assert runs(*without) == {start: id for start, id in before.items() if start != slots[number][1]}, "removed"
    moved = data.draw(HOURS.filter(lambda hour: hour not in before))
    after = runs(*without, (slots[number][0], moved))
    assert {start: id for start, id in after.items() if start != moved} == runs(*without), "moved"


@given(SLOTS, st.integers(1, 10_000))
def test_t02_a_release_of_the_schedule_which_makes_all_slot_ids_anew_changes_no_id(
    slots: list[tuple[int, str]], by: int
) -> None:
    slots.sort()
    assert runs(*slots) == runs(*((number + by, start) for number, start in slots))


def test_t02_the_first_run_keeps_the_code_when_it_moves_or_is_repeated() -> None:
    assert runs((1, "10:00")) == {"10:00": "AAA111"}
    assert runs((1, "15:00"), (2, "09:00"))["15:00"] == "AAA111"
    assert runs((1, "10:00"), (2, "09:00"))["10:00"] == "AAA111"
