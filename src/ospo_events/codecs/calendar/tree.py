"""The calendar tree as readers hold it: jCal with the place of everything in its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...diagnostics import Diagnostic, Severity, Span
from .properties import JcalProperty

__all__ = ["Component", "Findings"]


_MOST_TOLD = 10_000
"""How many findings are remembered to tell none twice."""


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


class Findings:
    """Gathers what is wrong with a source, at most so many of a kind, and turns places into spans at the end.

    Args:
        span: returns the span of a place, by number.
        most: how many findings of one code are kept; the others are counted.
    """

    def __init__(self, span: Callable[[int], Span | None], most: int = 200) -> None:
        self.span = span
        self._most = most
        self._found: list[tuple[Diagnostic, int | None]] = []
        self._counts: dict[str, int] = {}
        self._cut: dict[str, int | None] = {}
        """The place of the first finding that was not kept, by code."""
        self._told: set[tuple[str, int, str]] = set()

    def __call__(
        self,
        code: str,
        place: int | None,
        message: str,
        *,
        severity: Severity = Severity.WARNING,
        path: tuple[str | int, ...] = (),
        help: str | None = None,
    ) -> None:
        """Add a finding; what is told again of the same place, for each time of a recurring item, is one."""
        if place is not None:
            key = (code, place, message)
            if key in self._told:
                return
            if len(self._told) < _MOST_TOLD:
                self._told.add(key)
        number = self._counts.get(code, 0)
        self._counts[code] = number + 1
        if number < self._most:
            finding = Diagnostic(code=code, message=message, severity=severity, path=path, help=help)
            self._found.append((finding, place))
        elif number == self._most:
            self._cut[code] = place

    def is_told(self, *codes: str) -> bool:
        """Return whether something was found with one of these codes."""
        return not self._counts.keys().isdisjoint(codes)

    def all(self) -> list[tuple[Diagnostic, Span | None]]:
        """Return the findings with their spans, and one more for each code that was cut short."""
        result = [(finding, None if place is None else self.span(place)) for finding, place in self._found]
        for code, number in self._counts.items():
            if number > self._most:
                last = next(finding for finding, _ in reversed(self._found) if finding.code == code)
                rest = f"and {number - self._most} more of this kind, from here on"
                place = self._cut[code]
                span = None if place is None else self.span(place)
                result.append((Diagnostic(code=code, message=rest, severity=last.severity), span))
        return result
