"""Where other pages are, and in which language and direction a page is."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ...model.event import Event
from ...views.english import is_language_tag, is_right_to_left

__all__ = ["MANIFEST", "WORKER", "PageLinks", "language_of", "runs_from_the_right"]

MANIFEST = "manifest.webmanifest"
"""The file that tells a browser how to install a site."""
WORKER = "sw.js"
"""The script that keeps a site for times without network."""


def language_of(event: Event) -> str:
    """Return the language of pages: that of the event's texts, where it says one."""
    language = event.language
    return language if language is not None and is_language_tag(language) else "en"


def runs_from_the_right(event: Event) -> bool:
    """Return whether pages are written right to left: by the language of their texts, else the first spoken."""
    language = event.language or (event.languages[0] if event.languages else None)
    return language is not None and is_right_to_left(language)


def _nowhere(_: str) -> str | None:
    return None


@attrs.frozen(kw_only=True)
class PageLinks:
    """The addresses of other pages and files, as seen from the page that links to them; None: there is none."""

    session: Callable[[str], str | None] = _nowhere
    """The page of a session."""
    person: Callable[[str], str | None] = _nowhere
    """The page of a person or an organization."""
    room: Callable[[str], str | None] = _nowhere
    """The page of a room."""
    track: Callable[[str], str | None] = _nowhere
    """The page of a track."""
    day: Callable[[str], str | None] = _nowhere
    """The page of a programme day, by its date."""
    calendar: Callable[[str], str | None] = _nowhere
    """The calendar file of one session."""
    picture: Callable[[str], str | None] = _nowhere
    """The picture of `logo`, `favicon`, `header`, `people/ID` or `organizations/ID`."""
    has_languages: bool = False
    """Whether the site is there in other languages, to which it links: the links then keep the place, and each text of
    the programme stands in an element that can say its language."""
    shared: Callable[[str], str | None] = _nowhere
    """The style sheet `page.css` and the scripts `page.js`, `grid.js` and `qr.js`; None: they are in each page.

    And the files `MANIFEST` and `WORKER` of the site; None: it has none.
    """
