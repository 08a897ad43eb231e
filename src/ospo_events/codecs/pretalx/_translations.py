"""Reads texts of pretalx in several languages, and the members that go to `extra` or are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ...diagnostics import Findings, Path, Severity
from ...model import Link
from .._reading.json_node import Node

__all__ = ["EXTRA", "Translations", "extra_of", "number_in", "pictures", "texts_of"]

EXTRA = "x-pretalx"
"""The key of `extra` for data that only pretalx has."""

_PRIVATE = frozenset(
    [
        "email",
        "notes",
        "internal_notes",
        "invitation_token",
        "access_code",
        "review_code",
        "anonymised_data",
        "reviews",
        "assigned_reviewers",
        "is_anonymised",
        "median_score",
        "mean_score",
        "invitations",
        "availabilities",
        "pending_state",
        "speaker_info",
        "created",
    ]
)
_INTERNAL = frozenset(
    [
        "submission_type_id",
        "track_id",
        "tag_ids",
        "slot_count",
        "position",
        "schedule",
        "requires_access_code",
        "avatar_source",
        "avatar_license",
        "has_arrived",
        "avatar_thumbnail_default",
        "avatar_thumbnail_tiny",
        "attendee_signup_required",
        "is_visible",
        "fav_count",
    ]
)


class Translations:
    """Reads texts that an object may have in several languages.

    Args:
        findings: receives findings about texts that are left out.
        language: the language to use; None: the first one of each text.
    """

    def __init__(self, findings: Findings, language: str | None) -> None:
        self.findings = findings
        self._language = language
        self._translations: dict[Path, dict[str, object]] = {}

    def text(self, node: Node, key: str) -> str | None:
        """Return a text in the language to use; the other languages go to `extra`."""
        if not isinstance(node.members.get(key), dict):
            return node.text(key)
        by_language = cast("Node", node.child(key))
        texts = {language: text for language in by_language.members if (text := by_language.text(language)) is not None}
        if not texts:
            return None
        chosen = self._language if self._language in texts else next(iter(texts))
        others = {language: text for language, text in texts.items() if language != chosen}
        if others:
            self._translations.setdefault(node.path, {})[key] = others
        return texts[chosen]

    def unread_members(self, node: Node, *without: str) -> dict[str, object]:
        """Return the members of an object for its `extra`: those that nothing has read, and the other languages.

        Args:
            node: the object.
            without: further members to leave out, besides those for the team only and the personal ones.
        """
        rest = node.rest()
        for key in sorted(_PRIVATE & set(rest)):
            self.findings.add(
                "private-data-left-out",
                f"{key} left out: it is for the team only",
                (*node.path, key),
                severity=Severity.INFO,
                repeated=True,
            )
        dropped = _PRIVATE | _INTERNAL | set(without)
        members = {key: value for key, value in rest.items() if key not in dropped}
        translations = self._translations.get(node.path)
        return members | ({"translations": translations} if translations else {})


def number_in(value: object) -> str | None:
    """Return a number as an id, and None for anything else: pretalx refers to other objects by number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def texts_of(value: object) -> list[str]:
    """Return a text in each of its languages."""
    values = cast("dict[str, object]", value).values() if isinstance(value, dict) else [value]
    return [text for text in values if isinstance(text, str)]


def extra_of(members: dict[str, object], answers: Mapping[str, Any] | None = None) -> Any:
    """Return the `extra` of an element of the model.

    Args:
        members: the members for everybody.
        answers: the `extra` for its answers.
    """
    merged = dict(answers or {})
    own_members = members | merged.pop(EXTRA, {})
    return ({EXTRA: own_members} if own_members else {}) | merged


def pictures(node: Node, *keys: tuple[str, str]) -> tuple[Link, ...]:
    """Return links to the addresses in some members, each with its relation."""
    links: dict[str, Link] = {}
    for key, rel in keys:
        href = node.text(key)
        if href is not None:
            links.setdefault(href, Link(href, rel))
    return tuple(links.values())
