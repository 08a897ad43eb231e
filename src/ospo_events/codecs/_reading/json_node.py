"""Objects of a JSON document from other software, read without exceptions.

A reader walks the document by `Node`s, which never raise: a value of the wrong type is reported with its path and left
out. `Node.rest` returns the members that nothing has read: readers preserve them in `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from ...diagnostics import Findings, Path, Severity
from .line_ends import unix_lines

__all__ = ["Node", "in_order", "items_of", "node_of"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Carriage returns are included: they are line ends."""
_PERSONAL = frozenset(
    ("email", "e-mail", "emailaddress", "email_address", "emailhash", "phone", "telephone", "mobile", "fax")
)


class Node:
    """An object of the document, with its path and the findings of the reader.

    Args:
        members: the members of the object.
        path: its path in the document.
        findings: receives the findings.
        severity: the severity of values of the wrong type, here and in all objects inside.
    """

    __slots__ = ("_asked", "findings", "members", "path", "severity")

    def __init__(
        self, members: Mapping[str, object], path: Path, findings: Findings, severity: Severity = Severity.ERROR
    ) -> None:
        self.members = members
        self.path = path
        self.findings = findings
        self.severity = severity
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return self.members.get(key) is not None

    def raw(self, key: str) -> object:
        """Return the unchanged value; None if there is none."""
        self._asked.add(key)
        return self.members.get(key)

    def wrong_type(self, expected: str, value: object, path: Path) -> None:
        """Report a value of the wrong type, which is left out."""
        self.findings.wrong_type(expected, value, path, severity=self.severity)

    def text(self, *keys: str) -> str | None:
        """Return the first of the members that is a text with visible characters."""
        for key in keys:
            self._asked.add(key)  # does not call `raw`: a call for each text of a document is slow
            value = self.members.get(key)
            if isinstance(value, str):
                if value.strip():
                    return value if _CONTROLS.search(value) is None else self._clean(value, key)
            elif value is not None:
                self.wrong_type("text", value, (*self.path, key))
        return None

    def required(self, key: str, fallback: str) -> str:
        """Return a required text; the fallback and an error if it is missing."""
        value = self.text(key)
        if value is None:
            if not isinstance(self.members.get(key), (int, float, list, dict)):
                self.findings.add(
                    "missing-title" if key == "title" else "missing-key",
                    f"expected a text in the key {key!r}, got none",
                    self.path,
                    severity=Severity.ERROR,
                )
            return fallback
        return value

    def _clean(self, value: str, key: str) -> str | None:
        if "\r" in value:
            value = unix_lines(value, self.findings, (*self.path, key))
        if _CONTROLS.search(value) is not None:
            value = _CONTROLS.sub("", value)
            self.findings.add("control-character", "control characters left out of the text", (*self.path, key))
        return value if value.strip() else None

    def identifier(self, *keys: str) -> str | None:
        """Return the first of the members that is an id: text or a whole number, as text."""
        for key in keys:
            self._asked.add(key)
            value = self.members.get(key)
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            if isinstance(value, str):
                if value.strip():
                    return value
            elif value is not None:
                self.wrong_type("an id (text or a whole number)", value, (*self.path, key))
        return None

    def integer(self, key: str) -> int | None:
        """Return a whole number, even if it is written as text."""
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
            return int(value)
        if value is not None and value != "":
            self.wrong_type("a whole number", value, (*self.path, key))
        return None

    def flag(self, key: str) -> bool | None:
        """Return true, false or None."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        self.wrong_type("true or false", value, (*self.path, key))
        return None

    def child(self, key: str) -> Node | None:
        """Return an object."""
        value = self.raw(key)
        node = node_of(value, (*self.path, key), self.findings, self.severity)
        if node is None and value is not None:
            self.wrong_type("an object", value, (*self.path, key))
        return node

    def values(self, key: str) -> list[tuple[object, Path]]:
        """Return the items of a list, each with its path; null counts as empty."""
        value = self.raw(key)
        if isinstance(value, list):
            items = cast("list[object]", value)
            return [(item, (*self.path, key, number)) for number, item in enumerate(items)]
        if value is not None:
            self.wrong_type("a list", value, (*self.path, key))
        return []

    def children(self, key: str) -> list[Node]:
        """Return the objects in a list; any other item is reported."""
        return list(items_of(self.values(key), self.findings, self.severity))

    def identifiers(self, key: str) -> list[tuple[str, Path]]:
        """Return the ids in a list, each as text with its path."""
        ids: list[tuple[str, Path]] = []
        for item, path in self.values(key):
            if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
                ids.append((str(item), path))
            else:
                self.wrong_type("an id (text or a whole number)", item, path)
        return ids

    def rest(self) -> dict[str, object]:
        """Return the members that nothing has read, without empty ones and, at any depth, without personal ones."""
        unread = {key: value for key, value in self.members.items() if key not in self._asked and not _is_empty(value)}
        return cast("dict[str, object]", self._impersonal(unread, self.path))

    def _impersonal(self, value: object, path: Path) -> object:
        if isinstance(value, dict):
            members: dict[str, object] = {}
            for key, item in cast("dict[str, object]", value).items():
                if key.casefold() in _PERSONAL and item:
                    self.findings.add(
                        "private-data-left-out",
                        f"{key} left out: personal data",
                        (*path, key),
                        severity=Severity.INFO,
                        repeated=True,
                    )
                else:
                    members[key] = self._impersonal(item, (*path, key))
            return members
        if isinstance(value, list):
            return [self._impersonal(item, (*path, number)) for number, item in enumerate(cast("list[object]", value))]
        return value


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def node_of(value: object, path: Path, findings: Findings, severity: Severity = Severity.ERROR) -> Node | None:
    """Return a value as a node if it is an object, else None."""
    return Node(cast("dict[str, object]", value), path, findings, severity) if isinstance(value, dict) else None


def items_of(
    values: Iterable[tuple[object, Path]], findings: Findings, severity: Severity = Severity.ERROR
) -> Iterator[Node]:
    """Yield the objects among values; any other value is reported."""
    for value, path in values:
        node = node_of(value, path, findings, severity)
        if node is not None:
            yield node
        else:
            findings.wrong_type("an object", value, path, severity=severity)


def in_order(nodes: list[Node], key: str) -> list[Node]:
    """Return nodes in the order of their whole numbers under `key`; unchanged if one has none."""
    if not all(isinstance(node.members.get(key), int) for node in nodes):
        return nodes
    return sorted(nodes, key=lambda node: cast("int", node.raw(key)))
