"""Real series of one programme, published version by version: what other programs read of each calendar."""

import datetime as dt
import gzip
import json
import shutil
import subprocess
from functools import cache
from typing import Any

import icalendar
import pytest

from ospo_events import Event, decode, detect, encode
from ospo_events.codecs import codec_named
from ospo_events.codecs.history import history_json, read_history
from ospo_events.views import History, Limits, PublishingRefused, publish
from ospo_events.views.history import GUARDS, State
from tests.support.corpus import shared_file

pytestmark = pytest.mark.slow

OPTIONS = {
    "33c3": {"zone": "Europe/Berlin"},
    "devnexus": {"zone": "America/New_York", "title": "Devnexus"},
    "fosdem2025": {"zone": "Europe/Brussels"},
    "foss4g2025": {},
}
GRACE = Limits(grace=dt.timedelta(hours=6))
AT_ONCE = Limits(allowed=GUARDS)
KEEP = dt.timedelta(days=100_000)


@cache
def versions(series: str) -> list[tuple[dt.datetime, Event]]:
    found: list[tuple[dt.datetime, Event]] = []
    for path in sorted(shared_file("corpus", "series", series).glob("*.gz")):
        data = gzip.decompress(path.read_bytes())
        format = detect(data, path.name.removesuffix(".gz"))
        known = {option.name for option in codec_named(format).decode_options}
        options = {key: value for key, value in OPTIONS[series].items() if key in known}
        event = decode(data, format, source=path.name, **options).event
        assert event is not None, path.name
        at = dt.datetime.strptime(path.name[5:21], "%Y-%m-%dT%H-%M").replace(tzinfo=dt.UTC)
        found.append((at, event))
    assert len(found) > 1
    return found


def entries(event: Event) -> dict[str, tuple[int, dt.datetime]]:
    """Return SEQUENCE and LAST-MODIFIED of each UID, as icalendar reads them."""
    calendar = icalendar.Calendar.from_ical(encode(event, "ics").data)
    vevents: list[Any] = calendar.walk("VEVENT")
    found = {str(item["UID"]): (int(item["SEQUENCE"]), item["LAST-MODIFIED"].dt) for item in vevents}
    assert len(found) == len(vevents)
    return found


@pytest.mark.parametrize("series", sorted(OPTIONS))
@pytest.mark.parametrize("limits", [GRACE, AT_ONCE], ids=["grace", "at-once"])
def test_nothing_falls_and_nothing_is_lost(series: str, limits: Limits) -> None:
    history: History | None = None
    before: dict[str, tuple[int, dt.datetime]] = {}
    last = versions(series)[0][1]
    for at, event in versions(series):
        try:
            run = publish(event, history, at=at, limits=limits)
        except PublishingRefused:
            assert limits is GRACE
            continue
        now = entries(run.event)
        past = {uid for uid, record in run.history.told.records.items() if record.state is State.PAST}
        for uid, (sequence, changed) in before.items():
            if uid not in past and run.history.told.records[uid].session.slot is not None:
                assert now[uid][0] >= sequence, (at, uid)
                assert now[uid][1] >= changed, (at, uid)
        if history is not None:
            older = history.told.records
            assert older.keys() <= run.history.told.records.keys()
            for uid, record in older.items():
                new = run.history.told.records[uid]
                came_back = record.state is State.GONE and new.state is State.THERE
                if came_back and new.session.slot is not None and new.session.status.value != "cancelled":
                    assert new.session.sequence > record.session.sequence
        history, before, last = run.history, now, run.event
    # The file says it all: going on from it gives the same.
    assert history is not None
    back = read_history(history_json(history))
    assert back == history
    if has_ical_js():
        assert entries_in_ical_js(last) == {uid: sequence for uid, (sequence, _) in before.items()}


ICAL_JS = """
const ICAL = require('ical.js').default || require('ical.js');
const text = require('fs').readFileSync(0, 'utf8');
const found = {};
for (const item of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent'))
  found[item.getFirstPropertyValue('uid')] = item.getFirstPropertyValue('sequence');
console.log(JSON.stringify(found));
"""


@cache
def has_ical_js() -> bool:
    if shutil.which("node") is None:
        return False
    return not subprocess.run(["node", "-e", "require('ical.js')"], capture_output=True, check=False).returncode


def entries_in_ical_js(event: Event) -> dict[str, int]:
    """Return SEQUENCE of each UID, as ical.js reads it."""
    data = encode(event, "ics").data
    done = subprocess.run(["node", "-e", ICAL_JS], input=data, capture_output=True, check=True)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_new_guids_for_most_of_a_programme_cancel_nothing() -> None:
    """One version of 33C3 gives most sessions new guids at once: their old UIDs go on."""
    found = {f"{at:%m-%d %H:%M}": (at, event) for at, event in versions("33c3")}
    (at, event), (later, newer) = found["12-28 21:50"], found["12-28 21:52"]
    first = publish(event, at=at)
    second = publish(newer, first.history, at=later, limits=GRACE)
    fresh = [record for uid, record in second.history.told.records.items() if uid not in first.history.told.records]
    assert sum(finding.code == "probably-the-same" for finding in second.report) > 300
    assert len(fresh) < 15
    assert "gone" not in second.revision.counts
