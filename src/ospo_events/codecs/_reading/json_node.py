"""Objects of a JSON document that somebody else wrote, read without raising.

A reader walks the document by `Node`s, which never raise: a value of the wrong type is a finding with its place,
and is left out. `Node.rest` returns the members that nothing has read: readers keep them in `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from ...diagnostics import Findings, Path, Severity
from .line_ends import unix_lines

__all__ = ["Node", "in_order", "items_of", "node_of"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""Carriage returns are among them: they are line ends."""
_PERSONAL = frozenset(
    ("email", "e-mail", "emailaddress", "email_address", "emailhash", "phone", "telephone", "mobile", "fax")
)


class Node:
    """An object of the document, with its path and the findings of the reader.

    Args:
        members: the members of the object.
        path: where it stands in the document.
        findings: takes what is wrong.
        severity: how bad a value of the wrong type is, here and in all that is inside.
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
        """Return the value as it is; None where there is none."""
        self._asked.add(key)
        return self.members.get(key)

    def wrong_type(self, expected: str, value: object, path: Path) -> None:
        """Add a finding about a value of the wrong type, which is left out."""
        self.findings.wrong_type(expected, value, path, severity=self.severity)

    def text(self, *keys: str) -> str | None:
        """Return the first of the members that is text with something to read in it."""
        for key in keys:
            self._asked.add(key)  # not by `raw`: a call for each text of a document is slow
            value = self.members.get(key)
            if isinstance(value, str):
                if value.strip():
                    return value if _CONTROLS.search(value) is None else self._clean(value, key)
            elif value is not None:
                self.wrong_type("text", value, (*self.path, key))
        return None

    def required(self, key: str, fallback: str) -> str:
        """Return a text that has to be there; the fallback and an error where it is not."""
        value = self.text(key)
        if value is None:
            if not isinstance(self.members.get(key), (int, float, list, dict)):
                self.findings.add(
                    "missing-title" if key == "title" else "missing-key",
                    f"expected the key {key!r} with something to read, got none",
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
        """Return a whole number, also where it is spelt as text."""
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
        """Return the objects of a list; whatever else is in it is a finding."""
        return list(items_of(self.values(key), self.findings, self.severity))

    def identifiers(self, key: str) -> list[tuple[str, Path]]:
        """Return the ids of a list, each as text with its path."""
        ids: list[tuple[str, Path]] = []
        for item, path in self.values(key):
            if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
                ids.append((str(item), path))
            else:
                self.wrong_type("an id (text or a whole number)", item, path)
        return ids

    def rest(self) -> dict[str, object]:
        """Return the members that nothing has read, without empty ones and, at any depth, without personal ones."""
        left = {key: value for key, value in self.members.items() if key not in self._asked and not _is_empty(value)}
        return cast("dict[str, object]", self._impersonal(left, self.path))

    def _impersonal(self, value: object, path: Path) -> object:
        if isinstance(value, dict):
            kept: dict[str, object] = {}
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
                    kept[key] = self._impersonal(item, (*path, key))
            return kept
        if isinstance(value, list):
            return [self._impersonal(item, (*path, number)) for number, item in enumerate(cast("list[object]", value))]
        return value


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def node_of(value: object, path: Path, findings: Findings, severity: Severity = Severity.ERROR) -> Node | None:
    """Return a value as a node where it is an object, else None."""
    return Node(cast("dict[str, object]", value), path, findings, severity) if isinstance(value, dict) else None


def items_of(
    values: Iterable[tuple[object, Path]], findings: Findings, severity: Severity = Severity.ERROR
) -> Iterator[Node]:
    """Yield the objects among values; whatever else is a finding."""
    for value, path in values:
        node = node_of(value, path, findings, severity)
        if node is not None:
            yield node
        else:
            findings.wrong_type("an object", value, path, severity=severity)


def in_order(nodes: list[Node], key: str) -> list[Node]:
    """Return nodes in the order of the whole number each has under `key`; as they are where one has none."""
    if not all(isinstance(node.members.get(key), int) for node in nodes):
        return nodes
    return sorted(nodes, key=lambda node: cast("int", node.raw(key)))
