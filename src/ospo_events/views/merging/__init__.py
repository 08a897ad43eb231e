"""Two people edited the same programme: what both did, and where they contradict each other.

`merge` takes the edition that both began with and the two that they made of it. What one of them changed is changed,
what both changed in the same way too; where they differ ours is kept, and a finding says what theirs was.
"""

from __future__ import annotations

from ._merge import Merged, merge

__all__ = ["Merged", "merge"]
