"""Reads the speakers of Sessionize: full objects in the views of speakers; ids or names in sessions."""

from __future__ import annotations

import re
from typing import Any

from ...diagnostics import Path, Severity
from ...model import Link
from .._reading.json_node import Node, node_of
from .._reading.programme import ProgrammeBuilder

__all__ = ["EXTRA", "Speakers", "extra_of", "host", "split_name"]

EXTRA = "x-sessionize"
"""The key of `extra` for data that only Sessionize has."""


class Speakers:
    """Reads the speakers of a document into the people of a programme.

    Args:
        programme: receives the people.
    """

    def __init__(self, programme: ProgrammeBuilder) -> None:
        self._programme = programme
        self._people = programme.people
        self._findings = programme.findings

    def read(self, node: Node) -> str | None:
        """Return the id of the person that a full object describes; None if the speaker had already been read."""
        first, last = node.text("firstName"), node.text("lastName")
        name = node.text("fullName") or " ".join(part for part in (first, last) if part) or node.text("name")
        foreign = node.identifier("id")
        if not name:
            self._findings.add(
                "missing-key", "expected a name of the speaker, got none", node.path, severity=Severity.ERROR
            )
            name = foreign or "(unnamed)"
        if foreign is not None and self._people.known(foreign) in self._people:
            self._findings.add(
                "duplicate-id", f"the speaker {foreign[:60]!r} is listed twice; the first one is used", node.path
            )
            return None
        own_id, uid = node.text("x-id"), node.text("x-uid")
        node.raw("sessions")
        links = _links(node)
        job_title, bio = node.text("tagLine"), node.text("bio")
        extra = node.rest()
        extra.pop("fullName", None)
        if [part.strip() for part in split_name(name)] != [(part or "").strip() for part in (first, last)]:
            extra |= {key: value for key, value in (("firstName", first), ("lastName", last)) if value}
        if not extra.get("isTopSpeaker", True):
            del extra["isTopSpeaker"]
        return self._programme.person(
            foreign,
            name,
            node.path,
            id=own_id or foreign or name,
            job_title=job_title,
            bio=bio,
            links=links,
            uid=uid,
            extra=extra_of(extra),
        )

    def reference(self, value: object, path: Path) -> str | None:
        """Return the id of the person that a session refers to: by id, or by an object with id and name."""
        node = node_of(value, path, self._findings)
        if node is not None:
            return self._named(node)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            foreign = str(value)
            id = self._people.known(foreign)
            if id is None:
                self._findings.add("dangling-reference", f"no speaker of this file has the id {foreign[:60]!r}", path)
                id = self._people.reserve(foreign, foreign)
            return id
        self._findings.wrong_type("a speaker", value, path)
        return None

    def _named(self, node: Node) -> str | None:
        foreign, name = node.identifier("id"), node.text("name", "fullName")
        if foreign is None and name is None:
            self._findings.add(
                "missing-key",
                "expected the id or the name of a speaker, got neither",
                node.path,
                severity=Severity.ERROR,
            )
            return None
        key = foreign if foreign is not None else f"name:{name}"
        return self._programme.person(key, name or key, node.path, id=node.text("x-id") or foreign or name)


def _links(node: Node) -> tuple[Link, ...]:
    links: list[Link] = []
    for link in node.children("links"):
        href = link.text("url")
        kind, title = link.text("linkType"), link.text("title")
        if href is None:
            node.findings.add("missing-key", "expected the key 'url' with an address, got none", link.path)
            continue
        # Placeholders that a writer puts there if there is no title.
        links.append(Link(href, "me", title=None if (title or kind) in (host(href), "Other") else title or kind))
    picture = node.text("profilePicture")
    if picture is not None:
        links.append(Link(picture, "image"))
    return tuple(links)


def extra_of(members: dict[str, object]) -> Any:
    """Return the `extra` of a thing."""
    return {EXTRA: members} if members else {}


def split_name(name: str) -> tuple[str, str]:
    """Return the most likely first and last name."""
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def host(url: str) -> str:
    """Return the host of an address without `www.`; empty if there is none."""
    match = re.match(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]*)", url, re.IGNORECASE)
    return match[1].lower() if match else ""
