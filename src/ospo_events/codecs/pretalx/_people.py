"""Speakers: whole in the legacy API, by code in the current one."""

from __future__ import annotations

from typing import Any, cast

import attrs

from ...diagnostics import Path
from ...model import Participant, Person
from .._reading.ids import Ids
from .._reading.json_node import Node, node_of
from ._answers import Answers
from ._words import Words, extra_of, pictures

__all__ = ["People"]


class People:
    """The speakers met so far."""

    def __init__(self, words: Words, answers: Answers) -> None:
        self.items: dict[str, Person] = {}
        self.origins: dict[Path, Path] = {}
        self._words = words
        self._answers = answers
        self._ids = Ids()

    def read(self, node: Node) -> str:
        """Return the id of the speaker an object describes; what a second telling adds is taken from it."""
        code, name = node.identifier("code"), node.text("name")
        node.raw("submissions")
        known = self._ids.get(code) if code is not None else None
        found: dict[str, Any] = {
            "bio": self._words.of(node, "biography"),
            "links": pictures(node, ("avatar", "image"), ("avatar_url", "image")),
            "email": node.text("email"),
        }
        answers = self._answers.of(node, only_public=True)
        if known is not None:
            person = self.items[known]
            new = {key: value for key, value in found.items() if value and not getattr(person, key)}
            if name is not None and person.name == code:
                new["name"] = name
            self.items[known] = attrs.evolve(person, **new) if new else person
            return known
        if name is None:
            node.findings.add(
                "missing-key", "expected the name of the speaker, got none; the code stands in", node.path
            )
        own = self._ids.of(code, code) if code is not None else self._ids.new(name or "speaker")
        extra = self._words.kept(node, "timezone", "locale") | ({"answers": answers} if answers else {})
        self._add(Person(id=cast("Any", own), name=name or own, extra=extra_of(extra), **found), node.path)
        return own

    def _add(self, person: Person, path: Path) -> None:
        self.origins["people", len(self.items)] = path
        self.items[person.id] = person

    def of(self, node: Node) -> tuple[Participant, ...]:
        """Return those that a submission names."""
        found: dict[str, None] = {}
        for value, path in node.values("speakers"):
            whole = node_of(value, path, node.findings)
            if whole is not None:
                found[self.read(whole)] = None
            elif isinstance(value, str) and value.strip():
                found[self._named(node, value, path)] = None
            else:
                node.findings.wrong_type("a speaker or its code", value, path)
        return tuple(Participant(agent=cast("Any", agent)) for agent in found)

    def _named(self, node: Node, code: str, path: Path) -> str:
        own = self._ids.get(code)
        if own is None:
            node.findings.add("dangling-reference", f"no speaker of these documents has the code {code[:40]!r}", path)
            own = self._ids.of(code)
            self._add(Person(id=cast("Any", own), name=code), path)
        return own
