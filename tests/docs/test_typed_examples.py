"""The Python of README and of every page passes the type checkers that the README names, at their strictest."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])

pytestmark = pytest.mark.slow


_FILE = re.compile(r"# (\w+)\.py$")


def modules_of(page: str, name: str) -> dict[str, str]:
    """Return the Python of a page as modules, each line where it stands in the page.

    A page is one module, but for blocks whose first line is a comment with a file name: each of them is that file.
    """
    count = page.count("\n") + 1
    modules: dict[str, list[str]] = {}
    into: str | None = None
    lines = page.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("```"):
            begins = line.startswith("```python") and into is None
            file = _FILE.match(lines[number + 1]) if begins else None
            into = (file[1] if file else name) if begins else None
        elif into is not None:
            modules.setdefault(into, [""] * count)[number] = line
    return {each: "\n".join(text) + "\n" for each, text in modules.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a module for each page that has Python in it, and one of which no checker approves."""
    made = tmp_path_factory.mktemp("pages")
    for page in PAGES:
        name = re.sub(r"\W+", "_", str(page.relative_to(ROOT).with_suffix("")))
        for module, text in modules_of(page.read_text("utf-8"), name).items():
            assert not (made / f"{module}.py").exists(), f"two pages write {module}.py"
            (made / f"{module}.py").write_text(text, "utf-8")
    assert len(list(made.iterdir())) > 15
    wrong = 'from ospo_events import load\n\nload("a").with_session("b", titel="B")\nload("a").index.sessions["b"].slot.start\n'
    (made / "wrong_on_purpose.py").write_text(wrong, "utf-8")
    return made


def _lines(output: str, folder: Path) -> list[str]:
    return sorted(
        set(re.findall(rf"^\s*(?:{re.escape(str(folder))}/)?(\w+\.py:\d+)[:\d]* ?-? error", output, re.MULTILINE))
    )


WRONG = ["wrong_on_purpose.py:3", "wrong_on_purpose.py:4"]


def test_mypy_finds_nothing_but_what_is_wrong_on_purpose(folder: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "."]
    environment = {"MYPYPATH": str(ROOT / "src"), "PATH": ""}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert _lines(done.stdout, folder) == WRONG, done.stdout + done.stderr


def test_pyright_finds_nothing_but_what_is_wrong_on_purpose(folder: Path) -> None:
    strict = {"include": ["."], "strict": ["."], "extraPaths": [str(ROOT / "src")], "reportMissingTypeStubs": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(strict), "utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert _lines(done.stdout, folder) == WRONG, done.stdout + done.stderr
