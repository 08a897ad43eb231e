"""`ospo-events draft`: notes in files of several kinds, and what is printed and written."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from ospo_events import load
from ospo_events.cli import main
from ospo_events.codecs.prose import draft, draft_yaml, note_text
from ospo_events.errors import MissingExtra

NOTE = "Data days\n4 May 2026, Bonn\n\n9:00-10:00 Opening\n10:00-1100 Panel on maps\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, "utf-8")
    return path


def test_a_note_becomes_a_file_and_says_what_is_open(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, evidence = note.with_suffix(".yaml"), note.with_suffix(".json")
    options = ["--zone", "Europe/Berlin", "--out", str(out), "--evidence", str(evidence)]
    assert main(["draft", str(note), *options]) == 0
    event = load(out)
    assert [session.title for session in event.sessions] == ["Opening", "Panel on maps"]
    said = capsys.readouterr().err
    assert f"{note}:5:1: error[bad-time]" in said
    assert "2 sessions on 1 day; 1 error" in said
    assert "# line 4" in out.read_text("utf-8")
    document = json.loads(evidence.read_text("utf-8"))
    assert ["sessions", 0, "slot", "start"] in [value["path"] for value in document["evidence"]]
    assert "bad-time" in [finding["code"] for finding in document["unresolved"]]


def test_an_existing_file_is_never_overwritten(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(note), "--out", str(note)]) == 2
    assert "does not exist yet" in capsys.readouterr().err
    assert note.read_text("utf-8") == NOTE


def test_explain_prints_the_words_for_each_value(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(note), "--explain", "--zone", "Europe/Berlin"]) == 0
    printed = capsys.readouterr().out
    assert "sessions[0].slot.start: line 4, time in a row of the agenda: '9:00-10:00'" in printed
    assert "venues[0].name: line 2, place beside the dates, likely: 'Bonn'" in printed


def test_a_note_without_title_or_a_bad_zone_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note, out = tmp_path / "a.txt", tmp_path / "a.yaml"
    note.write_text("9:00-10:00 Opening\n", "utf-8")
    assert main(["draft", str(note), "--out", str(out)]) == 1
    assert main(["draft", str(note), "--zone", "Mars/Base", "--out", str(out)]) == 2
    assert not out.exists()
    assert "missing-title" in capsys.readouterr().err


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document",
        b"{\\rtf1 text}",
        b"%PDF-1.7 damaged",
        b"PK\x03\x04 no archive",
        b"\xff\xfe\x00\x00",
        b"caf\xe9 is not UTF-8",
    ],
)
def test_what_is_no_text_is_one_clear_error(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = tmp_path / "note"
    note.write_bytes(data)
    assert main(["draft", str(note)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("error[") == 1


def archive(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr(name, data)
    return stream.getvalue()


def test_an_archive_that_is_no_document_or_too_large_is_refused() -> None:
    assert "no Word document" in note_text(archive("a.txt", b""))[1][0].message
    assert "when unpacked" in note_text(archive("word/document.xml", b" " * (65 * 1024 * 1024)))[1][0].message


def test_word_documents_with_headings_lists_and_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="the draft extra is not installed")
    document = docx.Document()
    document.add_heading("Data days", 0)
    document.add_paragraph("4 May 2026\nTown Hall, Bonn")
    document.add_heading("Objectives", 1)
    document.add_paragraph(style="List Bullet").add_run("Show").bold = True
    document.paragraphs[-1].add_run(" what maps can do for all cities.")
    document.add_paragraph("Collect what is missing in the north.", style="List Bullet")
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Time", "Session", "Room"), strict=True):
        cell.text = text
    for row in (("9:00-10:00", "Opening", "Aula"), ("10:00-11:00", "Panel | maps", "")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    merged = table.add_row().cells
    merged[0].text = "12:00-13:00"
    merged[1].merge(merged[2]).text = "Lunch"
    stream = io.BytesIO()
    document.save(stream)
    text, findings = note_text(stream.getvalue())
    assert text is not None
    assert findings == ()
    event = draft(text, zone="Europe/Berlin").event
    assert event is not None
    assert [session.title for session in event.sessions] == ["Opening", "Panel | maps", "Lunch"]
    assert [room.name for room in event.rooms] == ["Aula"]
    assert [objective.verb for objective in event.objectives] == ["Show", "Collect"]


def test_pdf_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    pypdf = pytest.importorskip("pypdf", reason="the draft extra is not installed")

    class Page:
        def extract_text(self) -> str:
            return NOTE

    class Reader:
        def __init__(self, stream: io.BytesIO) -> None:
            self.pages = [Page()] * (501 if stream.read().endswith(b"many") else 1)

    monkeypatch.setattr(pypdf, "PdfReader", Reader)
    assert note_text(b"%PDF-1.7") == (NOTE, ())
    assert "at most 500 pages" in note_text(b"%PDF-1.7 many")[1][0].message


def test_a_missing_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"pip install 'ospo-events\[draft\]'"):
        note_text(b"%PDF-1.7")


def test_a_draft_without_an_event_has_no_file() -> None:
    with pytest.raises(ValueError, match="with an event"):
        draft_yaml(draft("9:00-10:00 Opening\n"))
