"""What a calendar keeps of an event: `fit` says it, and so do writer and reader."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import public, session_uid, strategies
from ospo_events.codecs import CODECS
from ospo_events.model import Event, Link, Session, Slot, Status

FORMATS = ("ics", "jcal")
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "profile": st.sampled_from(["compat", "rich", "lean"]),
        "times": st.sampled_from(["local", "utc"]),
        "cancelled": st.sampled_from(["status", "prefix", "omit"]),
        "open_end": st.sampled_from(["assume", "omit"]),
    },
)
EVENTS = st.one_of(
    strategies.events(), strategies.events(controls=False), strategies.events(resolution=dt.timedelta(microseconds=1))
)


def check(format: str, event: Event, **options: Any) -> Event:
    codec = CODECS[format]
    encoded, fitted = codec.encode(event, **options), codec.fit(event, **options)
    assert codec.decode(encoded.data).event == fitted.event
    assert encoded.report == fitted.report
    return fitted.event


@pytest.mark.parametrize("format", FORMATS)
@given(EVENTS, OPTIONS)
def test_fit_is_what_is_read_back_and_what_is_reported(format: str, event: Event, options: dict[str, str]) -> None:
    check(format, event, **options)


@pytest.mark.parametrize("format", FORMATS)
@given(EVENTS, OPTIONS, st.data())
def test_fit_is_what_is_read_back_of_some_sessions(
    format: str, event: Event, options: dict[str, str], data: st.DataObject
) -> None:
    event = public(event)
    ids = [session.id for session in event.sessions]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    fitted = check(format, event, sessions=chosen, **options)
    if options.get("profile") == "lean":  # which says no ids
        uids = {session_uid(event, session) for session in event.index.resolved.sessions if session.id in chosen}
        assert len(fitted.sessions) <= len(chosen)
        assert {session_uid(fitted, session) for session in fitted.sessions if session.uid} <= uids
    else:
        assert {session.id for session in fitted.sessions} <= set(chosen)


@pytest.mark.parametrize("format", FORMATS)
@given(EVENTS)
def test_what_is_read_back_fits(format: str, event: Event) -> None:
    fitted = CODECS[format].fit(event)
    again = CODECS[format].fit(fitted.event)
    assert again.event == fitted.event
    assert not again.report.diagnostics


def with_one(small: Event, **changes: Any) -> Event:
    return small.with_session(small.sessions[0].id, **changes)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": " https://x.example/a\nb "}, "characters-removed"),
        ({"url": " \n"}, "characters-removed"),
        ({"concepts": ("https://x.example/\n1", " ")}, "characters-removed"),
        ({"title": "lone \ud800 surrogate"}, "characters-removed"),
        ({"title": "\x07"}, "characters-removed"),
        ({"tags": ("a\x00b", "", ", ")}, "characters-removed"),
        ({"uid": " padded "}, None),
        ({"uid": " "}, None),
        ({"updated": dt.datetime(2024, 7, 9, 10, 0, 0, 5, tzinfo=dt.UTC)}, "time-rounded"),
        ({"links": [Link("data:text/plain,x", "about")]}, None),
        ({"links": [Link(" https://x.example/\ny", "about")]}, None),
        ({"links": [Link("https://x.example/", "about", title="a\x07b")]}, "characters-removed"),
        ({"links": [Link("https://x.example/", "Ab:out", title="", media_type="a:b")]}, None),
        ({"title": "Cancelled: x", "status": Status.CANCELLED}, None),
        ({"title": "Postponed: Cancelled: ", "status": Status.POSTPONED}, None),
        ({"subtitle": "", "abstract": "", "description": ""}, None),
        ({"subtitle": "\n\n", "abstract": "a\n\nb", "description": "\n\n"}, None),
        ({"kind": ""}, None),
        ({"kind": "\x07"}, "characters-removed"),
        ({"slot": None}, "unscheduled-left-out"),
        ({"extra": {"x-public-other": 1}}, "not-carried"),
    ],
)
@pytest.mark.parametrize("cancelled", ["status", "prefix", "omit"])
@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.TENTATIVE, Status.CANCELLED])
def test_rare_values(
    small: Event, format: str, changes: dict[str, Any], code: str | None, cancelled: str, status: Status
) -> None:
    event = attrs.evolve(with_one(small, **changes), status=status)
    check(format, event, cancelled=cancelled)
    if code is not None and cancelled != "omit":
        assert code in CODECS[format].encode(event).report.codes


@pytest.mark.parametrize("format", FORMATS)
def test_rare_values_of_the_event(small: Event, format: str) -> None:
    first, second = small.sessions[0], attrs.evolve(small.sessions[0], title="Another")
    link = Link(" https://x.example/\n", "self", title="a:b")
    for event in (
        attrs.evolve(small, description="", theme="A theme", url=" ", concepts=(" ", "u\n"), tags=("", "a,b")),
        attrs.evolve(small, title="\x07", description="\ud800", links=[link], color="red"),
        attrs.evolve(small, uid=" ", updated=dt.datetime(2024, 1, 1, 0, 0, 0, 7, tzinfo=dt.UTC)),
        attrs.evolve(small, sessions=(first, second)),
        attrs.evolve(small, sessions=(first, attrs.evolve(second, id="other", uid=first.uid or "u"), second)),
        attrs.evolve(small, sessions=(attrs.evolve(first, uid="u"), attrs.evolve(second, id="other", uid="u"))),
        attrs.evolve(small, rooms=(*small.rooms, *small.rooms)),
        attrs.evolve(small, sessions=()),
    ):
        check(format, event)
        check(format, event, sessions=[session.id for session in event.sessions])


@pytest.mark.parametrize("format", FORMATS)
def test_a_uid_made_from_the_id_is_not_told_from_one_that_is_written_down(small: Event, format: str) -> None:
    session = small.sessions[0]
    event = with_one(small, uid=session_uid(small, attrs.evolve(session, uid=None)))
    assert check(format, event).sessions[0].uid is None
    assert "not-carried" in CODECS[format].encode(event).report.codes


RIDERS = {
    "properties": [
        ["x-own", {"x-p": 'a"b\nc'}, "text", "v\n,;\\"],
        ["X-UPPER", {}, "unknown", "v"],
        ["categories", {}, "text", "a tag that is none"],
        ["rrule", {}, "recur", {"freq": "DAILY"}],
        ["url", {}, "uri", "https://x.example/"],
        ["created", {}, "date-time", "2024-01-01T00:00:00Z"],
        ["transp", {}, "text", "OPAQUE"],
        ["priority", {}, "integer", 5],
        ["x-uri", {}, "uri", " a\nb"],
        ["x-control", {}, "text", "a\x07b\ud800"],
        ["attach", {}, "uri", "https://x.example/a"],
        ["not a property"],
    ],
    "components": [
        ["valarm", [["trigger", {}, "duration", "-PT5M"], ["x-c", {}, "text", "\x07"]], []],
        ["vevent", [], []],
    ],
}


@pytest.mark.parametrize("format", FORMATS)
def test_what_rides_along_is_what_is_found_again(small: Event, format: str) -> None:
    event = attrs.evolve(with_one(small, extra={"x-ical": RIDERS}), extra={"x-ical": RIDERS})
    fitted = check(format, event)
    assert fitted.sessions[0].tags == event.sessions[0].tags
    assert len(fitted.sessions) == len(event.sessions)
    assert {("sessions", 0, "extra", "x-ical"), ("extra", "x-ical")} <= {
        item.path for item in CODECS[format].encode(event).report if item.code == "not-carried"
    }
    again = CODECS[format].fit(fitted)
    assert again.event == fitted
    assert not again.report.diagnostics


@pytest.mark.parametrize("format", FORMATS)
def test_a_selection_of_nothing_is_told_and_a_path_is_one_of_the_event_given(small: Event, format: str) -> None:
    codec = CODECS[format]
    assert codec.encode(public(small), sessions=[]).report.codes == ("nothing-selected",)
    last = Session(id="last", title="Last", extra={"x-public-other": 1})
    event = attrs.evolve(small, sessions=(*small.sessions, last))
    found = {(item.code, item.path[:2]) for item in codec.encode(event, sessions=["last"]).report}
    place = ("sessions", len(small.sessions))
    assert {("not-carried", place), ("unscheduled-left-out", place)} <= found


@pytest.mark.parametrize("format", FORMATS)
def test_fractions_of_seconds_are_cut_off(small: Event, format: str) -> None:
    slot = small.sessions[0].slot
    assert slot is not None
    moved = Slot(slot.start.replace(microsecond=2), slot.start.replace(microsecond=9))
    event = with_one(small, slot=moved)
    fitted = check(format, event)
    assert fitted.sessions[0].slot == Slot(slot.start, slot.start)
