"""What everybody else's VEVENTs say, by documented heuristics: LOCATION is a room, the first category a track."""

from __future__ import annotations

import re
from typing import Any

from ...diagnostics import Findings, Severity
from ...model.ids import slugify, unused_id
from ...model.link import Link
from ...model.place import Room
from ...model.session import Track
from ...model.vocabulary import kind_of
from .entities import EntityReader
from .item import Item
from .links import LINK_PROPERTIES, foreign_link
from .mapping_out import EPOCH
from .text import looks_like_html, plain_text
from .values import utc_moment

__all__ = ["ForeignReader"]


class ForeignReader:
    """Reads the sessions of other people's calendars; rooms and tracks that it meets join the tables it is given.

    Args:
        tell: told of everything wrong.
        things: what is known, by kind and id.
        entities: reads the texts.
    """

    def __init__(self, findings: Findings, things: dict[str, dict[str, Any]], entities: EntityReader) -> None:
        self._findings = findings
        self._entities = entities
        self._rooms = things["rooms"]
        self._tracks = things["tracks"]
        self._rooms_by_name = {room.name: room.id for room in self._rooms.values()}
        self._tracks_by_title = {track.title: track.id for track in self._tracks.values()}
        self.parents: list[tuple[int, str, int]] = []
        """Of each RELATED-TO the number of its session, the UID it names and its place."""

    def read(self, item: Item, values: dict[str, Any]) -> None:
        """Add what a VEVENT says to the constructor arguments of a session."""
        path = ("sessions", item.number)
        text = item.text("description")
        if looks_like_html(text):
            place = item.place("description")
            self._findings.add(
                "markup-in-text", "expected plain text, got HTML: its text was taken", position=place, path=path
            )
            text = plain_text(text)
        else:
            text = self._text(item, "description")
        if text.strip():
            values["description"] = text
        stamp = item.once.get("dtstamp")
        if stamp is None:
            self._findings.add(
                "missing-dtstamp", "expected a DTSTAMP, got none", position=item.component.place, path=path
            )
        elif "updated" not in values and str(stamp[3]) != EPOCH:
            values["updated"] = utc_moment(str(stamp[3]))
        place = item.component.place
        words = [str(word) for prop in item.many if prop[0] == "categories" for word in prop[3:]]
        self._words([self._entities.text(word, "categories", place).strip() for word in words], values)
        values["links"] = _links(item)
        for prop, place in item.component.named("related-to"):
            if str(prop[1].get("reltype", "PARENT")).upper() == "PARENT":
                self.parents.append((item.number, str(prop[3]), place))

    def _text(self, item: Item, name: str) -> str:
        text = item.text(name)
        return self._entities.text(text, name, item.place(name)) if "&" in text else text

    def title(self, item: Item) -> str:
        """Return what SUMMARY says."""
        return self._text(item, "summary").strip()

    def _words(self, words: list[str], values: dict[str, Any]) -> None:
        """Turn categories into a kind, a track and tags; the name of a second kind is a tag, and never a track."""
        rest = [word for word in words if word]
        kinds = [kind_of(word) for word in rest]
        first = next((number for number, kind in enumerate(kinds) if kind is not None), None)
        if first is not None:
            values["kind"] = kinds.pop(first)
            rest.pop(first)
        if None in kinds:
            title = rest.pop(kinds.index(None))
            if title not in self._tracks_by_title:
                id = unused_id(slugify(title), self._tracks)
                self._tracks[id] = Track(id=id, title=title)
                self._tracks_by_title[title] = id
            values["tracks"] = (self._tracks_by_title[title],)
        values["tags"] = tuple(rest)

    def rooms(self, item: Item) -> tuple[str, ...]:
        """Return the room that LOCATION names, if it names any; an address on the web is a link, and no room."""
        name = self._text(item, "location").strip()
        if not name:
            return ()
        if _is_address(name):
            self._findings.add(
                "location-is-link",
                "expected a place as LOCATION, got an address on the web: read as a link",
                position=item.place("location"),
                severity=Severity.INFO,
            )
            return ()
        if name not in self._rooms_by_name:
            id = unused_id(slugify(name), self._rooms)
            self._rooms[id] = Room(id=id, name=name)
            self._rooms_by_name[name] = id
        return (self._rooms_by_name[name],)


_is_address = re.compile(r"https?://\S+", re.IGNORECASE).fullmatch


def _links(item: Item) -> tuple[Link, ...]:
    """Return the links of a VEVENT; a LOCATION that is an address on the web is one, to where the session is."""
    links = [foreign_link(prop) for prop in item.many if prop[0] in LINK_PROPERTIES]
    found = [link for link in links if link is not None]
    where = item.text("location").strip()
    if _is_address(where) and all(link.href != where for link in found):
        found.append(Link(where, "stream"))
    return tuple(found)
