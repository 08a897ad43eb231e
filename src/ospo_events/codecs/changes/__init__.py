"""What changed between two editions, as documents: for people in a terminal, a pull request or a browser, for programs.

`write_changes` writes them in one of `FORMATS`, `notices` as a message to each person and room concerned;
`read_changes` reads the JSON back, and `changes_schema` says what is in it.
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
