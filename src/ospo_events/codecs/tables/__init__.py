"""A programme as tables: CSV, Data Package, XLSX, and one flat sheet of sessions for people.

`import_sheet` takes what people changed in a sheet back into the programme it was made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from ._import import Imported, import_sheet
else:
    __getattr__, __dir__ = lazy_names(__name__, {"_import": ("Imported", "import_sheet")})

__all__ = ["Imported", "import_sheet"]
