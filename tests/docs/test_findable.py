"""What a reader of the documentation searches for is there."""

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [path.read_text("utf-8").casefold() for path in DOCS.rglob("*.md") if "rules" not in path.parts]


@pytest.mark.parametrize(
    "word",
    ["hybrid", "breakout", "csv", "excel", "pretalx", "timezone", "cancelled", "privacy", "translation", "diff"],
)
def test_a_word_that_people_search_for_is_on_a_page(word: str) -> None:
    assert any(word in page for page in PAGES)
