"""The calendars of a site: feeds to subscribe to, with their page, and one calendar for each session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from urllib.parse import quote

import attrs

from ..codecs.calendar import Calendars
from ..codecs.html import Page, Snippets
from ..model.event import Event
from ..views.english import words_of
from ..views.history import History
from ..views.markup import text
from ..views.words import Words

__all__ = ["CALENDARS", "Feed", "calendars_page", "feeds", "single_calendars"]

CALENDARS = "calendars.html"
"""The path of the page that lists the feeds."""
_FOLDERS = {"all": "", "milestones": "", "day": "days/", "track": "tracks/", "room": "rooms/", "person": "people/"}
_TITLES = {"all": "page.everything", "milestones": "page.milestones"}
_HEADINGS = {"track": "plain.tracks", "room": "plain.rooms", "person": "plain.people"}


@attrs.frozen
class Feed:
    """A calendar that somebody can subscribe to."""

    group: str
    """Its kind: `all`, `milestones`, `day`, `track`, `room` or `person`."""
    title: str
    """Its title."""
    path: str
    """Its file."""
    url: str | None
    """The address it will have."""

    @property
    def webcal(self) -> str | None:
        """The address with which calendar programs, Apple's and others, subscribe."""
        return None if self.url is None else f"webcal://{self.url.partition('://')[2]}"

    def subscriptions(self, words: Words) -> Iterator[tuple[str, str]]:
        """Yield the name of each way to subscribe, and its address."""
        if self.url is None or self.webcal is None:
            return
        yield f"{words('page.subscribe')} (Apple)", self.webcal
        yield "Google", f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"
        named = f"url={quote(self.url, safe='')}&name={quote(self.title, safe='', errors='replace')}"
        yield "Outlook", f"https://outlook.live.com/calendar/0/addfromweb?{named}"
        yield "Microsoft 365", f"https://outlook.office.com/calendar/0/addfromweb?{named}"


def feeds(
    calendars: Calendars,
    names: Mapping[str, str],
    words: Words,
    *,
    base: str | None,
    history: History | None,
    shown: list[Feed],
) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the content of each feed.

    Args:
        calendars: makes them.
        names: the names of files, by id.
        words: the words that titles are said in.
        base: the address of the site.
        history: what was published before, whose feeds stay.
        shown: gets those that hold something.
    """
    known = frozenset[str]() if history is None else frozenset(history.told.feeds)
    for feed in calendars.feeds(history=history):
        folder = _FOLDERS.get(feed.group)
        if folder is None or not (feed.sessions or f"{feed.group}/{feed.subject}" in known):
            continue
        path = f"calendar/{folder}{names.get(feed.subject, feed.subject)}.ics"
        title = words(_TITLES[feed.group]) if feed.group in _TITLES else feed.title
        yield path, title, feed.data
        if feed.sessions:
            shown.append(Feed(feed.group, title, path, None if base is None else base + quote(path)))


def single_calendars(event: Event, calendars: Calendars, names: Mapping[str, str]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the content of a calendar for each session."""
    for session in event.index.resolved.index.sessions.values():
        if session.slot is not None:
            yield f"calendar/sessions/{names[session.id]}.ics", session.title, calendars.of_session(session)


def calendars_page(page: Page, shown: Iterable[Feed]) -> bytes:
    """Return the page of all feeds, with the ways to subscribe to each."""
    snippets, words = Snippets(page.event, page.page_links, page.render_markdown), words_of(page.event)
    title = words("page.calendars")
    out = [f"<p>{words('feeds.how')}</p>\n"] if page.url is not None else []
    for heading, group in groupby(shown, lambda feed: _HEADINGS.get(feed.group)):
        items = "".join(_item(feed, words) for feed in group)
        out.append((f"<h2>{words(heading)}</h2>\n" if heading else "") + f"<ul>{items}</ul>\n")
    return page.plain(snippets).document(title, "".join(out), home="index.html", path=CALENDARS)


def _item(feed: Feed, words: Words) -> str:
    ways = [
        f'<a href="{text(quote(feed.path))}" download>{words("page.file")}</a>',
        *(f'<a href="{text(address)}">{name}</a>' for name, address in feed.subscriptions(words)),
    ]
    return f"<li><bdi>{text(feed.title)}</bdi>{words('mark.colon')}{' · '.join(ways)}</li>"
