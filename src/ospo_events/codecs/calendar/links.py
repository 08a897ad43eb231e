"""Links as properties of a VEVENT, CONFERENCE, ATTACH and LINK, and back."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from ...model.link import Link
from ...model.vocabulary import KNOWN_RELS
from .properties import JcalProperty

__all__ = ["LINK_PROPERTIES", "conference", "foreign_link", "link_property", "said_links", "says_all"]

LINK_PROPERTIES = frozenset({"attach", "conference", "link", "image"})
"""Properties that become links."""
_RELS = {"conference": "stream", "image": "image", "attach": "enclosure"}
_ATTACHED = frozenset({"enclosure", "slides", "paper", "transcript"})
_SAID = frozenset(KNOWN_RELS) - _ATTACHED - {"stream"}
_MORE = attrgetter("title", "media_type", "language")
_NO_MORE = (None, None, None)


def conference(link: Link, label: str | None) -> JcalProperty:
    """Return CONFERENCE (RFC 7986 section 5.11) for a live stream."""
    parameters: dict[str, Any] = {"feature": ["FEED", "VIDEO"]}
    if (text := _label(link.title or label)) is not None:
        parameters["label"] = text
    return ["conference", parameters, "uri", link.href]


def _label(text: str | None) -> str | None:
    # Giggity and others cut a line at its first colon, quoted or not: none may stand in a parameter.
    return text.replace(":", " -") if text else None


def link_property(link: Link) -> JcalProperty:
    """Return the property of a link: CONFERENCE, ATTACH or LINK (RFC 9253 section 8.2)."""
    rel = link.rel
    if rel == "stream":
        return conference(link, None)
    parameters: dict[str, Any] = {}
    if link.media_type and ":" not in link.media_type:
        parameters["fmttype"] = link.media_type
    if rel in _ATTACHED:
        return ["attach", parameters, "uri", link.href]
    parameters["linkrel"] = _label(rel)
    if (label := _label(link.title)) is not None:
        parameters["label"] = label
    return ["link", parameters, "uri", link.href]


def says_all(links: Sequence[Link]) -> bool:
    """Return whether LINK properties say all of each of these links."""
    for link in links:  # noqa: SIM110 # half the time of all(), for every session
        if link.rel not in _SAID or (_MORE(link) != _NO_MORE and not _is_said(*_MORE(link))):
            return False
    return True


def _is_said(title: str | None, media_type: str | None, language: str | None) -> bool:
    """Return whether LINK says these to the letter."""
    return language is None and all(text is None or (text and ":" not in text) for text in (title, media_type))


def said_links(number: int, properties: Sequence[JcalProperty], problems: list[str]) -> tuple[Link, ...]:
    """Return as many links of a session of ours as its own data say, from its LINK properties."""
    found = [prop for prop in properties if prop[0] == "link"][: max(0, number)]
    if len(found) != number:
        problems.append(f"links: expected {number} LINK properties, got {len(found)}")
    return tuple([link for prop in found if (link := foreign_link(prop)) is not None])


def foreign_link(prop: JcalProperty) -> Link | None:
    """Return the link of ATTACH, CONFERENCE, LINK or IMAGE; None for one that holds data itself."""
    href = str(prop[3])
    if prop[2] != "uri" or not href.strip() or href.startswith("data:"):
        return None
    parameters = prop[1]
    label, media = parameters.get("label"), parameters.get("fmttype")
    return Link(
        href,
        _RELS.get(prop[0]) or str(parameters.get("linkrel", "related")).lower(),
        title=label if isinstance(label, str) and label else None,
        media_type=media if isinstance(media, str) else None,
    )
