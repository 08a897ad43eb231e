"""Finds the texts and links of an event, with their paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, cast

from ..diagnostics import Path
from ..model.event import Event
from ..model.link import Link, RecordingPolicy
from ..model.status import Audience

__all__ = ["LinkedPlace", "Text", "links", "texts"]


class Text(NamedTuple):
    """A text that people read."""

    path: Path
    """Its path."""
    text: str
    about: str
    """The id of the element it belongs to."""
    one_line: bool
    """Whether it is a title or a name rather than prose."""


Add: TypeAlias = Callable[[Text], None]
"""Takes each text as it is found."""


class LinkedPlace(NamedTuple):
    """A link and its path."""

    path: Path
    """The path of the address."""
    href: str
    link: Link | None
    """The link; None for a `url` attribute."""
    about: str
    """The id of the element it belongs to."""

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.link is None or self.link.audience is Audience.PUBLIC


class _Names:
    """The attributes of a class that people read: one-line texts, then prose."""

    def __init__(self, one_line: tuple[str, ...], prose: tuple[str, ...]) -> None:
        names = (*one_line, *prose)
        self.fields = tuple((name, name in one_line) for name in names)
        self.values: Callable[[Any], tuple[str | None, ...]] = _getter(names)


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[str | None, ...]]:
    first, *others = names
    if others:
        return attrgetter(*names)
    only: Callable[[Any], str | None] = attrgetter(first)
    return lambda item: (only(item),)  # attrgetter returns a single attribute without a tuple


_EVENT = _Names(("title", "theme", "edition", "audience"), ("description", "accessibility"))
_SERIES = _Names(("title",), ("description",))
_RELATED = _Names(("title", "edition"), ("description",))
_OBJECTIVE = _Names(("verb",), ("text",))
_OUTPUT = _Names(("title",), ("description",))
_DAY = _Names(("title",), ())
_VENUE = _Names(("name",), ("description",))
_ROOM = _Names(("name", "floor"), ("description",))
_TRACK = _Names(("title",), ("description",))
_PERSON = _Names(("name", "honorific", "job_title", "pronouns"), ("bio",))
_ORGANIZATION = _Names(("name", "short_name"), ("description",))
_SESSION = _Names(("title", "subtitle", "audience"), ("abstract", "description"))
_ADDRESS = _Names(("street", "locality", "region", "postal_code"), ())


_new: Callable[[tuple[Path, str, str, bool]], Text] = partial(cast("Any", tuple).__new__, Text)
"""Makes a `Text` of its four parts, for half the price of `Text(...)`."""


def _of(value: Any, path: Path, names: _Names, about: str, add: Add) -> None:
    for (name, one_line), text in zip(names.fields, names.values(value), strict=True):
        if text:
            add(_new(((*path, name), text, about, one_line)))


def _participants(value: Any, path: Path, about: str, add: Add) -> None:
    for number, item in enumerate(value.participants):
        if item.credited_as:
            add(Text((*path, "participants", number, "credited_as"), item.credited_as, about, True))
        if item.job_title:
            add(Text((*path, "participants", number, "job_title"), item.job_title, about, True))
        if item.role_title:
            add(Text((*path, "participants", number, "role_title"), item.role_title, about, True))


def _words(value: Any, path: Path, about: str, add: Add) -> None:
    for number, word in enumerate(value.tags):
        add(_new(((*path, "tags", number), word, about, True)))


def _link_titles(value: Any, path: Path, about: str, add: Add) -> None:
    for number, link in enumerate(value.links):
        if link.title:
            add(Text((*path, "links", number, "title"), link.title, about, True))


def texts(event: Event) -> list[Text]:
    """Return every text of the programme that people read, in the order of the model."""
    made: list[Text] = []
    add = made.append
    _of(event, (), _EVENT, event.id, add)
    _participants(event, (), event.id, add)
    _words(event, (), event.id, add)
    _link_titles(event, (), event.id, add)
    if event.series:
        _of(event.series, ("series",), _SERIES, event.id, add)
    for name, names in (
        ("related", _RELATED),
        ("objectives", _OBJECTIVE),
        ("outputs", _OUTPUT),
        ("days", _DAY),
    ):
        for number, item in enumerate(getattr(event, name)):
            _of(item, (name, number), names, event.id, add)
    _collections(event, add)
    for number, session in enumerate(event.sessions):
        path = ("sessions", number)
        _of(session, path, _SESSION, session.id, add)
        if session.participants:
            _participants(session, path, session.id, add)
        if session.tags:
            _words(session, path, session.id, add)
        if session.links:
            _link_titles(session, path, session.id, add)
    return made


def _collections(event: Event, add: Add) -> None:
    tables: tuple[tuple[str, tuple[Any, ...], _Names], ...] = (
        ("venues", event.venues, _VENUE),
        ("rooms", event.rooms, _ROOM),
        ("tracks", event.tracks, _TRACK),
        ("people", event.people, _PERSON),
        ("organizations", event.organizations, _ORGANIZATION),
    )
    for name, items, names in tables:
        every: tuple[Any, ...] = items
        for number, item in enumerate(every):
            path = (name, number)
            _of(item, path, names, item.id, add)
            if name == "venues" and item.address:
                _of(item.address, (*path, "address"), _ADDRESS, item.id, add)
            if item.links:
                _link_titles(item, path, item.id, add)


def _recordings(policy: RecordingPolicy | None, path: Path, about: str) -> Iterator[LinkedPlace]:
    if policy is not None:
        for number, link in enumerate(policy.links):
            yield LinkedPlace((*path, "recording", "links", number, "href"), link.href, link, about)


def _links_of(value: Any, path: Path, about: str) -> Iterator[LinkedPlace]:
    for number, link in enumerate(value.links):
        yield LinkedPlace((*path, "links", number, "href"), link.href, link, about)


def _url_of(value: Any, path: Path, about: str) -> Iterator[LinkedPlace]:
    if value.url:
        yield LinkedPlace((*path, "url"), value.url, None, about)


def links(event: Event) -> Iterator[LinkedPlace]:
    """Yield every link of the programme, with `url` attributes, in the order of the model."""
    yield from _url_of(event, (), event.id)
    yield from _links_of(event, (), event.id)
    yield from _recordings(event.recording, (), event.id)
    if event.series:
        yield from _url_of(event.series, ("series",), event.id)
        yield from _links_of(event.series, ("series",), event.id)
    for number, related in enumerate(event.related):
        yield from _url_of(related, ("related", number), event.id)
    for number, output in enumerate(event.outputs):
        yield from _links_of(output, ("outputs", number), event.id)
    for name in ("venues", "rooms", "tracks", "people", "organizations"):
        items: tuple[Any, ...] = getattr(event, name)
        for number, item in enumerate(items):
            path = (name, number)
            yield from _url_of(item, path, item.id)
            yield from _links_of(item, path, item.id)
            if name == "rooms" and item.stream:
                yield LinkedPlace((*path, "stream", "href"), item.stream.href, item.stream, item.id)
    for number, session in enumerate(event.sessions):
        path = ("sessions", number)
        yield from _url_of(session, path, session.id)
        if session.links:
            yield from _links_of(session, path, session.id)
        if session.recording:
            yield from _recordings(session.recording, path, session.id)
