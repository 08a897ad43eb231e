"""Speakers: whole in the views All, Speakers and SpeakerWall; by id, or with a name beside it, in sessions."""

from __future__ import annotations

import re
from typing import Any, cast

from ...diagnostics import Findings, Path, Severity
from ...model import Link, Person
from .._reading.ids import Ids
from .._reading.json_node import Node, node_of

__all__ = ["EXTRA", "People", "extra_of", "host", "split_name"]

EXTRA = "x-sessionize"
"""The key of `extra` that holds what is Sessionize's own."""


class People:
    """The speakers met so far."""

    def __init__(self, findings: Findings) -> None:
        self.items: dict[str, Person] = {}
        self.origins: dict[Path, Path] = {}
        self._findings = findings
        self._ids = Ids()

    def read(self, node: Node) -> str | None:
        """Read a speaker; None where they were there before."""
        first, last = node.text("firstName"), node.text("lastName")
        name = node.text("fullName") or " ".join(part for part in (first, last) if part)
        foreign = node.identifier("id")
        if not name:
            self._findings.add(
                "missing-key", "expected a name of the speaker, got none", node.path, severity=Severity.ERROR
            )
            name = foreign or "(unnamed)"
        if foreign is not None and foreign in self._ids:
            self._findings.add(
                "duplicate-id", f"the speaker {foreign[:60]!r} is there twice; the first counts", node.path
            )
            return None
        wanted = node.text("x-id") or foreign or name
        own = self._ids.of(foreign, wanted) if foreign else self._ids.new(wanted)
        node.raw("sessions")
        links = _links(node)
        extra = node.rest()
        extra.pop("fullName", None)
        if [part.strip() for part in split_name(name)] != [(part or "").strip() for part in (first, last)]:
            extra |= {key: value for key, value in (("firstName", first), ("lastName", last)) if value}
        if not extra.get("isTopSpeaker", True):
            del extra["isTopSpeaker"]
        self.origins["people", len(self.items)] = node.path
        self.items[own] = Person(
            id=cast("Any", own),
            name=name,
            job_title=node.text("tagLine"),
            bio=node.text("bio"),
            links=links,
            extra=extra_of({key: value for key, value in extra.items() if key not in ("bio", "tagLine")}),
        )
        return own

    def named(self, value: object, path: Path) -> str | None:
        """Return the id of the person that a session names: by id, or with a name beside it."""
        node = node_of(value, path, self._findings)
        if node is not None:
            foreign, name = node.identifier("id"), node.text("name", "fullName")
            if foreign is None and name is None:
                self._findings.add(
                    "missing-key",
                    "expected the id or the name of a speaker, got neither",
                    path,
                    severity=Severity.ERROR,
                )
                return None
            ids = self._ids
            key = foreign if foreign is not None else f"name:{name}"
            if key not in ids:
                own = ids.of(key, node.text("x-id") or foreign or name)
                self.origins["people", len(self.items)] = path
                self.items[own] = Person(id=cast("Any", own), name=name or key)
            return ids.of(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            foreign = str(value)
            if foreign not in self._ids:
                self._findings.add("dangling-reference", f"no speaker of this file has the id {foreign[:60]!r}", path)
            return self._ids.of(foreign)
        self._findings.wrong_type("a speaker", value, path)
        return None


def _links(node: Node) -> tuple[Link, ...]:
    links: list[Link] = []
    for link in node.children("links"):
        href = link.text("url")
        kind, title = link.text("linkType"), link.text("title")
        if href is None:
            node.findings.add("missing-key", "expected the key 'url' with an address, got none", link.path)
            continue
        # What a writer puts there where there is no title says nothing.
        links.append(Link(href, "me", title=None if (title or kind) in (host(href), "Other") else title or kind))
    picture = node.text("profilePicture")
    if picture is not None:
        links.append(Link(picture, "image"))
    return tuple(links)


def extra_of(members: dict[str, object]) -> Any:
    """Return what goes to the `extra` of a thing."""
    return {EXTRA: members} if members else {}


def split_name(name: str) -> tuple[str, str]:
    """Return what is most likely the first and the last name."""
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def host(url: str) -> str:
    """Return the host of an address without `www.`; empty where there is none."""
    match = re.match(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]*)", url, re.IGNORECASE)
    return match[1].lower() if match else ""
