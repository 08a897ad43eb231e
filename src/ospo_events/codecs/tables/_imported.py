"""What becomes of a programme into which a sheet is imported."""

from __future__ import annotations

from typing import NamedTuple

from ...diagnostics import Report
from ...model import Event

__all__ = ["Imported"]


class Imported(NamedTuple):
    """What becomes of a programme."""

    event: Event | None
    """The programme with the changes; None where something has to be settled first."""
    report: Report
    """What is wrong, in conflict, new or missing, each at its cell."""
