"""Runs every code block of the documentation as a test, each page in an empty directory with the worked example in it.

- ```python is executed, a page being one program; one whose first line is a comment with a file name is written to
  that file, a module to import.
- ```yaml whose first line is a comment with a file name is written to that file.
- ```toml of `pyproject.toml`: its package counts as installed, with its entry points.
- ```console: each line after `$ ` is run, and what it prints is compared; `...` stands for anything. A call of
  `ospo-events` alone is run in this process, anything else by a shell.
- ```sh, ```text and the like are shown only.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from unittest.mock import patch

from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

from ospo_events.cli import main

ROOT = Path(__file__).parent


def run_console(example: Example) -> str | None:
    """Run the commands of a console block; return what differs."""
    for command, expected in _commands(example.parsed.splitlines()):
        got = _run(command)
        if not _matches(expected, got):
            return f"$ {command}\nexpected:\n{expected}\ngot:\n{got}"
    return None


def _commands(lines: Iterable[str]) -> list[tuple[str, str]]:
    commands: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            assert commands, f"expected a command after '$ ', got {line!r}"
            commands[-1][1].append(line)
    return [(command, "\n".join(output).rstrip()) for command, output in commands]


def _run(command: str) -> str:
    """Return what a command prints: its output, and after it what it says on standard error."""
    words = _words(command)
    return (_run_here(*words) if words else _run_in_shell(command)).decode("utf-8").rstrip()


def _words(command: str) -> tuple[list[str], str | None] | None:
    """Return the words of a call of `ospo-events` and the file its output goes to; None for what needs a shell."""
    reader = shlex.shlex(command, posix=True, punctuation_chars=True)
    reader.whitespace_split, reader.commenters = True, ""
    words = list(reader)
    output = words.pop() if words[-2:-1] == [">"] else None
    if output is not None:
        words.pop()
    # A word of these is the shell's; so is a letter that has a meaning for it, wherever that stands.
    if (
        words[0] != "ospo-events"
        or any(set(word) <= set("();<>|&") for word in words)
        or set(command) & set("$`*?~#\\")
    ):
        return None
    return words[1:], output


def _run_here(words: list[str], output: str | None) -> bytes:
    """Run the command line in this process: starting a Python for each line is most of what the pages cost."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with (
        patch.object(sys, "stdin", TextIOWrapper(BytesIO(), encoding="utf-8")),
        patch.object(sys, "argv", ["ospo-events", *words]),
        patch.dict(os.environ, {"COLUMNS": "100"}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        main(words)
    printed, said = cast("BytesIO", out.buffer).getvalue(), cast("BytesIO", err.buffer).getvalue()
    if output is None:
        return printed + said
    Path(output).write_bytes(printed)
    return said


def _run_in_shell(command: str) -> bytes:
    shell = re.sub(r"(?<![\w./-])ospo-events(?= |$)", f"{sys.executable} -m ospo_events", command)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    done = subprocess.run(shell, shell=True, capture_output=True, env=environment, timeout=60, check=False)  # noqa: S602 # our own pages
    return done.stdout + done.stderr


def _matches(expected: str, got: str) -> bool:
    # `...` stands for anything, lines too.
    lines = "\n".join(line.rstrip() for line in expected.split("\n"))
    pattern = re.escape(lines).replace(re.escape("..."), r"[\s\S]*?")
    return re.fullmatch(pattern, "\n".join(line.rstrip() for line in got.split("\n"))) is not None


def write_file(example: Example) -> None:
    """Write a YAML block to the file that its first line names."""
    match = re.match(r"# (\S+\.yaml)\n", example.parsed)
    if match:
        Path(match[1]).write_text(example.parsed, "utf-8")


def run_python(example: Example) -> None:
    """Execute a Python block, or write it to the file that its first line names."""
    match = re.match(r"# (\S+\.py)\n", example.parsed)
    if match:
        Path(match[1]).write_text(example.parsed, "utf-8")
    else:
        PythonEvaluator()(example)


def install(example: Example) -> None:
    """Write what installing the package of a `pyproject.toml` leaves behind: its name and its entry points."""
    if example.parsed.startswith("# pyproject.toml\n"):
        project = tomllib.loads(example.parsed)["project"]
        folder = Path(f"{project['name'].replace('-', '_')}-{project['version']}.dist-info")
        folder.mkdir()
        (folder / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n", "utf-8")
        points = [
            "\n".join([f"[{group}]", *(f"{name} = {value}" for name, value in points.items())])
            for group, points in project["entry-points"].items()
        ]
        (folder / "entry_points.txt").write_text("\n".join(points), "utf-8")


def setup(namespace: dict[str, Any]) -> None:
    """Go to an empty directory with the worked example in it; modules are imported from it."""
    namespace["_before"] = os.getcwd()
    namespace["_directory"] = directory = TemporaryDirectory()
    os.chdir(directory.name)
    namespace["_modules"] = set(sys.modules)
    sys.path.insert(0, directory.name)
    for name, source in (
        ("ospos2024.yaml", "ospos2024.yaml"),
        ("ospos2024-as-broadcast.yaml", "ospos2024-as-broadcast.yaml"),
        ("event.yaml", "ospos2024.yaml"),
        ("ospos2024.py", "ospos2024.py"),
        *((f"ospos2024.{language}.yaml",) * 2 for language in ("ar", "es", "fr", "ru", "zh")),
    ):
        Path(name).write_bytes((ROOT / "examples" / source).read_bytes())


def teardown(namespace: dict[str, Any]) -> None:
    """Leave the directory and remove it."""
    os.chdir(namespace["_before"])
    directory = namespace["_directory"].name
    sys.path.remove(directory)
    for name in set(sys.modules) - namespace["_modules"]:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(directory):
            del sys.modules[name]
    namespace["_directory"].cleanup()


pytest_collect_file = Sybil(
    parsers=[
        CodeBlockParser(language="python", evaluator=run_python),
        CodeBlockParser(language="console", evaluator=run_console),
        CodeBlockParser(language="yaml", evaluator=write_file),
        CodeBlockParser(language="toml", evaluator=install),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=setup,
    teardown=teardown,
).pytest()
