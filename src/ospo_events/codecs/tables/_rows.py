"""Converts an event to table rows, and table rows to a document in native form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias, cast

import attrs

from ...model import Event, Link, Participant
from ..native.fragment import Fragment
from ._cells import escaped, text_of_value
from ._shape import COLLECTIONS, EVENT, LINKS, PARTICIPANTS, SESSIONS, TABLES, Kind, Table

__all__ = ["Rows", "header_of", "rows_of"]

Rows: TypeAlias = "dict[str, list[list[str]]]"
"""The rows of each table by its name, without the header; "" for an empty cell."""

_CHILDREN = ("links", "participants")
_TEXTS = frozenset(("text", "list"))


def header_of(table: Table) -> list[str]:
    """Return the names of the columns of a table, as written in files."""
    return ["name", "value"] if table is EVENT else [column.name for column in table.columns]


@cache
def _fragment(owner: Any, *without: str) -> Fragment[Any]:
    names = attrs.fields_dict(owner)
    return Fragment(owner, without=[name for name in without if name in names])


def rows_of(event: Event, *, formulas: bool) -> Rows:
    """Return the rows of every table of an event; a default is an empty cell.

    Args:
        event: the event.
        formulas: whether a program may take a text for a formula: in CSV.
    """
    rows: Rows = {table.name: [] for table in TABLES}
    head = _fragment(Event, *_CHILDREN, *(table.name for table in COLLECTIONS)).dump(event)
    names = [column.name for column in EVENT.columns]
    rows["event"] = [
        [name, text] for name, text in zip(names, _cells(EVENT, head, formulas=formulas), strict=True) if text
    ]
    people = {person.id for person in event.people}
    organizations = {organization.id for organization in event.organizations}

    def add_links(of: str, id: str, links: Sequence[Link]) -> None:
        for number, link in enumerate(links, 1):
            cells = _cells(LINKS, _fragment(Link).dump(link), formulas=formulas)
            cells[:3] = of, id, str(number)
            rows["links"].append(cells)

    def add_participants(session: str, participants: Sequence[Participant]) -> None:
        for number, participant in enumerate(participants, 1):
            tree = _fragment(Participant).dump(participant)
            agent = tree.pop("agent", "")
            cells = _cells(PARTICIPANTS, tree, formulas=formulas)
            is_person = agent in people or agent not in organizations
            cells[:4] = session, str(number), agent if is_person else "", "" if is_person else agent
            rows["participants"].append(cells)

    add_links("event", "", event.links)
    add_participants("", event.participants)
    for table in COLLECTIONS:
        fragment = _fragment(table.owner, *_CHILDREN)
        target = rows[table.name]
        for item in getattr(event, table.name):
            target.append(_cells(table, fragment.dump(item), formulas=formulas))
            if table is SESSIONS and item.participants:
                add_participants(item.id, item.participants)
            if getattr(item, "links", ()):
                add_links(table.name, item.id, item.links)
    return rows


_Plan: TypeAlias = "dict[str, tuple[int, Kind] | dict[str, Any]]"


@cache
def _plan(table: Table) -> _Plan:
    """Return the number of the column for each member of a tree, or the columns of its own members."""
    plan: dict[str, Any] = {}
    for number, column in enumerate(table.columns):
        if column.path:
            *above, last = column.path
            within = plan
            for name in above:
                within = within.setdefault(name, {})
            within[last] = (number, column.kind)
    return plan


def _cells(table: Table, tree: Mapping[str, Any], *, formulas: bool) -> list[str]:
    """Return the cells of the tree of one thing."""
    cells = [""] * len(table.columns)
    unknown: dict[str, Any] = {}

    def fill(tree: Mapping[str, Any], plan: _Plan) -> None:
        for key, value in tree.items():
            place = plan.get(key)
            if place is None:
                unknown[key] = value
            elif place.__class__ is tuple:
                number, kind = cast("tuple[int, Kind]", place)
                text = text_of_value(value, kind)
                cells[number] = escaped(text, formulas=formulas) if kind in _TEXTS else text
            else:
                fill(value, cast("_Plan", place))

    plan = _plan(table)
    fill(tree, plan)
    if unknown:
        number, kind = cast("tuple[int, Kind]", plan["extra"])
        cells[number] = text_of_value(unknown, kind)
    return cells
