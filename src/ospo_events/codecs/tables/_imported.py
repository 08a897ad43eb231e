"""The result of importing a sheet into a programme."""

from __future__ import annotations

from typing import NamedTuple

from ...diagnostics import Report
from ...model import Event

__all__ = ["Imported"]


class Imported(NamedTuple):
    """The result of an import."""

    event: Event | None
    """The programme with the changes; None if something has to be settled first."""
    report: Report
    """Errors, conflicts, new and missing rows, each at its cell."""
