"""Where other pages are, and in which language and direction a page is."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs

from ...model.event import Event
from ...views.english import is_right_to_left

__all__ = ["PageLinks", "is_language_tag", "runs_from_the_right"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def is_language_tag(text: str) -> bool:
    """Return whether a text has the look of a language tag, and nothing that would end an attribute."""
    return _LANGUAGE.fullmatch(text) is not None


def runs_from_the_right(event: Event) -> bool:
    """Return whether pages run from right to left, as the language of their texts does, or the first spoken."""
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
    calendar: Callable[[str], str | None] = _nowhere
    """The calendar file of one session."""
    picture: Callable[[str], str | None] = _nowhere
    """The picture of `logo`, `favicon`, `header`, `people/ID` or `organizations/ID`."""
