"""The entry for one code of the readers and writers."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Code"]


@frozen
class Code:
    """One defect that readers or writers report, and what to do about it."""

    code: str
    """The stable name of the defect."""
    emitters: tuple[str, ...]
    """The families of formats and other packages whose source names the code; `shared` serves several of them."""
    meaning: str
    """What the defect is. Of a code that a rule has too: the sentence of the rule."""
    why: str
    """Why it matters."""
    mend: str
    """How to mend it."""
