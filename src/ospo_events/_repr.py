"""The `repr` of the values of the library: `Room(id='a', name='Aula', ...)`.

attrs generates and compiles this method for each class whenever the class is imported: a sixth of the time of importing
the model. One function that reads the attributes returns exactly the same.
"""

from __future__ import annotations

from typing import Any

import attrs

__all__ = ["shown"]


def shown(self: Any) -> str:
    """Return the name of the class, and each attribute with its value."""
    owner: Any = self.__class__
    parts = [f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(owner) if field.repr]
    return f"{owner.__qualname__.rsplit('>.', 1)[-1]}({', '.join(parts)})"
