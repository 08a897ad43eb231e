"""Titles that say that a session is off, in the formats of others: `Cancelled: Talk`, `[ABGESAGT] Talk`."""

from __future__ import annotations

import json
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Status

TITLES = ("[CANCELLED] A", "Abgesagt: B", "Postponed: C", "How we cancelled D")
READ = [
    ("A", Status.CANCELLED),
    ("B", Status.CANCELLED),
    ("C", Status.POSTPONED),
    ("How we cancelled D", Status.CONFIRMED),
]


def schedule() -> Decoded:
    rooms = {
        f"Hall {number}": [{"date": "2026-05-04T09:00:00+02:00", "duration": "01:00", "title": title}]
        for number, title in enumerate(TITLES)
    }
    conference = {"title": "T", "acronym": "abcd", "time_zone_name": "Europe/Berlin"}
    conference["days"] = [{"index": 1, "date": "2026-05-04", "rooms": rooms}]  # type: ignore[assignment]
    return CODECS["schedule-json"].decode(json.dumps({"schedule": {"conference": conference}}).encode())


def jsonld() -> Decoded:
    times = {"startDate": "2026-05-04T09:00:00+02:00", "endDate": "2026-05-04T10:00:00+02:00"}
    parts = [{"@type": "Event", "name": title, **times} for title in TITLES]
    document = {"@context": "https://schema.org", "@type": "Event", "name": "X", **times, "subEvent": parts}
    return CODECS["jsonld"].decode(json.dumps(document).encode(), zone=ZoneInfo("Europe/Berlin"))


def records() -> Decoded:
    text = "Title,Start,End\n" + "".join(f'"{title}",2026-05-04 09:00,2026-05-04 10:00\n' for title in TITLES)
    columns = {"title": "Title", "start": "Start", "end": "End"}
    return CODECS["records"].decode(text.encode(), zone=ZoneInfo("Europe/Berlin"), title="T", map=columns)


# `Postponed: ` is what we write into schedules ourselves.
@pytest.mark.parametrize(("read", "told"), [(schedule, 2), (jsonld, 3), (records, 3)])
def test_a_title_that_says_so_is_off(read: Callable[[], Decoded], told: int) -> None:
    decoded = read()
    assert [(session.title, session.status) for session in decoded.value().sessions] == READ
    found = [item for item in decoded.report if item.code == "odd-status"]
    assert len(found) == told
    assert all(item.span is not None and str(item.path[-1]).casefold() in ("title", "name") for item in found)


def test_our_own_keep_their_titles() -> None:
    event = schedule().value()
    for format in ("schedule-xml", "schedule-json", "jsonld"):
        again = CODECS[format].decode(CODECS[format].encode(event).value()).value()
        assert [(session.title, session.status) for session in again.sessions] == READ
        again = (
            CODECS[format]
            .decode(CODECS[format].encode(event.with_session(event.sessions[3].id, title="Called off: A")).value())
            .value()
        )
        assert again.sessions[3].title == "Called off: A"
