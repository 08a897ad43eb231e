"""What the tests of the native formats share."""

from collections.abc import Callable
from typing import Any

import pytest

from ospo_events.codecs import CODECS, Decoded

BASE = "format: 1\nid: e\ntitle: E\ntimezone: America/New_York\n"


@pytest.fixture
def read_yaml() -> Callable[..., Decoded]:
    """Read the base document with something added to it."""

    def read(more: str = "", base: str = BASE) -> Decoded:
        return CODECS["yaml"].decode((base + more).encode(), source="e.yaml")

    return read


@pytest.fixture
def read_json() -> Callable[..., Decoded]:
    def read(text: str) -> Decoded:
        return CODECS["json"].decode(text.encode("utf-8", "surrogatepass"), source="e.json")

    return read


@pytest.fixture
def places() -> Callable[[Decoded], list[tuple[Any, ...]]]:
    """Return (line, column, code) of each finding."""

    def of(decoded: Decoded) -> list[tuple[Any, ...]]:
        return [(item.span.line, item.span.column, item.code) if item.span else item.code for item in decoded.report]

    return of
