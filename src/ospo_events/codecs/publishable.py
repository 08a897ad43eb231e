"""Makes an event safe to publish: one identity for each thing, valid references, and no link that runs code.

Every writer for the public begins with `publishable`; events from files of other systems go through `repaired`. Both
return a valid event unchanged, and report what they change.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, Union, get_args, get_origin

import attrs

from ..diagnostics import Diagnostic, Findings, Path, Report
from ..model import Event, Link, Organization, Participant
from ..model.hints import hints_of
from ..model.identity import session_uid
from ..model.ids import AgentId, RoomId, SessionId, TrackId, VenueId, unused_id
from ..model.link import LINK_SCHEMES, scheme_of
from ..views.markup import href, is_plain_url

__all__ = ["Publishable", "publishable", "repaired", "without_unsafe_links"]

_NAMESPACES = (("venues",), ("rooms",), ("tracks",), ("people", "organizations"), ("sessions",))
_SINGULAR = {
    "venues": "venue",
    "rooms": "room",
    "tracks": "track",
    "people": "person or organization",
    "organizations": "person or organization",
    "sessions": "session",
}
_RUNS = frozenset({"javascript", "vbscript", "data", "file"})
"""Schemes that no address may have, not even the identifier of a concept or a licence."""

_Allowed: TypeAlias = Callable[[str], bool]


class Publishable(NamedTuple):
    """An event that can be published."""

    event: Event
    report: Report
    """What was changed, with paths in the original event."""
    places: Mapping[Path, tuple[int, ...]]
    """For each list from which links were removed: the old indices of the remaining items."""

    def in_whole(self, report: Report) -> Report:
        """Return a report about this event as one about the original event, after the findings about changes."""
        return self.report + report.changed(self._moved)

    def _moved(self, item: Diagnostic) -> Diagnostic:
        related = tuple(attrs.evolve(other, path=self.path_before(other.path)) for other in item.related)
        return attrs.evolve(item, path=self.path_before(item.path), related=related)

    def path_before(self, path: Path) -> Path:
        """Return the path in the original event of something in this one."""
        before: Path = ()
        for part in path:
            indices = self.places.get(before) if isinstance(part, int) else None
            number = part if not isinstance(part, int) or indices is None or part >= len(indices) else indices[part]
            before = (*before, number)
        return before


def publishable(event: Event) -> Publishable:
    """Return the event with an id and a UID for each thing, and without unsafe links.

    Of several things with one id the first keeps it, and the references; the others get `id-2`, `id-3`. A link may have
    the schemes of `LINK_SCHEMES`, or none.
    """
    findings = Findings()
    indices: dict[Path, tuple[int, ...]] = {}
    unique = _with_own_uids(_with_own_ids(event, findings), findings)
    safe = _without_links(unique, _leads_somewhere, partial(_unsafe, findings), indices)
    return Publishable(safe, findings.report(), indices)


def repaired(event: Event) -> tuple[Event, Report]:
    """Return an event from another system's file, repaired so that it can be published, and what was changed.

    This includes the changes of `publishable`; besides, invalid references are removed, and cycles of parts and repeats
    are cut.
    """
    ready = publishable(event)
    findings = Findings()
    sound = _without_cycles(_without_dangling(ready.event, findings), findings)
    return sound, ready.report + findings.report()


def without_unsafe_links(event: Event) -> tuple[Event, Report]:
    """Return the event without links that pages do not allow (other than http, https or mailto), and the findings."""
    findings = Findings()

    def told(address: str, path: Path) -> None:
        message = f"expected an http, https or mailto address, got {address[:80]!r}; it is left out"
        findings.add("unsafe-link", message, path)

    return _without_links(event, lambda address: href(address) is not None, told, {}), findings.report()


# --- identity -----------------------------------------------------------------------------------


def _with_own_ids(event: Event, findings: Findings) -> Event:
    changes: dict[str, Any] = {}
    for names in _NAMESPACES:
        items = [item for name in names for item in getattr(event, name)]
        if len({item.id for item in items}) == len(items):
            continue
        used: set[str] = {item.id for item in items}
        seen: set[str] = set()
        for name in names:
            items_with_ids: list[Any] = []
            for number, item in enumerate(getattr(event, name)):
                items_with_ids.append(_with_own_id(item, (name, number), seen, used, findings))
            changes[name] = tuple(items_with_ids)
    return attrs.evolve(event, **changes) if changes else event


def _with_own_id(item: Any, path: Path, met: set[str], taken: set[str], findings: Findings) -> Any:
    if item.id not in met:
        met.add(item.id)
        return item
    id = unused_id(item.id[:90], taken)
    taken.add(id)
    noun = _SINGULAR[str(path[0])]
    findings.add(
        "duplicate-id", f"{item.id!r} is already the id of another {noun}: this one gets {id!r}", (*path, "id")
    )
    return attrs.evolve(item, id=id)


def _with_own_uids(event: Event, findings: Findings) -> Event:
    """Return the event without the UIDs that another session is published with already."""
    sessions = event.sessions
    if not any(map(attrgetter("uid"), sessions)):
        return event  # their ids decide
    if len({session.uid for session in sessions}) == len(sessions) and all(map(attrgetter("uid"), sessions)):
        return event
    result = list(sessions)
    again = True
    # A session without its UID gets another, which a third may state as its own: the rounds end when
    # no UID is left to remove.
    while again:
        again = False
        uids = {session_uid(event, session) for session in result if session.uid is None}
        for number, session in enumerate(result):
            if session.uid is None or session.uid not in uids:
                uids.add(session.uid or "")
                continue
            message = f"{session.uid!r} is the UID of another session: this one gets its own"
            findings.add("duplicate-uid", message, ("sessions", number, "uid"))
            result[number] = attrs.evolve(session, uid=None)
            again = True
    changed = any(new is not old for new, old in zip(result, sessions, strict=True))
    return attrs.evolve(event, sessions=tuple(result)) if changed else event


# --- what the classes of the model hold ---------------------------------------------------------


class _Plan(NamedTuple):
    """The attributes of a class that hold addresses, references, and objects with these."""

    addresses: tuple[str, ...]
    """Attributes with a text or None each: `url`."""
    identifiers: tuple[tuple[str, bool], ...]
    """Attributes whose texts may be addresses, and whether there are several: concepts, licences."""
    links: tuple[tuple[str, bool], ...]
    """Attributes with links, and whether there are several."""
    references: tuple[tuple[str, str, bool], ...]
    """Attributes with ids, the kind of thing, and whether there are several."""
    inner: tuple[tuple[str, Any, bool], ...]
    """Attributes with objects that hold any of these: name, class, whether there are several."""

    @property
    def is_empty(self) -> bool:
        """Whether the class has none of these."""
        return not (self.addresses or self.identifiers or self.links or self.references or self.inner)


_KINDS: Mapping[Any, str] = {
    VenueId: "venues",
    RoomId: "rooms",
    TrackId: "tracks",
    AgentId: "agents",
    SessionId: "sessions",
}
_OF_ORGANIZATIONS = frozenset({"affiliation", "affiliations"})


@cache
def _plan(owner: Any) -> _Plan:
    addresses: list[str] = []
    identifiers: list[tuple[str, bool]] = []
    links: list[tuple[str, bool]] = []
    references: list[tuple[str, str, bool]] = []
    inner: list[tuple[str, Any, bool]] = []
    hints = hints_of(owner)
    for field in attrs.fields(owner):
        name = field.name
        kind, is_many = _kind(hints[name])
        if kind is Link:
            links.append((name, is_many))
        elif kind in _KINDS and name != "id":
            is_organization = name in _OF_ORGANIZATIONS or owner is Organization
            references.append((name, "organizations" if is_organization else _KINDS[kind], is_many))
        elif name == "url":
            addresses.append(name)
        elif name in ("concepts", "license"):
            identifiers.append((name, is_many))
        elif attrs.has(kind) and not _plan(kind).is_empty:
            inner.append((name, kind, is_many))
    return _Plan(tuple(addresses), tuple(identifiers), tuple(links), tuple(references), tuple(inner))


def _kind(hint: Any) -> tuple[Any, bool]:
    """Return the type of an attribute or of its items, and whether it holds several."""
    if get_origin(hint) in (Union, types.UnionType):
        return _kind(next(part for part in get_args(hint) if part is not type(None)))
    if get_origin(hint) is tuple:
        return _kind(get_args(hint)[0])[0], True
    return hint, False


def _values(items: Iterable[Any], name: str, is_many: bool) -> Iterator[Any]:
    values = map(attrgetter(name), items)
    return chain.from_iterable(values) if is_many else filter(None, values)


# --- links --------------------------------------------------------------------------------------


def _leads_somewhere(address: str) -> bool:
    return (scheme_of(address) or "https") in LINK_SCHEMES


def _runs_nothing(identifier: str) -> bool:
    return ":" not in identifier or scheme_of(identifier) not in _RUNS


def _unsafe(findings: Findings, address: str, path: Path) -> None:
    message = f"expected a link of {', '.join(LINK_SCHEMES[:-1])} or {LINK_SCHEMES[-1]}, got {address[:80]!r}"
    findings.add("unsafe-link", f"{message}; it is left out", path)


def _without_links(
    event: Event, allowed: _Allowed, told: Callable[[str, Path], None], places: dict[Path, tuple[int, ...]]
) -> Event:
    """Return the event without the links that are not allowed.

    Args:
        event: the event.
        allowed: returns whether an address is allowed.
        told: called with each address that is left out, and its path.
        places: receives, for each list from which links are removed, the old indices of the remaining items.
    """
    if _all_allowed((event,), Event, allowed):
        return event
    safe: Event = _Links(allowed, told, places).without(event, ())
    return safe


def _all_allowed(items: tuple[Any, ...], owner: Any, allowed: _Allowed) -> bool:
    """Return whether every address in objects of a class is allowed, as in most events."""
    plan = _plan(owner)
    for name, is_many in plan.links:
        if not all(is_plain_url(link.href) or allowed(link.href) for link in _values(items, name, is_many)):
            return False
    for name in plan.addresses:
        if not all(is_plain_url(address) or allowed(address) for address in _values(items, name, False)):
            return False
    if not all(_runs_nothing(text) for name, is_many in plan.identifiers for text in _values(items, name, is_many)):
        return False
    for name, kind, is_many in plan.inner:
        within = tuple(_values(items, name, is_many))
        if within and not _all_allowed(within, kind, allowed):
            return False
    return True


_href = attrgetter("href")


class _Links:
    """Removes links from an event."""

    def __init__(
        self, allowed: _Allowed, told: Callable[[str, Path], None], places: dict[Path, tuple[int, ...]]
    ) -> None:
        self._allowed = allowed
        self._told = told
        self._places = places

    def without(self, item: Any, path: Path) -> Any:
        """Return an object of the model without the links that are not allowed."""
        plan = _plan(_model_class(item))
        changes: dict[str, Any] = {}
        for name in plan.addresses:
            if not self._is_kept(getattr(item, name), (*path, name), self._allowed):
                changes[name] = None
        for names, text_of, allowed in ((plan.identifiers, str, _runs_nothing), (plan.links, _href, self._allowed)):
            for name, is_many in names:
                old = getattr(item, name)
                new = self._some(old, (*path, name), is_many, text_of, allowed)
                if new is not old:
                    changes[name] = new
        for name, _, is_many in plan.inner:
            old = getattr(item, name)
            if is_many:
                new = tuple(self.without(each, (*path, name, number)) for number, each in enumerate(old))
                if any(a is not b for a, b in zip(new, old, strict=True)):
                    changes[name] = new
            elif old is not None and (one := self.without(old, (*path, name))) is not old:
                changes[name] = one
        return attrs.evolve(item, **changes) if changes else item

    def _some(self, old: Any, path: Path, is_many: bool, text_of: Callable[[Any], str], allowed: _Allowed) -> Any:
        if not old:
            return old
        if not is_many:
            return old if self._is_kept(text_of(old), path, allowed) else None
        indices = tuple(n for n, each in enumerate(old) if self._is_kept(text_of(each), (*path, n), allowed))
        if len(indices) == len(old):
            return old
        self._places[path] = indices
        return tuple(old[number] for number in indices)

    def _is_kept(self, address: str | None, path: Path, allowed: _Allowed) -> bool:
        if address is None or is_plain_url(address) or allowed(address):
            return True
        self._told(address, path)
        return False


def _model_class(item: object) -> Any:
    return Event if isinstance(item, Event) else type(item)


# --- references ---------------------------------------------------------------------------------


def _without_dangling(event: Event, findings: Findings) -> Event:
    """Return the event without invalid references."""
    ids: dict[str, set[str]] = {
        name: {item.id for item in getattr(event, name)} for name in ("venues", "rooms", "tracks", "sessions")
    }
    ids["organizations"] = {item.id for item in event.organizations}
    ids["agents"] = ids["organizations"] | {item.id for item in event.people}
    if _all_known((event,), Event, ids):
        return event
    mended: Event = _mended(event, (), ids, findings)
    return mended


def _all_known(items: tuple[Any, ...], owner: Any, known: Mapping[str, set[str]]) -> bool:
    plan = _plan(owner)
    for name, kind, is_many in plan.references:
        if not known[kind].issuperset(_values(items, name, is_many)):
            return False
    for name, kind, is_many in plan.inner:
        within = tuple(_values(items, name, is_many))
        if within and not _all_known(within, kind, known):
            return False
    return True


def _mended(item: Any, path: Path, known: Mapping[str, set[str]], findings: Findings) -> Any:
    """Return an object without invalid references; None for a participant whose agent does not exist."""
    plan = _plan(_model_class(item))
    changes: dict[str, Any] = {}
    for name, kind, is_many in plan.references:
        old = getattr(item, name)
        ids: tuple[str, ...] = old if is_many else () if old is None else (old,)
        dangling = [id for id in ids if id not in known[kind]]
        for id in dangling:
            message = f"there is no {_SINGULAR.get(kind, 'person or organization')} {id!r}; the reference is left out"
            findings.add("dangling-reference", message, (*path, name))
        if dangling:
            if isinstance(item, Participant) and name == "agent":
                return None
            changes[name] = tuple(id for id in ids if id in known[kind]) if is_many else None
    for name, _, is_many in plan.inner:
        old = getattr(item, name)
        if is_many:
            new = tuple(_mended(each, (*path, name, number), known, findings) for number, each in enumerate(old))
            if any(a is not b for a, b in zip(new, old, strict=True)):
                changes[name] = tuple(each for each in new if each is not None)
        elif old is not None and (one := _mended(old, (*path, name), known, findings)) is not old:
            changes[name] = one
    return attrs.evolve(item, **changes) if changes else item


def _without_cycles(event: Event, findings: Findings) -> Event:
    """Return the event with every cycle of parts and of repeats cut at the reference that closes it."""
    changes: dict[str, Any] = {}
    for collection, name, code, what in (
        ("sessions", "parent", "parent-cycle", "is a part of itself"),
        ("sessions", "repeat_of", "repeat-cycle", "is a repeat of itself"),
        ("organizations", "parent", "parent-cycle", "is a part of itself"),
    ):
        items: tuple[Any, ...] = changes.get(collection, getattr(event, collection))
        closing = _closing(items, attrgetter(name))
        if closing:
            for number in sorted(closing):
                message = f"{items[number].id!r} {what}; the reference is left out"
                findings.add(code, message, (collection, number, name))
            changes[collection] = tuple(
                attrs.evolve(item, **{name: None}) if number in closing else item for number, item in enumerate(items)
            )
    return attrs.evolve(event, **changes) if changes else event


def _closing(items: tuple[Any, ...], step: Callable[[Any], str | None]) -> set[int]:
    """Return the indices of the items whose reference closes a cycle."""
    steps = {item.id: step(item) for item in items}
    if not any(steps.values()):
        return set()
    numbers = {item.id: number for number, item in enumerate(items)}
    settled: set[str] = set()
    closing: set[int] = set()
    for start in steps:
        way: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in numbers and here not in settled and here not in way:
            way[here] = None
            here = steps[here]
        if here in way:
            closing.add(numbers[next(reversed(way))])
        settled.update(way)
    return closing
