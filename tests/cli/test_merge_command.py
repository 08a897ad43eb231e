"""`ospo-events merge`: two edited files, what is written, what is told; and git, which calls it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ospo_events import load, loads
from ospo_events.cli import main

BASE = """\
# The week.
format: 1
id: week
title: Week
timezone: Europe/Berlin
sessions:
  - id: opening  # doors at 8
    title: Opening
    day: "2026-06-01"
    time: "09:00-10:00"

  - id: talk
    title: Talk
    day: "2026-06-01"
    time: "10:00-11:00"
"""
OURS = BASE.replace("title: Talk", "title: A better talk").replace('"09:00-10:00"', '"09:15-10:00"')
THEIRS = BASE.replace("    title: Opening\n", "    title: Opening\n    tags: [start]\n").replace(
    '"10:00-11:00"', '"10:00-11:30"'
)
BOTH = OURS.replace('"10:00-11:00"', '"10:00-11:30"')


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


NAMES = ["base.yaml", "ours.yaml", "theirs.yaml"]


def test_the_merged_file_is_ours_with_what_they_changed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", *NAMES]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    expected = BOTH.replace('    time: "09:15-10:00"\n', '    time: "09:15-10:00"\n    tags: [start]\n')
    assert out == expected


def test_comments_are_those_of_the_side_that_wrote_some(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "theirs.yaml").write_text(THEIRS + "# see you there\n", "utf-8")
    assert main(["merge", *NAMES, "--out", "ours.yaml"]) == 0
    text = (files / "ours.yaml").read_text("utf-8")
    assert text.endswith("# see you there\n")
    assert "A better talk" in text
    (files / "ours.yaml").write_text(OURS + "# bring cake\n", "utf-8")
    assert main(["merge", *NAMES, "--out", "out.yaml"]) == 0
    assert (files / "out.yaml").read_text("utf-8").endswith("# bring cake\n")
    err = capsys.readouterr().err
    assert "theirs.yaml:17:1: warning[comment-not-kept]" in err
    assert "# see you there" in err


def test_conflicts_are_told_with_both_places(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "theirs.yaml").write_text(THEIRS.replace("title: Talk", "title: Their talk"), "utf-8")
    assert main(["merge", *NAMES, "--out", "out.yaml"]) == 1
    err = capsys.readouterr().err
    assert "ours.yaml:13:12: error[merge-conflict]" in err
    assert "theirs.yaml:14:12" in err
    assert "1 conflict: the value of OURS is used" in err
    assert load("out.yaml").index.sessions["talk"].title == "A better talk"
    assert main(["merge", *NAMES, "--out", "out.yaml", "--path", "week.yaml", "--format", "github"]) == 1
    assert "::error file=week.yaml,line=13,col=12" in capsys.readouterr().out
    assert main(["merge", *NAMES, "--out", "out.yaml", "--path", "week.yaml", "--format", "sarif"]) == 1
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "week.yaml"


def test_other_formats_are_written_as_they_are(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", *NAMES, "--out", "out.json"]) == 0
    merged = load("out.json")
    assert main(["merge", *NAMES, "--to", "ics", "--out", "out"]) == 0
    assert (files / "out").read_bytes().startswith(b"BEGIN:VCALENDAR")
    for name in ("base", "ours", "theirs"):
        assert main(["convert", f"{name}.yaml", f"{name}.json"]) == 0
    capsys.readouterr()
    assert main(["merge", "base.json", "ours.json", "theirs.json"]) == 0
    assert loads(capsys.readouterr().out, format="json") == merged
    assert main(["merge", "base.json", "ours.yaml", "theirs.json", "--out", "out.yaml"]) == 0
    assert load("out.yaml") == merged
    (files / "week.py").write_text(
        "from pathlib import Path\nfrom ospo_events import load\nEVENT = load(Path(__file__).parent / 'ours.yaml')\n"
    )
    capsys.readouterr()
    assert main(["merge", "base.yaml", "week.py", "theirs.yaml"]) == 0
    assert loads(capsys.readouterr().out, format="json") == merged
    assert main(["merge", "base.yaml", "week.py", "theirs.yaml", "--out", "out"]) == 2
    assert main(["merge", *NAMES, "--to", "pretalx"]) == 2
    assert "can be read but not written" in capsys.readouterr().err


def test_a_file_without_a_suffix_is_written_in_the_format_of_ours(files: Path) -> None:
    assert main(["merge", *NAMES, "--out", "out"]) == 0
    assert (files / "out").read_text("utf-8").startswith("# The week.\n")


def test_bad_input_writes_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "theirs.yaml").write_text(f"{THEIRS}<<<<<<< HEAD\n", "utf-8")
    assert main(["merge", "base.yaml", "none.yaml", "theirs.yaml", "--out", "out.yaml"]) == 2
    err = capsys.readouterr().err
    assert "none.yaml" in err
    assert "theirs.yaml:17:1: error[not-yaml]" in err
    assert not (files / "out.yaml").exists()
    assert main(["merge", "-", "-", "theirs.yaml"]) == 2
    assert "standard input" in capsys.readouterr().err


def test_one_side_may_come_from_standard_input(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open("ours.yaml", encoding="utf-8") as ours:
        monkeypatch.setattr("sys.stdin", ours)
        assert main(["merge", "base.yaml", "-", "theirs.yaml", "--out", "out.yaml"]) == 0
    assert load("out.yaml").index.sessions["talk"].title == "A better talk"


# --- git --------------------------------------------------------------------------------------


@pytest.fixture
def repository(files: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which `.gitattributes` names the drivers, and two branches edited one programme."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    command = f"{sys.executable} -m ospo_events"
    _git("init", "-q", "-b", "main")
    _git("config", "merge.programme.driver", f"{command} merge %O %A %B --out %A --path %P")
    _git("config", "diff.programme.command", f"{command} diff --git-driver")
    (files / ".gitattributes").write_text("programme.yaml merge=programme diff=programme\n")
    return files


def _git(*words: str, fails: bool = False) -> str:
    done = subprocess.run(["git", *words], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def _commit(text: str, branch: str) -> None:
    Path("programme.yaml").write_text(text, "utf-8")
    _git("checkout", "-q", "-B", branch)
    _git("add", "programme.yaml", ".gitattributes")
    _git("commit", "-qm", branch)


def test_git_merges_two_edits_of_one_line_of_a_programme(repository: Path) -> None:
    _commit(BASE, "main")
    _commit(THEIRS.replace('"09:00-10:00"', '"09:00-10:00"  # tea'), "theirs")
    _git("checkout", "-q", "main")
    _commit(OURS, "ours")
    assert (
        main(["merge", "HEAD~1:programme.yaml", "HEAD:programme.yaml", "theirs:programme.yaml", "--out", "m.yaml"]) == 0
    )
    _git("merge", "-q", "theirs", "-m", "both")
    assert Path("m.yaml").read_bytes() == Path("programme.yaml").read_bytes()
    asked = ["--id", "next", "--start", "2027-06-01", "--out", "next.yaml", "--write-back"]
    assert main(["next", "HEAD:programme.yaml", *asked]) == 2
    assert not Path("next.yaml").exists()
    text = Path("programme.yaml").read_text("utf-8")
    assert load("programme.yaml").index.sessions["talk"].title == "A better talk"
    assert '    time: "09:15-10:00"  # tea\n' in text
    assert "# doors at 8" in text
    assert "1 longer or shorter" in _git("diff", "--ext-diff", "HEAD~1", "HEAD")


def test_git_stops_at_a_conflict_and_keeps_a_programme(repository: Path) -> None:
    _commit(BASE, "main")
    _commit(THEIRS.replace("title: Talk", "title: Their talk"), "theirs")
    _git("checkout", "-q", "main")
    _commit(OURS, "ours")
    said = _git("merge", "theirs", "-m", "both", fails=True)
    assert "programme.yaml:13:12: error[merge-conflict]" in said
    assert "programme.yaml" in _git("diff", "--name-only", "--diff-filter=U", "--no-ext-diff")
    assert load("programme.yaml").index.sessions["opening"].tags == ("start",)
