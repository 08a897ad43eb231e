"""Reads the slots of submissions: objects in them, numbers in them, or a collection that refers to the submissions."""

from __future__ import annotations

import datetime as dt
from typing import cast
from zoneinfo import ZoneInfo

import attrs

from ...model import Slot
from .._reading.json_node import Node, node_of
from .._reading.times import end_after, make_slot, moment_of
from ._collections import Collections, is_run
from ._rooms_and_tracks import References
from ._translations import number_in

__all__ = ["Run", "Slots"]


@attrs.frozen
class Run:
    """A time at which a submission is held."""

    slot: Slot
    number: int | None
    """The id in pretalx: every release of the schedule makes new ones, in the same order."""

    @property
    def stamp(self) -> str:
        """Its start as a part of an id: it does not depend on the rest of the schedule."""
        return stamp_of(self.slot)


class Slots:
    """Finds the slots of each submission.

    Args:
        collections: the collections of the documents.
        rooms: reads the rooms they refer to.
        zone: the zone of the event.
    """

    def __init__(self, collections: Collections, rooms: References, zone: ZoneInfo) -> None:
        self._rooms = rooms
        self._zone = zone
        self._by_number: dict[str, Node] = {}
        self._by_code: dict[str, list[Node]] = {}
        self._sort(collections)

    def _sort(self, collections: Collections) -> None:
        for node in collections.slots():
            number = node.identifier("id")
            if number is not None:
                self._by_number[number] = node
            submission = node.raw("submission")
            if isinstance(submission, dict):
                submission = cast("dict[str, object]", submission).get("code")
            if isinstance(submission, str):
                self._by_code.setdefault(submission, []).append(node)
        for node in collections["submissions"]:
            code = node.members.get("code")
            if is_run(node) and isinstance(code, str):
                self._by_code.setdefault(code, []).append(node)

    def runs(self, node: Node, code: str | None, minutes: int | None) -> tuple[list[Run], bool]:
        """Return the runs of a submission, the first one first, and whether it has slots at all.

        The order is that of pretalx's ids if all have one, so that neither moving a run nor adding an earlier one makes
        another run the first; otherwise it is that of time.
        """
        nodes = self._nodes(node, code)
        runs = [
            Run(slot, int(number) if (number := number_in(item.members.get("id"))) is not None else None)
            for item in nodes
            if (slot := self.slot(item, minutes)) is not None
        ]
        if all(run.number is not None for run in runs):
            runs.sort(key=lambda run: run.number or 0)
        else:
            runs.sort(key=lambda run: run.slot.start.timestamp())
        return runs, bool(nodes)

    def _nodes(self, node: Node, code: str | None) -> list[Node]:
        """Return the slots of a submission: its objects, those of its numbers, or those that refer to it."""
        slots: list[Node] = []
        single = node.child("slot") if isinstance(node.members.get("slot"), dict) else None
        node.raw("slot")
        if single is not None:
            slots.append(single)
        for value, path in node.values("slots"):
            full = node_of(value, path, node.findings)
            if full is not None:
                slots.append(full)
            elif number_in(value) is not None and str(value) in self._by_number:
                slots.append(self._by_number[str(value)])
        return slots or self._by_code.get(code or "", [])

    def slot(self, node: Node, minutes: int | None) -> Slot | None:
        """Return the time and the room of a slot.

        Args:
            node: the slot.
            minutes: the duration to use if it has none itself.
        """
        room = self._rooms.of(node)
        texts = {key: node.text(key) for key in ("start", "end")}
        moments = {key: moment_of(text, self._zone, node.findings, (*node.path, key)) for key, text in texts.items()}
        start, end = moments["start"], moments["end"]
        if any(texts[key] is not None and moments[key] is None for key in texts):
            return None  # without its end it would look like an open one
        duration = node.integer("duration")
        if end is None:
            end = end_after(start, duration if duration is not None else minutes, self._zone)
        return make_slot(start, end, () if room is None else (room,), node.findings, node.path)


def stamp_of(slot: Slot) -> str:
    """Return the start of a slot as a part of an id, in UTC: `20240709T1000Z`."""
    return slot.start.astimezone(dt.UTC).strftime("%Y%m%dT%H%MZ")
