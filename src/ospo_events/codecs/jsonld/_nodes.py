"""The nodes of a JSON-LD document, and the values of their properties with their paths.

A property in JSON-LD is more than a member of a JSON object: its name has several spellings (`name`, `schema:name`,
`https://schema.org/name`), it has one value or many, and a value is a text or a node. So this module has its own class
of nodes, instead of that of the reading kit; bytes, JSON text and findings come from the kit.
"""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model.link import Link
from ...views.html_text import is_html, plain_text
from .._reading.programme import construct
from ._datetimes import read_datetime
from ._schema_org import local_name, spellings

__all__ = [
    "Document",
    "Node",
    "concepts_of",
    "event_nodes",
    "id_table",
    "is_event",
    "link_of",
    "links_of",
    "make",
    "text_without_html",
    "uid_of",
]

T = TypeVar("T")
_Json: TypeAlias = "dict[str, Any]"
_EVENTS = ("Festival", "Hackathon", "EventSeries")
_HOLD_EVENTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "event", "events")
"""The properties that lead from a page, a list, a place or an organization to events."""
_MOST_NODES = 200_000
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ADDRESS = re.compile(r"\s*(?:https?|mailto|tel):", re.IGNORECASE)


@attrs.define
class Document:
    """The data that all nodes of a document share."""

    findings: Findings = attrs.field(factory=Findings)
    """The findings about the document."""
    described: dict[str, tuple[_Json, Path]] = attrs.field(factory=dict[str, tuple[_Json, Path]])
    """The nodes by `@id`, each in its most complete form in the document."""
    written_by_us: bool = False
    """Whether this library wrote the document: then its texts are not changed."""


@attrs.frozen(eq=False)
class Node:
    """An object of the document."""

    members: _Json
    path: Path
    document: Document = attrs.field(repr=False)

    @property
    def findings(self) -> Findings:
        """The findings of the document."""
        return self.document.findings

    @property
    def id(self) -> str:
        """Its `@id`, or an empty text."""
        value = self.members.get("@id")
        return value if isinstance(value, str) else ""

    def fragment(self, prefix: str) -> str | None:
        """Return the part of its `@id` after `#` and the prefix."""
        _, mark, fragment = self.id.rpartition("#")
        return fragment[len(prefix) :] if mark and fragment.startswith(prefix) and len(fragment) > len(prefix) else None

    def names(self, fragment: str) -> bool:
        """Return whether its `@id` ends with this fragment."""
        return self.id.endswith(f"#{fragment}")

    @property
    def types(self) -> tuple[str, ...]:
        """Its types, without the prefix of schema.org."""
        value: Any = self.members.get("@type", self.members.get("type"))
        values = cast("list[Any]", value) if isinstance(value, list) else [value]
        return tuple(local_name(item) for item in values if isinstance(item, str))

    def described(self) -> Node:
        """Return the node that describes this one: itself, or a more complete one with the same `@id`."""
        fullest = self.document.described.get(self.id)
        if fullest is None or fullest[0] is self.members:
            return self
        return Node(fullest[0], fullest[1], self.document)

    def raw(self, key: str) -> tuple[Any, Path]:
        """Return the value of a property and its path; None and the path of the node if there is none."""
        members = self.members
        if key in members:
            return members[key], (*self.path, key)
        for name in spellings(key):
            if name in members:
                return members[name], (*self.path, name)
        return None, self.path

    def values(self, key: str) -> Iterator[tuple[Any, Path]]:
        """Yield the values of a property, each with its path."""
        value, path = self.raw(key)
        if isinstance(value, list):
            for number, item in enumerate(cast("list[Any]", value)):
                yield item, (*path, number)
        elif value is not None:
            yield value, path

    def nodes(self, key: str) -> Iterator[Node]:
        """Yield the nodes a property leads to; bare text is a node with that name."""
        for value, path in self.values(key):
            if isinstance(value, dict):
                yield Node(cast("_Json", value), path, self.document)
            elif isinstance(value, str):
                if value.strip():
                    yield Node({"name": value}, path, self.document)
            else:
                self._wrong_type("an object or text", value, path)

    def texts(self, key: str) -> list[str]:
        """Return the texts of a property."""
        texts = (self._text(value, path) for value, path in self.values(key))
        return [text for text in texts if text is not None]

    def text(self, key: str) -> str | None:
        """Return the text of a property; of several, the first."""
        if self.document.written_by_us and type(value := self.members.get(key)) is str:
            return value
        texts = self.texts(key)
        if len(texts) > 1:
            message = f"expected one {key}, got {len(texts)}; the first is kept"
            self.findings.add("several-values", message, self.raw(key)[1])
        return texts[0] if texts else None

    def _text(self, value: Any, path: Path) -> str | None:
        if isinstance(value, dict):
            node = cast("_Json", value)
            value = node.get("@value", node.get("name", node.get("@id")))
        if isinstance(value, str):
            return value if self.document.written_by_us else self._foreign_text(value, path)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._wrong_type("text", value, path)
        return None

    def _foreign_text(self, value: str, path: Path) -> str | None:
        """Return a text of other software, which may be HTML, as plain text."""
        if not value.strip():
            return None
        text = text_without_html(value)
        if text != value:
            message = "expected text, got HTML; it is read without the markup"
            self.findings.add("markup-in-text", message, path, severity=Severity.INFO)
        return text or None

    def flag(self, key: str) -> bool | None:
        """Return true, false or None; some pages write them as text."""
        value, path = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        flag = {"true": True, "false": False}.get(local_name(str(value)).lower())
        if flag is None:
            self._wrong_type("true or false", value, path)
        return flag

    def number(self, key: str) -> float | None:
        """Return a number; some pages write it as text."""
        for value, path in self.values(key):
            if isinstance(value, (int, float)):
                return None if isinstance(value, bool) else value
            try:
                number = float(value)
                if math.isfinite(number):
                    return number
            except (TypeError, ValueError):
                pass
            self._wrong_type("a number", value, path)
        return None

    def word(self, key: str) -> str | None:
        """Return a term of schema.org without its prefix: `EventCancelled`."""
        text = self.text(key)
        return local_name(text) if text else None

    def moment(self, key: str) -> dt.datetime | dt.date | None:
        """Return a date or a date with time (ISO 8601), with or without a zone."""
        text = self.text(key)
        if text is None:
            return None
        value, is_regular = read_datetime(text)
        path = self.raw(key)[1]
        message = f"expected a date or time of ISO 8601, got {text[:60]!r}"
        if value is None:
            self.findings.add("bad-time", message, path, severity=Severity.ERROR)
        elif not is_regular:
            self.findings.add("odd-time", f"{message}; read as {value.isoformat()}", path)
        return value

    def _wrong_type(self, expected: str, value: object, path: Path) -> None:
        self.findings.wrong_type(expected, value, path, severity=Severity.WARNING)


def make(kind: Callable[..., T], node: Node, /, **values: Any) -> T | None:
    """Return an object of the model; None and a finding at the node if the model refuses it."""
    return construct(kind, node.findings, node.path, **values)


def text_without_html(value: str) -> str:
    """Return a text without HTML elements and character references; in an address only `&amp;` is replaced."""
    if _ADDRESS.match(value):
        return value.replace("&amp;", "&")
    if "&" in value:
        value = _ENTITY.sub(lambda match: html.unescape(match[0]), value)
    return plain_text(value) if "<" in value and is_html(value) else value


def is_event(node: Node) -> bool:
    """Return whether a node is an event of schema.org."""
    return any(kind.endswith("Event") or kind in _EVENTS for kind in node.types)


def event_nodes(tree: Any, path: Path, document: Document) -> list[Node]:
    """Return the events at the top of a document: alone, in a list, or in `@graph`."""
    events: list[Node] = []
    queue: list[tuple[Any, Path]] = [(tree, path)]
    for value, at in queue:  # this list grows during the loop
        if isinstance(value, list):
            queue += [(item, (*at, number)) for number, item in enumerate(cast("list[Any]", value))]
        elif isinstance(value, dict):
            node = Node(cast("_Json", value), at, document)
            if is_event(node):
                events.append(node)
            else:
                queue += [(node.members[key], (*at, key)) for key in _HOLD_EVENTS if key in node.members]
    return events


def id_table(tree: Any, path: Path) -> dict[str, tuple[_Json, Path]]:
    """Return the nodes by `@id`: those of `@included` and `@graph` first, then those with the most members."""
    table: dict[str, tuple[_Json, Path]] = {}
    ranks: dict[str, tuple[bool, int]] = {}
    stack: list[tuple[Any, Path]] = [(tree, path)]
    seen = 0
    while stack and seen < _MOST_NODES:
        value, at = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack += [(item, (*at, number)) for number, item in enumerate(cast("list[Any]", value))]
        elif isinstance(value, dict):
            node = cast("_Json", value)
            id = node.get("@id")
            if isinstance(id, str) and id and len(node) > 1:
                rank = (at[-2:-1] in (("@included",), ("@graph",)), len(node))
                if rank > ranks.get(id, (False, 0)):
                    table[id], ranks[id] = (node, at), rank
            stack += [(item, (*at, key)) for key, item in node.items() if isinstance(item, (dict, list))]
    return table


def link_of(node: Node, rel: str) -> Link | None:
    """Return the link for a work, a place or a bare text; None if it has no address.

    Args:
        node: the node.
        rel: the relation, if the node does not say.
    """
    node = node.described()
    address = node.text("url") or node.text("contentUrl")
    is_bare = len(node.members) == 1
    href = address or (node.text("name") if is_bare else None)
    if href is None or not href.strip():
        return None
    word = node.members.get("additionalType")
    if isinstance(word, str) and ("/" not in word or node.document.written_by_us):
        rel = word
    title = None if is_bare else node.text("name")
    return Link(href, rel, title=title, media_type=node.text("encodingFormat"), language=node.text("inLanguage"))


_LINKS = (("subjectOf", "about"), ("image", "image"), ("sameAs", "me"), ("logo", "icon"))


def links_of(node: Node, more: Iterable[Link] = ()) -> tuple[Link, ...]:
    """Return the links of a node and `more`; the same address with the same relation only once."""
    works = tuple(link for work in node.nodes("subjectOf") for link in (link_of(work, "about"),) if link is not None)
    if node.document.written_by_us and works:  # all of them are present
        addresses = {(link.rel, link.href) for link in works}
        return (*works, *(link for link in more if (link.rel, link.href) not in addresses))
    links: dict[tuple[str, str], Link] = {}
    for key, rel in _LINKS:
        for item in node.nodes(key):
            link = link_of(item, rel)
            if link is not None:
                links.setdefault((link.rel, link.href), link)
    for link in more:
        links.setdefault((link.rel, link.href), link)
    return tuple(links.values())


def uid_of(node: Node) -> str | None:
    """Return the identifier that another system published a thing with."""
    for value, _ in node.values("identifier"):
        if isinstance(value, dict):
            pair = cast("_Json", value)
            if pair.get("propertyID") == "uid" and isinstance(pair.get("value"), str):
                return str(pair["value"])
    is_absolute = not node.document.written_by_us and ":" in node.id and bool(node.id.strip())
    return node.id if is_absolute else None


def concepts_of(node: Node) -> tuple[str, ...]:
    """Return the addresses of the concepts that an event or a session is about."""
    return tuple(item.id for item in node.nodes("about") if item.id)
