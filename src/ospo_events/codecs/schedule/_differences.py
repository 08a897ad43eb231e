"""The findings about values that reading a written document changes or loses.

Each thing of the event is compared with the one that comes back, attribute by attribute, so that nothing is changed
without a finding. What was at its default is nothing to lose.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, cast

import attrs

from ..._frozenmap import EMPTY, FrozenMap
from ...diagnostics import Findings, Path, Severity
from ...model import Link, Participant
from ._identifiers import as_uri
from ._raw_schedule import EXTRA

__all__ = ["Differences"]

_REFERENCES = {"tracks": "tracks", "rooms": "rooms", "affiliation": "agents", "parent": "agents"}
"""The namespace of the ids in an attribute; sessions refer to sessions by attributes that the formats do not have."""
_NESTED = frozenset({"slot", "recording"})
_COVERS = frozenset({"time-rounded", "session-split", "zero-length-opened", "guid-replaced", "dangling-reference"})
"""Codes of findings that cover everything below their path."""


class Differences:
    """Compares an event with the one that reading its document gives.

    Args:
        format: the name of the format.
        text: returns a text as the format can hold it, without the characters it has no place for.
        findings: takes the findings; what those in it already speak of is not repeated.
        codes: returns the codes for changes of the attributes of a thing, where they are not the usual ones.
    """

    def __init__(
        self,
        format: str,
        text: Callable[[str], str],
        findings: Findings,
        codes: Callable[[object], Mapping[str, str]],
    ) -> None:
        self.ids: dict[str, dict[str, str]] = {"rooms": {}, "tracks": {}, "agents": {}}
        """The id that comes back for each id, by namespace."""
        self._format = format
        self._text = text
        self._findings = findings
        self._codes = codes
        said = list(findings.report())
        self._said = {item.path for item in said}
        self._covered = {item.path for item in said if item.code in _COVERS}

    def add(self, code: str, message: str, path: Path) -> None:
        """Add a finding, unless its path has one."""
        if path in self._said or any(path[:length] in self._covered for length in range(3, len(path))):
            return
        self._findings.add(code, message, path, severity=Severity.INFO)

    def collection(self, name: str, pairs: Iterable[tuple[Any, Any | None]], fitted: Sequence[object]) -> None:
        """Compare things of one kind, each with the thing that comes back for it.

        Args:
            name: the attribute of the event that holds them.
            pairs: the things in the order of the event, each with what comes back for it; None: nothing does.
            fitted: what comes back, in its order.
        """
        indices = {id(item): index for index, item in enumerate(fitted)}
        met: dict[int, None] = {}
        for number, (before, after) in enumerate(pairs):
            path: Path = (name, number)
            if after is None:
                self.add("not-carried", f"{self._format} has no place for this {_kind(before)}", path)
            elif indices[id(after)] in met:
                self.add("changed-to-fit", f"this {_kind(before)} is read as one with the one of the same name", path)
            else:
                met[indices[id(after)]] = None
                self.compare(before, after, path)
        if list(met) != sorted(met):
            self.add("changed-to-fit", f"the {name} are read back in the order of the document", (name,))

    def compare(
        self, before: Any, after: Any, path: Path, *, skip: Collection[str] = (), with_defaults: bool = False
    ) -> None:
        """Compare the attributes of two values of one class.

        Args:
            before: the value of the event.
            after: the one that comes back for it.
            path: where it stands in the event.
            skip: attributes to leave alone.
            with_defaults: whether a value in the place of a default is a change too.
        """
        for field in attrs.fields(cast("Any", type(before))):
            name: str = field.name
            old, new = getattr(before, name), getattr(after, name)
            # What was at its default is nothing to lose; it matters where the format invents something for it.
            if name in skip or (old == field.default and not with_defaults and name not in self._codes(before)):
                continue
            if name == "links":
                self._links(old, new, (*path, name))
            elif name == "participants":
                self._participants(old, new, (*path, name))
            elif name == "extra":
                self._extra(old, new, (*path, name))
            elif name in _NESTED and old is not None and new is not None:
                self.compare(old, new, (*path, name), with_defaults=True)
            elif self._mapped(name, old) != new:
                if isinstance(old, str) and self._text(old) != old:
                    message = f"{self._format} has no place for some of its characters"
                    self.add("characters-removed", message, (*path, name))
                else:
                    self._attribute(before, name, new, new == field.default, path)

    def _mapped(self, name: str, value: Any) -> Any:
        """Return the value of an attribute with the ids that come back."""
        known = self.ids.get(_REFERENCES.get(name, ""))
        if not known:
            return value
        if isinstance(value, tuple):
            return tuple(known.get(id, id) for id in cast("tuple[str, ...]", value))
        return known.get(value, value)

    def _attribute(self, owner: Any, name: str, new: Any, lost: bool, path: Path) -> None:
        code = self._codes(owner).get(name, "not-carried" if lost else "changed-to-fit")
        if name == "tracks" and not lost:
            code, message = "not-carried", "there is no place for more than the first track of a session"
        elif lost:
            message = f"{self._format} has no place for this {_kind(owner)}'s {name}"
        else:
            verb = "are" if isinstance(new, tuple) else "is"
            message = f"the {name} of this {_kind(owner)} {verb} read back as {_in_words(new)}"
        self.add(code, message, (*path, name))

    def _links(self, old: tuple[Link, ...], new: tuple[Link, ...], path: Path) -> None:
        left = list(new)
        order: list[int] = []
        for number, link in enumerate(old):
            addresses = (link.href, as_uri(link.href))
            match = max(
                (item for item in left if item.href in addresses), key=lambda item: _alike(item, link), default=None
            )
            if match is None:
                message = f"{self._format} has no place for this {link.rel} link: {link.href[:80]!r}"
                self.add("not-carried", message, (*path, number))
                continue
            index = next(index for index, item in enumerate(left) if item is match)
            del left[index]
            order.append(next(index for index, item in enumerate(new) if item is match))
            if link.href != match.href:
                self.add("changed-to-fit", f"the address is read back as {match.href[:80]!r}", (*path, number))
            if link.rel != match.rel:
                self.add("changed-to-fit", f"there is no type for the relation {link.rel!r}", (*path, number))
            self.compare(link, match, (*path, number), skip=("href", "rel"))
        if order != sorted(order):
            self.add("changed-to-fit", "the links are read back in another order", path)

    def _participants(self, old: tuple[Participant, ...], new: tuple[Participant, ...], path: Path) -> None:
        last = len(old) + 1
        numbered = sorted(enumerate(old), key=lambda pair: last if pair[1].order is None else pair[1].order)
        left = list(new)
        for number, participant in numbered:
            if left and participant.agent is None:
                message = f"{self._format} knows people only: one is read back whose name is {left[0].agent!r}"
                self.add("changed-to-fit", message, (*path, number, "agent"))
                self.compare(participant, left.pop(0), (*path, number), skip=("agent", "credited_as"))
                continue
            agent = self.ids["agents"].get(str(participant.agent), participant.agent)
            if not left or left[0].agent != agent:
                message = f"{self._format} has no place for this participant"
                self.add("not-carried", message, (*path, number))
                continue
            self.compare(participant, left.pop(0), (*path, number), skip=("agent",))

    def _extra(self, old: FrozenMap[str, Any], new: FrozenMap[str, Any], path: Path) -> None:
        for key, value in old.items():
            if key != EXTRA or not isinstance(value, FrozenMap):
                if key not in new or new[key] != value:
                    self.add("not-carried", "there is no place for unknown data of another format", (*path, key))
                continue
            other: Any = new.get(key, EMPTY)
            for name, item in cast("FrozenMap[str, Any]", value).items():
                if item not in (None, "", ()) and other.get(name) != item:
                    self.add("not-carried", f"{self._format} has no place for {name!r}", (*path, key, name))


def _kind(value: object) -> str:
    return type(value).__name__.lower()


def _alike(one: Link, other: Link) -> tuple[bool, bool]:
    return one.rel == other.rel, one.title == other.title


def _in_words(value: Any) -> str:
    if isinstance(value, Enum):
        return repr(value.value)
    if isinstance(value, str):
        return repr(value[:60])
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        return ", ".join(str(item) for item in items)[:60] if all(isinstance(item, str) for item in items) else "others"
    return "something else" if attrs.has(cast("Any", type(value))) else str(value)
