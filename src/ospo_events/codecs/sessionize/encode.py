"""Sessionize API v2, written: the view All."""

from __future__ import annotations

import json

from ...diagnostics import Findings
from ...model import Event
from ...views.selection import public
from .._codec import Encoded
from ._fit import fit
from ._write import view_all
from .codec import CODEC

__all__ = ["encode"]


def encode(event: Event) -> Encoded:
    """Write the view All.

    What the view has only numbers for (rooms, tracks) or UUIDs (people) carries our own id as the further member
    `x-id`; the numbers are made from the ids, so that they stay whatever else is in the event.

    Args:
        event: the event; e-mail addresses and private links are left out first.
    """
    findings = Findings()
    fitted = fit(public(event), CODEC.cannot_carry, findings)
    data = json.dumps(view_all(fitted), ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
    return Encoded(data=data, report=findings.report())
