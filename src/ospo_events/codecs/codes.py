"""Every code that readers and writers report: its meaning, why it matters, how to correct it, and who reports it.

Rules have pages of their own; see `ospo_events.rules`. A defect that both a rule and a reader can find has one code.
"""

from __future__ import annotations

from ._code import Code
from ._codes_of_calendars import CODES_OF_CALENDARS
from ._codes_of_files import CODES_OF_FILES
from ._codes_of_formats import CODES_OF_FORMATS

__all__ = ["CODES", "Code"]

_TABLES = (CODES_OF_FILES, CODES_OF_CALENDARS, CODES_OF_FORMATS)
CODES: dict[str, Code] = {entry.code: entry for table in _TABLES for entry in table}
"""All codes, by name."""
