"""Writes Sessionize's API v2: the view All."""

from __future__ import annotations

import json

import attrs

from ...model import Event
from .._codec import Encoded
from ._view_all import view_all
from .fit import fit

__all__ = ["encode"]


def encode(event: Event) -> Encoded:
    """Write the view All.

    Sessionize has only numbers for rooms and tracks and only UUIDs for people, so these carry our id as an additional
    member, `x-id`. The numbers are made from the ids, so that they stay whatever else is in the event.

    Args:
        event: the event; what must not be published is left out first.
    """
    fitted = fit(event)
    # The numbers are made from the id that the event has, not from the one it is read with.
    view = view_all(attrs.evolve(fitted.event, id=event.id))
    data = json.dumps(view, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
    return Encoded(data=data, report=fitted.report)
