"""Wrong words on the command line end with a sentence, never with a traceback."""

from __future__ import annotations

import pytest

from ospo_events.cli import main
from ospo_events.rules.pages import complete


@pytest.fixture
def programme(tmp_path):
    path = tmp_path / "event.yaml"
    slot = "slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}"
    path.write_text(complete(f"sessions:\n  - {{id: one, title: Open models, {slot}}}\n"), "utf-8")
    return path


def test_a_format_that_is_none_is_refused(programme, capsys) -> None:
    assert main(["validate", str(programme), "--from", "yamll"]) != 0
    err = capsys.readouterr().err
    assert "yamll" in err
    assert "Traceback" not in err


def test_feeds_of_sessions_that_are_not_there(programme, tmp_path, capsys) -> None:
    out = tmp_path / "feeds"
    assert main(["feeds", str(programme), "--mine", "one,nobody", "--out", str(out)]) != 0
    err = capsys.readouterr().err
    assert "expected --mine to name sessions of the event, got nobody" in err
    assert "Traceback" not in err
    assert not out.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("feeds", "EVENT", "--out"),
        ("build", "EVENT", "--out"),
        ("now", "EVENT", "--out"),
        ("publish", "EVENT", "--history", "h.json", "--out"),
        ("publish", "EVENT", "--history"),
        ("diff", "EVENT", "EVENT", "--notices"),
        ("validate", "EVENT", "--write-baseline"),
        ("convert", "EVENT"),
        ("audit-privacy", "EVENT"),
        ("new",),
        ("schema",),
    ],
)
def test_an_output_without_a_name_is_not_the_folder_one_stands_in(
    command, programme, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert main([str(programme) if word == "EVENT" else word for word in command] + [" "]) == 2
    assert "expected the name of a file or folder, got an empty text" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_feeds_count_milestones_as_milestones(programme, tmp_path, capsys) -> None:
    programme.write_text(programme.read_text("utf-8") + "milestones: [{kind: call-opens, date: 2026-01-05}]\n", "utf-8")
    assert main(["feeds", str(programme), "--out", str(tmp_path / "feeds"), "--quiet"]) == 0
    assert "milestones.ics  1 milestone  " in capsys.readouterr().out
