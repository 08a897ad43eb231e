from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import icalendar
import pytest
from dateutil import tz as dateutil_tz
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import strategies
from ospo_events.codecs import CODECS, codec_named
from ospo_events.codecs.calendar import from_icalendar, to_icalendar
from ospo_events.codecs.calendar._content.lines import component_lines, safe_join
from ospo_events.codecs.calendar._zones.onsets import make_vtimezone, onsets
from ospo_events.codecs.loss import strip
from ospo_events.model import Event, Session, Slot
from ospo_events.model.identity import session_uid
from ospo_events.model.time import first_instant, instant
from ospo_events.views.readable import with_readable_texts
from ospo_events.views.selection import public
from tests.support.corpus import real_files
from tests.support.scheduled import has_dates, only_scheduled

ics = CODECS["ics"]
jcal = CODECS["jcal"]


CANNOT = codec_named("ics").cannot_carry


def carried(event: Event) -> Event:
    return only_scheduled(with_readable_texts(strip(public(event.index.resolved), CANNOT)))


def scheduled(event: Event) -> list[Session]:
    """Return the sessions that a calendar shows, parts at the times of their wholes among them."""
    return [session for session in event.index.resolved.sessions if session.slot is not None]


def vevents(data: bytes) -> dict[str, bytes]:
    parts = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", data, re.DOTALL)
    unfolded = [part.replace(b"\r\n ", b"") for part in parts]
    return {re.search(rb"\r\nUID:([^\r]*)", flat)[1].decode(): part for part, flat in zip(parts, unfolded, strict=True)}


@given(strategies.events(controls=False))
def test_what_is_written_is_read_back(event: Event) -> None:
    decoded = ics.decode(ics.encode(event).data)
    assert decoded.event == carried(event)


@given(
    strategies.events(controls=False),
    st.fixed_dictionaries(
        {
            "profile": st.sampled_from(["compat", "rich"]),
            "times": st.sampled_from(["local", "utc"]),
            "cancelled": st.sampled_from(["status", "prefix"]),
            "open_end": st.sampled_from(["assume", "omit"]),
        }
    ),
)
def test_no_choice_of_the_writer_changes_what_is_read_back(event: Event, options: dict[str, str]) -> None:
    assert ics.decode(ics.encode(event, **options).data).event == carried(event)
    assert jcal.decode(jcal.encode(event, **options).data).event == carried(event)


@given(strategies.events())
def test_t11_every_line_is_short_ended_and_clean_whatever_the_texts(event: Event) -> None:
    data = ics.encode(event).data
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in lines:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode("utf-8")
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0, "a fold inside an escape"


@given(strategies.events())
def test_t15_what_was_read_is_written_in_the_same_bytes(event: Event) -> None:
    data = ics.encode(event).data
    again = ics.decode(data).event
    assert again is not None
    assert ics.encode(again).data == data


@given(strategies.events(controls=False))
def test_t01_there_are_as_many_uids_as_items(event: Event) -> None:
    event = public(event)
    data = ics.encode(event).data
    assert len(vevents(data)) == data.count(b"\r\nBEGIN:VEVENT\r\n") == (len(scheduled(event)) or has_dates(event))


@given(strategies.events(controls=False), st.data())
def test_t02_changing_one_session_changes_only_its_own_item(event: Event, data: st.DataObject) -> None:
    event = public(event)
    timed = [s for s in event.sessions if s.slot is not None]
    if not timed:
        return
    chosen = data.draw(st.sampled_from(timed))
    assert chosen.slot is not None
    moved = Slot(chosen.slot.start, chosen.slot.end, rooms=())
    after = event.with_session(chosen.id, title="Something else", slot=moved)
    before_items, after_items = vevents(ics.encode(event).data), vevents(ics.encode(after).data)
    assert before_items.keys() == after_items.keys()
    # A part without rooms or a slot of its own is where its parent is: moving the parent moves it.
    family = {chosen.id, *(s.id for s in event.sessions if s.parent is not None)}
    for session in timed:
        if session.id not in family:
            uid = session_uid(event, session).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
            assert before_items[uid] == after_items[uid]


@given(strategies.events(controls=False))
def test_every_start_and_end_is_the_same_instant_in_icalendar(event: Event) -> None:
    event = public(event)
    want = {
        session_uid(event, s): (instant(s.slot.start), None if s.slot.end is None else instant(s.slot.end))
        for s in scheduled(event)
        if s.slot is not None
    }
    calendar = icalendar.Calendar.from_ical(ics.encode(event).data)
    items = list(calendar.walk("VEVENT")) if want else []
    assert len(items) == len(want)
    starts = sorted(_instant(item["DTSTART"].dt, event) for item in items)
    assert starts == sorted(int(start) for start, _ in want.values())
    for item in items:
        if "X-OPEN-END" not in item:
            end = item["DTEND"].dt if "DTEND" in item else item["DTSTART"].dt + item["DURATION"].dt
            assert _instant(end, event) in {float(int(e)) for _, e in want.values() if e is not None}


def _instant(value: dt.datetime | dt.date, event: Event) -> float:
    """Return the instant of a time, or the one at which a date begins where the event is."""
    return (value if isinstance(value, dt.datetime) else first_instant(value, event.timezone)).timestamp()


@given(strategies.events(controls=False))
def test_the_bridge_keeps_the_event_save_what_icalendar_itself_loses(event: Event) -> None:
    texts = json.dumps(ics.encode(event).data.decode())
    if "\\\\" in texts.replace('\\"', "").replace("\\\\,", "").replace("\\\\;", "").replace("\\\\n", ""):
        return  # icalendar 7.3 reads `\\N` as a line break
    decoded = from_icalendar(to_icalendar(event))
    assert decoded.event is not None
    assert [s.id for s in decoded.event.sessions] == [s.id for s in carried(event).sessions]


ZONES = [
    "America/New_York",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Gaza",
    "Europe/London",
    "Pacific/Chatham",
    "America/St_Johns",
    "Antarctica/Troll",
]


TRICKY = ("America/New_York", "Europe/Dublin", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kolkata")
WINDOWS = [pytest.param(key, 2024, 2024, marks=() if key in TRICKY else pytest.mark.slow) for key in ZONES]
WINDOWS += [pytest.param(key, 2011, 2012, marks=() if key == "Pacific/Apia" else pytest.mark.slow) for key in ZONES]


def half_hours(first: int, last: int) -> list[dt.datetime]:
    start = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    count = (dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC) - start) // dt.timedelta(minutes=30)
    return [start + dt.timedelta(minutes=30) * number for number in range(count)]


@pytest.mark.parametrize(("key", "first", "last"), WINDOWS)
def test_t03_vtimezone_is_right_at_every_half_hour_in_dateutil(key: str, first: int, last: int) -> None:
    zone = ZoneInfo(key)
    component = make_vtimezone(key, first, last)
    assert component is not None
    text = safe_join(component_lines(component)).decode()
    theirs = dateutil_tz.tzical(__import__("io").StringIO(text)).get(key)
    # Naive wall-clock times, because that is what dateutil's tzical computes on.
    step = dt.timedelta(minutes=30)
    near = {
        change.wall.replace(tzinfo=None) + step * number
        for change in onsets(zone, first, last)
        for number in range(-4, 5)
    }
    moments = [moment for number, moment in enumerate(half_hours(first, last)) if number % 7 == 0]
    for moment in moments:
        local = moment.astimezone(zone)
        wall = local.replace(tzinfo=None, fold=0)
        if wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=zone, fold=1).utcoffset() and wall not in near:
            assert wall.replace(tzinfo=theirs).utcoffset() == local.utcoffset(), wall


ICAL_JS = """
const ICAL = require('ical.js').default || require('ical.js');
const text = require('fs').readFileSync(0, 'utf8');
const input = JSON.parse(text);
const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(input.vtimezone)));
const wrong = [];
for (const [wall, offset] of input.moments) {
  const time = ICAL.Time.fromDateTimeString(wall);
  const there = zone.utcOffset(time);
  if (there !== offset) wrong.push([wall, offset, there]);
}
console.log(JSON.stringify(wrong));
"""


def node(script: str, data: str) -> str:
    return subprocess.run(
        ["node", "-e", script], input=data, capture_output=True, text=True, check=True, timeout=120
    ).stdout


def has_ical_js() -> bool:
    if shutil.which("node") is None:
        return False
    probe = subprocess.run(["node", "-e", "require('ical.js')"], capture_output=True, check=False, timeout=60)
    return probe.returncode == 0


needs_ical_js = pytest.mark.skipif(
    not has_ical_js(), reason="ical.js is not installed (npm install ical.js; NODE_PATH)"
)


@needs_ical_js
@pytest.mark.parametrize(("key", "first", "last"), WINDOWS)
def test_t03_vtimezone_is_right_at_every_half_hour_in_ical_js(key: str, first: int, last: int) -> None:
    zone = ZoneInfo(key)
    component = make_vtimezone(key, first, last)
    moments = []
    for moment in half_hours(first, last):
        local = moment.astimezone(zone)
        wall = local.replace(tzinfo=None, fold=0)
        if wall.replace(tzinfo=zone).utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset():
            continue
        moments.append([wall.isoformat(), int(local.utcoffset().total_seconds())])
    text = safe_join(component_lines(component)).decode()
    assert json.loads(node(ICAL_JS, json.dumps({"vtimezone": text, "moments": moments}))) == []


ICAL_JS_EVENTS = """
const ICAL = require('ical.js').default || require('ical.js');
const text = require('fs').readFileSync(0, 'utf8');
const root = new ICAL.Component(ICAL.parse(text));
for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const starts = root.getAllSubcomponents('vevent').map(item => new ICAL.Event(item).startDate);
console.log(JSON.stringify(starts.map(start => start.isDate ? start.toString() : start.toJSDate().getTime() / 1000)));
"""


@needs_ical_js
@settings(max_examples=settings.default.max_examples // 4)  # each starts a Node process
@given(strategies.events(controls=False))
def test_every_start_is_the_same_instant_in_ical_js(event: Event) -> None:
    starts = json.loads(node(ICAL_JS_EVENTS, ics.encode(event).data.decode()))
    slots = [session.slot for session in public(event).index.resolved.sessions if session.slot is not None]
    if not slots:  # then the days of the event are the one item, where it has any
        assert len(starts) == has_dates(event)
        return
    assert starts == [str(slot.start.date()) if slot.all_day else int(instant(slot.start)) for slot in slots]


@pytest.mark.parametrize("path", real_files("ics", ".ics"))
def test_real_calendars_are_read_and_rewritten_validly(path: Path) -> None:
    decoded = ics.decode(path.read_bytes(), source=path.name)
    assert decoded.event is not None
    assert decoded.report.ok
    assert all(item.span is not None for item in decoded.report)
    written = ics.encode(decoded.event).data
    again = ics.decode(written)
    assert not again.report.diagnostics
    assert again.event == with_readable_texts(public(decoded.event))
    assert ics.encode(again.event).data == written
    theirs = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    ours = list(icalendar.Calendar.from_ical(written).walk("VEVENT"))
    assert len(ours) == len(theirs)
    utc = [item["DTSTART"].dt.astimezone(dt.UTC) for item in theirs if item["DTSTART"].dt.tzinfo]
    assert [item["DTSTART"].dt.astimezone(dt.UTC) for item in ours][: len(utc)] == utc


@pytest.mark.parametrize("path", real_files("ics", ".ics"))
def test_jcal_says_the_same_as_ics_of_real_calendars(path: Path) -> None:
    event = ics.decode(path.read_bytes()).event
    assert jcal.decode(jcal.encode(event).data).event == ics.decode(ics.encode(event).data).event


@given(strategies.events(controls=False))
def test_moving_inserting_and_removing_others_never_changes_a_uid(event: Event) -> None:
    before = {s.id: session_uid(event, s) for s in event.sessions}
    new = Session(id="zz-inserted-zz", title="Inserted")
    after = attrs.evolve(event, sessions=(new, *reversed(event.sessions)))
    for session in after.sessions[1:]:
        assert session_uid(after, session) == before[session.id]
