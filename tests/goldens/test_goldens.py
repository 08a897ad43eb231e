"""Readers and writers give what they gave: `make.py` says how, and prints more when run by hand."""

from __future__ import annotations

import pytest

from .make import SHARED, compared

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("family", ["fixtures", "example", "programmes", "own"])
def test_what_the_project_has_is_read_and_written_as_before(family: str) -> None:
    now, told = compared(family, real_files=False)
    assert now
    assert told == []


@pytest.mark.parametrize("family", ["corpus", "cases"])
def test_real_files_are_read_as_before(family: str) -> None:
    if not (SHARED / family).is_dir():
        pytest.skip(f"the {family} of real files are not beside the checkout")
    now, told = compared(family)
    assert now
    assert told == []
