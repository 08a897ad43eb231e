"""Reads the addresses in Indico's exports: attachments, material, references and pages."""

from __future__ import annotations

from typing import cast

from ...diagnostics import Findings, Severity
from ...model import Audience, Link
from ...views.html_text import plain_text
from .._reading.addresses import Addresses, is_web_address
from .._reading.json_node import Node
from ._extra import MOST_HTML

__all__ = ["Links"]

_RELS = {
    "slides": "slides",
    "presentation": "slides",
    "presentation materials": "slides",
    "paper": "paper",
    "papers": "paper",
    "proceedings": "paper",
    "video": "recording",
    "video recording": "recording",
    "recording": "recording",
    "recordings": "recording",
    "transcript": "transcript",
}


class Links:
    """Reads addresses; those in timetables have no host, which may be elsewhere in the document.

    Args:
        findings: receives the findings.
        base: an address of the same site.
    """

    def __init__(self, findings: Findings, base: str | None) -> None:
        self._findings = findings
        self._addresses = Addresses(base, findings)

    def address(self, node: Node, key: str, extra: dict[str, object]) -> str | None:
        """Return an address with its host; one that cannot be completed goes to `extra`."""
        href = node.text(key)
        if href is None:
            return None
        address = self._addresses.absolute(href, (*node.path, key))
        if address is not None and not is_web_address(address):
            self._addresses.report_relative((*node.path, key))
            address = None
        if address is None:
            cast("list[object]", extra.setdefault("addresses", [])).append(href)
        return address

    def of(self, node: Node, extra: dict[str, object]) -> list[Link]:
        """Return the attachments: folders of the current exports, material of the old ones, files of timetables."""
        links: dict[str, Link] = {}
        folders = node.children("folders")
        attachments = node.child("attachments") if isinstance(node.members.get("attachments"), dict) else None
        if attachments is not None:
            folders += attachments.children("folders")
            for item in attachments.children("files"):
                self._attachment(item, None, links, extra)
        for folder in folders:
            title = folder.text("title")
            for item in folder.children("attachments"):
                self._attachment(item, title, links, extra, private=bool(folder.flag("is_protected")))
        for item in node.children("material"):
            title = item.text("title")
            for resource in item.children("resources"):
                self._attachment(resource, title, links, extra)
        for item in node.children("references"):
            self._reference(item, links, extra)
        self._note(node, extra)
        return list(links.values())

    def _attachment(
        self,
        node: Node,
        folder: str | None,
        links: dict[str, Link],
        extra: dict[str, object],
        *,
        private: bool = False,
    ) -> None:
        key = next((key for key in ("link_url", "download_url", "url") if key in node), None)
        title = node.text("title", "name", "filename")
        if key is None:
            self._findings.add("missing-key", "expected the address of an attachment, got none", node.path)
            return
        href = self.address(node, key, extra)
        if href is None:
            return
        rel = _RELS.get((folder or "").casefold()) or _RELS.get((title or "").casefold()) or "enclosure"
        hidden = private or bool(node.flag("is_protected"))
        audience = Audience.TEAM if hidden else Audience.PUBLIC
        links.setdefault(href, Link(href, rel, title=title, media_type=node.text("content_type"), audience=audience))

    def _reference(self, node: Node, links: dict[str, Link], extra: dict[str, object]) -> None:
        if "url" in node:
            href = self.address(node, "url", extra)
            if href is not None:
                links.setdefault(href, Link(href, "describedby", title=node.text("value", "urn")))
        elif node.members:
            # The number of a report or a URN is not an address.
            cast("list[object]", extra.setdefault("references", [])).append(dict(node.members))

    def _note(self, node: Node, extra: dict[str, object]) -> None:
        """Put minutes into `extra` as plain text."""
        note = node.child("note") if node.members.get("note") else None
        html = note.text("html", "source") if note is not None else None
        if note is None or html is None:
            return
        if len(html) > MOST_HTML:
            self._findings.add("too-large", f"minutes of {len(html)} characters, left out", note.path)
            return
        self._findings.add(
            "markup-in-text",
            "minutes in HTML kept in extra as plain text",
            note.path,
            severity=Severity.INFO,
            repeated=True,
        )
        extra["note"] = plain_text(html)
