"""Hostile and broken JSON of every system: bounded in time and memory, told with its place, nothing raised."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.diagnostics import LIMIT
from tests.support.reading import bounded

SESSION = {
    "id": "1",
    "title": "TITLE",
    "startsAt": "2024-07-09T09:00:00",
    "endsAt": "2024-07-09T10:00:00",
    "speakers": [],
}
TALK = {"code": "ABC123", "title": "TITLE", "submission_type": "Talk", "slot": {"start": "2024-07-09T09:00:00+02:00"}}
PART = {
    "db_id": 1,
    "title": "TITLE",
    "startDate": {"date": "2024-07-09", "time": "09:00:00", "tz": "UTC"},
    "duration": 30,
}
SYSTEMS: dict[str, Any] = {
    "sessionize": {"sessions": [SESSION], "speakers": []},
    "pretalx": {"submissions": [TALK]},
    "indico": {"_type": "Conference", "id": "7", "title": "T", "timezone": "UTC", "contributions": [PART]},
}


def read(system: str, data: bytes, **limits: Any) -> Decoded:
    decoded = bounded(system, data, source="f.json", zone="Europe/Berlin", title="T", **limits)
    assert all(item.span is not None for item in decoded.report)
    return decoded


def document(system: str, title: str = '"TITLE"') -> bytes:
    return json.dumps(SYSTEMS[system]).replace('"TITLE"', title).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_document_itself_is_read(system: str) -> None:
    decoded = read(system, document(system))
    assert [session.title for session in decoded.value().sessions] == ["TITLE"]
    assert decoded.report.codes == ()


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (b"[" * 140_000, "too-deep"),
        (b'{"sessions":' * 140_000, "too-deep"),
        (b"[[1], [[2]], " + b"[" * 140_000, "too-deep"),
        (b"[1, 2]", "wrong-format"),
        (b"null", "wrong-format"),
        (b"9" * 100_000, "wrong-format"),
        (b'{"sessions": [{"title": "cut o', "not-json"),
        (b"\xff\xfe\x00\x00{\x00\x00\x00", "not-utf-8"),
        (b"+AHsAIgBhACI-", "not-json"),
        (b"<html>Sign in</html>", "not-json"),
    ],
)
def test_what_is_no_document_of_the_system_is_refused(system: str, data: bytes, code: str) -> None:
    decoded = read(system, data)
    assert decoded.event is None
    assert code in {item.code for item in decoded.report.errors}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("title", "code"),
    [
        ('{"a": ' * 70 + "1" + "}" * 70, "too-deep"),
        ('{"a": ' * 140_000, "too-deep"),
        ('"A", "x": 1e999', "invalid-value"),
        ('"A", "x": ' + "9" * 5000, "invalid-value"),
        ('"A", "x": [NaN]', "not-json"),
        ('"A\\ud800"', "lone-surrogate"),
        ('"A", "title": "B"', "duplicate-key"),
        ('"A\\u0000\\u001b[31m"', "control-character"),
        ("[1]", "wrong-type"),
        ("", "not-json"),
    ],
)
def test_a_slip_in_one_session_is_told_with_its_place(system: str, title: str, code: str) -> None:
    decoded = read(system, document(system, title))
    assert code in decoded.report.codes
    for session in decoded.event.sessions if decoded.event is not None else ():
        assert session.title.isprintable()


@pytest.mark.parametrize("system", SYSTEMS)
def test_texts_and_keys_without_end_are_read_in_bounds(system: str) -> None:
    long = read(system, document(system, '"' + "x" * 3_000_000 + '"'))
    assert len(long.value().sessions[0].title) == 3_000_000
    keys = ", ".join(f'"k{number}": 1' for number in range(20_000))
    assert read(system, document(system, f'"A", {keys}')).value().sessions[0].title == "A"


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.slow
def test_one_id_for_all_is_told_and_counted(system: str) -> None:
    key = next(key for key, value in SYSTEMS[system].items() if isinstance(value, list))
    (item,) = SYSTEMS[system][key]
    many = {**SYSTEMS[system], key: [{**item, "title": f"Talk {number}"} for number in range(LIMIT + 50)]}
    decoded = read(system, json.dumps(many).encode(), seconds=20)
    assert decoded.report.codes.count("duplicate-id") == LIMIT + 1
    assert any(item.message == "and 49 more of this kind, from here on" for item in decoded.report)


@pytest.mark.parametrize("name", ["pretalx", "sessionize", "indico"])
@pytest.mark.parametrize("data", [b"[]", b"\n[ ]\n"])
def test_an_empty_list_is_an_event_of_which_nothing_is_published(name: str, data: bytes) -> None:
    decoded = CODECS[name].decode(data, zone="UTC", title="T")
    assert decoded.value().sessions == ()
    assert [(item.code, item.span is not None) for item in decoded.report] == [("no-sessions", True)]
