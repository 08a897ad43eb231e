"""Who may import what: no package imports a module that belongs to another one."""

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"
sys.path.append(str(SRC.parent / "docs"))
from public_api import PUBLIC_MODULES  # noqa: E402

DOORS = frozenset({"codec", "decode", "encode", "fit"})
"""The modules of a format family that others may import; the rest of it is its own affair."""

INSIDE_OF_THE_CLI = frozenset(
    {
        "_collector.collector_paused",  # a command pauses it for its whole run, as readers do while they read
        "codecs.native.edit",  # `fmt`, `merge` and `next` keep files as their authors wrote them
        "codecs.text.encode.render_now",  # `now --text` prints for people what the format `now` says to programs
    }
)
"""What the command line takes that is not public."""

SHARED = frozenset({"codecs.native", "codecs._reading"})
"""The packages in `codecs` that all families build on: every module is for use, but those that begin with `_`."""


def _modules() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], ast.Module]]:
    """Yield the name, the package and the source of each module, without the name of the root."""
    for path in sorted((SRC / "ospo_events").rglob("*.py")):
        parts = path.relative_to(SRC / "ospo_events").with_suffix("").parts
        name = parts[:-1] if parts[-1] == "__init__" else parts
        yield name, parts[:-1], ast.parse(path.read_text("utf-8"))


def imports() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Yield for each import of the library: the importing module, its package, and what is imported, down to the name."""
    for name, package, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                module = tuple(node.module.split(".")) if node.module else ()
                if node.level:
                    base = package[: len(package) + 1 - node.level]
                elif module[:1] == ("ospo_events",):
                    base, module = (), module[1:]
                else:
                    continue
                for alias in node.names:
                    yield name, package, (*base, *module, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    parts = tuple(alias.name.split("."))
                    if parts[0] == "ospo_events":
                        yield name, package, parts[1:]


def foreign_private_part(package: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the module that is imported although it is private to another package; None: all is well.

    A module that begins with `_` may be imported inside the package that holds it, however deep.
    """
    for number, part in enumerate(target):
        if part.startswith("_") and not part.startswith("__") and package[:number] != target[:number]:
            return target[: number + 1]
    return None


def inside_of_a_family(package: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the module that is imported although it is inside a format family, and no door of it; None: all is well."""
    family = target[:2]
    if len(target) < 3 or family[0] != "codecs" or package[:2] == family or ".".join(family) in SHARED:
        return None
    if not (SRC / "ospo_events").joinpath(*family).is_dir() or target[2] in DOORS:
        return None
    inside = (SRC / "ospo_events").joinpath(*target[:3])
    return target[:3] if inside.is_dir() or inside.with_suffix(".py").is_file() else None


def test_no_package_imports_a_private_module_of_another() -> None:
    found = {
        (".".join(name), ".".join(part))
        for name, package, target in imports()
        if (part := foreign_private_part(package, target))
    }
    assert found == set()


def test_format_families_are_entered_by_their_doors() -> None:
    found = {
        (".".join(name), ".".join(part))
        for name, package, target in imports()
        if (part := inside_of_a_family(package, target))
    }
    assert found == set()


def test_a_private_module_is_told_from_a_public_one() -> None:
    assert foreign_private_part(("cli", "commands"), ("validation", "_selection", "matches")) == (
        "validation",
        "_selection",
    )
    assert foreign_private_part(("codecs", "html"), ("codecs", "_codec", "Codec")) is None
    assert foreign_private_part(("codecs", "html"), ("_frozenmap", "freeze")) is None
    assert foreign_private_part(("codecs",), ("codecs", "pretalx", "_shapes")) == ("codecs", "pretalx", "_shapes")
    assert foreign_private_part(("cli",), ("__version__",)) is None
    assert inside_of_a_family(("site",), ("codecs", "calendar", "doctor", "check")) == (
        "codecs",
        "calendar",
        "doctor",
    )
    assert inside_of_a_family(("site",), ("codecs", "calendar", "make_feeds")) is None
    assert inside_of_a_family(("cli",), ("codecs", "text", "encode", "render")) is None
    assert inside_of_a_family(("cli",), ("codecs", "native", "edit")) is None


def test_the_command_line_uses_public_names_only() -> None:
    public: dict[str, set[int]] = {}
    for module in PUBLIC_MODULES:
        for public_name in importlib.import_module(module).__all__:
            public.setdefault(public_name, set()).add(id(getattr(importlib.import_module(module), public_name)))
    others: set[str] = set()
    for name, _, target in imports():
        if name[:1] == ("cli",) and target[:1] not in (("cli",), ("files",)):
            module = importlib.import_module(".".join(("ospo_events", *target[:-1])))
            if id(getattr(module, target[-1])) not in public.get(target[-1], ()) and target != ("__version__",):
                others.add(".".join(target))
    assert {path for path in others if not path.startswith(tuple(INSIDE_OF_THE_CLI))} == set()
    assert {path for path in INSIDE_OF_THE_CLI if not any(other.startswith(path) for other in others)} == set()


def test_the_calendar_package_has_few_rooms_and_few_imports_among_its_modules() -> None:
    root = SRC / "ospo_events" / "codecs" / "calendar"
    modules = {name for name, _, _ in _modules() if name[:2] == ("codecs", "calendar")}
    found = {
        (name, module)
        for name, _, target in imports()
        if name in modules
        for module in (target, target[:-1])
        if module in modules and module != name and not (module == target[:-1] and target in modules)
    }
    inside = [path for path in root.iterdir() if path.name not in ("__init__.py", "__pycache__")]
    assert len(inside) <= 12
    assert len(found) <= 60
