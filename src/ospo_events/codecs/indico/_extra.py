"""Decides which members of Indico's objects go to `extra`; personal data and internal members do not."""

from __future__ import annotations

from typing import Any

from ...diagnostics import Severity
from ...views.html_text import is_html, plain_text
from .._reading.json_node import Node

__all__ = ["EXTRA", "MOST_HTML", "extra_of", "plain_member", "report_personal_data", "unread_members"]

EXTRA = "x-indico"
"""The key of `extra` for data that only Indico has."""
MOST_HTML = 200_000
"""Longer HTML is not read."""

_PRIVATE = frozenset(
    ("email", "emailHash", "phone", "fax", "address", "creator", "supportInfo", "bookedRooms", "allowed")
)
_INTERNAL = frozenset(
    [
        "_type",
        "_fossil",
        "hasAnyProtection",
        "visibility",
        "categoryId",
        "db_id",
        "friendly_id",
        "friendlyId",
        "id",
        "uniqueId",
        "conferenceId",
        "conference",
        "pdf",
        "textColor",
        "sessionSlotId",
        "sessionSlotEntryId",
        "objId",
        "isParallel",
        "isParallelInSession",
        "scheduleEntryId",
        "inheritLoc",
        "inheritRoom",
        "sessionCode",
        "protectionURL",
        "roomFullname",
        "contribDuration",
        "numSlots",
        "adjustedStartDate",
        "adjustedEndDate",
        "occurrences",
        "duration",
        "entryType",
    ]
)


def plain_member(node: Node, key: str, extra: dict[str, object]) -> str | None:
    """Return a member as plain text; if it is HTML, the original goes to `extra`."""
    text = node.text(key)
    if text is None or not is_html(text) or len(text) > MOST_HTML:
        return text
    node.findings.add(
        "markup-in-text",
        "HTML read as plain text; the original is kept in extra",
        (*node.path, key),
        severity=Severity.INFO,
        repeated=True,
    )
    extra[key] = text
    return plain_text(text) or None


def unread_members(node: Node) -> dict[str, object]:
    """Return the members of an object that nothing has read, without the personal and the internal ones."""
    rest = node.rest()
    for key in sorted(_PRIVATE & set(rest)):
        node.findings.add(
            "private-data-left-out",
            f"{key} left out: personal data",
            (*node.path, key),
            severity=Severity.INFO,
            repeated=True,
        )
    return {key: value for key, value in rest.items() if key not in _PRIVATE and key not in _INTERNAL}


def report_personal_data(person: Node) -> None:
    """Report the personal data that is left out, except the e-mail address, which no writer publishes."""
    for key in sorted(_PRIVATE - {"email", "creator"}):
        if person.members.get(key) and person.raw(key):
            person.findings.add(
                "private-data-left-out",
                f"{key} left out: personal data",
                (*person.path, key),
                severity=Severity.INFO,
                repeated=True,
            )


def extra_of(members: dict[str, object]) -> Any:
    """Return the `extra` of an element of the model; empty if no member has a value."""
    filled = {key: value for key, value in members.items() if value is not None}
    return {EXTRA: filled} if filled else {}
