"""Reads answers to the questions of an event: numbers, or objects with the question or with its number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from ...diagnostics import Severity
from ...views.unknown_data import team_key
from .._reading.json_node import Node, node_of
from ._translations import EXTRA, Translations, number_in

__all__ = ["Answers"]

_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]+\.[A-Za-z]{2,}")


class Answers:
    """Finds the answers of an object, and the question of each.

    Args:
        translations: reads the questions.
        questions: number of a question -> its text.
        answers: the answers that objects refer to by number.
        hidden: the numbers of questions whose answers are not public.
        private: whether answers that are not public are read too, for the team.
    """

    def __init__(
        self,
        translations: Translations,
        questions: Mapping[str, str],
        answers: Iterable[Node],
        *,
        hidden: Collection[str] = (),
        private: bool = False,
    ) -> None:
        self._translations = translations
        self._questions = questions
        self._hidden = hidden
        self._private = private
        self._by_number = {number: node for node in answers if (number := node.identifier("id")) is not None}

    def of(self, node: Node, *, only_public: bool = False) -> dict[str, object]:
        """Return the answers of an object as its `extra`: those for everybody, and those for the team if requested.

        Args:
            node: the object.
            only_public: whether a question has to state that its answers are public.
        """
        by_question: dict[str, object] = {}
        for_the_team: dict[str, object] = {}
        for value, path in node.values("answers"):
            if number_in(value) is not None:
                answer = self._by_number.get(str(value))
                if answer is None:
                    message = "the answers are only numbers; ask the API for ?expand=answers.question"
                    node.findings.add("not-expanded", message, path, severity=Severity.INFO, repeated=True)
                    continue
            else:
                answer = node_of(value, path, node.findings)
            if answer is None:
                node.findings.wrong_type("an answer", value, path)
                continue
            title, personal = self._question(answer, only_public)
            text = answer.text("answer")
            if text is None:
                continue
            if not (personal or _EMAIL.search(text)):
                by_question[title] = text
            elif self._private:
                for_the_team[title] = text
            else:
                node.findings.add(
                    "private-data-left-out",
                    "an answer left out: it is not public",
                    path,
                    severity=Severity.INFO,
                    repeated=True,
                    help="the option private=true reads it, for the team",
                )
        parts = ((EXTRA, by_question), (team_key(EXTRA), for_the_team))
        return {key: {"answers": answers} for key, answers in parts if answers}

    def _question(self, answer: Node, only_public: bool) -> tuple[str, bool]:
        value = answer.raw("question")
        question = node_of(value, (*answer.path, "question"), answer.findings)
        if question is not None:
            is_public = question.flag("is_public")
            hidden = question.flag("contains_personal_data") or is_public is False or (only_public and not is_public)
            return self._translations.text(question, "question") or "Question", bool(hidden)
        number = answer.identifier("question")
        return self._questions.get(number or "", f"Question {number}"), only_public or number in self._hidden
