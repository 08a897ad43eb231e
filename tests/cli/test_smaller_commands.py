"""Commands that print a document, and what they say where there is none to read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import attrs
import pytest

from ospo_events import Event, Session, WallClock, load
from ospo_events.cli import main
from ospo_events.codecs._detect_json import is_jscalendar
from ospo_events.codecs.history import history_json, write_log
from ospo_events.views.history import GUARDS, Limits, publish

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
AT = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("more", [(), ("--changes",)])
def test_schemas_are_printed_or_written(
    more: tuple[str, ...], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["schema", *more]) == 0
    printed = capsysbinary.readouterr().out
    assert "$schema" in json.loads(printed)
    assert main(["schema", *more, str(tmp_path / "schema.json")]) == 0
    assert (tmp_path / "schema.json").read_bytes() == printed


def test_histories_of_two_events_are_not_merged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event = load(EXAMPLE)
    for name, one in (("a", event), ("b", attrs.evolve(event, id="other"))):
        (tmp_path / name).write_bytes(history_json(publish(one, None, at=AT).history))
    before = (tmp_path / "a").read_bytes()
    assert main(["history", "--merge", *(str(tmp_path / name) for name in "aab")]) == 2
    assert "expected histories of one event" in capsys.readouterr().err
    assert (tmp_path / "a").read_bytes() == before
    assert main(["history", str(tmp_path / "a"), "--format", "markdown"]) == 0
    assert "## OSPOs for Good 2024" in capsys.readouterr().out


def test_an_empty_folder_cannot_be_searched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["audit-privacy", str(EXAMPLE), str(tmp_path / "empty")]) == 2
    assert "expected a folder with files" in capsys.readouterr().err


@pytest.mark.parametrize("text", ['{"@type": "Event", "start": "2026-', '[5, {"@type": 1}]', '["@type"]'])
def test_what_only_looks_like_jscalendar_is_not_called_so(text: str) -> None:
    assert not is_jscalendar(text.encode())


def test_the_log_says_what_became_of_each_session() -> None:
    clock = WallClock("UTC")
    slot = clock.slot("2024-07-09", "09:00", "10:00", rooms=())
    event = Event(
        id="e", title="E", timezone="UTC", sessions=[Session(id=name, title=name, slot=slot) for name in "abcd"]
    )
    run = publish(event, None, at=AT)
    changed = attrs.evolve(
        event,
        title="Another",
        sessions=[
            attrs.evolve(event.sessions[0], status="postponed"),
            attrs.evolve(event.sessions[1], slot=None),
            attrs.evolve(event.sessions[2], slot=clock.slot("2024-07-10", "09:00", "10:00", rooms=())),
        ],
    )
    later = publish(changed, run.history, at=AT + dt.timedelta(hours=9), limits=Limits(allowed=GUARDS))
    log = write_log(later.history).decode()
    assert "postponed" in log
    assert "without a time" in log
    assert "cancelled" in log
    dumped = history_json(later.history)
    assert json.loads(dumped)["event"] == "e"


def test_what_is_one_fact_of_a_foreign_file_is_said_once_with_a_count(tmp_path, capsys) -> None:
    items = "".join(
        f"BEGIN:VEVENT\r\nUID:u{number}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:2026050{number}T100000Z\r\n"
        f"DTEND:2026050{number}T110000Z\r\nSUMMARY:S{number}\r\nLOCATION:Online\r\nEND:VEVENT\r\n"
        for number in range(1, 7)
    )
    path = tmp_path / "a.ics"
    path.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{items}END:VCALENDAR\r\n".encode())
    main(["validate", str(path)])
    out = capsys.readouterr().out
    assert out.count("online-without-link") == 1
    assert "; and 5 more like it" in out
    main(["validate", "--all", str(path)])
    assert capsys.readouterr().out.count("online-without-link") == 6
    native = tmp_path / "a.yaml"
    assert main(["convert", str(path), str(native), "--quiet"]) == 0
    capsys.readouterr()
    main(["validate", str(native)])
    assert capsys.readouterr().out.count("online-without-link") == 6, "one's own are mended one by one"
