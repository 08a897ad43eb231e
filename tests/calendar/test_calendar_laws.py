from __future__ import annotations

import re

import attrs
from hypothesis import given, settings, HealthCheck
from ospo_events import strategies
from ospo_events.codecs import codec_named
from ospo_events.codecs.calendar import ics
from ospo_events.codecs.loss import strip
from ospo_events.model import Event
from ospo_events.views.selection import public

CANNOT = codec_named("ics").cannot_carry
FAST = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def carried(event: Event) -> Event:
    event = strip(public(event), CANNOT)
    return attrs.evolve(event, sessions=tuple(s for s in event.sessions if s.slot is not None))


@FAST
@given(strategies.events(controls=False))
def test_what_is_written_is_read_back(event: Event) -> None:
    decoded = ics.decode(ics.encode(event).data)
    assert decoded.event == carried(event)
