"""The types of the attributes of the model, looked up fast."""

from __future__ import annotations

import inspect
from typing import get_type_hints

import attrs
import pytest

import ospo_events.model as model
from ospo_events.model.hints import hints_of

CLASSES = [item for _, item in inspect.getmembers(model, inspect.isclass) if attrs.has(item)]


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
def test_they_are_those_that_typing_tells(owner: type) -> None:
    slow = get_type_hints(owner)
    fast = hints_of(owner)
    assert list(fast) == [field.name for field in attrs.fields(owner)]
    for name, hint in fast.items():
        if name == "extra":  # the alias JsonValue names itself
            assert hint.__origin__ is slow[name].__origin__
        else:
            assert hint == slow[name]


def test_there_are_classes_to_ask() -> None:
    assert {model.Event, model.Session, model.Link} <= set(CLASSES)


@attrs.frozen(kw_only=True)
class OwnSession(model.Session):
    """Somebody's own class, with annotations that are no names of the model's modules."""

    sponsor: CLASSES_OF_OTHERS | None = None


CLASSES_OF_OTHERS = model.Organization


def test_those_of_somebody_s_own_class_are_found_in_its_own_module() -> None:
    assert hints_of(OwnSession) == get_type_hints(OwnSession)
    assert hints_of(OwnSession)["sponsor"] == model.Organization | None
