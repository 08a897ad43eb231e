"""Turns the errors of a strict decoding into findings, and removes the broken elements from the tree."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from ...diagnostics import AT_KEY, Diagnostic, Path, Suggestions
from ...model import AmbiguousTime, Event, Geo, Link, NonexistentTime, Participant, Session, Slot
from ...model.ids import is_id
from ...model.time import EndBeforeStart
from ._meanings import advice_for
from ._shorthand import known_keys
from ._values import DROPPED, WHOLE_DAYS, Refused

__all__ = ["PLACEHOLDERS", "drop", "findings"]

PLACEHOLDERS: dict[str, Any] = {"id": "unnamed", "title": "(untitled)", "timezone": "UTC"}
"""Placeholders for missing required values, so that the rest can still be read."""

MAX_LISTED = 16
"""How many known keys are listed if none is similar to the unknown one."""

# Dropping one part of these would change what the rest of it says: a slot without its end is an open one.
_WHOLE = (Slot, Geo, Link, Participant)
_SAYS_FOR_WHOM = {(Link, "private"), (Session, "privacy")}
"""Keys without which restricted data would become public."""


def findings(problem: BaseException, tree: dict[str, Any], above: Path = ()) -> list[tuple[Diagnostic, Path]]:
    """Return each finding in a failed decoding, with the path of the element to drop.

    Args:
        problem: what reading raised.
        tree: what was read.
        above: the path of the element whose reading raised it.
    """
    found: list[tuple[Diagnostic, Path]] = []
    suggestions: dict[type, Suggestions] = {}
    for path, leaf in _leaves(problem, above):
        if isinstance(leaf, ForbiddenExtraKeysError):
            owner = leaf.cl
            known = sorted(known_keys(owner))
            suggestions.setdefault(owner, Suggestions(known))
            for key in sorted(leaf.extra_fields):
                help = advice_for(owner, key)
                if help is None and (near := suggestions[owner].nearest(key)):
                    help = f"did you mean {near!r}?"
                if help is None and len(known) <= MAX_LISTED:
                    help = f"known are {', '.join(known)}"
                found.append(
                    (
                        Diagnostic(
                            code="unknown-key",
                            message=f"unknown key {key!r}",
                            path=(*path, key, AT_KEY),
                            help=help,
                        ),
                        (*path, key),
                    )
                )
        else:
            found.append(_finding(path, leaf, tree))
    return found


def _leaves(problem: BaseException, path: Path) -> Iterator[tuple[Path, BaseException]]:
    if not isinstance(problem, BaseValidationError):
        yield path, problem
        return
    for inner in problem.exceptions:
        part: Path = ()
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                part = (note.name,)
            if isinstance(note, IterableValidationNote):
                part = (cast("int", note.index),)
        if isinstance(inner, KeyError) and part and inner.args == part:
            yield path, MissingKey(str(part[0]))
        else:
            yield from _leaves(inner, (*path, *part))


class MissingKey(ValueError):
    """A required key that is missing."""

    def __init__(self, key: str) -> None:
        super().__init__(f"expected the key {key!r}, got none")
        self.key = key


_DATES: dict[Path, str] = {("milestones", "at"): "a whole date is written date: instead of at:"}
"""What to write for a date where a moment is expected, by collection and attribute."""
_CODES: tuple[tuple[type[BaseException], str, str | None], ...] = (
    (MissingKey, "missing-key", None),
    (NonexistentTime, "nonexistent-local-time", "choose a time outside the hour that the clocks skip"),
    (AmbiguousTime, "ambiguous-local-time", "add the offset that is meant, as in 2024-11-03T01:30-05:00"),
    (EndBeforeStart, "end-before-start", None),
    (BaseException, "invalid-value", None),
)


def _finding(path: Path, leaf: BaseException, tree: dict[str, Any]) -> tuple[Diagnostic, Path]:
    if isinstance(leaf, Refused):
        help = _DATES.get(path[0:1] + path[2:], leaf.help) if leaf.help is WHOLE_DAYS else leaf.help
        return Diagnostic(code=leaf.code, message=str(leaf), path=path, help=help), path
    code, help = next((code, help) for type_, code, help in _CODES if isinstance(leaf, type_))
    if isinstance(leaf, MissingKey) and path == () and leaf.key in PLACEHOLDERS:
        return Diagnostic(code=code, message=str(leaf), path=path), (leaf.key,)
    if code == "invalid-value" and (member := _culprit(path, tree)):
        where = (*path, member)
        name = "invalid-id" if member == "id" else "empty-text"
        return Diagnostic(code=name, message=str(leaf), path=where), where
    return Diagnostic(code=code, message=str(leaf), path=path, help=help), path


def _culprit(path: Path, tree: Any) -> str | None:
    """Return the member that a constructor refused, if the message shows it."""
    for part in path:
        tree = tree[part]
    if not isinstance(tree, dict):  # pragma: no cover # only classes have constructors that refuse
        return None
    members = cast("dict[str, Any]", tree)
    identifier = members.get("id")
    if isinstance(identifier, str) and not is_id(identifier):
        return "id"
    for name in ("title", "name", "href", "verb", "text"):
        if isinstance(members.get(name), str) and not members[name].strip():
            return name
    return None


@cache
def _types(owner: type) -> dict[str, Any]:
    return get_type_hints(owner)


def _bare(type_: Any) -> Any:
    if get_origin(type_) in (Union, types.UnionType):
        return next(arg for arg in get_args(type_) if arg is not type(None))
    return type_


def _owner(path: Path, root: type) -> type | None:
    """Return the class of the object at `path`, or None if it is not an object of the model."""
    type_: Any = root
    for part in path:
        if isinstance(part, int):
            type_ = _bare(get_args(type_)[0])
        else:
            type_ = _bare(_types(type_).get(part)) if attrs.has(type_) else None
    return type_ if attrs.has(type_) else None


def drop(tree: dict[str, Any], path: Path, root: type = Event) -> Path | None:
    """Remove the smallest element from the tree that leaves the meaning of the rest unchanged.

    Args:
        tree: the tree.
        path: where the broken element stands.
        root: the class whose attributes the tree holds.

    Returns:
        The path of what was taken out; None where that would be the whole document.
    """
    while path:
        *parents, last = path
        above = tuple(parents)
        holder: Any = tree
        for part in parents:
            holder = holder[part] if isinstance(part, int) or part in holder else DROPPED
            if holder is DROPPED:  # another mistake in it has taken it out already
                return above
        if isinstance(last, int):
            holder[last] = DROPPED
            return path
        if not above and last in PLACEHOLDERS:
            holder[last] = PLACEHOLDERS[last]
            return path
        owner = _owner(above, root)
        field: Any = next((field for field in attrs.fields(owner) if field.name == last), None) if owner else None
        required = field is not None and (owner in _WHOLE or field.default is attrs.NOTHING)
        if not required and (owner, last) not in _SAYS_FOR_WHOM:
            holder.pop(last, None)
            return path
        path = above
    return None  # pragma: no cover # what the root must have has placeholders; here against what nobody foresaw
