"""The pictures of the documentation: each is there, is shown, and is small."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
_SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def test_every_picture_is_there_shown_described_and_small() -> None:
    shown: set[Path] = set()
    for page in DOCS.rglob("*.md"):
        for words, address in _SHOWN.findall(page.read_text("utf-8")):
            picture = (page.parent / address).resolve()
            assert picture.is_file(), (page, address)
            assert len(words) > 20, f"{page}: the picture {address} needs words for who does not see it"
            shown.add(picture)
    made = set((DOCS / "images").iterdir())
    assert made == shown
    assert sum(path.stat().st_size for path in made) < 400_000


def test_the_command_takes_the_pictures_that_are_shown() -> None:
    script = (DOCS / "screenshots.py").read_text("utf-8")
    names = re.findall(r'^    \("([a-z]+)", \{', script, re.MULTILINE)
    made = {f"page-{name}.webp" for name in names} | set(re.findall(r'folder / "([a-z]+\.webp)"', script))
    assert made == {path.name for path in (DOCS / "images").iterdir()}
