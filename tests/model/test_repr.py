"""What values look like in Python is what attrs would say of them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import given

import ospo_events.diagnostics as diagnostics
import ospo_events.model as model
import ospo_events.rules as rules
import ospo_events.validation as validation
import ospo_events.views as views
from ospo_events import Link
from ospo_events._repr import shown
from ospo_events.model import Event
from ospo_events.strategies import events


def _within(value: Any) -> Iterator[Any]:
    if attrs.has(value.__class__):
        yield value
        for field in attrs.fields(value.__class__):
            yield from _within(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _within(item)


def _by_attrs(value: Any) -> str:
    """Return what attrs writes for a class of that name with these attributes."""
    fields = attrs.fields(value.__class__)
    twin: Any = attrs.make_class(value.__class__.__qualname__, {field.name: attrs.field() for field in fields})
    return repr(twin(*(getattr(value, field.name) for field in fields)))


@given(events())
def test_every_value_of_an_event_looks_as_attrs_would_write_it(event: Event) -> None:
    met: set[type] = {Event}  # which says less of itself
    for value in _within(event):
        if value.__class__ not in met:
            met.add(value.__class__)
            assert repr(value) == _by_attrs(value)


def test_it_says_each_attribute() -> None:
    assert repr(Link(href="https://example.org")) == (
        "Link(href='https://example.org', rel='related', title=None, media_type=None, language=None,"
        " audience=<Audience.PUBLIC: 'public'>)"
    )


def test_attrs_writes_it_for_no_class() -> None:
    """It would compile one for each class at every start."""
    for package in (model, diagnostics, views, rules, validation):
        for name, owner in inspect.getmembers(package, inspect.isclass):
            if attrs.has(owner):
                assert "attrs" not in owner.__repr__.__code__.co_filename, name
                assert owner.__repr__ is shown or "__repr__" in vars(owner), name
