"""The texts in the fields of an entry, which are the same in every format of the family."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..._frozenmap import EMPTY, FrozenMap
from ...model import Event, Link, Session
from ...model.vocabulary import KNOWN_KINDS
from ._identifiers import as_uri
from ._tree import Entry, foreign

__all__ = [
    "ATTACHED",
    "LOGO_RELS",
    "EntryFields",
    "SortedLinks",
    "clock_text",
    "http_address",
    "kind_text",
    "language_text",
    "plain_links",
]

ATTACHED = frozenset({"enclosure"})
"""Links to files that belong to a session; they stand among its attachments."""

LOGO_RELS = ("image", "icon")
"""The links that are a picture, the better one first."""

_is_code = re.compile("[0-9A-Z]{6}").fullmatch
_LABELS: Mapping[str, str] = {name: kind.label for name, kind in KNOWN_KINDS.items()}


class SortedLinks(NamedTuple):
    """The links of a session, by the field they stand in."""

    logo: str | None = None
    """The address of its picture."""
    feedback: str | None = None
    """Where the audience says how it was."""
    origin: str | None = None
    """Its page at the system it comes from."""
    links: tuple[Link, ...] = ()
    """The others."""
    attachments: tuple[Link, ...] = ()
    """Files that belong to it."""


_NO_LINKS = SortedLinks()
_FIELDS = {**dict.fromkeys(LOGO_RELS, "image"), "feedback": "feedback", "canonical": "canonical"}
"""Where the address of a link without a title may stand, once each."""


def http_address(href: str | None) -> str | None:
    """Return the address where it is one of the web, escaped as RFC 3986 asks."""
    if not href or not href.startswith(("http://", "https://")):
        return None
    return as_uri(href)


def clock_text(minutes: int) -> str:
    """Return minutes as `HH:MM`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def kind_text(session: Session) -> str:
    """Return the `type` of a session: as a reader found it, else what the kind is called."""
    if session.extra is not EMPTY and isinstance(text := foreign(session).get("type"), str):
        return text
    kind = session.kind
    return _LABELS.get(kind, kind)


def language_text(session: Session) -> str:
    """Return the `language` of a session: as a reader found it, else its codes, comma between them."""
    if session.extra is not EMPTY and isinstance(text := foreign(session).get("language"), str):
        return text
    return ", ".join(session.languages)


class EntryFields:
    """Finds the texts of entries, and remembers those that do not change from one to the next."""

    def __init__(self, event: Event) -> None:
        self.tracks = {track.id: track.title for track in event.tracks}
        self.policy = event.recording
        self.codes: set[str] = set()

    def is_new_code(self, code: str) -> bool:
        """Return whether no entry has this code yet; from now on one has."""
        new = code not in self.codes
        self.codes.add(code)
        return new

    def track(self, session: Session) -> str:
        """Return the title of the first track; "" where it has none."""
        if not session.tracks:
            return ""
        return self.tracks.get(session.tracks[0], session.tracks[0])

    def recording(self, session: Session) -> tuple[bool | None, str, tuple[Link, ...]]:
        """Return whether it must not be recorded (None: nobody says), the licence and the recordings."""
        own, common = session.recording, self.policy
        if own is None:
            return (None, "", ()) if common is None else (common.opt_out, common.license or "", ())
        opt_out, license = own.opt_out, own.license
        if common is not None:
            opt_out = common.opt_out if opt_out is None else opt_out
            license = license or common.license
        return opt_out, license or "", own.links

    def code(self, entry: Entry) -> str | None:
        """Return the code of a submission at pretalx, in the first entry that has it."""
        session = entry.session
        if not entry.first or session.extra is EMPTY:
            return None
        code = foreign(session).get("code")
        return code if isinstance(code, str) and _is_code(code) and self.is_new_code(code) else None

    def linked(self, session: Session) -> SortedLinks:
        """Return the links of a session by the field they stand in."""
        if not session.links and session.extra is EMPTY:
            return _NO_LINKS
        single: dict[str, str] = {}
        links: list[Link] = []
        attachments: list[Link] = []
        known = None if session.extra is EMPTY else foreign(session).get("attachments")
        attached = known if isinstance(known, tuple) else ()
        for link in session.links:
            field = _FIELDS.get(link.rel)
            address = None
            if field is not None and link.title is None and field not in single:
                address = http_address(link.href)
            if field is not None and address:
                single[field] = address
            elif link.rel in ATTACHED or link.href in attached:
                attachments.append(link)
            else:
                links.append(link)
        return SortedLinks(
            single.get("image"), single.get("feedback"), single.get("canonical"), tuple(links), tuple(attachments)
        )


def plain_links(session: Session) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the text, type and title of what stood among the links of a foreign file and leads nowhere."""
    items = foreign(session).get("links") if session.extra is not EMPTY else None
    for item in items if isinstance(items, tuple) else ():
        if isinstance(item, FrozenMap) and isinstance(href := item.get("href"), str):
            rel, title = item.get("type"), item.get("title")
            yield href, rel if isinstance(rel, str) else None, title if isinstance(title, str) else None
