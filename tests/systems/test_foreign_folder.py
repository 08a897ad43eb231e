"""A folder of files is one programme, on the command line too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.errors import UnknownFormat

EVENT = {"slug": "e24", "name": "E 24", "timezone": "Europe/Berlin", "date_from": "2024-07-09", "date_to": "2024-07-09"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    times = {"start": "2024-07-09T10:00:00+02:00", "end": "2024-07-09T10:30:00+02:00"}
    parts = {
        "about": {"note": "no part of it"},
        "event": EVENT,
        "rooms": {"count": 1, "next": None, "results": [{"id": 1, "name": "Aula", "capacity": 9}]},
        "slots": [{"id": 4, "submission": "A1", "room": 1, **times}],
        "submissions": [
            {"code": "A1", "title": "One", "state": "confirmed", "submission_type": "Talk", "speakers": []}
        ],
    }
    for name, part in parts.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(part))
    (tmp_path / "notes.txt").write_text("not read")
    return tmp_path


def test_a_folder_is_read_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "about.json").unlink()
    assert main(["convert", str(folder), "--to", "text"]) == 0
    shown = capsys.readouterr().out
    assert "10:00–10:30  One" in shown
    assert "Aula" in shown


def test_findings_name_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "slots.json").write_text('[\n{"id": 4, "submission": "A1", "start": "never"}]')
    assert main(["convert", str(folder), "--to", "text"]) == 1
    assert f"{folder / 'slots.json'}:2:" in capsys.readouterr().err


def test_a_folder_without_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(tmp_path), "--to", "text"]) == 1
    assert "expected a folder with the JSON files" in capsys.readouterr().err
    (tmp_path / "x.json").write_text('{"weather": "fine"}')
    assert main(["convert", str(tmp_path), "--to", "text"]) == 1
    assert "expected a folder with the JSON files" in capsys.readouterr().err


def test_other_formats_are_single_files(folder: Path) -> None:
    with pytest.raises(UnknownFormat, match="not from a folder"):
        codec_named("ics").decode({"a.ics": b""})
    assert codec_named("pretalx").reads_folders
    assert codec_named("indico").reads_folders
