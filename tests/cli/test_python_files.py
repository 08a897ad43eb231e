"""Programmes in Python on the command line: places of findings, and no traceback whatever the file holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ospo_events.cli import main

HEAD = """from ospo_events import Event, Person, Room, Session, Track

"""


def run(path: Path, text: str, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    path.write_text(text, "utf-8")
    status = main([*(words or ("validate", "--no-config")), str(path)])
    return status, "".join(capsys.readouterr())


def spans(path: Path, text: str, capsys: pytest.CaptureFixture[str], code: str) -> list[tuple[int, int] | None]:
    path.write_text(text, "utf-8")
    main(["validate", "--no-config", "--select", code, "--format", "json", str(path)])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return [(item["span"]["line"], item["span"]["column"]) if "span" in item else None for item in found]


def test_a_finding_stands_where_the_id_of_its_element_is_written(tmp_path, capsys) -> None:
    text = HEAD + (
        "# é\n"
        'def talk(id, title): return Session(id=id, title=title, kind="tlk")\n'
        "SESSIONS = (\n"
        '    Session(title="é", id="a", kind="tlk"),\n'
        '    talk("b", "B"),\n'
        '    talk(id="c", title="C"),\n'
        '    *[Session(id=f"{number}-d", title="D", kind="tlk") for number in range(2)],\n'
        ")\n"
        'EVENT = Event(id="e", title="E", timezone="UTC", sessions=SESSIONS, color="red")\n'
    )
    path = tmp_path / "event.py"
    assert spans(path, text, capsys, "unknown-kind") == [None, None, (6, 24), (7, 10), (8, 10)]
    assert spans(path, text, capsys, "bad-color") == [(11, 15)]


def test_two_of_one_id_are_told_apart_and_more_places_than_elements_are_none(tmp_path, capsys) -> None:
    text = HEAD + (
        'ONE = Session(id="a", title="A", kind="tlk")\n'
        'TWO = Session(id="a", title="A", kind="tlk")\n'
        "EVENT = Event(id='e', title='E', timezone='UTC', sessions=({}))\n"
    )
    path = tmp_path / "event.py"
    assert spans(path, text.format("ONE, TWO"), capsys, "unknown-kind") == [(3, 15), (4, 15)]
    assert spans(path, text.format("ONE,"), capsys, "unknown-kind") == [None]


BAD = {
    "raise RuntimeError('no')": (":3:1: error[python-error] ", "RuntimeError: no"),
    "class Own(BaseException): pass\nraise Own": (":4:1: error[python-error] ", "Own"),
    "raise GeneratorExit": (":3:1: error[python-error] ", "GeneratorExit"),
    "raise SystemExit('bye')": (":3:1: error[python-error] ", "SystemExit: bye"),
    "def deep(): return deep()\ndeep()": (":3:1: error[python-error] ", "RecursionError"),
    "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute": (":5:1: ", "got Mute"),
    "open('/no/such/file')": (":3:1: error[python-error] ", "FileNotFoundError"),
    "x = (": (":3:5: ", "SyntaxError"),
    "EVENT = 5": (":3:1: error[no-event] ", "an Event, got int"),
    "import json as EVENT": ("error[no-event] ", "an Event, got module"),
    "": ("error[no-event] ", "an Event, got none"),
    "EVENT = Event": (":3:1: error[no-event] ", "an Event, got type"),
    "EVENT = Event(id='e', title='E', timezone='UTC', sessions=('x',))": (
        ":3:1: ",
        "expected a Session among the sessions",
    ),
}


@pytest.mark.parametrize("text", BAD)
@pytest.mark.parametrize("command", ["validate", "show", "convert", "build", "now"])
def test_whatever_the_file_does_is_one_finding(command: str, text: str, tmp_path, capsys) -> None:
    words = {"convert": ["--to", "ics"], "build": ["--out", str(tmp_path / "out")]}
    status, said = run(tmp_path / "event.py", HEAD + text + "\n", capsys, command, *words.get(command, []))
    place, message = BAD[text]
    assert status == 1
    assert place.replace("3:5", "3:1") in said
    assert message in said
    assert "Traceback" not in said
    assert "event.py:1:1" not in said


def test_an_event_that_fails_while_it_is_written_is_one_line(tmp_path, capsys) -> None:
    text = HEAD + (
        "class Mine(Event):\n"
        "    @property\n"
        "    def agenda(self):\n"
        "        raise {}\n"
        "EVENT = Mine(id='e', title='E', timezone='UTC')\n"
    )
    path = tmp_path / "event.py"
    for problem in ("RuntimeError('no agenda today')", "SystemExit('no agenda today')"):
        status, said = run(path, text.format(problem), capsys, "show")
        assert status == 1
        assert said == f"ospo-events show: {path}:6: {problem.partition('(')[0]}: no agenda today\n"
    torn = HEAD + "EVENT = Event.__new__(Event)\n"
    status, said = run(path, torn, capsys, "show")
    assert (status, said.startswith(f"ospo-events show: {path}: AttributeError")) == (1, True)
    assert run(path, text.format("KeyboardInterrupt"), capsys, "show") == (130, "")


def test_rules_in_a_file_that_does_not_run(tmp_path, capsys) -> None:
    (tmp_path / "own.py").write_text("\nraise GeneratorExit\n")
    path = tmp_path / "event.py"
    path.write_text(HEAD + "EVENT = Event(id='e', title='E', timezone='UTC')\n")
    assert main(["validate", str(path), "--rules", str(tmp_path / "own.py")]) == 2
    assert "own.py:2:1: expected a file that runs, got GeneratorExit" in capsys.readouterr().err
