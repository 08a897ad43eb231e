"""Regular expressions that are compiled when somebody looks for them: a start does not wait for what it needs not."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["late_pattern"]


class _LatePattern:
    """What stands for a compiled pattern until its first use; its methods are the pattern's own from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._asked: tuple[Any, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._asked), name)
        setattr(self, name, value)  # the next time it is found without a call
        return value


def late_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern like that of `re.compile`, compiled at its first use: for what few programmes need.

    Args:
        pattern: the regular expression.
        flags: as `re.compile` takes them.
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))
