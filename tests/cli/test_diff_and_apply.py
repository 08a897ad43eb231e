"""`ospo-events diff` and `apply`: what is compared, how it is asked for, and what the exit status says."""

import json
import subprocess
from pathlib import Path

import pytest

from ospo_events import load
from ospo_events.cli import main
from ospo_events.cli._parser import COMMANDS

EXAMPLES = Path(__file__).parents[2] / "examples"
BEFORE, AFTER = str(EXAMPLES / "ospos2024.yaml"), str(EXAMPLES / "ospos2024-as-broadcast.yaml")
TEXT = Path(BEFORE).read_text("utf-8")


@pytest.fixture
def moved(tmp_path) -> str:
    """The worked example with the opening half an hour later and the closing cancelled."""
    text = TEXT.replace('time: "09:00-09:30"', 'time: "09:10-09:40"')
    text = text.replace(
        '    kind: plenary\n    day: "2024-07-10"', '    kind: plenary\n    status: cancelled\n    day: "2024-07-10"'
    )
    path = tmp_path / "moved.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_the_commands_are_there():
    assert {"diff", "apply"} <= set(COMMANDS)


def test_exit_codes(capsys, moved, tmp_path):
    assert main(["diff", BEFORE, BEFORE]) == 0
    assert "Nothing changed." in capsys.readouterr().out
    assert main(["diff", BEFORE, moved]) == 0
    assert main(["diff", BEFORE, BEFORE, "--exit-code"]) == 0
    assert main(["diff", BEFORE, moved, "--exit-code"]) == 1
    assert main(["diff", BEFORE, moved, "--exit-code", "--only", "room"]) == 0
    assert main(["diff", BEFORE, str(tmp_path / "missing.yaml")]) == 2
    assert main(["diff", "-", "-"]) == 2


def test_a_file_with_conflict_marks_is_no_programme(capsys, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text(TEXT.replace("rooms:", "rooms:").replace("tracks:\n", "<<<<<<< HEAD\ntracks:\n", 1), "utf-8")
    assert main(["diff", BEFORE, str(broken)]) == 2
    line = broken.read_text("utf-8").splitlines().index("<<<<<<< HEAD") + 1
    captured = capsys.readouterr()
    assert f"{broken}:{line}:" in captured.err
    assert captured.out == ""


def test_formats_of_the_two_may_differ(capsys, tmp_path):
    calendar = str(tmp_path / "event.ics")
    assert main(["convert", BEFORE, calendar, "--quiet"]) == 0
    assert main(["diff", BEFORE, calendar]) == 0
    out = capsys.readouterr().out
    assert "gone" not in out
    assert "moved" not in out


@pytest.mark.parametrize("format", ["text", "markdown", "json", "html", "ics"])
def test_formats(capsysbinary, moved, format):
    assert main(["diff", BEFORE, moved, "--format", format]) == 0
    assert b"Opening Plenary" in capsysbinary.readouterr().out


def test_atom_needs_a_time(capsys, moved):
    assert main(["diff", BEFORE, moved, "--format", "atom"]) == 2
    assert "--at" in capsys.readouterr().err
    assert main(["diff", BEFORE, moved, "--format", "atom", "--at", "2024-07-01T12:00Z"]) == 0
    assert main(["diff", BEFORE, moved, "--format", "atom", "--at", "yesterday"]) == 2


def test_an_unknown_impact_is_asked_about(capsys, moved):
    assert main(["diff", BEFORE, moved, "--only", "canceled"]) == 2
    assert "did you mean 'cancelled'?" in capsys.readouterr().err


def test_only_what_concerns_a_day_a_track_or_a_person(capsys, moved):
    assert main(["diff", BEFORE, moved, "--day", "2"]) == 0
    out = capsys.readouterr().out
    assert "Closing" in out
    assert "Opening" not in out
    assert main(["diff", BEFORE, moved, "--track", "AI and Open Source"]) == 0
    assert "No change concerns your selection." in capsys.readouterr().out
    assert main(["diff", BEFORE, moved, "--day", "2024-07-11"]) == 2
    assert main(["diff", BEFORE, moved, "--person", "nobody"]) == 2
    assert main(["diff", BEFORE, moved, "--room", "nowhere"]) == 2


def test_what_is_for_the_team_is_said_to_be_there(capsys, tmp_path):
    noted = tmp_path / "noted.yaml"
    noted.write_text(TEXT + "    x-note: ask the minister\n", "utf-8")
    assert main(["diff", BEFORE, str(noted), "--all", "--exit-code"]) == 1
    captured = capsys.readouterr()
    assert "minister" not in captured.out
    assert captured.err == "not shown: 1 more change for --audience team\n"
    assert main(["diff", BEFORE, str(noted), "--all", "--audience", "team"]) == 0
    assert "x-note" in capsys.readouterr().out


def test_notices(capsys, tmp_path, moved):
    text = (
        Path(moved)
        .read_text("utf-8")
        .replace("sessions:\n  - id: day-1", "people: [{id: ada, name: Ada}]\nsessions:\n  - id: day-1")
    )
    text = text.replace("    status: cancelled\n", "    status: cancelled\n    speakers: [ada]\n")
    older, newer = tmp_path / "a.yaml", tmp_path / "b.yaml"
    newer.write_text(text, "utf-8")
    older.write_text(text.replace("    status: cancelled\n", ""), "utf-8")
    folder = tmp_path / "messages"
    for _ in range(2):  # the second time it takes the place of the first
        assert main(["diff", str(older), str(newer), "--notices", str(folder)]) == 0
    assert "does not take place" in (folder / "people" / "ada.txt").read_text("utf-8")
    assert (folder / "people" / "ada.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    (folder / "people" / "ada.txt").write_text("mine", "utf-8")
    assert main(["diff", str(older), str(newer), "--notices", str(folder)]) == 2
    assert "was changed since" in capsys.readouterr().err


# --- git --------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path, monkeypatch, moved) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    run = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "init", "-q"], check=True)
    (folder / "event.yaml").write_text(TEXT, "utf-8")
    subprocess.run(["git", "add", "event.yaml"], check=True)
    subprocess.run([*run, "commit", "-qm", "one"], check=True)
    (folder / "event.yaml").write_text(Path(moved).read_text("utf-8"), "utf-8")
    return folder


def test_a_revision_of_git_is_a_side(capsys, repository):
    assert main(["diff", "HEAD:event.yaml", "event.yaml"]) == 0
    assert "1 cancelled, 1 moved" in capsys.readouterr().out
    assert main(["diff", "HEAD:event.yaml", "HEAD:event.yaml", "--exit-code"]) == 0
    capsys.readouterr()
    assert main(["diff", "HEAD:nothing.yaml", "event.yaml"]) == 2
    assert "nothing.yaml" in capsys.readouterr().err
    assert main(["diff", "--exit-code", "--", "--output=x:event.yaml", "event.yaml"]) == 2
    assert not (repository / "x").exists()


def test_the_diff_driver_of_git(capsys, repository):
    old = repository / "old-event.yaml"
    old.write_text(TEXT, "utf-8")
    words = ["event.yaml", str(old), "0" * 40, "100644", "event.yaml", "1" * 40, "100644"]
    assert main(["diff", "--git-driver", *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith("event.yaml:\n")
    assert "1 cancelled, 1 moved" in out
    assert main(["diff", "--git-driver", "event.yaml", str(old)]) == 2
    assert main(["diff", BEFORE, AFTER, AFTER]) == 2


# --- apply ------------------------------------------------------------------------------------


def test_apply_gives_the_newer_edition(capsysbinary, tmp_path):
    assert main(["diff", BEFORE, AFTER, "--format", "json"]) == 0
    patch = tmp_path / "changes.json"
    patch.write_bytes(capsysbinary.readouterr().out)
    assert main(["apply", BEFORE, str(patch)]) == 0
    made = tmp_path / "made.json"
    made.write_bytes(capsysbinary.readouterr().out)
    assert load(made) == load(AFTER)
    out = tmp_path / "made.yaml"
    assert main(["apply", BEFORE, str(patch), str(out)]) == 0
    assert load(out) == load(AFTER)


def test_a_patch_that_does_not_fit_writes_nothing(capsys, tmp_path):
    assert main(["diff", BEFORE, AFTER, "--format", "json"]) == 0
    patch = tmp_path / "changes.json"
    patch.write_text(capsys.readouterr().out, "utf-8")
    out = tmp_path / "made.json"
    assert main(["apply", AFTER, str(patch), str(out)]) == 1
    assert not out.exists()
    err = capsys.readouterr().err
    assert f"{patch}:" in err
    assert "[patch-misfit]" in err
    assert main(["apply", AFTER, str(patch), "--format", "json"]) == 1
    assert {finding["code"] for finding in json.loads(capsys.readouterr().out or "{}").get("findings", [])} <= {
        "patch-misfit"
    }


def test_apply_refuses_what_it_cannot_read(capsys, tmp_path):
    assert main(["apply", str(tmp_path / "none.yaml"), BEFORE]) == 2
    assert main(["apply", BEFORE, str(tmp_path / "none.json")]) == 2
    assert main(["apply", "-", "-"]) == 2
    assert main(["apply", BEFORE, BEFORE]) == 1
    capsys.readouterr()
