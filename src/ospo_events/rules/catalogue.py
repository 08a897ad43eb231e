"""The rules that come with the library."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ._registry import Rule

__all__ = ["MODULES", "rules"]

MODULES = (
    "references",
    "usage",
    "dates",
    "time",
    "clashes",
    "place",
    "people",
    "content",
    "writing",
    "vocabulary",
    "links",
    "access",
    "claims",
    "portability",
    "lifecycle",
    "editions",
    "acceptances",
    "engine",
)
"""The modules that hold rules, in the order they run. A function with the decorator `rule` in one of them is a rule."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its code, in the order they run."""
    by_code: dict[str, Rule] = {}
    for name in MODULES:
        module = importlib.import_module(f".{name}", __package__)
        for value in vars(module).values():
            if isinstance(value, Rule):
                assert value.code not in by_code, f"two rules have the code {value.code!r}"
                by_code[value.code] = value
    return MappingProxyType(by_code)
