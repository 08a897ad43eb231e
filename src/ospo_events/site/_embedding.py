"""What other sites take to show the programme: a fragment to paste, and an element that fetches it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from ..codecs.html import Page, fragment, small_template
from ..views.english import words_of

__all__ = ["FRAGMENT", "embedding"]

FRAGMENT = "programme.fragment.html"
"""The path of the fragment, which `embed.js` knows too."""
ELEMENT = "embed.js"
"""The path of the script that defines `<ospo-programme>`."""


def embedding(page: Page) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the content of each file.

    Without the address of the site its links lead on from the place of the fragment, which the element knows.

    Args:
        page: the page of the event, with the places of its pages.
    """
    base, session = page.url or "", page.page_links.session

    def page_of(id: str) -> str:
        return base + (session(id) or f"index.html#s-{quote(id)}")

    words = words_of(page.event)
    yield (
        FRAGMENT,
        f"{words('page.programme')} (HTML)",
        fragment(page.event, home=base or "index.html", page_of=page_of),
    )
    yield ELEMENT, "<ospo-programme>", small_template("embed.js", {}).encode()
