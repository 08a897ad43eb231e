"""The types of the attributes of a class, read from its annotations."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

import attrs

__all__ = ["hints_of"]


_OURS = __name__.partition(".")[0] + "."


@cache
def hints_of(owner: Any) -> Mapping[str, Any]:
    """Return the types of the attributes of an attrs class, by name.

    The result is that of `typing.get_type_hints`, in a fraction of its time: every command needs it. Only a quoted name
    in a recursive alias, as in `JsonValue`, stays a text.
    """
    fields = attrs.fields(owner)
    if not owner.__module__.startswith(_OURS) or any(field.inherited for field in fields):
        return get_type_hints(owner)  # a class of a user
    return {field.name: _type(field.type, owner.__module__) for field in fields}


@cache
def _type(annotation: Any, module: str) -> Any:
    """Return the type that an annotation in a Python module stands for; cattrs may have resolved it already."""
    if annotation.__class__ is not str:
        return annotation
    return eval(annotation, vars(sys.modules[module]))  # noqa: S307 # what `get_type_hints` does too
