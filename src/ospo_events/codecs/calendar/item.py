"""A VEVENT sorted for reading: what stands once, by name, and what may stand several times."""

from __future__ import annotations

from ...diagnostics import Findings
from .properties import ONCE_IN_VEVENT, JcalProperty
from .recurrence import Occurrence
from .tree import Component

__all__ = ["Item", "sort_item"]

# What is read by its name; the other properties are gone through.
_READ_BY_NAME = frozenset(
    [
        "uid",
        "dtstamp",
        "dtstart",
        "dtend",
        "duration",
        "summary",
        "description",
        "location",
        "status",
        "sequence",
        "url",
        "class",
        "last-modified",
        "x-open-end",
        "x-ospo-session",
    ]
)


class Item:
    """One VEVENT on its way to a session."""

    __slots__ = ("component", "many", "number", "once", "series", "suffix")

    def __init__(self, occurrence: Occurrence, number: int, once: dict[str, JcalProperty]) -> None:
        self.component: Component = occurrence.component
        """The VEVENT."""
        self.suffix = occurrence.suffix
        """What tells its id from that of the first time of its series."""
        self.series = occurrence.series
        """The series it is a time of."""
        self.number = number
        """The number of its session."""
        self.once = once
        """The properties by name; of those that stand several times, any."""
        self.many: list[JcalProperty] = [prop for prop in self.component.properties if prop[0] not in _READ_BY_NAME]
        """The properties that are not read by their name."""

    def text(self, name: str) -> str:
        """Return the value of a property as text, empty where there is none."""
        prop = self.once.get(name)
        return "" if prop is None else str(prop[3])

    def place(self, name: str) -> int:
        """Return the place of a property, or of the VEVENT where there is none."""
        component = self.component
        prop = self.once.get(name)
        return component.place if prop is None else component.places[component.properties.index(prop)]


def sort_item(occurrence: Occurrence, number: int, findings: Findings) -> Item:
    """Return a VEVENT sorted; of what may stand only once, the first is taken and the others are told of."""
    component = occurrence.component
    once: dict[str, JcalProperty] = {prop[0]: prop for prop in component.properties}
    if len(once) == len(component.properties):
        return Item(occurrence, number, once)
    kept = Component(component.name, component.place)
    kept.components = component.components
    once.clear()
    for prop, place in zip(component.properties, component.places, strict=True):
        name = prop[0]
        if name in once and (name in _READ_BY_NAME or name in ONCE_IN_VEVENT):
            findings.add("several-values", f"expected one {name.upper()}, got another: it was left out", position=place)
            continue
        once.setdefault(name, prop)
        kept.properties.append(prop)
        kept.places.append(place)
    return Item(occurrence._replace(component=kept), number, once)
