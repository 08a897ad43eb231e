"""A message to each affected person and room, with a calendar of their changed sessions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator

from ...model import Organization, Person, Room
from ...views import Change, Changes, Impact, Thing
from ...views.changes import ACT_ON, tell
from ._calendar import calendar
from ._readable import plain_text

__all__ = ["notices"]

_NAMED = (Thing.PERSON, Thing.ORGANIZATION, Thing.ROOM)


def notices(changes: Changes, *, shown: Collection[Impact] = ACT_ON) -> dict[str, bytes]:
    """Return a text and a calendar for each person, organization and room that a change of these impacts concerns.

    People in cancelled or removed sessions are told too, and so are people in parts of a session that moved.

    Args:
        changes: the changes, in the part of the event that the recipients may see.
        shown: the impacts to report.

    Returns:
        The content by path, `people/ada.txt` and `people/ada.ics`, with an index, `files.json`.
    """
    shown_changes = changes.only(shown)
    files: dict[str, bytes] = {}
    for folder, thing, name, part in _recipients(shown_changes):
        heading = f"{name}: what changed"
        text = f"{heading}\n{'=' * len(heading)}\n\n{plain_text(tell(part, shown=shown))}"
        files[f"{folder}/{thing}.txt"] = text.encode("utf-8", "backslashreplace")
        files[f"{folder}/{thing}.ics"] = calendar(part)
    index = [{"path": path, "sha256": hashlib.sha256(data).hexdigest()} for path, data in sorted(files.items())]
    tree = {"generator": "ospo-events", "event": changes.newer.id, "files": index}
    return files | {"files.json": (json.dumps(tree, indent=1, ensure_ascii=False) + "\n").encode()}


def _recipients(changes: Changes) -> Iterator[tuple[str, str, str, Changes]]:
    """Yield the folder, the id, the name and the changes of each recipient, in order of ids."""
    agents: dict[str, Person | Organization] = {}
    rooms: dict[str, Room] = {}
    for event in (changes.older, changes.newer):
        agents |= {str(id): agent for id, agent in event.index.agents.items()}
        rooms |= {str(id): room for id, room in event.index.rooms.items()}
    new_ids = {change.was: change.id for change in changes if change.was is not None and change.thing in _NAMED}
    concerned: dict[str, dict[str, list[Change]]] = {"agents": {}, "rooms": {}}
    for change in changes:
        if change.thing in (Thing.SESSION, Thing.ROOM):
            ids = changes.concerned(change)
            for kind, table in concerned.items():
                for id in {new_ids.get(id) or id for id in ids[kind]}:
                    table.setdefault(id, []).append(change)
    for kind, folder, recipients in (("agents", "people", agents), ("rooms", "rooms", rooms)):
        for id, found_changes in sorted(concerned[kind].items()):
            item = recipients.get(id)
            yield folder, id, item.name if item is not None else id, changes.these(found_changes)
