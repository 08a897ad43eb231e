"""The command line: what it prints, writes and answers."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ospo_events import __version__, load
from ospo_events.cli import main
from ospo_events.cli._parser import COMMANDS

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
BROKEN = "format: 1\nid: e\ntitle: E\ntimezone: Nowhere/Else\nrooms:\n  - {id: a}\n"


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    return path


@pytest.fixture
def stdin(monkeypatch):
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ospo-events {__version__}\n"
    assert main(["--version", "show"]) == 0


def test_no_command_prints_help(capsys):
    assert main([]) == 2
    err = capsys.readouterr().err
    assert all(name in err for name in COMMANDS)


def test_help_knows_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)
    assert main(["convert", "--help"]) == 0


@pytest.mark.parametrize(
    "words", [["shwo"], ["show"], ["show", "a", "--nope"], ["fmt", "x.ics"], ["convert", "x.yaml"]]
)
def test_usage_is_status_2(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err


def test_show_selects(capsys):
    assert main(["show", str(EXAMPLE), "--track", "AI and Open Source"]) == 0
    out = capsys.readouterr().out
    assert "Thematic Track #1" in out
    assert "Thematic Track #2" not in out
    assert main(["show", str(EXAMPLE), "--day", "2", "--kind", "break"]) == 0
    assert capsys.readouterr().out.count("Coffee Break") == 2
    assert main(["show", str(EXAMPLE), "--day", "2", "--kind", "Coffee Breaks"]) == 0
    assert capsys.readouterr().out.count("Coffee Break") == 2
    assert main(["show", str(EXAMPLE), "--day", "2024-07-09"]) == 0
    assert "Day 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--track", "ia"], "no track 'ia' in this programme; there are ai, un"),
        (["--track", "citys"], "did you mean 'cities'?"),
        (["--room", "x"], "there are none"),
        (["--person", "ospo-plus"], "did you mean 'ospo-plus-plus'?"),
        (["--day", "3"], "no day '3'"),
        (["--kind", "spotlight"], "no kind 'spotlight'"),
        (["--zone", "Mars/Base"], "expected an IANA time zone"),
    ],
)
def test_show_says_what_there_is(words, said, capsys):
    assert main(["show", str(EXAMPLE), *words]) == 2
    assert said in capsys.readouterr().err


def test_show_in_another_zone_keeps_the_days(capsys):
    assert main(["show", str(EXAMPLE), "--zone", "Asia/Tokyo", "--day", "1"]) == 0
    assert "Tuesday 9 July 2024" in capsys.readouterr().out


def test_show_in_another_zone_from_standard_input_too(stdin, capsys):
    assert main(["show", str(EXAMPLE), "--zone", "Asia/Tokyo", "--day", "1"]) == 0
    of_file = capsys.readouterr().out
    assert "Asia/Tokyo" in of_file
    stdin(EXAMPLE.read_bytes())
    assert main(["show", "-", "--zone", "Asia/Tokyo", "--day", "1"]) == 0
    assert capsys.readouterr().out == of_file


def test_show_of_a_broken_file_shows_what_there_is(broken, capsys):
    assert main(["show", str(broken)]) == 1
    got = capsys.readouterr()
    assert "unknown-timezone" in got.err
    assert main(["show", str(broken.with_name("missing.yaml"))]) == 1


def test_convert_to_a_file_and_back(tmp_path):
    target = tmp_path / "out.json"
    assert main(["convert", str(EXAMPLE), str(target)]) == 0
    assert load(target) == load(EXAMPLE)
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert oct(target.stat().st_mode & 0o777) == oct(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_convert_from_standard_input_to_standard_output(stdin, capfdbinary):
    stdin(EXAMPLE.read_bytes())
    assert main(["convert", "-", "--to", "json"]) == 0
    data = capfdbinary.readouterr().out
    stdin(data)
    assert main(["convert", "-", "--to", "yaml"]) == 0


def test_nothing_is_written_where_there_are_errors(broken, tmp_path, capsys):
    target = tmp_path / "out.json"
    target.write_text("old")
    assert main(["convert", str(broken), str(target)]) == 1
    assert target.read_text() == "old"
    assert main(["convert", str(EXAMPLE), str(tmp_path / "no" / "such" / "place.json")]) == 2
    assert main(["convert", str(EXAMPLE), str(tmp_path / "x.nope")]) == 2
    assert main(["convert", str(EXAMPLE), "--to", "jsn"]) == 2
    assert "did you mean 'json'?" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.yaml", "out.json"]


def test_a_directory_and_a_missing_file(tmp_path, capsys):
    assert main(["validate", str(tmp_path / "missing.yaml")]) == 1
    assert "missing.yaml:1:1: error[unreadable-file]" in capsys.readouterr().out
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    assert main(["validate", str(folder)]) == 1
    assert main(["convert", str(EXAMPLE), str(folder), "--to", "json"]) == 2


@pytest.mark.parametrize("format", ["json", "github", "sarif"])
def test_reports_for_programs(format, broken, capsys):
    assert main(["validate", str(broken), "--format", format]) == 1
    out = capsys.readouterr().out
    if format == "github":
        assert "::error file=" in out
    else:
        assert json.loads(out)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EVENT = 5\n", "no-event"),
        ("x = 1\n", "no-event"),
        ("x = 1\nraise RuntimeError('no')\n", "python-error"),
        ("x = (\n", "python-error"),
        ("raise SystemExit(3)\n", "python-error"),
        ("from ospo_events import Session\nSession(id='a b', title='x')\n", "python-error"),
    ],
)
def test_python_files(text, code, tmp_path, capsys):
    path = tmp_path / "event.py"
    path.write_text(text)
    assert main(["validate", str(path)]) == 1
    assert code in capsys.readouterr().out
    assert main(["validate", str(tmp_path / "missing.py")]) == 1


def test_a_python_file_that_defines_event(capsys):
    assert main(["show", str(EXAMPLE.with_suffix(".py"))]) == 0
    assert "OSPOs for Good 2024" in capsys.readouterr().out


def test_new_validates_and_is_never_written_over(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    assert main(["new", str(path)]) == 0
    assert main(["validate", "--strict", str(path)]) == 0
    assert "no findings" in "".join(capsys.readouterr())
    assert main(["convert", str(path), "--to", "json"]) == 0
    assert main(["new", str(path)]) == 2
    assert main(["new"]) == 0


def test_schema_and_formats(capfdbinary, tmp_path):
    assert main(["schema"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["$schema"].endswith("2020-12/schema")
    assert main(["schema", str(tmp_path / "s.json")]) == 0
    assert main(["formats"]) == 0
    assert b"yaml" in capfdbinary.readouterr().out


def test_fmt_both_ways(tmp_path, capsys):
    path = tmp_path / "a.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    head = EXAMPLE.read_text().splitlines()[:4]
    assert main(["fmt", "--check", str(path)]) == 1
    assert main(["fmt", str(path)]) == 0
    assert "slot:" in path.read_text()
    assert path.read_text().splitlines()[:4] == head, "comments at the top are kept"
    assert load(path) == load(EXAMPLE)
    assert main(["fmt", "--check", str(path)]) == 0
    assert main(["fmt", "--shorthand", str(path)]) == 0
    assert path.read_bytes() == EXAMPLE.read_bytes()
    assert main(["fmt", "--stdout", str(path)]) == 0
    assert path.read_bytes() == EXAMPLE.read_bytes()


def test_fmt_json(tmp_path):
    path = tmp_path / "a.json"
    assert main(["convert", str(EXAMPLE), str(path)]) == 0
    spread = json.dumps(json.loads(path.read_text()), indent=4)
    path.write_text(spread)
    assert main(["fmt", str(path)]) == 0
    assert path.read_text() != spread
    assert load(path) == load(EXAMPLE)


COMMENTED = """\
# top

format: 1 # f
id: e
# about the title
#   in two lines
title: 'x # y' # t
timezone: UTC
tags: [a, # in flow
  b] # after flow
people: # all
  # first
  - {id: a, name: A} # A!
  - id: b # B id
    name: B
    x-note: | # block
      # no comment
      text
    # end of b
sessions:
  - id: s
    title: S
    day: 2026-01-01   # which day
    # when
    time: 10:00-11:00
    speakers: # who
      - a # a speaks
      - agent: b # b speaks
    links:
      - https://example.org # the page
# the end
"""
CANONICAL = """\
# top

format: 1  # f
id: e
# about the title
#   in two lines
title: "x # y"  # t
timezone: UTC
# after flow
tags: [a, b]  # in flow

people:  # all
  # first
  # A!
  - id: a
    name: A
  - id: b  # B id
    name: B
    x-note: |  # block
      # no comment
      text

# end of b
sessions:
  # which day
  - id: s
    title: S
    # when
    slot:
      start: "2026-01-01T10:00"
      end: "2026-01-01T11:00"
    participants:  # who
      # a speaks
      - agent: a
      - agent: b  # b speaks
    links:
      # the page
      - href: https://example.org
# the end
"""


def test_fmt_keeps_comments_with_what_they_are_about(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(COMMENTED)
    assert main(["fmt", str(path)]) == 0
    assert path.read_text() == CANONICAL
    assert main(["fmt", "--check", str(path)]) == 0
    assert main(["fmt", "--shorthand", str(path)]) == 0
    said = sorted(line.rpartition("# ")[2] for line in COMMENTED.splitlines() if "#" in line)
    assert sorted(line.rpartition("# ")[2] for line in path.read_text().splitlines() if "#" in line) == said
    before = path.read_text()
    assert main(["fmt", "--shorthand", str(path)]) == 0
    assert path.read_text() == before
    assert main(["fmt", "--drop-comments", str(path)]) == 0
    assert "# top" in path.read_text()
    assert "# the end" not in path.read_text()


def test_fmt_of_the_file_that_new_writes(tmp_path):
    path = tmp_path / "new.yaml"
    assert main(["new", str(path)]) == 0
    comments = [line.partition("# ")[2] for line in path.read_text().splitlines() if "#" in line]
    assert len(comments) > 5
    event = load(path)
    for options in ([], ["--shorthand"]):
        assert main(["fmt", *options, str(path)]) == 0
        assert main(["fmt", "--check", *options, str(path)]) == 0
        kept = [line.partition("# ")[2] for line in path.read_text().splitlines() if "#" in line]
        assert sorted(kept) == sorted(comments)
        assert load(path) == event


def test_fmt_of_a_broken_file_leaves_it(broken):
    assert main(["fmt", str(broken)]) == 1
    assert broken.read_text() == BROKEN


def test_fmt_from_standard_input(stdin, capfdbinary):
    stdin(EXAMPLE.read_bytes())
    assert main(["fmt", "-"]) == 0
    assert b"slot:" in capfdbinary.readouterr().out


def test_a_reader_that_has_seen_enough():
    program = f"{sys.executable} -m ospo_events show {EXAMPLE} | head -1"
    done = subprocess.run(
        program, shell=True, capture_output=True, env={**os.environ, "PYTHONPATH": "src"}, check=False
    )
    assert done.stdout.decode().strip() == "OSPOs for Good 2024"
    assert done.stderr == b""


def test_a_native_document_that_cannot_be_written(tmp_path, capsys):
    path = tmp_path / "event.py"
    path.write_text("from ospo_events import Event\nEVENT = Event(id='e', title='\\ud800', timezone='UTC')\n")
    assert main(["convert", str(path), str(tmp_path / "e.json")]) == 1
    assert "lone-surrogate" in capsys.readouterr().err
    assert not (tmp_path / "e.json").exists()


def test_standard_input_within_bounds(stdin, monkeypatch, capsys):
    monkeypatch.setattr("ospo_events.files.MAX_BYTES", 10)
    stdin(b"x" * 100)
    assert main(["validate", "-"]) == 1
    assert "at most 10 bytes" in capsys.readouterr().out


def test_a_format_of_its_own_name(tmp_path, capsys):
    path = tmp_path / "event.data"
    path.write_bytes(EXAMPLE.read_bytes())
    assert main(["validate", str(path), "--from", "yaml"]) == 0
    assert main(["validate", str(path), "--from", "yml"]) == 2
    assert main(["fmt", "--from", "yaml", "--stdout", str(path)]) == 0
    assert main(["validate", str(tmp_path / "event.docx")]) == 1


def test_fmt_twice_changes_nothing(tmp_path):
    path = tmp_path / "e.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    assert main(["fmt", str(path)]) == 0
    before = path.stat().st_mtime_ns
    assert main(["fmt", str(path)]) == 0
    assert path.stat().st_mtime_ns == before, "a file in form is not touched"


def test_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "ospo_events", "--version"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": "src"},
        check=True,
    )
    assert done.stdout.decode() == f"ospo-events {__version__}\n"


def test_convert_says_what_is_lost(tmp_path, capsys):
    target = tmp_path / "e.ics"
    path = tmp_path / "e.yaml"
    path.write_text(
        "format: 1\nid: e\ntitle: E\ntimezone: UTC\npeople:\n  - {id: a, name: A, bio: long}\n"
        "sessions:\n  - {id: a, title: A, start: 2024-07-09T09:00}\n"
    )
    assert main(["convert", str(path), str(target), "--strict-loss"]) == 1
    assert not target.exists()
    said = capsys.readouterr().err
    assert "e.yaml:6:27: info[not-carried] people[0].bio" in said
    assert said.rstrip().endswith("; nothing was written")
    assert main(["convert", str(path), str(target), "--report"]) == 0
    assert target.exists()
    assert "people[0].bio" in capsys.readouterr().err
    assert main(["convert", str(path), str(target)]) == 0
    assert capsys.readouterr().err == "ics has no place for 1 thing of this programme; --report lists them\n"
    assert main(["convert", str(path), str(target), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["convert", str(path), str(tmp_path / "e.json"), "--report", "--strict-loss"]) == 0
    assert "json holds the whole programme" in capsys.readouterr().err
    # Nobody reads the text back: nothing can be said of what it carries.
    assert main(["convert", str(path), str(tmp_path / "e.txt"), "--report", "--strict-loss"]) == 0
    assert "text is made for people to look at" in capsys.readouterr().err


def test_convert_with_options_of_the_format(capfdbinary):
    assert main(["convert", str(EXAMPLE), "--to", "ics", "--set", "times=utc"]) == 0
    assert b"DTSTART:20240709T120000Z" in capfdbinary.readouterr().out
    assert main(["convert", str(EXAMPLE), "--to", "yaml", "--set", "shorthand=true"]) == 0
    assert b"organizers: [" in capfdbinary.readouterr().out
    assert main(["convert", str(EXAMPLE), "--to", "text", "--set", "width=60"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "ics", "--set", "tims=utc"], "did you mean 'times'?"),
        (["--to", "ics", "--set", "times"], "expected --set NAME=VALUE, got 'times'"),
        (["--to", "ics", "--set", "mars=1"], "writing ics has no option 'mars'; its options are profile, times"),
        (["--to", "ics", "--set", "times=mars"], "mars"),
        (["--to", "json", "--set", "a=b"], "writing json has no option 'a'; it has none"),
        (["--to", "pretalx"], "pretalx"),
    ],
)
def test_convert_refuses_options_that_are_none(words, said, capsys):
    assert main(["convert", str(EXAMPLE), *words]) == 2
    assert said in capsys.readouterr().err


def test_formats_of_one(capsys):
    assert main(["formats", "ics"]) == 0
    assert "has no place for" in capsys.readouterr().out
    assert main(["formats", "--json"]) == 0
    assert {item["name"] for item in json.loads(capsys.readouterr().out)} >= {"json", "yaml", "ics"}


def test_a_folder_of_a_programme_system(tmp_path, capsys):
    folder = tmp_path / "pretalx"
    folder.mkdir()
    talk = {"code": "ABC", "title": "A", "state": "confirmed", "submission_type": "Talk", "speakers": []}
    (folder / "submissions.json").write_text(json.dumps({"count": 1, "next": None, "results": [talk]}))
    (folder / "rooms.json").write_text(
        json.dumps({"count": 1, "next": None, "results": [{"id": 1, "name": {"en": "Hall"}}]})
    )
    (folder / "notes.txt").write_text("not looked at")
    target = tmp_path / "e.json"
    assert main(["convert", str(folder), "--zone", "UTC", "--title", "T", str(target)]) == 0, capsys.readouterr().err
    event = load(target)
    assert [session.title for session in event.sessions] == ["A"]
    assert [room.name for room in event.rooms] == ["Hall"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["validate", str(empty)]) == 1
    assert "without any .json or .csv file" in capsys.readouterr().out
    assert main(["validate", str(empty), "--from", "pretalx"]) == 1
    assert "error[empty-document]" in capsys.readouterr().out
    (empty / "other.json").write_text("[]")
    assert main(["validate", str(empty)]) == 1
    assert "without any such file" in capsys.readouterr().out
    assert main(["validate", str(folder), "--from", "json"]) == 2


def test_a_file_of_a_folder_that_says_nothing_does_not_settle_what_the_others_are(tmp_path, capsys):
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "b.json").write_text('{"detail": "Not found."}')
    (tmp_path / "submissions.json").write_text('[{"code": "ABC", "title": "A", "submission_type": "Talk"}]')
    assert main(["convert", str(tmp_path), "--zone", "UTC", "--title", "T", "--to", "text"]) == 0
    assert "All times are in UTC" in capsys.readouterr().out


def test_options_may_stand_before_the_output(tmp_path):
    target = tmp_path / "e.json"
    assert main(["convert", str(EXAMPLE), "--to", "json", str(target)]) == 0
    assert load(target).id == "ospos-for-good-2024"
    assert main(["convert", str(EXAMPLE), str(target), "and", "more"]) == 2


def test_standard_output_may_be_named_behind_options(capsysbinary):
    assert main(["convert", str(EXAMPLE), "--to", "json", "--report", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"{")


def test_reading_options(tmp_path, capsys):
    assert main(["convert", str(EXAMPLE), "--to", "json", "--read-with", "language"]) == 2
    assert "expected --read-with NAME=VALUE" in capsys.readouterr().err
    assert main(["convert", str(EXAMPLE), "--to", "json", "--read-with", "language=fr"]) == 2
    assert "reading yaml has no option 'language'; it has none" in capsys.readouterr().err
    calendar = tmp_path / "e.ics"
    assert main(["convert", str(EXAMPLE), str(calendar)]) == 0
    assert main(["convert", str(calendar), "--to", "json", "--read-with", "titel=T"]) == 2
    assert "reading ics has no option 'titel'; did you mean 'title'?" in capsys.readouterr().err
    assert main(["convert", str(calendar), "--to", "json", "--zone", "Nowhere/Land"]) == 2
    assert "expected an IANA time zone such as 'Europe/Berlin' as the option 'zone'" in capsys.readouterr().err


def test_each_of_several_files_takes_the_options_that_its_format_declares(tmp_path, capsys):
    calendar = tmp_path / "e.ics"
    assert main(["convert", str(EXAMPLE), str(calendar)]) == 0
    assert main(["validate", str(EXAMPLE), str(calendar), "--zone", "America/New_York"]) == 0
    assert main(["validate", str(EXAMPLE), str(calendar), "--read-with", "language=fr"]) == 2
    assert "reading yaml, ics has no option 'language'" in capsys.readouterr().err


def test_options_of_standard_input_are_those_of_its_format(stdin, capsys):
    stdin(EXAMPLE.read_bytes())
    assert main(["convert", "-", "--to", "text", "--read-with", "language=fr"]) == 2
    assert "reading yaml has no option 'language'" in capsys.readouterr().err


def test_a_list_of_sessions_is_an_option(tmp_path, capsysbinary):
    words = ["convert", str(EXAMPLE), "--to", "ics", "--set"]
    assert main([*words, "sessions=opening-remarks, lunch-day-1"]) in (0, 2)
    both = [session.id for session in load(EXAMPLE).sessions[:2]]
    capsysbinary.readouterr()
    assert main([*words, f"sessions={','.join(both)}"]) == 0
    assert capsysbinary.readouterr().out.count(b"BEGIN:VEVENT") == 2
    assert main([*words, f"sessions={both[0]}x"]) == 2
    assert f"did you mean '{both[0]}'?".encode() in capsysbinary.readouterr().err


def test_a_selection_without_sessions_is_a_finding(tmp_path, capsys):
    event = load(EXAMPLE)
    kinds = [session.kind for session in event.sessions if session.kind != "break"]
    words = ["convert", str(EXAMPLE), "--to", "text", "--kind", kinds[0], "--day", "1"]
    assert main(words) == 0
    assert "nothing-selected" not in capsys.readouterr().err
    assert main(["show", str(EXAMPLE), "--kind", "keynote", "--kind", "kenote"]) == 2


def test_a_writer_that_fails_without_an_option_is_our_fault_and_not_hidden(monkeypatch):
    def broken(event, **options):
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("ospo_events.codecs.native.encode.encode_json", broken)
    with pytest.raises(ValueError, match="of ours"):
        main(["convert", str(EXAMPLE), "--to", "json"])


def test_a_format_with_nothing_to_say_of_losses_and_options(capsys):
    assert main(["formats", "json"]) == 0
    out = capsys.readouterr().out
    assert "has no place for" not in out
    assert "options of" not in out


def test_a_folder_larger_than_a_programme_is_refused(tmp_path, monkeypatch, capsys):
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text("[" + " " * 50 + "]")
    monkeypatch.setattr("ospo_events.files.MAX_BYTES", 60)
    assert main(["convert", str(tmp_path), "--to", "json"]) == 1
    assert "expected at most 60 bytes" in capsys.readouterr().err


def test_a_configuration_names_its_baseline_and_can_be_named(tmp_path, capsys):
    programme = tmp_path / "e.yaml"
    programme.write_text("format: 1\nid: e\ntitle: E  E\ntimezone: UTC\n")
    base = tmp_path / "known.json"
    assert main(["validate", str(programme), "--no-config", "--write-baseline", str(base)]) == 0
    (tmp_path / "mine.toml").write_text('baseline = "known.json"\n')
    capsys.readouterr()
    assert main(["validate", str(programme), "--config", str(tmp_path / "mine.toml")]) == 0
    assert "error[" not in capsys.readouterr().out


def test_fmt_writes_one_kind_of_line_ends(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(COMMENTED.replace("\n", "\r\n").encode())
    assert main(["fmt", str(path)]) == 0
    assert path.read_bytes().decode() == CANONICAL
