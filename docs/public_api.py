"""The public modules, and the signatures of all their public names as text.

`make generate` writes the text to `tests/public_api.txt`, and a test fails where it is out of date. So a change that a
caller would notice shows as a difference in that file.
"""

from __future__ import annotations

import enum
import importlib
import inspect
from collections.abc import Iterator
from typing import is_typeddict

PUBLIC_MODULES = (
    "ospo_events",
    "ospo_events.model",
    "ospo_events.rules",
    "ospo_events.diagnostics",
    "ospo_events.validation",
    "ospo_events.views",
    "ospo_events.site",
    "ospo_events.strategies",
    "ospo_events.testing",
    "ospo_events.codecs",
    "ospo_events.codecs.calendar",
    "ospo_events.codecs.changes",
    "ospo_events.codecs.history",
    "ospo_events.codecs.prose",
    "ospo_events.codecs.tables",
    "ospo_events.codecs.translations",
)
"""The modules whose `__all__` is public; docs/reference/api.md explains what that means."""


def public_api() -> str:
    """Return a line for every public name, and one for every public member of a class.

    A name that an earlier module has too is one line: `ospo_events.model.Event = ospo_events.Event`.
    """
    lines: list[str] = []
    first_names: dict[int, str] = {}
    for module_name in PUBLIC_MODULES:
        module = importlib.import_module(module_name)
        for name in sorted(module.__all__):
            value, path = getattr(module, name), f"{module_name}.{name}"
            if isinstance(value, type) or inspect.isroutine(value):
                first = first_names.setdefault(id(value), path)
                if first != path:
                    lines.append(f"{path} = {first}")
                    continue
            lines += _lines(path, value)
    return "\n".join(lines) + "\n"


def _lines(name: str, value: object) -> Iterator[str]:
    if isinstance(value, type) and issubclass(value, enum.Enum):
        yield f"{name}: {', '.join(value.__members__)}"
    elif is_typeddict(value):
        yield f"{name}({', '.join(value.__annotations__)})"
    elif isinstance(value, type):
        yield name if issubclass(value, Exception) else f"{name}{_parameters(value)}"
        for member in sorted(vars(value)):
            if not member.startswith("_"):
                found = inspect.getattr_static(value, member)
                method = getattr(found, "__func__", found)
                yield f"{name}.{member}{_parameters(method) if inspect.isfunction(method) else ''}"
    else:
        yield f"{name}{_parameters(value) if inspect.isfunction(value) else ''}"


def _parameters(function: object) -> str:
    """Return names, kinds and defaults; types are held by mypy and pyright, and spelt anew by each Python."""
    assert callable(function)
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty, default=_plain(parameter.default))
        for parameter in inspect.signature(function).parameters.values()
    ]
    return str(inspect.Signature(parameters))


class _Something:
    def __repr__(self) -> str:
        return "..."


def _plain(default: object) -> object:
    if default is inspect.Parameter.empty or default is None or isinstance(default, (bool, int, str)):
        return default
    return _Something()
