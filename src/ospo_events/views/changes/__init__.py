"""What changed between two editions of a programme, as values that can be shown, filtered and applied.

`diff` compares two editions; `apply` makes the same changes in another copy of the older edition. An `Impact` is what a
change means for those who attend. A `Group` joins changes that are one change for them: a day that begins later, a room
with a new name.
"""

from __future__ import annotations

from ._align import aligned, renamings
from ._apply import PatchMisfit, applied, apply
from ._diff import diff
from ._fields import MISSING
from ._impacts import IMPACTS
from ._telling import ACT_ON, Entry, Section, Telling, tell
from ._values import Action, Change, Changes, FieldChange, Group, GroupKind, Impact

__all__ = [
    "ACT_ON",
    "IMPACTS",
    "MISSING",
    "Action",
    "Change",
    "Changes",
    "Entry",
    "FieldChange",
    "Group",
    "GroupKind",
    "Impact",
    "PatchMisfit",
    "Section",
    "Telling",
    "aligned",
    "applied",
    "apply",
    "diff",
    "renamings",
    "tell",
]
