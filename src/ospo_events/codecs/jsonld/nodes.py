"""The nodes of a JSON-LD document: what they say, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias, cast

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from ...diagnostics import Findings, Path, Severity, describe_value
from ...model.link import Link
from .spelling import plain, read_moment

__all__ = ["Node", "Notes", "event_nodes", "foreign", "id_table", "is_event", "link_of", "links_of", "uid_of"]

_PREFIXES = ("", "schema:", "https://schema.org/", "http://schema.org/")
_EVENTS = ("Festival", "Hackathon", "EventSeries")
_HOLD_EVENTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "event", "events")
"""The properties that lead from a page, a list, a place or an organization to events."""
_MOST_NODES = 200_000
_Json: TypeAlias = "dict[str, Any]"


@attrs.define
class Notes:
    """What the reader has to say, and the table of nodes by `@id`."""

    table: dict[str, tuple[_Json, Path]]
    ours: bool = False
    """Whether this library wrote the document."""
    findings: Findings = attrs.field(factory=Findings)


@attrs.frozen(eq=False)
class Node:
    """An object of the document. What it does not say itself, the node with its `@id` says."""

    own: _Json
    path: Path
    notes: Notes = attrs.field(repr=False)

    @property
    def id(self) -> str:
        """Its `@id`, or nothing."""
        value = self.own.get("@id")
        return value if isinstance(value, str) else ""

    def fragment(self, prefix: str) -> str | None:
        """Return what follows `#` and the prefix in its `@id`."""
        _, mark, fragment = self.id.rpartition("#")
        return fragment[len(prefix) :] if mark and fragment.startswith(prefix) and len(fragment) > len(prefix) else None

    @property
    def types(self) -> tuple[str, ...]:
        """Its types, without the prefix of schema.org."""
        value: Any = self.own.get("@type", self.own.get("type"))
        values = cast("list[Any]", value) if isinstance(value, list) else [value]
        return tuple(_local(item) for item in values if isinstance(item, str))

    def full(self) -> Node:
        """Return the node that tells all of it: itself, or where its `@id` is described."""
        known = self.notes.table.get(self.id)
        if known is None or known[0] is self.own:
            return self
        return Node(known[0], known[1], self.notes)

    def raw(self, key: str) -> tuple[Any, Path]:
        """Return a value and its place; None where there is none."""
        for prefix in _PREFIXES:
            if prefix + key in self.own:
                return self.own[prefix + key], (*self.path, prefix + key)
        return None, self.path

    def values(self, key: str) -> Iterator[tuple[Any, Path]]:
        """Return the values of a property, each with its place."""
        value, path = self.raw(key)
        if isinstance(value, list):
            for number, item in enumerate(cast("list[Any]", value)):
                yield item, (*path, number)
        elif value is not None:
            yield value, path

    def nodes(self, key: str) -> Iterator[Node]:
        """Return the nodes a property leads to; bare text is a node with that name."""
        for value, path in self.values(key):
            if isinstance(value, dict):
                yield Node(cast("_Json", value), path, self.notes)
            elif isinstance(value, str):
                if value.strip():
                    yield Node({"name": value}, path, self.notes)
            else:
                self._odd(path, "an object or text", value)

    def texts(self, key: str) -> list[str]:
        """Return the texts of a property."""
        found: list[str] = []
        for value, path in self.values(key):
            text = self._text(value, path)
            if text is not None:
                found.append(text)
        return found

    def text(self, key: str) -> str | None:
        """Return the text of a property; of several, the first."""
        texts = self.texts(key)
        if len(texts) > 1:
            self.notes.findings.add(
                "several-values", f"expected one {key}, got {len(texts)}; the first is kept", self.raw(key)[1]
            )
        return texts[0] if texts else None

    def _text(self, value: Any, path: Path) -> str | None:
        if isinstance(value, dict):
            node = cast("_Json", value)
            value = node.get("@value", node.get("name", node.get("@id")))
        if isinstance(value, str):
            return value if self.notes.ours else self._foreign_text(value, path)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._odd(path, "text", value)
        return None

    def _foreign_text(self, value: str, path: Path) -> str | None:
        """Return the words of others, without the HTML some of them are written in."""
        if not value.strip():
            return None
        text = plain(value)
        if text != value:
            self.notes.findings.add(
                "markup-in-text", "expected text, got HTML; its words are kept", path, severity=Severity.INFO
            )
        return text or None

    def truth(self, key: str) -> bool | None:
        """Return a truth value; some pages write it as text."""
        value, path = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        known = {"true": True, "false": False}.get(_local(str(value)).lower())
        if known is None:
            self._odd(path, "true or false", value)
        return known

    def number(self, key: str) -> float | None:
        """Return a number; some pages write it as text."""
        for value, path in self.values(key):
            try:
                return float(value) if not isinstance(value, bool) else None
            except (TypeError, ValueError, OverflowError):
                self._odd(path, "a number", value)
        return None

    def word(self, key: str) -> str | None:
        """Return a term of schema.org without its prefix: `EventCancelled`."""
        text = self.text(key)
        return _local(text) if text else None

    def moment(self, key: str) -> dt.datetime | dt.date | None:
        """Return a date or a date with time (ISO 8601), aware or not."""
        text = self.text(key)
        if text is None:
            return None
        value, is_regular = read_moment(text)
        path = self.raw(key)[1]
        if value is None:
            self.notes.findings.add(
                "bad-time",
                f"expected a date or time of ISO 8601, got {text[:60]!r}",
                path,
                severity=Severity.ERROR,
            )
        elif not is_regular:
            self.notes.findings.add(
                "odd-time", f"expected a date or time of ISO 8601, got {text[:60]!r}; read as {value.isoformat()}", path
            )
        return value

    def _odd(self, path: Path, wanted: str, value: object) -> None:
        self.notes.findings.add("wrong-type", f"expected {wanted}, got {describe_value(value)}; it is left out", path)


def _local(text: str) -> str:
    for prefix in _PREFIXES[1:]:
        if text.startswith(prefix):
            return text[len(prefix) :]
    return text


def is_event(node: Node) -> bool:
    """Return whether a node is an event of schema.org."""
    return any(kind.endswith("Event") or kind in _EVENTS for kind in node.types)


def event_nodes(tree: Any, path: Path, notes: Notes) -> list[Node]:
    """Return the events at the top of a document: alone, in a list, or in `@graph`."""
    found: list[Node] = []
    queue: list[tuple[Any, Path]] = [(tree, path)]
    for value, place in queue:  # grows as it goes
        if isinstance(value, list):
            queue += [(item, (*place, number)) for number, item in enumerate(cast("list[Any]", value))]
        elif isinstance(value, dict):
            node = Node(cast("_Json", value), place, notes)
            if is_event(node):
                found.append(node)
            else:
                queue += [(node.own[key], (*place, key)) for key in _HOLD_EVENTS if key in node.own]
    return found


def id_table(tree: Any, path: Path) -> dict[str, tuple[_Json, Path]]:
    """Return the nodes by `@id`: those of `@included` and `@graph` first, then the most telling."""
    table: dict[str, tuple[_Json, Path]] = {}
    telling: dict[str, tuple[bool, int]] = {}
    stack: list[tuple[Any, Path]] = [(tree, path)]
    seen = 0
    while stack and seen < _MOST_NODES:
        value, place = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack += [(item, (*place, number)) for number, item in enumerate(cast("list[Any]", value))]
        elif isinstance(value, dict):
            node = cast("_Json", value)
            id = node.get("@id")
            if isinstance(id, str) and len(node) > 1:
                rank = (place[-2:-1] in (("@included",), ("@graph",)), len(node))
                if rank > telling.get(id, (False, 0)):
                    table[id], telling[id] = (node, place), rank
            stack += [(item, (*place, key)) for key, item in node.items() if isinstance(item, (dict, list))]
    return table


def link_of(node: Node, rel: str) -> Link | None:
    """Return the link that a work, a place or bare text is; None where it leads nowhere.

    Args:
        node: the node.
        rel: what it is to its owner, where the node does not say.
    """
    node = node.full()
    address = node.text("url") or node.text("contentUrl")
    bare = len(node.own) == 1
    href = address or (node.text("name") if bare else None)
    if href is None or not href.strip():
        return None
    own = node.own.get("additionalType")
    if not isinstance(own, str) or ("/" in own and not node.notes.ours):
        own = rel
    return Link(
        href,
        own,
        title=None if bare else node.text("name"),
        media_type=node.text("encodingFormat"),
        language=node.text("inLanguage"),
    )


_LINKS = (("subjectOf", "about"), ("image", "image"), ("sameAs", "me"), ("logo", "icon"))


def links_of(node: Node, more: Iterable[Link] = ()) -> tuple[Link, ...]:
    """Return the links of a node and `more`; the same address in the same relation once."""
    found: dict[tuple[str, str], Link] = {}
    told = [link for work in node.nodes("subjectOf") for link in (link_of(work, "about"),) if link is not None]
    if node.notes.ours and told:
        known = {(link.rel, link.href) for link in told}
        return (*told, *(link for link in more if (link.rel, link.href) not in known))
    for key, rel in _LINKS:
        for item in node.nodes(key):
            link = link_of(item, rel)
            if link is not None:
                found.setdefault((link.rel, link.href), link)
    for link in more:
        found.setdefault((link.rel, link.href), link)
    return tuple(found.values())


def uid_of(node: Node) -> str | None:
    """Return the identifier another system published a thing with."""
    for value, _ in node.values("identifier"):
        if isinstance(value, dict):
            pair = cast("_Json", value)
            if pair.get("propertyID") == "uid" and isinstance(pair.get("value"), str):
                return str(pair["value"])
    absolute = not node.notes.ours and ":" in node.id and bool(node.id.strip())
    return node.id if absolute else None


def foreign(node: Node, known: Iterable[str]) -> FrozenMap[str, JsonValue]:
    """Return what the model has no place for, to be written back."""
    names = set(known)
    kept = {key: value for key, value in node.own.items() if _local(key).removeprefix("schema:") not in names}
    if not kept:
        return EMPTY
    try:
        return FrozenMap({"x-jsonld": freeze(kept)})
    except ValueError as problem:
        node.notes.findings.add("invalid-value", str(problem), node.path, severity=Severity.ERROR)
        return EMPTY
