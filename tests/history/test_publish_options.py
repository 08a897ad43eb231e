"""How `publish` is asked: times, guards, hours of grace, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import attrs
import pytest

from ospo_events import Event, dump, load
from ospo_events.cli import main
from ospo_events.codecs.history import LOG_FORMATS, history_json, read_history, write_log
from ospo_events.codecs.history._json import HistoryDamaged
from ospo_events.errors import InvalidOption
from ospo_events.model import Status
from ospo_events.views.history import publish
from ospo_events.views.history._facts import Facts, news_between
from tests.support.native_mutants import mutant

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
AT = ("--at", "2024-06-01T12:00Z")
JUNE = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    dump(load(EXAMPLE), tmp_path / "event.json")
    return ["publish", str(tmp_path / "event.json"), "--history", str(tmp_path / "history.json")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--at", "soon"), "--at: "),
        ((*AT, "--out", "-"), "expected --to FORMAT"),
        ((*AT, "--out", "x.json", "--to", "indico"), "can be read but not written"),
        ((*AT, "--allow", "nothing"), "expected one of "),
        ((*AT, "--allow-removals", "many"), "expected a number, none or all"),
        ((*AT, "--grace", "-1"), "expected --grace to be hours"),
        ((*AT, "--grace", "1e300"), "expected --grace to be hours"),
    ],
)
def test_what_is_wrong_with_a_request_is_said(
    words: list[str], more: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, *more]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "history.json").exists()


def test_somebody_has_to_say_when(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dump(attrs.evolve(load(EXAMPLE), updated=None), tmp_path / "event.json")
    assert main(words) == 2
    assert "expected a time of publication" in capsys.readouterr().err
    assert main([*words, "--now"]) == 0


@pytest.mark.parametrize(
    "more", [("--allow-removals", "all"), ("--allow-removals", "none"), ("--allow-removals", "3"), ("--allow-shift",)]
)
def test_guards_are_told_what_is_meant(words: list[str], more: tuple[str, ...], tmp_path: Path) -> None:
    assert main([*words, "--at", "2024-06-01T12:00", *more]) == 0  # in the zone of the event
    assert read_history((tmp_path / "history.json").read_bytes()).last.at.isoformat() == "2024-06-01T16:00:00+00:00"


def test_a_check_says_whether_something_is_new(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, *AT, "--check"]) == 1
    assert "would be published" in capsys.readouterr().err
    assert main([*words, *AT]) == 0
    assert main([*words, *AT, "--check"]) == 0


def test_a_file_that_git_does_not_know_has_no_commits(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    history = ["--history", str(tmp_path / "history.json")]
    assert main(["publish", *history, "--from-git", str(tmp_path / "event.json")]) == 2
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["publish", *history, "--from-git", str(tmp_path / "event.json")]) == 2
    assert main(["show", "HEAD:event.json"]) != 0
    assert main(["diff", "HEAD:event.json", str(tmp_path / "event.json")]) == 2
    assert not (tmp_path / "history.json").exists()


def first() -> Event:
    return load(EXAMPLE)


def test_a_damaged_history_is_refused_and_never_raises_anything_else() -> None:
    data = history_json(publish(first(), None, at=JUNE, note="first").history)
    dice = random.Random(5)
    refused = 0
    for _ in range(150):
        broken = json.dumps(mutant(json.loads(data), dice)).encode()
        try:
            history = read_history(broken, damaged=True)
            assert history.told is not None
        except HistoryDamaged:
            refused += 1
    assert 0 < refused < 150


@pytest.mark.parametrize("format", LOG_FORMATS)
def test_the_log_has_a_form_for_everybody(format: str) -> None:
    history = publish(first(), None, at=JUNE, note="A note & more").history
    written = write_log(history, format).decode()
    assert "OSPOs for Good 2024" in written
    assert "A note" in written
    if format == "html":
        assert "<html" not in write_log(history, format, fragment=True).decode()
    with pytest.raises(InvalidOption):
        write_log(history, "pdf")


PLAIN = Facts(status=Status.CONFIRMED, start=1, end=2, rooms=frozenset({"hall"}), access=())


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"status": Status.CANCELLED}, "cancelled"),
        ({"start": 0}, "moved"),
        ({"end": 3}, "length"),
        ({"rooms": frozenset[str]()}, "room"),
        ({"status": Status.TENTATIVE}, "status"),
        ({"access": ("x",)}, "access"),
    ],
)
def test_what_a_change_is_called(changes: dict[str, object], word: str) -> None:
    newer = PLAIN._replace(**changes)
    assert news_between(PLAIN, newer) == word
    assert news_between(newer, PLAIN) == ("reinstated" if word == "cancelled" else word)
