"""Every way in which standard output may be: in another encoding, closed, full, read by nobody, looked at by a CI."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ospo_events.cli import main
from ospo_events.diagnostics import printable

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "ospos2024.yaml"
COMMANDS = Path(ROOT / "src/ospo_events/cli")
POSIX = pytest.mark.skipif(os.name != "posix", reason="streams are closed as POSIX shells do it")
HOSTILE = """
format: 1
id: e
title: "Meeting \\e]0;x\\a \\u202e \\u200b\\n::error file=a::from a title"
timezone: UTC
rooms: [{id: r, name: "Hall\\e]52;c;cHdu\\a\\e[31m\\n::error file=a::from a room\\n ##[error]x\\n##vso[a]b"}]
sessions:
  - {id: s, title: "A\\n  ::warning::from a session", abstract: "::debug::x", day: 2024-07-09, time: 09:00-10:00, room: r}
"""


def shell(words: str, file: Path = EXAMPLE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a shell does; `$FILE` is the programme."""
    return subprocess.run(
        ["bash", "-c", f"{sys.executable} -m ospo_events {words}"], capture_output=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "FILE": str(file), **environment},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_another_encoding_is_no_failure(encoding: str) -> None:
    for words, name in (
        ("show $FILE", "Free Time"),
        ("now --text --at 2024-07-09T10:00 $FILE", ":"),
        ("formats", "iCalendar"),
    ):
        done = shell(words, PYTHONIOENCODING=encoding)
        assert done.returncode == 0, done.stderr
        assert done.stderr == b""
        assert name in done.stdout.decode(encoding)
    rule = shell("show $FILE", PYTHONIOENCODING="ascii").stdout.decode("ascii").splitlines()[1]
    assert set(rule) == {"="}, "what we draw ourselves is drawn in signs that are there"


def test_a_letter_that_the_encoding_lacks_is_an_escape(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("format: 1\nid: e\ntitle: Žižkov – é\ntimezone: UTC\n", "utf-8")
    done = shell("show $FILE", tmp_path / "e.yaml", PYTHONIOENCODING="latin-1")
    assert done.stdout.decode("latin-1").startswith("\\u017di\\u017ekov - é\n")


@POSIX
@pytest.mark.parametrize(
    "words",
    ["show $FILE", "--version", "convert --help", "convert $FILE - --to ics"],
)
def test_standard_output_that_takes_nothing(words: str) -> None:
    for how, said in ((">&-", b"it is closed"), ("> /dev/full", b"No space left on device"), ("| head -c 0", b"")):
        done = shell(f"{words} {how}")
        assert b"Traceback" not in done.stderr, done.stderr
        assert b"Exception" not in done.stderr, done.stderr
        assert said in done.stderr
        assert done.stderr.count(b"\n") == (1 if said else 0), done.stderr
        assert done.returncode == (2 if said else 0), "of a pipeline the last command counts"


@POSIX
def test_other_streams_that_are_closed() -> None:
    assert shell("validate $FILE 2>&-").returncode == 0
    assert shell("show nowhere.yaml 2>&- >&-").returncode in (1, 2)
    done = shell("validate - <&-")
    assert done.returncode == 1
    assert b"standard input is closed" in done.stdout


@POSIX
def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "e.yaml")
    process = subprocess.Popen(
        [sys.executable, "-m", "ospo_events", "show", str(tmp_path / "e.yaml")], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 # tests may ignore it
    )  # fmt: skip
    with (tmp_path / "e.yaml").open("wb"):  # it waits for the programme now
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_an_interrupt_in_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ospo_events.cli._run._guarded", interrupted)
    assert main(["rules"]) == 130


@pytest.mark.parametrize(
    "words",
    [
        "show FILE", "show FILE --abstracts", "validate FILE", "feeds FILE --out OUT", "build FILE --out OUT",
        "now FILE --text --at 2024-07-09T09:30", "convert FILE OUT/x.md --report", "check-ics OUT.ics",
        "validate FILE --select \x1b[31m", "explain \x1b[31m", "show \x1b[31m.yaml", "show FILE --room \u202e::error::x",
        "\x1b]0;x\x07", "convert FILE \x1b[31m.nope",
    ],
)  # fmt: skip
def test_nothing_steers_a_terminal_or_a_ci(words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, ics = tmp_path / "e.yaml", tmp_path / "o.ics"
    file.write_text(HOSTILE, "utf-8")
    main(["convert", str(file), str(ics)])
    capsys.readouterr()
    places = {"FILE": str(file), "OUT": str(tmp_path / "o"), "OUT.ics": str(ics), "OUT/x.md": str(tmp_path / "x.md")}
    main([places.get(word, word) for word in words.split(" ")])
    for text in capsys.readouterr():
        assert printable(text.replace("\n", "")) == text.replace("\n", ""), text
        assert not re.search(r"^\s*::", text, re.MULTILINE), text
        assert not re.search(r"##(\[|vso)", text), text


def test_findings_for_github_are_its_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "e.yaml").write_text(HOSTILE, "utf-8")
    main(["validate", str(tmp_path / "e.yaml"), "--format", "github"])
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert printable("می‌خواهم 👩‍💻") == "می‌خواهم 👩‍💻"
    assert printable("pay\u200dpal\u200c \u200bx\ufeff\U000e0041") == "pay\\u200dpal\\u200c \\u200bx\\ufeff\\U000e0041"


def test_there_is_one_way_out() -> None:
    for path in COMMANDS.rglob("*.py"):
        if path.name == "_output.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = ast.unparse(node) if isinstance(node, (ast.Call, ast.Attribute)) else ""
            assert not text.startswith("print("), f"{path}: {text}"
            assert not text.startswith(("sys.stdout.", "sys.stderr.")), f"{path}: {text}"


@pytest.mark.parametrize("words", ["show", "convert --to jsonld"])
def test_a_machine_without_zones_gets_one_sentence(words: str) -> None:
    program = (
        "import sys; sys.modules['tzdata'] = None\n"
        "from ospo_events.cli import main\n"
        f"sys.exit(main({[*words.split(), str(EXAMPLE)]!r}))"
    )
    for name in (str(EXAMPLE), "-"):
        done = subprocess.run(
            [sys.executable, "-c", program.replace(str(EXAMPLE), name)], capture_output=True, check=False, timeout=60,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONTZPATH": ""},
            input=b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        )  # fmt: skip
        assert done.returncode == 2
        assert done.stdout == b""
        assert done.stderr.decode().count("\n") == 1
        assert "this machine has no time zone data: install them with `pip install tzdata`" in done.stderr.decode()
