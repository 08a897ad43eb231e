"""Keeps the exported programme beside the tables, in native form: an import begins with it."""

from __future__ import annotations

from collections.abc import Iterable

from ...model import Event
from .._reading.cell_values import text_of_cell
from .._reading.grid import Grid
from ..native.decode import decode_json

__all__ = ["EXPORTED", "EXPORTED_TABLE", "exported_event"]

EXPORTED = "exported.json"
"""The name of its file."""
EXPORTED_TABLE = "exported"
"""The name of its hidden sheet, in any case."""


def exported_event(grids: Iterable[Grid]) -> Event | None:
    """Return the exported programme; None if the tables do not contain it, or if it was changed."""
    for grid in grids:
        if grid.name.casefold() == EXPORTED_TABLE:
            text = "\n".join("".join(map(text_of_cell, row)) for row in grid.rows)
            decoded = decode_json(text.encode("utf-8", "replace"))
            return decoded.event if decoded.report.ok else None
    return None
