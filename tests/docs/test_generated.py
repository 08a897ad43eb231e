"""The generated pages are up to date, and say what the code does."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = _load(ROOT / "docs" / "generate.py")


@pytest.mark.parametrize("name", sorted(GENERATE.PAGES))
def test_generated_files_are_up_to_date(name: str) -> None:
    made = GENERATE.PAGES[name]()
    assert (ROOT / name).read_text("utf-8") == made, f"{name} is out of date: run `make generate`"


def test_every_page_is_in_the_navigation() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    pages = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    missing = {page for page in pages if page not in nav and not page.startswith("rules/")}
    assert not missing
