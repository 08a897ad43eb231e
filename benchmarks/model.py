"""The constructors of the model: what the checks of every attribute cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from ospo_events.model import Event

from .measure import Row, least
from .programmes import programme


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions, up to 1 000: what one object costs does not depend on it."""
    rows: list[Row] = []
    for size in [size for size in sizes if size <= 1_000]:
        calls = _calls(programme(size))
        taken = least(*(_made_again(owner, arguments) for owner, arguments in calls.items()))
        rows += [
            Row(operation=f"{owner.__name__}(), {size:,}", ours=seconds / len(arguments) * 1e6, unit="µs")
            for (owner, arguments), seconds in zip(calls.items(), taken, strict=True)
        ]
    return rows


def _made_again(owner: type[Any], arguments: list[dict[str, Any]]) -> Callable[[], object]:
    return lambda: [owner(**each) for each in arguments]


def _calls(event: Event) -> dict[type[Any], list[dict[str, Any]]]:
    """Return the arguments that make each object of the event, by class."""
    calls: dict[type[Any], list[dict[str, Any]]] = {}
    for item in _objects(event):
        fields = attrs.fields_dict(type(item))
        values = {name: getattr(item, name) for name in fields}
        given = {name: value for name, value in values.items() if value != fields[name].default}
        calls.setdefault(type(item), []).append(given)
    return calls


def _objects(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _objects(item)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from _objects(getattr(value, field.name))
