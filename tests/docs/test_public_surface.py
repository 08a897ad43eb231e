"""The public modules: each is declared, explained and documented, and examples import from nowhere else."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_generated import GENERATE

ROOT = Path(__file__).parents[2]
GENERATE.api_file()  # puts docs/ on the path, where `public_api` is
from public_api import PUBLIC_MODULES  # noqa: E402

PAGES = sorted(path.relative_to(ROOT) for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def imports_of(source: str) -> Iterator[tuple[str, str | None]]:
    """Yield the module and the name (None: the module itself) of each import from the library."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names if alias.name.split(".")[0] == "ospo_events")
        elif (
            isinstance(node, ast.ImportFrom) and node.module is not None and node.module.split(".")[0] == "ospo_events"
        ):
            yield from ((node.module, alias.name) for alias in node.names)


def _is_public(module: str, name: str) -> bool:
    return name in importlib.import_module(module).__all__ or f"{module}.{name}" in PUBLIC_MODULES


def not_public(source: str) -> list[str]:
    """Return the imports from the library that are not of a public name."""
    wrong: list[str] = []
    for module, name in imports_of(source):
        if module not in PUBLIC_MODULES:
            wrong.append(f"{module} is not a public module")
        elif name is not None and not _is_public(module, name):
            wrong.append(f"{module}.{name} is not a public name")
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_pages_import_public_names_only(page: Path) -> None:
    for block in _BLOCK.findall((ROOT / page).read_text("utf-8")):
        assert not not_public(block), block


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_examples_import_public_names_only(path: Path) -> None:
    assert not not_public(path.read_text("utf-8"))


def test_what_is_not_public_is_told_from_what_is() -> None:
    assert not_public("import ospo_events.files") == ["ospo_events.files is not a public module"]
    assert not_public("from ospo_events.views.relations import now") == [
        "ospo_events.views.relations is not a public module"
    ]
    assert not_public("from ospo_events.model import Event, as_days") == [
        "ospo_events.model.as_days is not a public name"
    ]
    assert not not_public("from ospo_events import codecs, load\nimport ospo_events.views\nimport json")


def test_the_library_is_imported_by_many_pages() -> None:
    texts = ["".join(_BLOCK.findall((ROOT / page).read_text("utf-8"))) for page in PAGES]
    assert sum("ospo_events" in text for text in texts) > 10


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_a_public_module_declares_explains_and_has_its_names(name: str) -> None:
    module = importlib.import_module(name)
    path = Path(str(module.__file__))
    assert path.name == "__init__.py"
    body = ast.parse(path.read_text("utf-8")).body
    declared = next(
        node.value
        for node in body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]
    )
    assert ast.literal_eval(declared) == module.__all__, "__all__ is a plain list, which tools can read"
    assert len(module.__all__) == len(set(module.__all__))
    assert module.__doc__ is not None
    assert len(module.__doc__.split()) > 15, "says what the module is for"
    assert dir(module)
    for public_name in module.__all__:
        value = getattr(module, public_name)
        if inspect.isclass(value) or inspect.isroutine(value):
            assert value.__doc__, f"{name}.{public_name} has no docstring"
    assert not hasattr(module, "no_such_name")


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_a_public_module_is_in_the_reference(name: str) -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
    assert f"`{name}`" in page
    documented = {
        line.removeprefix("::: ")
        for path in (ROOT / "docs" / "reference").glob("*.md")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("::: ")
    }
    module = importlib.import_module(name)
    if name in documented:
        return
    values = [getattr(module, public_name) for public_name in module.__all__]
    homes = {value.__module__ for value in values if inspect.isclass(value) or inspect.isroutine(value)}
    covered = {home for home in homes if any(home == each or home.startswith(f"{each}.") for each in documented)}
    assert covered == homes
