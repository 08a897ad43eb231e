"""References: ids that do not exist, exist twice, or form a cycle."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from typing import Any

from ..diagnostics import Path, Related, Severity, Suggestions
from ..model.event import Event
from ..model.identity import session_uid
from ..model.session import Session
from ._context import Context, short
from ._registry import Finding, rule

_COLLECTIONS = ("venues", "rooms", "tracks", "people", "organizations", "sessions")
_SINGULAR = {
    "venues": "venue",
    "rooms": "room",
    "tracks": "track",
    "people": "person",
    "organizations": "organization",
    "sessions": "session",
    "agents": "person or organization",
}


def _references(event: Event) -> Iterator[tuple[Path, str, str, str]]:
    """Yield the path, the id, the kind of thing it refers to, and the id of the element that refers."""
    yield from _participants(event, (), event.id)
    for number, room in enumerate(event.rooms):
        if room.venue is not None:
            yield ("rooms", number, "venue"), room.venue, "venues", room.id
    for number, person in enumerate(event.people):
        if person.affiliation is not None:
            yield ("people", number, "affiliation"), person.affiliation, "organizations", person.id
        for index, other in enumerate(person.other_affiliations):
            yield ("people", number, "other_affiliations", index), other, "organizations", person.id
    for number, organization in enumerate(event.organizations):
        if organization.parent is not None:
            yield ("organizations", number, "parent"), organization.parent, "organizations", organization.id
    for number, session in enumerate(event.sessions):
        yield from _session_references(session, ("sessions", number))


def _session_references(session: Session, path: Path) -> Iterator[tuple[Path, str, str, str]]:
    if session.parent is not None:
        yield (*path, "parent"), session.parent, "sessions", session.id
    if session.repeat_of is not None:
        yield (*path, "repeat_of"), session.repeat_of, "sessions", session.id
    for index, track in enumerate(session.tracks):
        yield (*path, "tracks", index), track, "tracks", session.id
    if session.slot is not None:
        for index, room in enumerate(session.slot.rooms):
            yield (*path, "slot", "rooms", index), room, "rooms", session.id
        if session.slot.venue is not None:
            yield (*path, "slot", "venue"), session.slot.venue, "venues", session.id
    if session.participants:
        yield from _participants(session, path, session.id)


def _participants(value: Any, path: Path, about: str) -> Iterator[tuple[Path, str, str, str]]:
    for index, item in enumerate(value.participants):
        if item.agent is not None:
            yield (*path, "participants", index, "agent"), item.agent, "agents", about
        if item.affiliation is not None:
            yield (*path, "participants", index, "affiliation"), item.affiliation, "organizations", about
        for which, other in enumerate(item.other_affiliations):
            yield (*path, "participants", index, "other_affiliations", which), other, "organizations", about


@rule(
    "dangling-reference",
    severity=Severity.ERROR,
    category="references",
    since="0.1",
    see=("rails/website#717", "CTPUG/wafer#301"),
)
def dangling_reference(context: Context) -> Iterator[Finding]:
    """An id refers to something that is not in the event.

    Why:
        After a speaker is deleted or a room renamed, one page would lose it and another would break. The rest of the
        programme can still be shown.

    Bad:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [hal]}}

    Good:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [hall]}}
    """
    index = context.event.index
    ids: dict[str, Container[str]] = {
        "venues": index.venues,
        "rooms": index.rooms,
        "tracks": index.tracks,
        "organizations": index.organizations,
        "agents": index.agents,
        "sessions": index.sessions,
    }
    near_ids = {kind: Suggestions(getattr(index, kind)) for kind in ids}
    for path, id, kind, about in _references(context.event):
        if id in ids[kind]:
            continue
        other = next((name for name in _COLLECTIONS if name != kind and id in getattr(index, name)), None)
        near = near_ids[kind].nearest(id)
        if other is not None and kind != "agents":
            hint = f"{id!r} is a {_SINGULAR[other]}, but a {_SINGULAR[kind]} is needed here"
        elif near is not None:
            hint = f"did you mean {near!r}?"
        else:
            hint = f"add it to `{'people` or `organizations' if kind == 'agents' else kind}`, or remove the reference"
        yield Finding(
            message=f"there is no {_SINGULAR[kind]} {id!r}", path=path, about=(about,), within=(id,), help=hint
        )


@rule(
    "duplicate-id",
    severity=Severity.ERROR,
    category="references",
    since="0.1",
    see=("pretalx/pretalx#762", "voc/voctoweb#733"),
)
def duplicate_id(context: Context) -> Iterator[Finding]:
    """Two things of one kind have the same id; people and organizations count as one kind.

    Why:
        Every reference to the id finds the first thing only, and the second is in no calendar. A copied session takes
        over the recordings and bookmarks of its original.

    Bad:
        sessions:
          - {id: coffee, title: Coffee in the morning, kind: break}
          - {id: coffee, title: Coffee in the afternoon, kind: break}

    Good:
        sessions:
          - {id: coffee-1, title: Coffee in the morning, kind: break}
          - {id: coffee-2, title: Coffee in the afternoon, kind: break}
    """
    namespaces: tuple[tuple[str, ...], ...] = (
        ("venues",),
        ("rooms",),
        ("tracks",),
        ("people", "organizations"),
        ("sessions",),
    )
    for names in namespaces:
        seen: dict[str, Path] = {}
        for name in names:
            items: tuple[Any, ...] = getattr(context.event, name)
            for number, item in enumerate(items):
                path = (name, number)
                first = seen.setdefault(item.id, path)
                if first is not path:
                    kind, other = _SINGULAR[name], _SINGULAR[str(first[0])]
                    yield Finding(
                        message=f"{item.id!r} is already the id of another {other}"
                        + ("" if kind == other else f", and {kind} ids are in the same namespace"),
                        path=(*path, "id"),
                        about=(item.id,),
                        related=(Related(message=f"the first {item.id!r}", path=(*first, "id")),),
                        help="give one of them another id; the published one keeps it",
                    )


@rule("id-reused-across-kinds", severity=Severity.INFO, category="references", since="0.1")
def id_reused_across_kinds(context: Context) -> Iterator[Finding]:
    """Things of two kinds share an id.

    Why:
        It is allowed, but an acceptance that names the id matches both, and people who read `hall` cannot tell
        whether it is the room or the venue.

    Bad:
        venues:
          - {id: forum, name: Forum, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: forum, name: Great Hall, venue: forum}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [forum]}}

    Good:
        venues:
          - {id: forum, name: Forum, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: great-hall, name: Great Hall, venue: forum}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [great-hall]}}
    """
    seen: dict[str, Path] = {}
    for name in _COLLECTIONS:
        items: tuple[Any, ...] = getattr(context.event, name)
        kind = "people" if name == "organizations" else name
        for number, item in enumerate(items):
            first = seen.setdefault(item.id, (name, number))
            if first[0] not in {name, kind} and not (first[0] == "people" and kind == "people"):
                yield Finding(
                    message=f"{item.id!r} is the id of a {_SINGULAR[name]} and of a {_SINGULAR[str(first[0])]}",
                    path=(name, number, "id"),
                    about=(item.id,),
                    related=(Related(message=f"the {_SINGULAR[str(first[0])]}", path=(*first, "id")),),
                    help="give one of them another id",
                )


@rule("id-case-collision", severity=Severity.WARNING, category="references", since="0.1")
def id_case_collision(context: Context) -> Iterator[Finding]:
    """Two ids of one kind differ only by upper and lower case.

    Why:
        On many machines they are the same file name, and for many people the same web address.

    Bad:
        sessions:
          - {id: AI, title: Open models}
          - {id: ai, title: Artificial intelligence in offices}

    Good:
        sessions:
          - {id: open-models, title: Open models}
          - {id: ai, title: Artificial intelligence in offices}
    """
    for name in _COLLECTIONS:
        seen: dict[str, tuple[str, int]] = {}
        items: tuple[Any, ...] = getattr(context.event, name)
        for number, item in enumerate(items):
            other, first_index = seen.setdefault(item.id.lower(), (item.id, number))
            if other != item.id:
                yield Finding(
                    message=f"{item.id!r} differs from {other!r} only by case",
                    path=(name, number, "id"),
                    about=(item.id, other),
                    related=(Related(message=f"{other!r}", path=(name, first_index, "id")),),
                    help="give one of them another id",
                )


def _cycles(items: tuple[Any, ...], step: Callable[[Any], str | None]) -> Iterator[list[int]]:
    """Yield the indices of the members of every cycle, each cycle once, from its first member."""
    numbers: dict[str, int] = {}
    for number, item in enumerate(items):
        numbers.setdefault(item.id, number)
    state = [0] * len(items)  # 0: not visited, else the number of the walk that visited it
    for start in range(len(items)):
        line: list[int] = []
        at: int | None = start
        while at is not None and state[at] == 0:
            state[at] = start + 1
            line.append(at)
            target = step(items[at])
            at = numbers.get(target) if target is not None else None
        if at is not None and state[at] == start + 1 and line:
            ring = line[line.index(at) :]
            lead = ring.index(min(ring))
            yield ring[lead:] + ring[:lead]


def _cycle_findings(
    collection: str, field: str, items: tuple[Any, ...], step: Callable[[Any], str | None]
) -> Iterator[Finding]:
    for ring in _cycles(items, step):
        ids = [str(items[number].id) for number in ring]
        way = " -> ".join([*ids[:6], "..."] if len(ids) > 6 else [*ids, ids[0]])
        yield Finding(
            message=f"{_SINGULAR[collection]} {ids[0]!r} leads back to itself: {way}",
            path=(collection, ring[0], field),
            about=tuple(ids),
            related=tuple(
                Related(message=f"{items[number].id!r}", path=(collection, number, field)) for number in ring[1:6]
            ),
            help=f"remove `{field}` from one of them",
        )


@rule("parent-cycle", severity=Severity.ERROR, category="references", since="0.1")
def parent_cycle(context: Context) -> Iterator[Finding]:
    """A session or an organization is a part of itself, directly or through others.

    Why:
        A program that walks up or down the tree never ends, or leaves out the whole cycle.

    Bad:
        sessions:
          - {id: block, title: Morning block, parent: talk}
          - {id: talk, title: Open models, parent: block}

    Good:
        sessions:
          - {id: block, title: Morning block}
          - {id: talk, title: Open models, parent: block}
    """
    yield from _cycle_findings("sessions", "parent", context.event.sessions, lambda item: item.parent)
    yield from _cycle_findings("organizations", "parent", context.event.organizations, lambda item: item.parent)


@rule("repeat-cycle", severity=Severity.ERROR, category="references", since="0.1")
def repeat_cycle(context: Context) -> Iterator[Finding]:
    """A session is a repeat of itself, directly or through others.

    Why:
        Nobody can tell which of them is the first run.

    Bad:
        sessions:
          - {id: monday, title: Licences for beginners, repeat_of: tuesday}
          - {id: tuesday, title: Licences for beginners, repeat_of: monday}

    Good:
        sessions:
          - {id: monday, title: Licences for beginners}
          - {id: tuesday, title: Licences for beginners, repeat_of: monday}
    """
    yield from _cycle_findings("sessions", "repeat_of", context.event.sessions, lambda item: item.repeat_of)


@rule("repeat-chain", severity=Severity.WARNING, category="references", since="0.1")
def repeat_chain(context: Context) -> Iterator[Finding]:
    """A session repeats a session that is a repeat itself.

    Why:
        All runs should point at the first one: then they are found together, and deleting one loses no other.

    Bad:
        sessions:
          - {id: monday, title: Licences for beginners}
          - {id: tuesday, title: Licences for beginners, repeat_of: monday}
          - {id: wednesday, title: Licences for beginners, repeat_of: tuesday}

    Good:
        sessions:
          - {id: monday, title: Licences for beginners}
          - {id: tuesday, title: Licences for beginners, repeat_of: monday}
          - {id: wednesday, title: Licences for beginners, repeat_of: monday}
    """
    sessions = context.event.sessions
    in_ring = {number for ring in _cycles(sessions, lambda item: item.repeat_of) for number in ring}
    for number, session in enumerate(sessions):
        if session.repeat_of is None or number in in_ring:
            continue
        first = context.event.index.sessions.get(session.repeat_of)
        if first is not None and first.repeat_of is not None:
            yield Finding(
                message=f"{session.id!r} repeats {first.id!r}, which itself repeats {first.repeat_of!r}",
                path=("sessions", number, "repeat_of"),
                about=(session.id, first.id),
                related=(Related(message=f"{first.id!r}", path=("sessions", context.numbers[first.id], "repeat_of")),),
                help=f"write `repeat_of: {first.repeat_of}`",
            )


@rule(
    "duplicate-uid",
    severity=Severity.ERROR,
    category="references",
    since="0.1",
    see=("emfcamp/Website#2097", "pretalx/pretalx#762"),
)
def duplicate_uid(context: Context) -> Iterator[Finding]:
    """Two sessions are published under the same UID.

    Why:
        Calendars keep one entry per UID: of four evenings of karaoke they show one.

    Bad:
        sessions:
          - {id: friday, title: Karaoke on Friday, uid: karaoke-2026}
          - {id: saturday, title: Karaoke on Saturday, uid: karaoke-2026}

    Good:
        sessions:
          - {id: friday, title: Karaoke on Friday, uid: karaoke-2026}
          - {id: saturday, title: Karaoke on Saturday}
    """
    sessions = context.event.sessions
    if all(session.uid is None for session in sessions):
        return  # their ids decide, and the rule `duplicate-id` checks those
    seen: dict[str, int] = {}
    for number, session in enumerate(sessions):
        first = seen.setdefault(session_uid(context.event, session), number)
        other = sessions[first]
        if first != number and (session.uid is not None or other.id != session.id):
            yield Finding(
                message=f"{short(session.title)} and {short(other.title)} are both published as "
                f"{session_uid(context.event, session)!r}",
                path=("sessions", number, "uid") if session.uid else ("sessions", number),
                about=(session.id, other.id),
                related=(Related(message=f"{other.id!r}", path=("sessions", first)),),
                help="remove the `uid` of the one that was published without it; it then gets its own",
            )
