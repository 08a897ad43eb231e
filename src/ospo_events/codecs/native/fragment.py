"""Fragments of an event in native form: our own data that other formats hold besides their own fields.

A calendar has no property for the capacity of a room, and schedule.json has none for the theme of an event.
Their open places (`X-OSPO-ROOM`, `conference.meta`) hold such attributes just as a native file spells them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import compress
from json import JSONEncoder
from json.encoder import encode_basestring
from operator import attrgetter, is_not
from typing import Any, Generic, TypeVar, cast

import attrs

from ...diagnostics import AT_KEY, Diagnostic, Path
from ...model import Audience, Event, Link, Slot, WallClock
from ._problems import drop, findings
from ._shorthand import Expansion
from ._spellings import (
    FORMAT,
    PRIVATE,
    audience_of_private,
    dates_of_slot,
    private_of_audience,
    with_languages,
    write_extra,
)
from ._tree import AttributeReader, AttributeWriter, attribute_readers, attribute_writers
from ._values import CONTEXT, Context, describe

__all__ = ["FORMAT", "Fragment"]

T = TypeVar("T")
_to_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MAX_ROUNDS = 12
"""How often reading an attribute is repeated without a broken part, as in `decode`."""
_TextPlan = tuple[Callable[[Any], tuple[Any, ...]], tuple[Any, ...], list[tuple[str, Callable[[Any], str], Any]]]
"""What gets the values of attributes; their defaults; of each its JSON key, its writer as text, and its default."""


class Fragment(Generic[T]):
    """Some attributes of one class, written and read as in native files; defaults are left out.

    Args:
        kind: the class.
        only: the attributes, in the order they are written; empty: all, in the order of the class.
        without: the attributes to leave out.
    """

    def __init__(self, kind: type[T], *, only: Sequence[str] = (), without: Collection[str] = ()) -> None:
        self.kind = kind
        self.names = tuple(name for name in only or _attributes(kind) if name not in without)
        """The attributes it holds."""
        self._has_extra = "extra" in self.names

    @cached_property
    def _readers(self) -> dict[str, AttributeReader]:
        return attribute_readers(self.kind, self.names)

    @cached_property
    def _may_be_canonical(self) -> bool:
        """Whether what can be read without a look for shorthand needs none: nowhere in it stands unknown data."""
        return self.kind is not Event and not self._has_extra

    @cached_property
    def _required(self) -> dict[str, None]:
        fields = attrs.fields_dict(cast("Any", self.kind))
        return dict.fromkeys(name for name in self.names if fields[name].default is attrs.NOTHING)

    @cached_property
    def _writers(self) -> dict[str, AttributeWriter]:
        """Return the writer of each attribute except `extra`."""
        return attribute_writers(self.kind, [name for name in self.names if name != "extra"])

    @cached_property
    def _text_plan(self) -> _TextPlan:
        writers = self._writers
        getter = attrgetter(*writers)
        return (
            getter if len(writers) > 1 else lambda value: (getter(value),),
            tuple([writer.default for writer in writers.values()]),
            [
                ("", _audience_text, writer.default)
                if self.kind is Link and name == "audience"
                else (f"{_to_json(name)}:", _text_writer(writer), writer.default)
                for name, writer in writers.items()
            ],
        )

    def dump(self, value: T) -> dict[str, Any]:
        """Return the attributes that are not at their defaults, as plain values."""
        tree = {
            name: writer.write(item)
            for name, writer in self._writers.items()
            if (item := getattr(value, name)) is not writer.default and item != writer.default
        }
        if self._has_extra:
            tree |= write_extra(cast("Any", value).extra)
        return self._as_written(value, tree)

    def _as_written(self, value: T, tree: dict[str, Any]) -> dict[str, Any]:
        """Return a tree with what native files spell otherwise than attribute by attribute."""
        if self.kind is Link:
            return private_of_audience(tree)
        return dates_of_slot(value, tree) if isinstance(value, Slot) else with_languages(value, tree)

    def text(self, value: T) -> str:
        """Return the JSON text of what `dump` returns, by a shorter way: most attributes are text."""
        if self.kind in (Event, Slot):
            return _to_json(self.dump(value))
        getter, defaults, plan = self._text_plan
        values = getter(value)
        # Most values are their very default, which needs no look at the plan.
        others = () if values == defaults else compress(zip(plan, values, strict=True), map(is_not, values, defaults))
        members = [key + write(item) for (key, write, default), item in others if item != default]
        if self._has_extra:
            members += [
                f"{_to_json(key)}:{_to_json(item)}" for key, item in write_extra(cast("Any", value).extra).items()
            ]
        return f"{{{','.join(members)}}}"

    def values(self, tree: Any, problems: list[Diagnostic], *, clock: WallClock | None = None) -> dict[str, Any]:
        """Return the attributes in plain values, by name; values that cannot be read are reported and left out.

        Args:
            tree: the plain values; keys of other attributes are passed over. What is broken in it is taken out of it.
            problems: takes what is wrong, each with its path from the fragment down.
            clock: the clock to read local times by; none is needed where the attributes hold no local times.
        """
        if not isinstance(tree, dict):
            problems.append(Diagnostic(code="wrong-type", message=f"expected a mapping, got {describe(tree)}"))
            return {}
        readers = self._readers
        given = cast("dict[str, Any]", tree)
        if self.kind is Link and PRIVATE in given:
            try:
                given = audience_of_private(given)
            except Exception as problem:  # a link of which nobody knows whom it is for is none
                problems += [item for item, _ in findings(problem, given)]
                return {}
        if not self._has_extra and readers.keys().isdisjoint(given):
            return {}
        token = None if clock is None else CONTEXT.set(Context(clock))
        try:
            if self._may_be_canonical:
                try:
                    return _read_at_once(given, readers)
                except Exception:  # noqa: S110 # shorthand, or something is wrong: the long way tells
                    pass
            members = {key: given[key] for key in given if key in readers}
            if self._has_extra:
                members |= {key: given[key] for key in given if key.startswith("x-")}
            return self._read(members, problems) if members else {}
        finally:
            if token is not None:
                CONTEXT.reset(token)

    def load(self, tree: Any, problems: list[Diagnostic], *, clock: WallClock | None = None) -> T | None:
        """Return the object for plain values, or None if a required value is missing or wrong.

        The arguments are those of `values`.
        """
        known = len(problems)
        values = self.values(tree, problems, clock=clock)
        if not isinstance(tree, dict):
            return None
        if not self._required.keys() <= values.keys():
            missing = [name for name in self._required if name not in values]
            broken = {problem.path[0] for problem in problems[known:] if problem.path}
            problems += [
                Diagnostic(code="missing-key", message=f"expected the key {name!r}, got none")
                for name in missing
                if name not in broken
            ]
            return None
        try:
            return self.kind(**values)
        except (TypeError, ValueError) as problem:
            problems += [item for item, _ in findings(problem, cast("dict[str, Any]", tree))]
            return None

    def changed(self, value: T, tree: Any, problems: list[Diagnostic], *, clock: WallClock | None = None) -> T:
        """Return an object with the attributes in plain values; an invalid one is reported and not changed.

        The other arguments are those of `values`.
        """
        values = self.values(tree, problems, clock=clock)
        try:
            return _evolve(value, values)
        except (TypeError, ValueError):  # the attributes one by one, to say which of them it is
            for name, item in values.items():
                try:
                    value = _evolve(value, {name: item})
                except (TypeError, ValueError) as problem:
                    problems.append(Diagnostic(code="invalid-value", message=str(problem), path=(name,)))
            return value

    def _read(self, members: dict[str, Any], problems: list[Diagnostic]) -> dict[str, Any]:
        expansion = Expansion()
        tree = expansion.fragment(dict(members), self.kind)
        wrong = expansion.problems
        values: dict[str, Any] = {}
        for name, item in list(tree.items()):
            reader = self._readers[name]
            try:
                values[name] = reader.read(item, reader.type)
            except Exception as problem:  # every problem in it is told
                wrong += self._mend(name, problem, tree, values)
        if wrong:
            traced = Expansion(trace=True)
            traced.fragment(members, self.kind)
            problems += [_as_written(item, traced) for item in wrong]
        return values

    def _mend(self, name: str, problem: Exception, tree: dict[str, Any], values: dict[str, Any]) -> list[Diagnostic]:
        """Read an attribute without its broken parts, as long as the meaning of the rest stays the same."""
        reader = self._readers[name]
        told: list[Diagnostic] = []
        for _ in range(_MAX_ROUNDS):
            for item, path in findings(problem, tree, (name,)):
                told.append(item)
                if name in tree and (len(path) < 2 or drop(tree, path, self.kind) is None):
                    tree.pop(name, None)
            if name not in tree:
                break
            try:
                values[name] = reader.read(tree[name], reader.type)
                break
            except Exception as another:  # what only shows when the first ones are gone
                problem = another
        return told


def _audience_text(audience: Audience) -> str:
    """Return the member of a link that names its audience."""
    members = private_of_audience({"audience": audience.value})
    return ",".join(f"{_to_json(key)}:{_to_json(value)}" for key, value in members.items())


def _text_writer(writer: AttributeWriter) -> Callable[[Any], str]:
    """Return a writer of an attribute as JSON text, without a tree for texts and objects of the model."""
    if writer.is_text:
        return encode_basestring
    if writer.kind is None:
        return lambda item: _to_json(writer.write(item))
    fields = attrs.fields(writer.kind)
    # As the native writer has them: first what every object has.
    names = [field.name for field in sorted(fields, key=lambda field: field.default is not attrs.NOTHING)]
    text = Fragment[Any](writer.kind, only=names).text
    return (lambda items: f"[{','.join(map(text, items))}]") if writer.is_many else text


def _read_at_once(given: dict[str, Any], readers: dict[str, AttributeReader]) -> dict[str, Any]:
    """Return the attributes in plain values that need no search for shorthand; raises for all others."""
    values: dict[str, Any] = {}
    for key, item in given.items():
        reader = readers.get(key)
        if reader is not None:
            type_, read = reader
            values[key] = read(item, type_)
    return values


def _evolve(value: T, values: dict[str, Any]) -> T:
    return cast("T", attrs.evolve(cast("Any", value), **values))


def _attributes(kind: type) -> list[str]:
    return [field.name for field in attrs.fields(kind)]


def _as_written(item: Diagnostic, expansion: Expansion) -> Diagnostic:
    """Return a problem with its path in the spelling of the document."""
    path: Path = item.path[:-1] if item.path[-1:] == (AT_KEY,) else item.path
    return attrs.evolve(item, path=expansion.original(path))
