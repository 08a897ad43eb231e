"""Where other pages are, and in which language and direction a page is."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ...model.event import Event
from ...views.english import is_right_to_left

__all__ = ["PageLinks", "runs_from_the_right"]


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
    shared: Callable[[str], str | None] = _nowhere
    """The style sheet `page.css` and the script `page.js` that pages have in common; None: they are in each page."""
