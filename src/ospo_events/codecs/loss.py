"""Declared loss: the parts of an event that a format cannot hold.

One list of attribute names per codec drives both halves of the law `decode(encode(e)).event == strip(e, cannot_carry)`:
`strip` sets exactly these attributes to their defaults, and `losses` reports each one that `strip` would change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache
from operator import attrgetter, is_
from typing import Any, TypeVar, cast

import attrs

from ..diagnostics import Diagnostic, Findings, Path, Report, Severity
from ..model import Audience, Event, Session
from ..views.audiences import View, Withheld, WithheldKind

__all__ = [
    "LINK_AUDIENCES",
    "LossCounts",
    "add_taken_over",
    "count_losses",
    "differences",
    "is_invented",
    "is_withheld",
    "losses",
    "strip",
    "withheld",
]

T = TypeVar("T")
_Tree = dict[str, "_Tree | None"]


@cache
def _tree(names: tuple[str, ...]) -> _Tree:
    root: _Tree = {}
    for name in names:
        *parents, last = name.split(".")
        node = root
        for parent in parents:
            child = node.setdefault(parent, {})
            if child is None:
                break
            node = child
        else:
            node[last] = None
    return root


@cache
def _default(owner: Any, name: str) -> Any:
    fields: Any = attrs.fields(owner)
    default: Any = getattr(fields, name).default
    if default is attrs.NOTHING:
        raise TypeError(f"{owner!r} has no default for {name}: a format without this attribute cannot hold its owner")
    return default


@cache
def _plan(owner: Any, names: tuple[str, ...]) -> _Plan:
    """Return a plan for finding losses in objects of one class: one comparison if nothing is lost."""
    tree = _tree(names)
    leaves = tuple(name for name, below in tree.items() if below is None)
    inner = tuple(
        (name, tuple(item.partition(".")[2] for item in names if item.startswith(f"{name}.")))
        for name, below in tree.items()
        if below is not None
    )
    defaults = tuple(_default(owner, name) for name in leaves)
    if len(leaves) > 1:
        values: Callable[[Any], Any] = attrgetter(*leaves)
        return _Plan(values, defaults, leaves, inner)
    return _Plan(lambda item: tuple(getattr(item, name) for name in leaves), defaults, leaves, inner)


@attrs.frozen
class _Plan:
    values: Callable[[Any], Any]
    defaults: tuple[Any, ...]
    leaves: tuple[str, ...]
    inner: tuple[tuple[str, tuple[str, ...]], ...]


def strip(event: Event, cannot_carry: Iterable[str]) -> Event:
    """Return the event with every attribute of that list at its default."""
    return _strip(event, _tree(tuple(cannot_carry)))


def _strip(value: T, tree: _Tree) -> T:
    changes: dict[str, Any] = {}
    for name, below in tree.items():
        old: Any = getattr(value, name)
        if below is None:
            new = _default(cast("Any", type(value)), name)
        elif old.__class__ is tuple:
            items: tuple[Any, ...] = old
            new = tuple([_strip(item, below) for item in items])
            if all(map(is_, new, items)):
                continue
        elif old is None:
            continue
        else:
            new = _strip(old, below)
        if new is not old and (below is not None or new != old):
            changes[name] = new
    return attrs.evolve(cast("Any", value), **changes) if changes else value


def losses(event: Event, cannot_carry: Iterable[str], *, format: str) -> Report:
    """Return one `not-carried` finding for each value that `strip` would reset, computed when somebody reads them.

    Args:
        event: the event to write.
        cannot_carry: the attributes that the format does not have.
        format: its name, for the message.
    """
    names = tuple(cannot_carry)

    def find() -> list[Diagnostic]:
        findings: list[Diagnostic] = []
        _collect(event, names, (), format, findings)
        return findings

    return Report(later=find)


def _collect(value: Any, names: tuple[str, ...], path: Path, format: str, found: list[Diagnostic]) -> None:
    plan = _plan(value.__class__, names)
    values = plan.values(value)
    if values != plan.defaults:
        for name, old, default in zip(plan.leaves, values, plan.defaults, strict=True):
            if old is not default and old != default:
                found.append(
                    Diagnostic(
                        code="not-carried",
                        severity=Severity.INFO,
                        path=(*path, name),
                        message=f"{format} has no place for this {type(value).__name__.lower()}'s {name}",
                    )
                )
    for name, below in plan.inner:
        old = getattr(value, name)
        if old.__class__ is tuple:
            closer, owner = plan, None
            for number, item in enumerate(old):
                if item.__class__ is not owner:
                    owner = item.__class__
                    closer = _plan(owner, below)
                if closer.inner or closer.values(item) != closer.defaults:
                    _collect(item, below, (*path, name, number), format, found)
        elif old is not None:
            _collect(old, below, (*path, name), format, found)


_SEES: dict[Audience, str] = {
    Audience.PUBLIC: "the public",
    Audience.REGISTERED: "those who registered",
    Audience.SPEAKERS: "the speakers",
    Audience.TEAM: "the team",
}
_WITHHELD: dict[WithheldKind, tuple[str, str]] = {
    WithheldKind.VALUE: ("value-withheld", "this is for {least} and not written for {audience}"),
    WithheldKind.AGENT: (
        "value-withheld",
        "only sessions that are not written for {audience} name this",
    ),
    WithheldKind.RESERVED: ("session-reserved", "a private session is written for {audience} as a reserved time"),
    WithheldKind.SESSION: ("session-withheld", "this session is for {least} and not written for {audience}"),
    WithheldKind.RELATION: ("value-withheld", "this leads to a session that is not written for {audience}: it is cut"),
}
_CODES_OF_WITHHELD = frozenset(code for code, _ in _WITHHELD.values())


def is_withheld(finding: Diagnostic) -> bool:
    """Return whether a finding says that something is not for the audience."""
    return finding.code in _CODES_OF_WITHHELD


def withheld(view: View) -> Report:
    """Return a finding for each thing that the audience of a view does not see; none contains the thing itself."""

    def finding(item: Withheld) -> Diagnostic:
        code, message = _WITHHELD[item.kind]
        words = message.format(least=_SEES[item.least], audience=_SEES[view.audience])
        return Diagnostic(code=code, severity=Severity.INFO, message=words, path=item.path)

    return Report(later=lambda: map(finding, view.withheld))


LINK_AUDIENCES = (
    *(f"{owner}links.audience" for owner in ("", "recording.", "series.", "outputs.", "venues.", "rooms.", "tracks.")),
    *(f"{owner}.links.audience" for owner in ("people", "organizations", "sessions", "sessions.recording")),
    "rooms.stream.audience",
)
"""The attribute with the audience of a link, which no other format has."""

_TAKEN_OVER = ("slot", "previous_start", "status", "sequence")


def add_taken_over(event: Event, findings: Findings, *, format: str, only: Collection[Session] | None = None) -> None:
    """Add a finding for each value that a part takes from its whole, and that is written as its own.

    Args:
        event: the event to write.
        findings: receives the findings.
        format: the name of the format, for the message.
        only: the sessions to examine; None: all.
    """
    index = event.index
    if index.resolved is event:
        return
    chosen = None if only is None else {id(session) for session in only}
    for number, session in enumerate(event.sessions):
        written = index.resolve(session)
        if written is session or (chosen is not None and id(session) not in chosen):
            continue
        for name in _TAKEN_OVER:
            if getattr(written, name) != getattr(session, name):
                message = f"{format} writes the {name} that this part takes over from its whole as its own"
                findings.add("changed-to-fit", message, ("sessions", number, name), severity=Severity.INFO)


_INVENTED = frozenset({"missing-base-url"})


def is_invented(finding: Diagnostic) -> bool:
    """Return whether a finding of a writer reports something that it made up."""
    return finding.code in _INVENTED


@attrs.frozen
class LossCounts:
    """How much of a programme a format does not hold unchanged."""

    lost: int
    """Values that the format cannot hold."""
    changed: int
    """Values that are written in another form."""
    invented: int
    """Values that are written although the programme does not have them."""
    withheld: int = 0
    """Values that the audience does not see."""


def count_losses(report: Report) -> LossCounts:
    """Count in the report of a writer what is lost, changed, invented and withheld."""
    invented = sum(map(is_invented, report))
    hidden = sum(map(is_withheld, report))
    lost = sum(code in ("not-carried", "unsafe-link") or code.endswith("-left-out") for code in report.codes)
    changed = len(report) - lost - invented - hidden
    return LossCounts(lost=lost, changed=changed, invented=invented, withheld=hidden)


def differences(event: Event, given_back: Event, *, format: str) -> Report:
    """Return a finding for each attribute that differs when the document of the event is read.

    Args:
        event: the event to write.
        given_back: the result of `fit` for it.
        format: its name, for the message.
    """
    return Report(
        tuple(
            Diagnostic(
                code="changed-to-fit",
                severity=Severity.INFO,
                path=(field.name,),
                message=f"{format} gives back the {field.name} of this event in another order or form",
            )
            for field in attrs.fields(Event)
            if getattr(given_back, field.name) != getattr(event, field.name)
        )
    )
