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
    "REFERENCE_TYPES",
    "EntryFields",
    "SortedLinks",
    "clock_text",
    "http_address",
    "kind_text",
    "language_text",
    "plain_links",
    "relation_of",
]

ATTACHED = frozenset({"enclosure"})
"""Links to files that belong to a session; they stand among its attachments."""

LOGO_RELS = ("image", "icon")
"""The links that are a picture, the better one first."""

REFERENCE_TYPES: Mapping[str, str] = {
    "slides": "slides",
    "paper": "paper",
    "recording": "media",
    "related": "related",
    "about": "web",
    "blog": "blog",
    "article": "article",
    "activitypub": "activitypub",
}
"""The `type` of a Reference for each relation that has one."""
_RELATIONS = {"related": "related", "media": "recording", "video": "recording"}

_is_code = re.compile("[0-9A-Z]{6}").fullmatch
_is_code_in_json = re.compile("[0-9A-Z]+").fullmatch
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

    @property
    def has_fields(self) -> bool:
        """Whether any of them stands in a field of its own."""
        return self.logo is not None or self.feedback is not None or self.origin is not None


_NO_LINKS = SortedLinks()
_FIELDS = {**dict.fromkeys(LOGO_RELS, "image"), "feedback": "feedback", "canonical": "canonical"}
"""Where the address of a link without a title may stand, once each."""
_LINKS_ALONE = ATTACHED.union(_FIELDS)
"""The relations of links that may stand elsewhere than among the links."""


def relation_of(type: object, default: str = "related") -> str:
    """Return the link relation for the `type` of a link."""
    return _RELATIONS.get(type, type) if isinstance(type, str) and type else default


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
    """Finds the texts of entries, and caches those that are the same for many entries."""

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

    def code(self, entry: Entry, *, as_json: bool = False) -> str | None:
        """Return the code of a submission at pretalx, in the first entry that has it.

        Args:
            entry: the entry.
            as_json: whether codes of any length are taken, as the JSON of the family has them.
        """
        session = entry.session
        if not entry.first or session.extra is EMPTY:
            return None
        code = foreign(session).get("code")
        fits = _is_code if not as_json else _is_code_in_json
        if not isinstance(code, str) or not fits(code):
            return None
        # The code is that of the submission: its further runs have it too, where the schema allows that.
        return code if as_json or self.is_new_code(code) else None

    @staticmethod
    def services(session: Session) -> Mapping[str, str]:
        """Return by address which service a link is at, as a reader found it: an attribute of schedule.xml alone."""
        kept = None if session.extra is EMPTY else foreign(session).get("of_links")
        if not isinstance(kept, FrozenMap):
            return {}
        services = {href: of.get("service") for href, of in kept.items() if isinstance(of, FrozenMap)}
        return {href: name for href, name in services.items() if isinstance(name, str) and name}

    @staticmethod
    def download(session: Session) -> str | None:
        """Return where a reader found that the recording can be downloaded: a field of schedule.xml alone."""
        address = None if session.extra is EMPTY else foreign(session).get("video_download_url")
        return http_address(address) if isinstance(address, str) else None

    def linked(self, session: Session) -> SortedLinks:
        """Return the links of a session by the field they stand in."""
        if session.extra is EMPTY and _LINKS_ALONE.isdisjoint([link.rel for link in session.links]):  # as most
            return SortedLinks(links=session.links) if session.links else _NO_LINKS
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


def plain_links(session: Session, *, attached: bool = False) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the text, type and title of what stood among the links of a foreign file and leads nowhere.

    Args:
        session: the session.
        attached: whether those among its attachments are meant.
    """
    items = foreign(session).get("links") if session.extra is not EMPTY else None
    for item in items if isinstance(items, tuple) else ():
        if not isinstance(item, FrozenMap) or bool(item.get("attached")) is not attached:
            continue
        if isinstance(href := item.get("href"), str):
            rel, title = item.get("type"), item.get("title")
            yield href, rel if isinstance(rel, str) else None, title if isinstance(title, str) else None
