"""What the commands say of what is lost, changed or invented, and where they say it."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from ospo_events import CODECS, Event, Link, Person, Session, WallClock, dump, encode
from ospo_events.cli import main
from ospo_events.cli._loss import loss_line
from ospo_events.codecs.loss import count_losses, differences

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "ospos2024.yaml"
BASE = "https://ospo.example.org/lpc/"
CLOCK = WallClock("UTC")
LATE = Session(id="late", title="Late", slot=CLOCK.slot("2026-05-05", "11:00", "12:00"))
EARLY = Session(id="early", title="Early", slot=CLOCK.slot("2026-05-05", "09:00", "10:00"))


def events() -> list[Event]:
    """Events that lose nothing, little and much."""
    bare = Event(id="e", title="E", timezone="UTC", url="https://e.example/")
    ada = Person(id="ada", name="Ada; B", bio="Long")
    return [
        bare,
        attrs.evolve(bare, url=None, people=(ada,), version="3", links=(Link("https://e.example/x", "about"),)),
        attrs.evolve(bare, sessions=(EARLY, Session(id="open", title="Open")), people=(ada,)),
    ]


@pytest.mark.parametrize("event", events(), ids=["bare", "header", "sessions"])
@pytest.mark.parametrize("name", [codec.name for codec in CODECS.values() if codec.writes and codec.name != "now"])
def test_one_line_exactly_where_a_writer_reports_anything(name: str, event: Event) -> None:
    report = encode(event, name).report
    line = loss_line(name, report)
    assert (line is None) == (len(report) == 0)
    counts = count_losses(report)
    assert counts.lost + counts.changed + counts.invented == len(report)
    if line is not None:
        assert line.startswith(f"{name} ")
        assert line.endswith("; --report lists them")
        assert line.count("of this programme") == bool(counts.lost or counts.changed)
        assert ("adds" in line) == (counts.invented > 0)


def test_dump_returns_the_report(tmp_path: Path) -> None:
    event = events()[2]
    for name in ("schedule-xml", "yaml", "html"):
        assert dump(event, tmp_path / "out", name) == encode(event, name).report
    assert len(dump(event, tmp_path / "out", "ics"))


def test_strict_loss_refuses_whatever_is_given_back_otherwise(tmp_path: Path) -> None:
    event = Event(id="e", title="E", timezone="UTC", url="https://e.example/", sessions=(LATE, EARLY))
    source, target = tmp_path / "e.json", tmp_path / "e.schedule2.json"
    dump(event, source)
    for name in (codec.name for codec in CODECS.values() if codec.fitter):
        options = ["--to", name, "--strict-loss"]
        status = main(["convert", str(source), str(target), *options])
        codec = CODECS[name]
        differs = codec.fit(event).event != event or len(codec.encode(event).report) > 0
        assert status == int(differs), name
        assert target.exists() != differs
        target.unlink(missing_ok=True)
    report = differences(event, attrs.evolve(event, sessions=(EARLY, LATE)), format="x")
    assert [item.path for item in report] == [("sessions",)]
    assert "x gives back the sessions of this event in another order or form" in str(report)


def test_build_says_one_line_for_each_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(EXAMPLE), "--out", str(tmp_path / "a")]) == 0
    said = capsys.readouterr().err
    assert said.count("; --report lists them") == len(
        {line.split()[0] for line in said.splitlines() if "--report" in line}
    )
    assert "schedule-xml has no place for" in said
    assert "https://ospos2024.invalid/ is written" in said, "what is invented is said"
    assert main(["build", str(EXAMPLE), "--out", str(tmp_path / "b"), "--base-url", BASE, "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["build", str(EXAMPLE), "--out", str(tmp_path / "c"), "--base-url", BASE, "--report"]) == 0
    assert "info[not-carried]" in capsys.readouterr().err


def test_the_address_of_the_folder_reaches_every_file_that_names_one(tmp_path: Path) -> None:
    assert main(["build", str(EXAMPLE), "--out", str(tmp_path / "a"), "--pages", "--base-url", BASE]) == 0
    for name in ("schedule.xml", "schedule.json", "event.jsonld", "index.html", "sessions/opening-plenary.html"):
        data = (tmp_path / "a" / name).read_text("utf-8")
        assert BASE in data, name
        assert ".invalid" not in data, name


def test_feeds_say_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "e.json"
    dump(events()[2], source)
    assert main(["feeds", str(source), "--out", str(tmp_path / "a")]) == 0
    assert capsys.readouterr().err == "ics has no place for 2 things of this programme; --report lists them\n"
    assert main(["feeds", str(source), "--out", str(tmp_path / "a"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["feeds", str(source), "--out", str(tmp_path / "a"), "--report"]) == 0
    assert "warning[unscheduled-left-out]" in capsys.readouterr().err


def test_findings_stand_where_other_linters_put_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nid: e\ntitle: E\ntimezone: Nowhere/Else\n")
    assert main(["validate", str(broken)]) == 1
    shown = capsys.readouterr()
    assert "error[unknown-timezone]" in shown.out
    assert shown.err == ""
    for words in (["show"], ["convert", "--to", "json"], ["fmt", "--stdout"], ["now"]):
        assert main([words[0], str(broken), *words[1:]]) == 1
        shown = capsys.readouterr()
        assert "error[unknown-timezone]" in shown.err
        assert "error[" not in shown.out
    assert main(["convert", str(EXAMPLE), "--to", "jsonld", "--report", "--format", "json"]) == 0
    assert "not-carried" not in capsys.readouterr().out, "the product alone is on standard output"


def test_a_name_that_is_a_format_of_another_suffix_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sessionize.json"
    assert main(["convert", str(EXAMPLE), str(target)]) == 0
    assert "sessionize.json is written as json: --to sessionize writes" in capsys.readouterr().err
    assert main(["convert", str(EXAMPLE), str(tmp_path / "yaml.yaml")]) == 0
    assert capsys.readouterr().err == ""


def test_now_shows_a_block_before_its_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = attrs.evolve(EARLY, id="part", title="Part", parent="early")
    source = tmp_path / "e.json"
    dump(Event(id="e", title="E", timezone="UTC", sessions=(part, EARLY)), source)
    assert main(["now", str(source), "--at", "2026-05-05T09:30", "--text"]) == 0
    shown = capsys.readouterr().out
    assert shown.index("Early") < shown.index("Part")
