"""The page on security gives the limits with the values that they have."""

import importlib
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "security.md").read_text("utf-8")
LIMITS = re.findall(r"^\| ([^|]+) \| (\d+) \| `([\w.]+)` \|$", PAGE, re.MULTILINE)


def test_the_page_has_limits() -> None:
    assert len(LIMITS) >= 9


@pytest.mark.parametrize(("what", "value", "where"), LIMITS)
def test_a_limit_has_the_value_that_the_page_gives(what: str, value: str, where: str) -> None:
    module, _, name = where.rpartition(".")
    assert getattr(importlib.import_module(module), name) == int(value), what
