"""What a reader of the documentation looks for is there: by a word in the search, or by an import in the reference."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = [DOCS / "reference" / "api.md", DOCS / "reference" / "model.md"]


@pytest.fixture(scope="module")
def headings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The headings in the search index that MkDocs makes, without the pages of rules."""
    pytest.importorskip("mkdocs", reason="the search index is made by MkDocs, of the extra `docs`")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    folder = tmp_path_factory.mktemp("site")
    # The reference of Python names is left out: it takes half a minute, and its headings are names.
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), theme={"name": "mkdocs"}, plugins=["search"]))
    entries = json.loads((folder / "search" / "search_index.json").read_text("utf-8"))["docs"]
    return [entry["title"].casefold() for entry in entries if not entry["location"].startswith("rules/")]


@pytest.mark.parametrize(
    "word",
    ["hybrid", "breakout", "csv", "excel", "pretalx", "timezone", "cancelled", "privacy", "translation", "diff"],
)
def test_a_word_that_people_search_for_is_in_a_heading(word: str, headings: list[str]) -> None:
    assert any(word in heading for heading in headings)


def _imports(folder: Path) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for page in folder.rglob("*.md"):
        for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for module, names in re.findall(r"^\s*from (ospo_events[\w.]*) import ([\w, ]+)$", block, re.MULTILINE):
                found |= {(module, name.strip()) for name in names.split(",")}
    return found


def _sections() -> dict[str, set[str]]:
    """Return the names that the reference shows for each module from which they are imported."""
    shown: dict[str, set[str]] = {}
    for page in REFERENCE:
        for section in page.read_text("utf-8").split("\n## ")[1:]:
            heading = re.match(r"`from (ospo_events[\w.]*) import ", section)
            if heading is None:
                continue
            names = shown.setdefault(heading[1], set())
            for module, options in re.findall(r"^::: ([\w.]+)\n((?:    .*\n?)*)", section, re.MULTILINE):
                members = re.search(r"members: \[(.*)\]", options)
                names |= set(members[1].split(", ") if members else importlib.import_module(module).__all__)
            if section.startswith("`from ospo_events import ..."):
                for row in re.findall(r"^\| (`.*`) \| \[`ospo_events", section, re.MULTILINE):
                    names |= set(row.strip("`").split("`, `"))
    return shown


def test_a_name_described_under_another_module_is_described_there() -> None:
    sections = _sections()
    rows = re.findall(r"^\| (`.*`) \| \[`(ospo_events[\w.]+)`\]", REFERENCE[0].read_text("utf-8"), re.MULTILINE)
    assert rows
    for names, module in rows:
        assert set(names.strip("`").split("`, `")) <= sections[module]


def test_every_import_of_a_how_to_guide_is_in_the_reference() -> None:
    imports = _imports(DOCS / "how-to")
    assert len(imports) > 30
    sections = _sections()
    assert {item for item in imports if item[1] not in sections.get(item[0], set())} == set()


def test_the_reference_has_every_public_module_and_every_name_of_the_model() -> None:
    table = re.findall(r"^\| `(ospo_events[\w.]*)` \|", REFERENCE[0].read_text("utf-8"), re.MULTILINE)
    sections = _sections()
    assert set(table) == set(sections)
    for module in ("ospo_events", "ospo_events.model"):
        public = set(importlib.import_module(module).__all__)
        shown = sections["ospo_events"] | sections["ospo_events.model"]
        assert public - shown - {"__version__"} == set(), module
        assert sections[module] - public == set(), module
