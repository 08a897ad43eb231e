"""Real series of one programme: each version against the next, with nothing lost and nothing invented."""

import gzip
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from ospo_events import Event, decode, detect
from ospo_events.codecs import codec_named
from ospo_events.codecs.changes import read_changes, write_changes
from ospo_events.views import Action, Thing, apply, diff
from tests.support.corpus import CORPUS, shared_file

pytestmark = pytest.mark.slow

OPTIONS = {
    "33c3": {"zone": "Europe/Berlin"},
    "devnexus": {"zone": "America/New_York", "title": "Devnexus"},
    "fosdem2025": {"zone": "Europe/Brussels"},
    "foss4g2025": {},
}
SERIES = CORPUS / "series"


def versions(name: str) -> list[Path]:
    return sorted(shared_file("corpus", "series", name).glob("*.gz"))


@cache
def event_of(path: Path, series: str) -> Event:
    data = gzip.decompress(path.read_bytes())
    format = detect(data, path.name.removesuffix(".gz"))
    known = {option.name for option in codec_named(format).decode_options}
    options = {key: value for key, value in OPTIONS[series].items() if key in known}
    event = decode(data, format, source=path.name, **options).event
    assert event is not None, path.name
    return event


@pytest.mark.parametrize("series", sorted(OPTIONS))
def test_consecutive_versions(series):
    found = versions(series)
    assert len(found) > 1
    for one, other in pairwise(found):
        older, newer = event_of(one, series), event_of(other, series)
        changes = diff(older, newer)
        assert apply(older, changes) == newer, other.name
        assert read_changes(write_changes(changes, "json"), older).newer == newer, other.name
        gone = guids(change.item for change in changes if is_session(change, Action.REMOVED))
        new = guids(change.item for change in changes if is_session(change, Action.ADDED))
        assert gone & new == set(), other.name
        for format in ("text", "markdown", "html", "ics"):
            assert write_changes(changes, format)


def is_session(change, action) -> bool:
    return change.thing is Thing.SESSION and change.action is action


def guids(sessions) -> set[str]:
    found = {session.uid or session.extra.get("x-schedule", {}).get("guid") for session in sessions}
    return found - {None}


@pytest.mark.parametrize("series", sorted(OPTIONS))
def test_every_fact_is_told_and_none_invented(series):
    """Of sessions whose UID is there once in both: title, start and number of rooms, from the events alone."""
    for one, other in pairwise(versions(series)):
        older, newer = event_of(one, series), event_of(other, series)
        before, after = by_uid(older), by_uid(newer)
        told = {
            change.uid: {field.path for field in change.fields}
            for change in diff(older, newer)
            if change.thing is Thing.SESSION
        }
        for uid in before.keys() & after.keys():
            old, new, paths = before[uid], after[uid], told.get(uid, set())
            assert (old.title != new.title) == (("title",) in paths), (other.name, uid)
            if old.slot is not None and new.slot is not None:
                assert (old.slot.start != new.slot.start) == (("slot", "start") in paths), (other.name, uid)


def by_uid(event: Event):
    often = Counter(session.uid for session in event.sessions)
    return {session.uid: session for session in event.sessions if session.uid and often[session.uid] == 1}
