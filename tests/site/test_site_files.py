"""The files of a site, and the instants its page tells the browser."""

from __future__ import annotations

import datetime as dt

from ospo_events.codecs import CODECS
from ospo_events.model import Event, Session, WallClock
from ospo_events.site import make_site


def test_a_site_has_every_file_that_others_read(programme: Event) -> None:
    files = make_site(programme).files
    for name, codec in (
        ("schedule.xml", "schedule-xml"),
        ("schedule.json", "schedule-json"),
        ("event.jsonld", "jsonld"),
    ):
        decoded = CODECS[codec].decode(files[name])
        assert decoded.value().title == programme.title


def test_instants_of_sessions_of_the_event_and_of_others() -> None:
    clock = WallClock("Europe/Berlin")
    open_end = Session(id="a", title="A", slot=clock.slot("2026-03-01", "10:00"))
    later = Session(id="b", title="B")
    event = Event(id="e", title="E", timezone="Europe/Berlin", sessions=(open_end, later))
    start = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC).timestamp()
    assert event.index.instants(open_end) == (start, float("inf"))
    assert event.index.instants(later) == (float("inf"), float("inf"))
    stranger = Session(id="c", title="C", slot=clock.slot("2026-03-01", "10:00", "11:00"))
    assert event.index.instants(stranger) == (start, start + 3600)
