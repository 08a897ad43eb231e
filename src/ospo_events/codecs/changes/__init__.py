"""What changed between two editions, as documents: for people in a terminal, a pull request or a browser; for programs.

`write_changes` writes the changes in one of `FORMATS`, `notices` writes a message to each affected person and room.
`read_changes` reads the JSON again, and `changes_schema` describes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from ._json import read_changes
    from ._notices import notices
    from ._schema import changes_schema
    from ._write import FORMATS, write_changes
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "_json": ("read_changes",),
            "_notices": ("notices",),
            "_schema": ("changes_schema",),
            "_write": ("FORMATS", "write_changes"),
        },
    )

__all__ = ["FORMATS", "changes_schema", "notices", "read_changes", "write_changes"]
