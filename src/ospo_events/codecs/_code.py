"""The class of entries for the codes of readers and writers."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Code"]


@frozen
class Code:
    """A defect that readers or writers report, and what to do about it."""

    code: str
    """The stable name of the defect."""
    emitters: tuple[str, ...]
    """The families of formats and other packages that report the code; `shared` serves several of them."""
    meaning: str
    """What the defect is. If a rule has the same code, this is the sentence of the rule."""
    why: str
    """Why it matters."""
    mend: str
    """How to correct it."""
