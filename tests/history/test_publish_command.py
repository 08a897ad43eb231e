"""`publish`, `history`, and `--history` of the commands that write calendars and pages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest

from ospo_events import Event, Person, dump, load
from ospo_events.cli import main
from ospo_events.cli.commands import publish as command
from ospo_events.codecs.history import read_history

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
JUNE = "2024-06-01T12:00Z"


@pytest.fixture
def event() -> Event:
    return load(EXAMPLE)


def publish(folder: Path, event: Event, at: str, *more: str) -> int:
    dump(event, folder / "event.json")
    words = ["publish", str(folder / "event.json"), "--history", str(folder / "history.json"), "--at", at]
    return main([*words, *more])


def without(event: Event, *ids: str) -> Event:
    for id in ids:
        event = event.without_session(id)
    return event


def test_publishing_twice_writes_the_same_bytes(tmp_path: Path, event: Event) -> None:
    out = tmp_path / "all.ics"
    assert publish(tmp_path, event, JUNE, "--out", str(out)) == 0
    first = (tmp_path / "history.json").read_bytes(), out.read_bytes()
    assert publish(tmp_path, event, "2024-06-05T12:00Z", "--out", str(out)) == 0
    assert ((tmp_path / "history.json").read_bytes(), out.read_bytes()) == first


def test_check_writes_nothing(tmp_path: Path, event: Event, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(tmp_path, event, JUNE, "--check") == 1
    assert "revision 1 would be published: 22 new sessions" in capsys.readouterr().err
    assert not (tmp_path / "history.json").exists()
    publish(tmp_path, event, JUNE)
    assert publish(tmp_path, event, "2024-06-02T12:00Z", "--check") == 0


def test_a_run_that_stopped_before_the_document_is_completed(
    tmp_path: Path, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.ics"
    written: list[str] = []

    def stops(name: str, data: bytes) -> None:
        written.append(name)
        if len(written) == 2:
            raise KeyboardInterrupt
        Path(name).write_bytes(data)

    monkeypatch.setattr(command, "write_output", stops)
    assert publish(tmp_path, event, JUNE, "--out", str(out)) == 130
    monkeypatch.undo()
    assert written == [str(tmp_path / "history.json"), str(out)]
    history = (tmp_path / "history.json").read_bytes()
    assert publish(tmp_path, event, "2024-06-03T12:00Z", "--out", str(out)) == 0
    assert (tmp_path / "history.json").read_bytes() == history
    assert b"LAST-MODIFIED:20240601T120000Z" in out.read_bytes()


@pytest.mark.parametrize(
    ("more", "code"),
    [((), 1), (("--allow-removals", "10"), 0), (("--allow-removals", "all"), 0), (("--allow", "mass-removal"), 0),
     (("--allow-removals", "none"), 1), (("--allow-removals", "many"), 2), (("--allow", "everything"), 2)],
)  # fmt: skip
def test_guards_are_overruled_by_name(
    tmp_path: Path, event: Event, more: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path, event, JUNE)
    before = (tmp_path / "history.json").read_bytes()
    fewer = without(event, "devrooms", "reboot-the-earth", "spotlight-youth")
    assert publish(tmp_path, fewer, "2024-06-02T12:00Z", *more) == code
    assert ((tmp_path / "history.json").read_bytes() == before) is (code != 0)
    if code == 1:
        said = capsys.readouterr().err
        assert "error[mass-removal]" in said
        assert "Devrooms" in said


def test_what_cannot_be_read_is_2_and_what_is_damaged_1(tmp_path: Path, event: Event) -> None:
    publish(tmp_path, event, JUNE)
    history = tmp_path / "history.json"
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nid: [", "utf-8")
    assert main(["publish", str(broken), "--history", str(history), "--at", JUNE]) == 2
    assert main(["publish", str(tmp_path / "no.yaml"), "--history", str(history), "--at", JUNE]) == 2
    assert main(["publish", str(EXAMPLE), "--history", str(history)]) == 2
    assert main(["publish", "--history", str(history)]) == 2
    history.write_bytes(history.read_bytes().replace(b"Coffee", b"Tea"))
    assert publish(tmp_path, event, "2024-06-02T12:00Z") == 1
    assert publish(tmp_path, event, "2024-06-02T12:00Z", "--allow", "history-damaged") == 0
    assert publish(tmp_path, attrs.evolve(event, id="another"), "2024-06-03T12:00Z") == 1


def test_imported_sources_have_hours_of_grace(tmp_path: Path, event: Event) -> None:
    source, history = tmp_path / "schedule.xml", tmp_path / "history.json"
    for number, programme in enumerate((event, without(event, "devrooms"))):
        dump(programme, source)
        assert main(["publish", str(source), "--history", str(history), "--at", f"2024-06-01T1{number}:00Z"]) == 0
    found = read_history(history.read_bytes())
    assert dict(found.last.counts) == {"missing": 1}
    words = ["publish", str(source), "--history", str(history), "--at", "2024-06-01T12:00Z", "--grace", "1"]
    assert main(words) == 0
    assert dict(read_history(history.read_bytes()).last.counts) == {"gone": 1}


def test_every_feed_that_held_it_holds_what_is_gone(tmp_path: Path, event: Event) -> None:
    event = event.with_session("thematic-track-1", participants=["ada"])
    event = attrs.evolve(event, people=[Person(id="ada", name="Ada Example")])
    folder = tmp_path / "feeds"
    publish(tmp_path, event, JUNE)
    fewer = attrs.evolve(without(event, "thematic-track-1"), people=(), tracks=event.tracks[1:])
    assert publish(tmp_path, fewer, "2024-06-02T12:00Z") == 0
    history = str(tmp_path / "history.json")
    assert main(["feeds", str(tmp_path / "event.json"), "--history", history, "--out", str(folder)]) == 0
    for name in ("all", "days/2024-07-09", "tracks/ai", "people/ada", "kinds/thematic-track"):
        text = (folder / f"{name}.ics").read_text("utf-8")
        assert "STATUS:CANCELLED" in text, name
        assert "SEQUENCE:1" in text, name
    assert "Ada Example" in (folder / "people/ada.ics").read_text("utf-8").partition("BEGIN:VEVENT")[0]
    site = tmp_path / "site"
    assert main(["build", str(tmp_path / "event.json"), "--history", history, "--out", str(site)]) == 0
    assert "STATUS:CANCELLED" in (site / "calendar/people/ada.ics").read_text("utf-8")
    assert "STATUS:CANCELLED" in (site / "calendar/tracks/ai.ics").read_text("utf-8")


def test_a_programme_that_was_not_published_is_told(
    tmp_path: Path, event: Event, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path, event, JUNE)
    before = (tmp_path / "history.json").read_bytes()
    dump(event.with_session("devrooms", status="cancelled"), tmp_path / "event.json")
    out = tmp_path / "all.ics"
    words = [str(tmp_path / "event.json"), "--history", str(tmp_path / "history.json")]
    assert main(["convert", words[0], str(out), *words[1:]]) == 0
    assert "warning[not-published]" in capsys.readouterr().err
    assert (tmp_path / "history.json").read_bytes() == before
    assert b"SEQUENCE:1" in out.read_bytes()
    assert main(["show", *words]) == 0
    assert "cancelled" in capsys.readouterr().out.lower()


def test_the_log_and_the_merge_driver(tmp_path: Path, event: Event, capsys: pytest.CaptureFixture[str]) -> None:
    publish(tmp_path, event, JUNE)
    base = (tmp_path / "history.json").read_bytes()
    sides = []
    for number, id in enumerate(("devrooms", "reboot-the-earth"), 2):
        (tmp_path / "history.json").write_bytes(base)
        cancelled = event.with_session(id, status="cancelled")
        publish(tmp_path, cancelled, f"2024-06-0{number}T12:00Z", "--note", f"no {id}")
        sides.append((tmp_path / "history.json").read_bytes())
    results = []
    for ours, theirs in (sides, sides[::-1]):
        for name, data in (("base", base), ("ours", ours), ("theirs", theirs)):
            (tmp_path / name).write_bytes(data)
        assert main(["history", "--merge", *(str(tmp_path / name) for name in ("base", "ours", "theirs"))]) == 0
        results.append((tmp_path / "ours").read_bytes())
    assert results[0] == results[1]
    capsys.readouterr()
    assert main(["history", str(tmp_path / "ours")]) == 0
    said = capsys.readouterr().out
    assert "Revision 3, 2024-06-03 12:00 UTC" in said
    assert "no devrooms" in said
    (tmp_path / "theirs").write_bytes(b"<<<<<<<")
    assert main(["history", "--merge", *(str(tmp_path / name) for name in ("base", "ours", "theirs"))]) == 1
    assert main(["history"]) == 2


def test_commits_are_replayed(tmp_path: Path, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for name in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{name}_NAME": "A", f"GIT_{name}_EMAIL": "a@example.org"}

    def git(*words: str, at: str = JUNE) -> None:
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        subprocess.run(["git", *words], check=True, capture_output=True, env={**environment, **dates})

    git("init")
    moved = event.with_session("devrooms", status="cancelled")
    lost = attrs.evolve(event, sessions=event.sessions[10:])
    for number, programme in enumerate((event, moved, lost, event), 1):
        dump(programme, tmp_path / "event.json")
        git("add", "event.json")
        git("commit", "-m", f"Edition {number}", at=f"2024-06-0{number}T12:00:00Z")
    assert main(["publish", "--from-git", "event.json", "--history", "history.json"]) == 0
    history = read_history((tmp_path / "history.json").read_bytes())
    assert [revision.note for revision in history.revisions] == ["Edition 1", "Edition 2", "Edition 4"]
    assert [dict(revision.counts) for revision in history.revisions[1:]] == [{"cancelled": 1}, {"reinstated": 1}]
    before = (tmp_path / "history.json").read_bytes()
    assert main(["publish", "--from-git", "event.json", "--history", "history.json"]) == 0
    assert (tmp_path / "history.json").read_bytes() == before


@pytest.mark.slow
def test_killed_at_any_moment_it_leaves_a_history_of_one_revision(tmp_path: Path, event: Event) -> None:
    publish(tmp_path, event, JUNE)
    first = (tmp_path / "history.json").read_bytes()
    dump(event.with_session("devrooms", status="cancelled"), tmp_path / "event.json")
    words = ["publish", "event.json", "--history", "history.json", "--at", "2024-06-02T12:00Z", "--out", "all.ics"]
    begin = time.monotonic()
    subprocess.run([sys.executable, "-m", "ospo_events", *words], cwd=tmp_path, check=True, capture_output=True)
    whole = time.monotonic() - begin
    second, calendar = (tmp_path / "history.json").read_bytes(), (tmp_path / "all.ics").read_bytes()
    for number in range(20):
        (tmp_path / "history.json").write_bytes(first)
        (tmp_path / "all.ics").unlink(missing_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "ospo_events", *words],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * (0.5 + number / 40))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (tmp_path / "history.json").read_bytes() in (first, second)
        subprocess.run([sys.executable, "-m", "ospo_events", *words], cwd=tmp_path, check=True, capture_output=True)
        assert (tmp_path / "history.json").read_bytes() == second
        assert (tmp_path / "all.ics").read_bytes() == calendar


def test_a_history_is_json_for_other_programs(tmp_path: Path, event: Event) -> None:
    publish(tmp_path, event, JUNE)
    tree = json.loads((tmp_path / "history.json").read_text("utf-8"))
    assert list(tree) == [
        "history", "digest", "event", "told", "revisions", "venues", "rooms", "tracks", "people", "organizations",
        "feeds", "sessions",
    ]  # fmt: skip
    assert list(tree["sessions"]) == sorted(tree["sessions"])
