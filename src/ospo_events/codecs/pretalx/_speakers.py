"""Reads speakers of pretalx: full objects in its older API, codes in the current one."""

from __future__ import annotations

from typing import Any, cast

from ...diagnostics import Path
from ...model import Participant
from .._reading.json_node import Node, node_of
from .._reading.programme import ProgrammeBuilder
from ._answers import Answers
from ._translations import Translations, extra_of, pictures

__all__ = ["Speakers"]


class Speakers:
    """Reads speakers into the people of a programme.

    Args:
        programme: receives the people.
        translations: reads their biographies.
        answers: finds their answers.
    """

    def __init__(self, programme: ProgrammeBuilder, translations: Translations, answers: Answers) -> None:
        self._programme = programme
        self._people = programme.people
        self._translations = translations
        self._answers = answers

    def read(self, node: Node) -> str | None:
        """Return the id of the person that a full object describes; a second object adds missing attributes."""
        code, name = node.identifier("code"), node.text("name")
        node.raw("submissions")
        values: dict[str, Any] = {
            "bio": self._translations.text(node, "biography"),
            "links": pictures(node, ("avatar", "image"), ("avatar_url", "image")),
            "email": node.text("email"),
        }
        answers = self._answers.of(node, only_public=True)
        id = self._people.known(code) if code is not None else None
        if id is not None and id in self._people:
            self._people.complete(id, **values)
            if name is not None and name != code and self._people[id].name == code:
                self._people.change(id, name=name)
            return id
        if name is None:
            node.findings.add(
                "missing-key", "expected the name of the speaker, got none; the code is used instead", node.path
            )
        wanted_id = code if code is not None else name or "speaker"
        extra = self._translations.unread_members(node, "timezone", "locale")
        own_extra = extra_of(extra, answers)
        return self._programme.person(code, name or wanted_id, node.path, id=wanted_id, extra=own_extra, **values)

    def participants(self, node: Node) -> tuple[Participant, ...]:
        """Return the speakers of a submission."""
        ids: dict[str | None, None] = {}
        for value, path in node.values("speakers"):
            full = node_of(value, path, node.findings)
            if full is not None:
                ids[self.read(full)] = None
            elif isinstance(value, str) and value.strip():
                ids[self._of_code(node, value, path)] = None
            else:
                node.findings.wrong_type("a speaker or its code", value, path)
        return tuple(Participant(agent=cast("Any", id)) for id in ids if id is not None)

    def _of_code(self, node: Node, code: str, path: Path) -> str | None:
        id = self._people.known(code)
        if id is not None:
            return id
        node.findings.add("dangling-reference", f"no speaker of these documents has the code {code[:40]!r}", path)
        return self._programme.person(code, code, path, id=code)
