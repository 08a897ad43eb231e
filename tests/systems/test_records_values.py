"""Cells of tables that are none of what their column is for: kept or left out, and told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS
from ospo_events.model import Session, Status

COLUMNS = ("title", "id", "start", "end", "date", "duration", "room", "track", "speakers", "status", "language", "url")
COLUMNS += ("kind", "tags", "abstract")


def row(**values: Any) -> tuple[Session | None, set[str]]:
    """Return the session that one object of a JSON list gives, and the codes of the findings."""
    session, codes = rows({"title": "Talk", "start": "2026-05-04 09:00", **values})
    return (session[0] if session else None), codes


def rows(*items: dict[str, Any]) -> tuple[tuple[Session, ...], set[str]]:
    names = {name: name for name in COLUMNS if any(name in item for item in items)}
    decoded = CODECS["records"].decode(json.dumps(items).encode(), zone="UTC", title="T", map=names)
    return (() if decoded.event is None else decoded.event.sessions), set(decoded.report.codes)


def times(session: Session | None) -> str:
    assert session is not None
    slot = session.slot
    return "none" if slot is None else f"{slot.start:%d %H:%M} {slot.end:%d %H:%M}" if slot.end else "open"


@pytest.mark.parametrize(
    ("values", "expected", "codes"),
    [
        ({"end": "10:00"}, "04 09:00 04 10:00", set()),
        ({"end": "08:00"}, "04 09:00 05 08:00", None),
        ({"end": "soon"}, "none", {"bad-time"}),
        ({"duration": 45}, "04 09:00 04 09:45", set()),
        ({"duration": "long"}, "none", {"bad-time"}),
        ({"start": "09:00-10:30", "date": "2026-05-04"}, "04 09:00 04 10:30", None),
        ({"start": "2026-05-04T09:00:00+02:00"}, "open", None),
        ({"start": "9999-99-99T09:00:00+02:00"}, "none", {"bad-time"}),
        ({"start": "someday"}, "none", {"bad-time"}),
        ({"start": "2026-05-04"}, "none", {"bad-time"}),
        ({"start": True}, "none", {"wrong-type"}),
    ],
)
def test_times(values: dict[str, Any], expected: str, codes: set[str] | None) -> None:
    session, found = row(**values)
    assert times(session) == expected
    assert codes is None or codes <= found


def test_words_that_are_none_are_kept_and_told() -> None:
    session, codes = row(status="perhaps", language="Klingon; en", url="talks/1", kind="Keynote")
    assert session is not None
    assert (session.status, session.languages, session.url, session.kind) == (
        Status.CONFIRMED,
        ("en",),
        None,
        "keynote",
    )
    assert session.extra == {"x-records": {"status": "perhaps", "language": "Klingon; en", "url": "talks/1"}}
    assert {"unknown-value", "relative-link"} <= codes


def test_words_that_are_known_are_read() -> None:
    session, codes = row(status="cancelled", language="fr", url="https://e.example/", tags=["a", {"name": "b"}, 3])
    assert session is not None
    assert (session.status, session.languages, session.url) == (Status.CANCELLED, ("fr",), "https://e.example/")
    assert session.tags[:2] == ("a", "b")
    assert not codes & {"unknown-value", "relative-link"}


def test_lists_of_rooms_tracks_and_people() -> None:
    session, _ = row(room=["Hall", "Yard"], track="AI; Law", speakers=["Ada", {"name": "Ben"}], abstract="x")
    assert session is not None
    assert session.slot is not None
    assert (len(session.slot.rooms), len(session.tracks), len(session.participants)) == (2, 2, 2)
    assert session.abstract == "x"


def test_rows_without_a_title_and_ids_that_come_twice_are_told() -> None:
    found, codes = rows(
        {"title": "A", "id": "a", "start": "2026-05-04 09:00"},
        {"title": "B", "id": "a", "start": "2026-05-04 10:00"},
        {"id": "c", "start": "2026-05-04 11:00"},
    )
    assert [session.title for session in found] == ["A", "B"]
    assert len({session.id for session in found}) == 2
    assert {"duplicate-id", "missing-title"} <= codes
