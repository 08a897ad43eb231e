"""The calendars of a site: feeds to subscribe to, and one for each session to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from ..codecs.calendar import Calendars
from ..model.event import Event
from ..views.history import History
from ..views.words import Words

__all__ = ["Shown", "feeds", "single_calendars"]

Shown = tuple[str, str, str | None]
"""A calendar that pages list: what to call it, its file, and the address to subscribe to."""

_FOLDERS = {"all": "", "milestones": "", "day": "days/", "track": "tracks/", "room": "rooms/", "person": "people/"}
_TITLES = {"all": "page.everything", "milestones": "page.milestones"}


def feeds(
    calendars: Calendars,
    names: Mapping[str, str],
    words: Words,
    *,
    base: str | None,
    history: History | None,
    shown: list[Shown],
) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the content of each feed.

    Args:
        calendars: makes them.
        names: the names of files, by id.
        words: the words that titles are said in.
        base: the address of the site.
        history: what was published before, whose feeds stay.
        shown: gets those that pages list: all of them but those of the people.
    """
    known = frozenset[str]() if history is None else frozenset(history.told.feeds)
    for feed in calendars.feeds(history=history):
        folder = _FOLDERS.get(feed.group)
        if folder is None or not (feed.sessions or f"{feed.group}/{feed.subject}" in known):
            continue
        path = f"calendar/{folder}{names.get(feed.subject, feed.subject)}.ics"
        title = words(_TITLES[feed.group]) if feed.group in _TITLES else feed.title
        yield path, title, feed.data
        if feed.group != "person" and feed.sessions:
            address = None if base is None else f"webcal://{(base + quote(path)).partition('://')[2]}"
            shown.append((title, path, address))


def single_calendars(event: Event, calendars: Calendars, names: Mapping[str, str]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the content of a calendar for each session."""
    for session in event.index.resolved.index.sessions.values():
        if session.slot is not None:
            yield f"calendar/sessions/{names[session.id]}.ics", session.title, calendars.of_session(session)
