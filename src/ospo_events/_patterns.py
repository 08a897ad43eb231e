"""Regular expressions that are compiled at their first use, so that starting a command does not wait for them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["late_pattern"]


class _LatePattern:
    """Stands for a compiled pattern until its first use; from then on its methods are those of the pattern."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._asked: tuple[Any, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._asked), name)
        setattr(self, name, value)  # the next access finds it without a call
        return value


def late_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern like that of `re.compile` that is compiled at its first use: for rarely needed patterns.

    Args:
        pattern: the regular expression.
        flags: as `re.compile` takes them.
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))
