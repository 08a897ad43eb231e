"""`ospo-events import`, and folders and archives of tables on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ospo_events import load
from ospo_events.cli import main
from ospo_events.codecs import CODECS
from tests.support.tables import EXAMPLE, as_csv, cell_of, example, files_in, sheet_of


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The worked example, to be changed."""
    path = tmp_path / "event.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def moved(tmp_path: Path) -> Path:
    """The sheet of the example with the opening a quarter of an hour later."""
    rows = sheet_of(example())
    number, place = cell_of(rows, "opening-plenary", "start")
    rows[number][place] = "9:15"
    path = tmp_path / "sheet.csv"
    path.write_bytes(as_csv(rows, ";"))
    return path


def test_the_opening_moves_in_one_line(tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = moved(tmp_path)
    assert main(["import", str(sheet), "--into", str(target), "--dry-run"]) == 0
    assert "09:00–09:30 → 09:15–09:30" in capsys.readouterr().out
    assert target.read_bytes() == EXAMPLE.read_bytes()
    assert main(["import", str(sheet), "--into", str(target)]) == 0
    before, after = EXAMPLE.read_text("utf-8").splitlines(), target.read_text("utf-8").splitlines()
    assert [(one, other) for one, other in zip(before, after, strict=True) if one != other] == [
        ('    time: "09:00-09:30"', '    time: "09:15-09:30"')
    ]
    capsys.readouterr()
    assert main(["import", str(sheet), "--into", str(target)]) == 0
    assert "Nothing changed" in capsys.readouterr().out


def test_a_json_file_and_a_folder(tmp_path: Path) -> None:
    event = example()
    target = tmp_path / "event.json"
    target.write_bytes(CODECS["json"].encode(event).value())
    folder = tmp_path / "tables"
    assert main(["convert", str(EXAMPLE), f"{folder}/", "--to", "csv"]) == 0
    assert main(["convert", str(EXAMPLE), str(tmp_path / "package"), "--to", "datapackage"]) == 0
    assert load(tmp_path / "event.json") == event
    assert main(["diff", str(folder), str(tmp_path / "package"), "--exit-code"]) == 0
    text = (folder / "sessions.csv").read_text("utf-8")
    (folder / "sessions.csv").write_text(text.replace("Coffee Break", "Tea"), "utf-8")
    assert main(["import", str(folder), "--into", str(target), "--format", "json"]) == 0
    assert [session.title for session in load(target).sessions].count("Tea") == 4


def test_nothing_is_written_where_something_is_wrong(
    tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = sheet_of(example())
    number, place = cell_of(rows, "opening-plenary", "start")
    rows[number][place] = "25:00"
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(as_csv(rows))
    assert main(["import", str(sheet), "--into", str(target)]) == 1
    printed = capsys.readouterr()
    assert "Programme!C3" in printed.err
    assert "nothing was written" in printed.err
    assert target.read_bytes() == EXAMPLE.read_bytes()


def test_a_conflict_names_both_places(tmp_path: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = moved(tmp_path)
    target.write_text(EXAMPLE.read_text("utf-8").replace('time: "09:00-09:30"', 'time: "09:05-09:30"'), "utf-8")
    assert main(["import", str(sheet), "--into", str(target)]) == 1
    printed = capsys.readouterr().err
    assert f"{sheet}:3:3" in printed
    assert f"{target}:" in printed
    assert "'9:15'" in printed
    assert "'09:05'" in printed
    assert main(["import", str(sheet), "--into", str(target), "--base", str(target)]) == 0
    assert load(target).index.sessions["opening-plenary"].slot == example().clock.slot("2024-07-09", "9:15", "9:30")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["import", "no-such.csv", "--into", "{target}"], 2),
        (["import", "{sheet}", "--into", "no-such.yaml"], 2),
        (["import", "{sheet}", "--into", "x.ics"], 2),
        (["import", "{sheet}", "--into", "{broken}"], 2),
        (["import", "{sheet}"], 2),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, target: Path, words: list[str], status: int) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\n", "utf-8")
    sheet = moved(tmp_path)
    assert main([word.format(target=target, sheet=sheet, broken=broken) for word in words]) == status


def test_a_folder_with_both_kinds_of_files_is_what_its_json_is(tmp_path: Path) -> None:
    folder = tmp_path / "pretalx"
    folder.mkdir()
    (folder / "attendees.csv").write_text("a,b\n", "utf-8")
    talk = '{"count": 1, "next": null, "results": [{"code": "A", "title": "A", "state": "confirmed", "speakers": []}]}'
    (folder / "submissions.json").write_text(talk, "utf-8")
    assert main(["convert", str(folder), "--zone", "UTC", "--title", "T", str(tmp_path / "x.yaml")]) == 0
    assert [session.title for session in load(tmp_path / "x.yaml").sessions] == ["A"]


def test_an_archive_is_written_as_one_where_its_name_says_so(tmp_path: Path) -> None:
    path = tmp_path / "programme.csv.zip"
    assert main(["convert", str(EXAMPLE), str(path)]) == 0
    assert "sessions.csv" in files_in(path.read_bytes())
    assert main(["validate", str(path)]) == 0
