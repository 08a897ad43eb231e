"""UIDs that the id gives are not told from those that somebody wrote down."""

from __future__ import annotations

import attrs

from ospo_events import Event, Session, WallClock
from ospo_events.codecs import CODECS
from ospo_events.model import event_uid, session_uid

SLOT = WallClock("UTC").slot("2026-05-04", "09:00", "10:00", rooms=())


def test_a_uid_that_the_id_gives_is_left_out_and_told() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=(Session(id="a", title="A", slot=SLOT),))
    session = attrs.evolve(event.sessions[0], uid=session_uid(event, event.sessions[0]))
    written = attrs.evolve(event, uid=event_uid(event), sessions=(session,))
    fitted = CODECS["ics"].fit(written)
    assert (fitted.event.uid, fitted.event.sessions[0].uid) == (None, None)
    assert {item.path for item in fitted.report if item.code == "not-carried"} == {("uid",), ("sessions", 0, "uid")}


def test_uids_that_differ_by_blanks_are_one_in_a_calendar() -> None:
    later = WallClock("UTC").slot("2026-05-04", "11:00", "12:00", rooms=())
    sessions = [Session(id="a", title="A", slot=SLOT, uid="x@y"), Session(id="b", title="B", slot=later, uid=" x@y ")]
    fitted = CODECS["ics"].fit(Event(id="e", title="E", timezone="UTC", sessions=sessions))
    assert len({session.id for session in fitted.event.sessions}) == 2
    assert "duplicate-uid" in fitted.report.codes
