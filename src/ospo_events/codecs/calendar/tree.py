"""The calendar tree as readers hold it: jCal with the place of everything in its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .properties import JcalProperty

__all__ = ["Component"]


class Component:
    """A component: jCal properties, each with the number of its place, and the components inside it."""

    __slots__ = ("components", "name", "place", "places", "properties")

    def __init__(self, name: str, place: int) -> None:
        self.name = name
        """Its name in lower case."""
        self.place = place
        """The number of the place where it begins."""
        self.properties: list[JcalProperty] = []
        """Its properties."""
        self.places: list[int] = []
        """The number of the place of each property."""
        self.components: list[Component] = []
        """The components inside it."""

    def named(self, name: str) -> Iterator[tuple[JcalProperty, int]]:
        """Yield the properties of that name with their places."""
        for prop, place in zip(self.properties, self.places, strict=True):
            if prop[0] == name:
                yield prop, place

    def first(self, name: str) -> JcalProperty | None:
        """Return the first property of that name, or None."""
        return next((prop for prop in self.properties if prop[0] == name), None)

    def place_of(self, name: str) -> int:
        """Return the number of the place of the first property of that name, or its own where there is none."""
        return next((place for _, place in self.named(name)), self.place)

    def text(self, name: str) -> str | None:
        """Return the value of the first property of that name as text, or None."""
        prop = self.first(name)
        return None if prop is None else str(prop[3])

    def jcal(self) -> list[Any]:
        """Return it as jCal."""
        return [self.name, self.properties, [inner.jcal() for inner in self.components]]
