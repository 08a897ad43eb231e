"""Acceptances: exceptions that a team declared, and errors in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._patterns import late_pattern
from ..diagnostics import Path, Severity, Suggestions
from ..model.session import Acceptance
from ._context import Context
from ._registry import Finding, rule

_NO_REASON = late_pattern(r"\W*(?:todo|tbd|none|n/?a|ok|because|x+|reason|fixme)?\W*", re.IGNORECASE)


def acceptances(context: Context) -> Iterator[tuple[Path, Acceptance, str | None]]:
    """Yield every acceptance with its path, and the id of the session it is in."""
    for index, item in enumerate(context.event.accept):
        yield ("accept", index), item, None
    for number, session in enumerate(context.event.sessions):
        for index, item in enumerate(session.accept):
            yield ("sessions", number, "accept", index), item, session.id


def has_reason(item: Acceptance) -> bool:
    """Return whether an acceptance gives a reason."""
    return _NO_REASON.fullmatch(item.reason) is None


@rule("acceptance-without-reason", severity=Severity.ERROR, category="acceptances", since="0.1")
def acceptance_without_reason(context: Context) -> Iterator[Finding]:
    """A finding is accepted without a reason, or with a text that gives none.

    This finding cannot be accepted.

    Why:
        Next year nobody knows whether the problem was intended or only ignored.

    Bad:
        rooms: [{id: hall, name: Hall}, {id: attic, name: Attic}]
        accept: [{rule: unused-room, where: [attic], reason: ""}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}

    Good:
        rooms: [{id: hall, name: Hall}, {id: attic, name: Attic}]
        accept: [{rule: unused-room, where: [attic], reason: "kept free for the press"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
    """
    for path, item, owner in acceptances(context):
        if not has_reason(item):
            yield Finding(
                message=f"{item.rule!r} is accepted without a reason",
                path=(*path, "reason"),
                about=(owner or context.event.id,),
                help='write why it is intended: "one hall, two corners"',
            )


@rule("acceptance-of-unknown-id", severity=Severity.WARNING, category="acceptances", since="0.1")
def acceptance_of_unknown_id(context: Context) -> Iterator[Finding]:
    """An acceptance names an id that nothing has.

    Why:
        The acceptance was meant for something that has been renamed, whose finding is now reported again.

    Bad:
        rooms: [{id: hall, name: Hall}, {id: attic, name: Attic}]
        accept: [{rule: unused-room, where: [attic, atic], reason: "kept free for the press"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}

    Good:
        rooms: [{id: hall, name: Hall}, {id: attic, name: Attic}]
        accept: [{rule: unused-room, where: [attic], reason: "kept free for the press"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
    """
    if not any(True for _ in acceptances(context)):
        return
    index, event = context.event.index, context.event
    ids: set[str] = {event.id, *index.sessions, *index.rooms, *index.tracks, *index.venues, *index.agents}
    near_ids = Suggestions(sorted(ids))
    for path, item, owner in acceptances(context):
        if item.rule in ("dangling-reference", "session-removed"):
            continue  # acceptances of findings about ids that do not exist
        for position, id in enumerate(item.where):
            if id not in ids:
                near = near_ids.nearest(id)
                yield Finding(
                    message=f"nothing has the id {id!r}",
                    path=(*path, "where", position),
                    about=(owner or event.id,),
                    help=f"did you mean {near!r}?" if near else "remove it",
                )
