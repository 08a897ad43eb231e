"""`fmt --fill-ends`: an end is taken from what follows in the room only where somebody asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ospo_events.cli import main
from ospo_events.facade import load

FILE = """\
format: 1
id: e
title: E
timezone: Europe/Berlin
rooms: [{id: hall, name: Hall}, {id: lab, name: Lab}]
sessions:
  - {id: one, title: One, start: 2026-05-04T09:00, room: hall}
  - {id: part, title: Part of one, parent: one, start: 2026-05-04T09:10, room: hall}
  - {id: off, title: Off, status: cancelled, start: 2026-05-04T09:20, room: hall}
  - {id: two, title: Two, start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [hall, lab]}
  - {id: lab, title: Lab, start: 2026-05-04T09:30, room: lab}
  - {id: last, title: Last, start: 2026-05-04T17:00, room: hall}
  - {id: anywhere, title: Anywhere, start: 2026-05-04T09:00}
  - {id: morning, title: Next day, start: 2026-05-05T09:00, room: hall}
"""


def test_ends_are_filled_on_request_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(FILE)
    assert main(["fmt", str(path)]) == 0
    ends = {item.id: item.slot and item.slot.end for item in load(path).sessions}
    assert {id for id, end in ends.items() if end is not None} == {"two"}
    assert main(["fmt", "--fill-ends", str(path)]) == 0
    assert "3 sessions end when the next one in the room begins" in capsys.readouterr().err
    ends = {item.id: item.slot and item.slot.end for item in load(path).sessions}
    assert {id: f"{end:%H:%M}" for id, end in ends.items() if end is not None} == {
        "one": "10:00",
        "part": "10:00",
        "lab": "10:00",
        "two": "11:00",
    }
    assert main(["fmt", "--fill-ends", "--check", str(path)]) == 0
