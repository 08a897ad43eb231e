"""Laws of publishing: whatever becomes of a programme, calendars learn of it, and nothing they were told is lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events.codecs.calendar import make_feeds
from ospo_events.codecs.history import history_json, read_history
from ospo_events.model import Event, Privacy
from ospo_events.strategies import chains
from ospo_events.views import Limits, Published, merge_histories, publish
from ospo_events.views.history import GUARDS, State

START = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
FREE = Limits(allowed=GUARDS, keep=dt.timedelta(days=100_000))
GRACE = attrs.evolve(FREE, grace=dt.timedelta(days=2))
FEW = settings.default.max_examples // 4  # type: ignore[union-attr]
_settings = settings(max_examples=FEW)
STAMPS = re.compile(r"^(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*\n", re.MULTILINE)


def entries(event: Event) -> dict[str, str]:
    """Return the VEVENT of each UID of the calendar of everything."""
    (feed,) = [feed for feed in make_feeds(event) if feed.group == "all"]
    found: dict[str, str] = {}
    lines: list[str] | None = None
    for line in feed.data.decode().replace("\r\n ", "").split("\r\n"):
        if line == "BEGIN:VEVENT":
            lines = []
        elif line == "END:VEVENT" and lines is not None:
            vevent = "".join(lines)
            assert value(vevent, "UID") not in found, "two entries of one UID"
            found[value(vevent, "UID")] = vevent
            lines = None
        elif lines is not None:
            lines.append(f"{line}\n")
    return {uid: vevent for uid, vevent in found.items() if "\nX-OSPO-DAYS:" not in vevent}


def value(vevent: str, name: str) -> str:
    match = re.search(rf"^{name}:(.*)\n", vevent, re.MULTILINE)
    assert match, name
    return match[1]


def published(chain: Sequence[Event], limits: Limits = FREE) -> list[Published]:
    """Return what publishing each edition of a programme gives, a day apart."""
    found: list[Published] = []
    for number, event in enumerate(chain):
        history = found[-1].history if found else None
        found.append(publish(event, history, at=START + number * dt.timedelta(days=1), limits=limits))
    return found


@_settings
@given(chain=chains(max_size=4), grace=st.booleans())
def test_sequence_and_time_of_change_never_fall_and_no_uid_is_lost(chain: Sequence[Event], grace: bool) -> None:
    runs = published(chain, GRACE if grace else FREE)
    calendars = [entries(run.event) for run in runs]
    for before, after in pairwise(calendars):
        for uid, old in before.items():
            # What had a time once and has none is in no calendar; the history goes on knowing it.
            new = after.get(uid)
            if new is None:
                assert any(
                    run.history.told.records[uid].session.slot is None
                    for run in runs
                    if uid in run.history.told.records
                )
                continue
            assert int(value(new, "SEQUENCE")) >= int(value(old, "SEQUENCE"))
            assert value(new, "LAST-MODIFIED") >= value(old, "LAST-MODIFIED")
            assert value(new, "DTSTAMP") == value(new, "LAST-MODIFIED")
            # What is told otherwise is stamped later, and what is told as before is as it was to the byte.
            if STAMPS.sub("", old) != STAMPS.sub("", new) or value(old, "SEQUENCE") != value(new, "SEQUENCE"):
                assert value(new, "LAST-MODIFIED") > value(old, "LAST-MODIFIED")
            for name in ("STATUS", "DTSTART.*", "DTEND.*"):
                if re.findall(rf"^{name}:.*", old, re.MULTILINE) != re.findall(rf"^{name}:.*", new, re.MULTILINE):
                    assert int(value(new, "SEQUENCE")) > int(value(old, "SEQUENCE"))
    known = [set(run.history.told.records) for run in runs]
    assert all(one <= other for one, other in pairwise(known))


@_settings
@given(chain=chains(max_size=3))
def test_publishing_twice_changes_nothing(chain: Sequence[Event]) -> None:
    run = published(chain)[-1]
    again = publish(chain[-1], run.history, at=START + dt.timedelta(days=9), limits=FREE)
    assert again.history is run.history
    assert again.event == run.event


@_settings
@given(chain=chains(max_size=3), grace=st.booleans())
def test_a_history_is_the_same_in_a_file(chain: Sequence[Event], grace: bool) -> None:
    run = published(chain, GRACE if grace else FREE)[-1]
    data = history_json(run.history)
    back = read_history(data)
    assert back == run.history
    assert history_json(back) == data
    again = publish(
        chain[-1], back, at=START + dt.timedelta(days=3 if not grace else 2, hours=1), limits=GRACE if grace else FREE
    )
    if not any(record.missing for record in run.history.told.records.values()):
        assert again.history is back
        assert again.event == run.event


@_settings
@given(chain=chains(min_size=1, max_size=1), data=st.data())
def test_what_comes_back_has_its_uid_and_a_higher_sequence(chain: Sequence[Event], data: st.DataObject) -> None:
    (event,) = chain
    if not event.sessions:
        return
    gone = data.draw(st.sampled_from([session.id for session in event.sessions]))
    first, without, back = published([event, event.without_session(gone), event])
    told = [run.history.told.records for run in (first, without, back)]
    assert set(told[0]) == set(told[2])
    for uid, record in told[0].items():
        if told[1][uid].state in (State.GONE, State.PAST) and record.session.status.value != "cancelled":
            assert told[2][uid].session.sequence > told[1][uid].session.sequence > record.session.sequence
            assert told[2][uid].session.status is record.session.status
            assert told[2][uid].state is State.THERE


@_settings
@given(chain=chains(min_size=1, max_size=1), data=st.data())
def test_what_becomes_confidential_leaves_no_word(chain: Sequence[Event], data: st.DataObject) -> None:
    (event,) = chain
    shown = [session for session in event.sessions if session.privacy is Privacy.PUBLIC and session.parent is None]
    shown = [item for item in shown if not any(item.id in (other.parent, other.repeat_of) for other in event.sessions)]
    if not shown:
        return
    id = data.draw(st.sampled_from([session.id for session in shown]))
    secret = "Canary7f3a"
    event = event.with_session(id, title=secret, abstract=secret, description=secret, subtitle=secret)
    hidden = event.with_session(id, privacy="confidential")
    runs = published([event, hidden])
    assert secret.encode() in history_json(runs[0].history)
    assert secret.encode() not in history_json(runs[1].history)
    assert not any(secret.encode() in feed.data for feed in make_feeds(runs[1].event))


@_settings
@given(chain=chains(min_size=3, max_size=3))
def test_merging_is_commutative_and_lowers_no_sequence(chain: Sequence[Event]) -> None:
    base = publish(chain[0], at=START, limits=FREE).history
    ours = publish(chain[1], base, at=START + dt.timedelta(hours=1), limits=FREE).history
    theirs = publish(chain[2], base, at=START + dt.timedelta(hours=2), limits=FREE).history
    merged = merge_histories(ours, theirs)
    assert merged == merge_histories(theirs, ours)
    assert merge_histories(ours, ours) == ours
    assert merge_histories(merged, ours) == merged
    for side in (ours, theirs):
        for uid, record in side.told.records.items():
            assert merged.told.records[uid].session.sequence >= record.session.sequence
    assert read_history(history_json(merged)) == merged
