"""Every public strategy makes values that the model takes, of the parts it was given."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ospo_events import strategies
from ospo_events.model import Event, Link, Organization, Person, Room, Session, Track, Venue
from ospo_events.model.time import as_timezone

PLAIN = st.text("abc", min_size=1, max_size=5)


@given(st.data())
def test_parts_fit_together(data) -> None:
    venue = data.draw(strategies.venues(texts=PLAIN))
    room = data.draw(strategies.rooms(venues=[venue], texts=PLAIN))
    track = data.draw(strategies.tracks(texts=PLAIN))
    office = data.draw(strategies.organizations(texts=PLAIN))
    branch = data.draw(strategies.organizations(parents=[office], texts=PLAIN))
    person = data.draw(strategies.people(organizations=[office], texts=PLAIN))
    participant = data.draw(strategies.participants([person], organizations=[office], texts=PLAIN))
    link = data.draw(strategies.links(texts=PLAIN))
    kinds = [type(each) for each in (venue, room, track, office, branch, person, link)]
    assert kinds == [Venue, Room, Track, Organization, Organization, Person, Link]
    assert room.venue in (None, venue.id)
    assert office.parent is None
    assert branch.parent in (None, office.id)
    assert person.affiliation in (None, office.id)
    assert participant.agent == person.id
    assert participant.affiliation in (None, office.id)


@given(st.data())
def test_sessions_are_of_the_zone_and_the_rooms_given(data) -> None:
    room = Room(id="hall", name="Hall")
    session = data.draw(
        strategies.sessions(timezone="Asia/Kolkata", rooms=[room.id], resolution=dt.timedelta(minutes=5))
    )
    assert type(session) is Session
    if session.slot is not None:
        assert session.slot.start.tzinfo is as_timezone("Asia/Kolkata")
        assert set(session.slot.rooms) <= {"hall"}
        assert session.slot.start.minute % 5 == 0
    Event(id="e", title="E", timezone="Asia/Kolkata", rooms=(room,), sessions=(session,))
