"""The public names and how they are called, as text: a change that a caller would notice shows in the diff of it.

`make generate` writes it to `tests/public_api.txt`, and a test fails where it is out of date.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Iterator

import ospo_events
from ospo_events import strategies


def public_api() -> str:
    """Return a line for every public name, and one for every public member of a class."""
    lines: list[str] = []
    for module in (ospo_events, strategies):
        for name in sorted(module.__all__):
            lines += _lines(f"{module.__name__}.{name}", getattr(module, name))
    return "\n".join(lines) + "\n"


def _lines(name: str, value: object) -> Iterator[str]:
    if isinstance(value, type) and issubclass(value, enum.Enum):
        yield f"{name}: {', '.join(value.__members__)}"
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
