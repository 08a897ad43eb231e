"""`ospo-events next`: the next edition as a file, the table of what became of everything, and the file before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ospo_events import load, loads
from ospo_events.cli import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
ASKED = ["--id", "ospos-for-good-2025", "--start", "2025-07-08"]


@pytest.fixture(autouse=True)
def event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "event.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def test_the_next_edition_is_a_file_and_a_table(event: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["next", "event.yaml", *ASKED, "--out", "next.yaml"]) == 0
    out, err = capsys.readouterr()
    assert "text-of-another-edition" in err
    rows = {line.split()[0]: line for line in out.splitlines() if not line.startswith(" ")}
    assert list(rows) == ["kept", "reset", "dropped", "to"]
    assert rows["kept"].startswith("kept     22 sessions, 5 tracks, 1 venue, 4 organizations, 2 days,")
    assert "check 1 text of the previous edition" in out
    assert len(load("next.yaml").sessions) == 22
    assert event.read_bytes() == EXAMPLE.read_bytes()


def test_the_file_before_names_the_next_one_and_keeps_its_comments(event: Path) -> None:
    assert main(["next", "event.yaml", *ASKED, "--out", "next.yaml", "--write-back"]) == 0
    before, after = EXAMPLE.read_text("utf-8").splitlines(), event.read_text("utf-8").splitlines()
    new = [line for line in after if line not in before]
    assert [line for line in before if line not in after] == []
    assert new == [
        "  - title: OSPOs for Good 2024",
        "    relation: successor",
        "    id: ospos-for-good-2025",
        '    start: "2025-07-08"',
        '    end: "2025-07-09"',
    ]
    assert load(event).related[-1].id == "ospos-for-good-2025"


def test_standard_output_has_the_programme_alone(capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--title", "OSPOs for Good 2025", "--edition", "third", "--zone", "Europe/Berlin", "--to", "json"]
    kept = ["--keep", "texts,expects", "--drop", "tracks", "--drop", "organizers", "--map", "2024-07-10=2025-07-15"]
    assert main(["next", "event.yaml", *ASKED, *more, *kept, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    new = loads(out, format="json")
    assert (new.title, new.edition, new.timezone.key, new.tracks, new.participants) == (
        "OSPOs for Good 2025", "third", "Europe/Berlin", (), (),
    )  # fmt: skip
    assert new.description is not None
    assert [str(day.date) for day in new.days] == ["2025-07-08", "2025-07-15"]
    assert json.loads(err.partition("kept")[0]) is not None
    assert main(["next", "event.yaml", *ASKED]) == 0
    assert capsys.readouterr().out.startswith("format: 1\nid: ospos-for-good-2025\n")


def test_a_time_that_is_skipped_is_told_and_counts(capsys: pytest.CaptureFixture[str], event: Path) -> None:
    text = (
        event.read_text("utf-8")
        .replace('"08:00-09:00"', '"02:30-03:30"')
        .replace("timezone:", "day_change: 01:00\ntimezone:")
    )
    event.write_text(text, "utf-8")
    assert main(["next", "event.yaml", "--id", "x", "--start", "2025-03-09", "--out", "next.json"]) == 1
    out, err = capsys.readouterr()
    assert "nonexistent-local-time" in err
    assert "check the times that the clocks of the new dates skip or repeat" in out
    assert load("next.json").sessions[0].slot is None


@pytest.mark.parametrize(("words", "said"), [
    ([*ASKED, "--keep", "peple"], "did you mean 'people'?"),
    ([*ASKED, "--drop", "zzz"], "got 'zzz'\n"),
    ([*ASKED, "--keep", "people", "--drop", "people"], "'people' as --keep or --drop, got both"),
    ([*ASKED, "--map", "2024-07-10"], "--map OLD=NEW"),
    ([*ASKED, "--map", "2024-07-10=soon"], "expected --map to be a date"),
    ([*ASKED, "--map", "2024-07-20=2025-07-20"], "a day of the programme"),
    (["--id", "x", "--start", "July"], "expected --start to be a date"),
    (["--id", "ospos-for-good-2024", "--start", "2025-07-08"], "another id"),
    (["--id", "a b", "--start", "2025-07-08"], "expected an id"),
    ([*ASKED, "--zone", "Mars/Base"], "Mars/Base"),
    ([*ASKED, "--to", "pretalx"], "can be read but not written"),
    ([*ASKED, "--out", "next.xyz"], "next.xyz"),
])  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["next", "event.yaml", "--out", "next.yaml", *words]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["event.yaml"]


def test_only_a_native_file_is_written_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "event.yaml", "event.ics"]) == 0
    assert main(["next", "event.ics", *ASKED, "--out", "next.yaml", "--write-back"]) == 2
    assert "a native file" in capsys.readouterr().err
    (tmp_path / "folder").mkdir()
    assert main(["next", "folder", *ASKED, "--out", "next.yaml"]) == 2
    assert main(["next", "none.yaml", *ASKED, "--out", "next.yaml"]) == 2
    assert not (tmp_path / "next.yaml").exists()
