"""Names that are no plain files, as input and as output: one sentence, no traceback, and no waiting for ever."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from ospo_events.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links are made as POSIX makes them")

PROGRAMME = b"""\
format: 1
id: odd
title: Odd files
timezone: Europe/Berlin
sessions: [{id: talk, title: Talk, day: 2026-05-04, time: 09:00-10:00}]
"""
READERS = (
    ["show"], ["validate"], ["convert", "--to", "ics"], ["fmt", "--check"], ["now"], ["check-ics"],
    ["build", "--out", "site"], ["feeds", "--out", "feeds"], ["audit-privacy"], ["import", "--into", "e.yaml"],
)  # fmt: skip
SECOND_FILES = (
    ["validate", "e.yaml", "--baseline"],
    ["validate", "e.yaml", "--config"],
    ["validate", "e.yaml", "--older"],
    ["validate", "e.yaml", "--rules"],
    ["build", "e.yaml", "--out", "site", "--theme"],
    ["audit-privacy", "e.yaml"],
    ["import", "e.csv", "--base", "e.yaml", "--into"],
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("e.yaml").write_bytes(PROGRAMME)
    os.mkfifo("pipe.yaml")
    os.mkfifo("pipe.py")
    Path("folder.yaml").mkdir()
    Path("loop.yaml").symlink_to("loop.yaml")
    return tmp_path


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    try:
        status = main(words)
    except SystemExit as problem:
        status = int(problem.code or 0)
    out, error = capsys.readouterr()
    assert "Traceback" not in out + error
    return status, out + error


def written_into(pipe: str, data: bytes) -> threading.Thread:
    thread = threading.Thread(target=Path(pipe).write_bytes, args=(data,), daemon=True)
    thread.start()
    thread.join(0.3)  # until it waits for a reader: a pipe that nobody writes to is refused at once
    return thread


@pytest.mark.parametrize("name", ["pipe.yaml", "pipe.py", "folder.yaml", "loop.yaml", "", "/dev/null"])
@pytest.mark.parametrize("command", READERS, ids=lambda words: words[0])
def test_input_that_is_no_file_is_refused_in_words(
    command: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said([*command, name], capsys)
    assert status in (1, 2)
    assert text.strip()


@pytest.mark.parametrize("name", ["pipe.yaml", "loop.yaml"])
@pytest.mark.parametrize("command", SECOND_FILES, ids=lambda words: f"{words[0]} {words[-1]}")
def test_second_files_that_are_none_are_refused_in_words(
    command: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said([*command, name], capsys)
    assert status in (1, 2)
    assert name in text


def test_what_is_written_into_a_pipe_is_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    # The options of a reader were checked by a first reading, after which the pipe was empty.
    assert said(["convert", "e.yaml", "e.ics", "--quiet"], capsys)[0] == 0
    thread = written_into("pipe.yaml", Path("e.ics").read_bytes())
    status, text = said(["show", "pipe.yaml", "--read-with", "title=Renamed"], capsys)
    thread.join(10)
    assert status == 0
    assert "Talk" in text


@pytest.mark.parametrize("words", [["convert", "e.yaml"], ["new"]], ids=lambda words: words[0])
@pytest.mark.parametrize("name", ["pipe.yaml", "folder.yaml", "loop.yaml", "missing/x.yaml"])
def test_output_that_cannot_be_written_is_named_as_asked(
    words: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said([*words, name], capsys)
    assert status == 2
    assert f" {name}" in text
    assert ".x." not in text, "no name of a file that nobody asked for"


@pytest.mark.parametrize("name", ["pipe.yaml", "loop.yaml", "e.yaml"])
@pytest.mark.parametrize("command", ["build", "feeds"])
def test_folders_that_are_none_are_refused_in_words(
    command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said([command, "e.yaml", "--out", name], capsys)
    assert status == 2
    assert name in text


def test_a_pipe_that_somebody_reads_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    read: list[bytes] = []
    thread = threading.Thread(target=lambda: read.append(Path("pipe.yaml").read_bytes()), daemon=True)
    thread.start()
    status = 2
    while status:  # until the reader is there
        status, _ = said(["convert", "e.yaml", "pipe.yaml", "--quiet"], capsys)
    thread.join(10)
    assert b"Odd files" in b"".join(read)


@pytest.mark.parametrize("name", ["CON", "nul.ics", "aux.x.ics"])
def test_names_of_devices_elsewhere_are_files_here(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(["convert", "e.yaml", name, "--to", "ics", "--quiet"], capsys)[0] == 0
    assert Path(name).is_file()
