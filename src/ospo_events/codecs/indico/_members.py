"""What of Indico's objects is kept, what is personal, and what is only its machinery."""

from __future__ import annotations

from typing import Any

from ...diagnostics import Severity
from .._reading.html_text import is_html, plain_text
from .._reading.json_node import Node

__all__ = ["EXTRA", "MOST_HTML", "extra_of", "plain", "public_rest", "withhold"]

EXTRA = "x-indico"
"""The key of `extra` that holds what is Indico's own."""
MOST_HTML = 200_000
"""Longer HTML is not read."""

_PRIVATE = frozenset(
    ("email", "emailHash", "phone", "fax", "address", "creator", "supportInfo", "bookedRooms", "allowed")
)
_MACHINERY = frozenset(
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


def plain(node: Node, key: str, extra: dict[str, object]) -> str | None:
    """Return a text without its HTML, which is kept in `extra`."""
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


def public_rest(node: Node) -> dict[str, object]:
    """Return what nobody asked for, without the personal and the machinery's own."""
    rest = node.rest()
    for key in sorted(_PRIVATE & set(rest)):
        node.findings.add(
            "private-data-left-out",
            f"{key} left out: personal data",
            (*node.path, key),
            severity=Severity.INFO,
            repeated=True,
        )
    return {key: value for key, value in rest.items() if key not in _PRIVATE and key not in _MACHINERY}


def withhold(person: Node) -> None:
    """Say which personal data is left out; the address itself stays with the person, where nothing publishes it."""
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
    """Return what goes to the `extra` of a thing; nothing where there is nothing."""
    kept = {key: value for key, value in members.items() if value is not None}
    return {EXTRA: kept} if kept else {}
