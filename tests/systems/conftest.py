"""Documents of each system, for the tests of all of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.systems import DOCUMENTS


@pytest.fixture
def documents() -> dict[str, list[Any]]:
    """Made-up documents of every shape, by system; fresh copies."""
    copied: dict[str, list[Any]] = json.loads(json.dumps(DOCUMENTS))
    return copied
