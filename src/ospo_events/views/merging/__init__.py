"""Merges the changes of two people who edited the same programme, and finds contradictions.

`merge` takes the edition that both began with and the two edited copies. A change by one person is made, and a change
that both made alike is made once; if they differ, ours is used, and a finding shows theirs.
"""

from __future__ import annotations

from ._merge import Merged, merge

__all__ = ["Merged", "merge"]
