"""vCalendar 1.0, the format before iCalendar (versit, 1996): what its calendars say in other words than version 2.0."""

from __future__ import annotations

from ...diagnostics import Findings
from .mending import mended_moment
from .properties import JcalProperty
from .tree import Component

__all__ = ["renew"]

_LEFT_OUT = frozenset({"aalarm", "dalarm", "malarm", "palarm", "tz", "daylight", "rnum", "dcreated"})
"""Reminders of whoever exported the file, zones, which version 2.0 has in components, and what says nothing more."""
_TRANSP = {"0": "OPAQUE", "1": "TRANSPARENT"}


def renew(calendar: Component, findings: Findings) -> None:
    """Turn a calendar of version 1.0 into one of version 2.0 as far as it goes, and tell; others stay as they are."""
    version = calendar.first("version")
    if version is None or not str(version[3]).strip().startswith("1."):
        return
    place = calendar.places[calendar.properties.index(version)]
    findings.add(
        "old-version", "expected VERSION:2.0, got vCalendar 1.0: it was read as far as it says the same", position=place
    )
    for component in (calendar, *calendar.components):
        kept = [
            (new, place) for prop, place in _pairs(component) if (new := _renewed(prop, place, findings)) is not None
        ]
        component.properties = [prop for prop, _ in kept]
        component.places = [place for _, place in kept]


def _pairs(component: Component) -> list[tuple[JcalProperty, int]]:
    return list(zip(component.properties, component.places, strict=True))


def _renewed(prop: JcalProperty, place: int, findings: Findings) -> JcalProperty | None:
    """Return a property as version 2.0 has it, or None for what it has no place for."""
    name, parameters, kind, *values = prop
    if name == "categories":
        return [name, parameters, kind, *(word for value in values for word in str(value).split(";"))]
    if name == "transp":
        return [name, parameters, kind, _TRANSP.get(str(values[0]), "OPAQUE")]
    if name == "dcreated" and (created := mended_moment(str(values[0]))) is not None:
        return ["created", parameters, "date-time", created]
    if name in _LEFT_OUT:
        findings.add(
            "old-version", f"expected a property of version 2.0, got {name.upper()}: it was left out", position=place
        )
        return None
    return prop
