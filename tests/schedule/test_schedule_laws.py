"""What is written is valid, and reads back as what was written, up to what is declared lost."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given

from ospo_events.codecs import CODECS
from ospo_events.codecs.plainer import without_all_day
from ospo_events.codecs.schedule._identifiers import to_guid
from ospo_events.model import Event, Session, session_uid
from ospo_events.model.vocabulary import is_service
from ospo_events.strategies import events
from ospo_events.views.selection import public

FORMATS = ("schedule-xml", "schedule-json")


@given(event=events())
def test_schedule_xml_is_valid_for_every_event_with_a_day(xsd_errors: Any, event: Event) -> None:
    event = public(event)
    encoded = CODECS["schedule-xml"].encode(event)
    if event.agenda.days:
        assert xsd_errors(encoded.value()) == []
    else:
        assert "day-missing" in encoded.report.codes


@given(event=events())
def test_schedule_json_is_valid_for_every_event(json_errors: Any, event: Event) -> None:
    assert json_errors(CODECS["schedule-json"].encode(event).value()) == []


@given(event=events())
def test_schedule2_is_valid_for_every_event_with_a_day_and_reads_back(json2_errors: Any, event: Event) -> None:
    codec = CODECS["schedule2"]
    encoded = codec.encode(event)
    if event.agenda.days:
        assert json2_errors(encoded.value()) == []
    else:
        assert "day-missing" in encoded.report.codes
    decoded = codec.decode(encoded.data)
    assert decoded.event is not None
    assert decoded.report.ok
    timed = without_all_day(public(event).index.resolved, format="schedule2")
    kept = {to_guid(session_uid(event, item)): item for item in timed.sessions if item.slot}
    read = {to_guid(session_uid(decoded.event, item)): item for item in decoded.event.sessions}
    assert read.keys() == kept.keys()
    for uid, session in kept.items():
        other: Session = read[uid]
        assert session.slot is not None
        assert other.slot is not None
        assert other.slot.start.timestamp() == session.slot.start.timestamp()
        if not is_service(session.kind):
            assert other.status is session.status


@given(event=events(max_sessions=8))
def test_ids_of_a_session_stay_whatever_happens_to_the_others(event: Event) -> None:
    from ospo_events.codecs.schedule._layout import ScheduleLayout, make_tree

    def told(one: Event) -> dict[tuple[str, str, str], tuple[str, int]]:
        # In which of the rooms that stand in a session without a room is depends on the others.
        return {
            (e.session.id, e.room.guid if e.session.slot.rooms else "", str(e.start)): (e.guid, e.id)
            for e in make_tree(ScheduleLayout(one)).entries()
        }

    event = event.index.resolved
    whole = told(event)
    for session in event.sessions:
        without = told(attrs.evolve(event, sessions=tuple(item for item in event.sessions if item is not session)))
        assert without.items() <= whole.items()
    assert len({guid for guid, _ in whole.values()}) == len(whole)
    assert len({id for _, id in whole.values()}) == len(whole)
    assert all(0 < id < 2**31 for _, id in whole.values())


def programme_as_read(event: Event, format: str) -> dict[str, Any]:
    """Return what both formats say of each session, by its UID; schedule.xml knows tracks and rooms by name alone."""
    fitted = CODECS[format].fit(event).event
    tracks = fitted.index.tracks
    return {
        to_guid(session_uid(fitted, item)): (
            (item.title, item.subtitle, item.abstract, item.description, item.kind, item.status, item.languages),
            [tracks[id].title for id in item.tracks],
            item.slot and (item.slot.start, item.slot.end, len(item.slot.rooms)),
            [
                participant.credited_as or fitted.index.agents[participant.agent].name
                for participant in item.participants
            ],
            (policy.opt_out is True, policy.license) if (policy := item.recording) else (False, None),
        )
        for item in fitted.sessions
    }


@given(event=events(controls=False))
def test_t09_xml_and_json_tell_the_same_programme(event: Event) -> None:
    assert programme_as_read(event, "schedule-xml") == programme_as_read(event, "schedule-json")
