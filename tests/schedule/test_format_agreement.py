"""T9: whatever format a programme travels in, the same sessions happen at the same time in the same rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from ospo_events.codecs import CODECS
from ospo_events.codecs.plainer import without_all_day
from ospo_events.codecs.schedule._identifiers import to_guid
from ospo_events.model import Event, Room, instant, session_uid, thing_uid
from ospo_events.model.vocabulary import KNOWN_ROLES
from ospo_events.strategies import events
from ospo_events.views.english import room_names
from ospo_events.views.selection import public
from tests.support.corpus import real_file

RELAXED = settings(suppress_health_check=[*settings.default.suppress_health_check, HealthCheck.filter_too_much])


def minutes(event: Event) -> dict[str, tuple[int, int | None]]:
    """Return the minutes in which each session begins and ends, by its UUID; no end for none and for no length."""
    told: dict[str, tuple[int, int | None]] = {}
    for session in event.sessions:
        if (slot := session.slot) is not None:
            start = int(instant(slot.start) // 60)
            length = 0 if slot.end is None else int((instant(slot.end) - instant(slot.start)) // 60)
            told[to_guid(session_uid(event, session))] = (start, start + length if length else None)
    return told


def places(event: Event) -> dict[str, Counter[str]]:
    """Return the names of the rooms of each session, by its UUID."""
    return {
        to_guid(session_uid(event, session)): Counter(name.strip() for name in room_names(event, session))
        for session in event.sessions
        if session.slot
    }


def people(event: Event, *, roles: bool) -> dict[str, list[tuple[str, str]]]:
    """Return who takes part in each session, by its UUID, in their order; with their roles where a format has them."""
    agents = event.index.agents
    told: dict[str, list[tuple[str, str]]] = {}
    for session in event.sessions:
        if session.slot:
            told[to_guid(session_uid(event, session))] = [
                (item.credited_as or agents[item.agent].name, item.role if roles else "")
                for item in session.participants
            ]
    return told


def again(event: Event, format: str) -> Event:
    codec = CODECS[format]
    return codec.decode(codec.encode(event).value()).value()


def plain(event: Event) -> bool:
    """Return whether its names are the same in every format: no controls, no space around, no two rooms of one."""
    names = [room.name for room in event.rooms] + [agent.name for agent in event.index.agents.values()]
    names += [item.credited_as for session in event.sessions for item in session.participants if item.credited_as]
    roles = {item.role for session in event.sessions for item in session.participants}
    return (
        all(name.isprintable() and name == name.strip() and ";" not in name for name in names)
        and len({room.name for room in event.rooms}) == len(event.rooms)
        and roles <= set(KNOWN_ROLES)
    )


@RELAXED
@given(event=events().map(public))
def test_t09_instants_are_the_same_in_every_format(event: Event) -> None:
    resolved = event.index.resolved
    # schedule files have no all-day sessions: theirs get the times of their day.
    timed = minutes(without_all_day(resolved, format="a schedule"))
    for format in ("schedule-xml", "schedule-json", "schedule2"):
        assert minutes(again(event, format)) == timed, format
    for format in ("ics", "jcal"):
        assert minutes(again(event, format)) == minutes(resolved), format


@RELAXED
@given(event=events(controls=False).map(public))
def test_t09_xml_and_json_name_the_same_rooms_and_people(event: Event) -> None:
    assume(plain(event))
    xml, json = again(event, "schedule-xml"), again(event, "schedule-json")
    assert places(xml) == places(json) == places(event.index.resolved)
    assert people(xml, roles=False) == people(json, roles=False)
    assert xml.timezone == json.timezone == event.timezone
    assert list(places(xml)) == list(places(json))
    assert track_titles(xml) == track_titles(json)
    assert room_uids(xml, as_days_show_them(xml)) == room_uids(json, as_days_show_them(json))


def room_uids(event: Event, rooms: Iterable[Room]) -> list[str]:
    return [to_guid(room.uid or thing_uid(event, "room", room.id)) for room in rooms]


def track_titles(event: Event) -> list[list[str]]:
    """Return the titles of the tracks of each session: schedule.xml has no ids for them, schedule.json has."""
    return [[event.index.tracks[id].title.strip() for id in session.tracks] for session in event.sessions]


def as_days_show_them(event: Event) -> list[Room]:
    """Return the rooms that are used, those of an earlier day first: schedule.xml names no others, and in its days."""
    found: dict[str, Room] = {}
    for day in event.agenda.days:
        used = {id for slot in day.slots for session in slot.sessions for id in session.slot.rooms}
        found.update({room.id: room for room in event.rooms if room.id in used and room.id not in found})
    return list(found.values())


def real(folder: str, name: str) -> Event:
    codec = {"ics": "ics", "schedule-xml": "schedule-xml", "schedule-json": "schedule-json"}[folder]
    return CODECS[codec].decode(real_file(folder, name).read_bytes()).value()


def happenings(event: Event) -> Counter[Any]:
    rooms = event.index.rooms
    return Counter(
        (
            instant(slot.start),
            None if slot.end is None else instant(slot.end),
            tuple(rooms[id].name for id in slot.rooms),
        )
        for session in event.sessions
        if (slot := session.slot)
    )


@pytest.mark.parametrize(
    ("ics", "xml", "json"),
    [
        ("33c3-frab.ics", "33c3.xml", "33c3-frab.json"),
        ("divoc-ptt.ics", "divoc-ptt.xml", "divoc-ptt.json"),
    ],
)
def test_t09_a_real_programme_is_the_same_as_calendar_xml_and_json(ics: str, xml: str, json: str) -> None:
    as_ics, as_xml, as_json = real("ics", ics), real("schedule-xml", xml), real("schedule-json", json)
    assert happenings(as_ics) == happenings(as_xml) == happenings(as_json)
    assert as_ics.timezone == as_xml.timezone == as_json.timezone
    titles = [session.title for session in as_ics.sessions]
    for session in as_xml.sessions:
        assert any(" ".join(session.title.split()) in " ".join(title.split()) for title in titles), session.title
    assert people(as_xml, roles=True) == people(as_json, roles=True)
