"""The words that the library knows, and what each word does: for `ospo-events words` and the reference page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from .._repr import shown
from ..model.status import Status
from ..model.vocabulary import (
    KNOWN_ACCESS,
    KNOWN_ACCESSIBILITY,
    KNOWN_EVENT_KINDS,
    KNOWN_KINDS,
    KNOWN_MILESTONES,
    KNOWN_RELATIONS,
    KNOWN_RELS,
    KNOWN_ROLES,
    Kind,
    Role,
    folded,
    kind_of,
    role_of,
)
from .settings import DEFAULTS

__all__ = ["Vocabulary", "Word", "vocabularies"]

_NO_CLASH = "takes up no room and nobody's time"
_STATUSES: Mapping[Status, tuple[str, tuple[str, ...]]] = {
    Status.TENTATIVE: ("proposed, not yet promised", ("marked as tentative",)),
    Status.CONFIRMED: ("will take place as stated", ()),
    Status.CANCELLED: (
        "will not take place",
        ("stays in the programme, so that calendars learn of the cancellation", _NO_CLASH),
    ),
    Status.POSTPONED: ("will not take place at the time stated, and has no new time yet", (_NO_CLASH,)),
}


@attrs.frozen(kw_only=True)
class Word:
    """One known word of a vocabulary."""

    name: str
    """How it is written in a programme."""
    label: str
    """The text that readers see, or its meaning."""
    synonyms: tuple[str, ...] = ()
    """Other names for it that readers of foreign files recognise."""
    effects: tuple[str, ...] = ()
    """What follows from it."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Vocabulary:
    """The known words for one attribute."""

    name: str
    """Its name on the command line, such as `kind`."""
    about: str
    """Which attribute it is for, and whether other words are allowed."""
    words: tuple[Word, ...]
    """The words, in the order of the tables."""
    read: Callable[[str], str | None] | None = None
    """Returns the word that a text names, by any of its names; None: the words have no other names."""

    __repr__ = shown

    def find(self, text: str) -> Word | None:
        """Return the word that a text names: the word itself in any spelling, or one of its synonyms."""
        meant = self.read(text) if self.read is not None else None
        plain = folded(text)
        return next((word for word in self.words if word.name == meant or folded(word.name) == plain), None)


def vocabularies() -> tuple[Vocabulary, ...]:
    """Return every vocabulary, the most used ones first."""
    open_words = "your own words are allowed"
    return (
        Vocabulary(
            name="kind",
            about=f"what a session is (`kind` of a session); {open_words}",
            words=tuple(
                Word(name=name, label=kind.label, synonyms=kind.synonyms, effects=tuple(_kind_effects(name, kind)))
                for name, kind in KNOWN_KINDS.items()
            ),
            read=kind_of,
        ),
        Vocabulary(
            name="role",
            about=f"how somebody takes part (`role` of a participant, or a key: `speakers: [ada]`); {open_words}",
            words=tuple(
                Word(name=name, label=role.label, synonyms=role.synonyms, effects=tuple(_role_effects(role)))
                for name, role in KNOWN_ROLES.items()
            ),
            read=role_of,
        ),
        Vocabulary(
            name="status",
            about="whether an event, a session or a participation is certain (`status`); no other words",
            words=tuple(
                Word(name=status.value, label=label, effects=effects) for status, (label, effects) in _STATUSES.items()
            ),
        ),
        _meanings("rel", f"what a link is for its owner (`rel` of a link); {open_words}, and URLs", KNOWN_RELS),
        _meanings("relation", f"how another event relates to this one (`relation`); {open_words}", KNOWN_RELATIONS),
        _meanings(
            "milestone",
            f"what happens at a date around the event (`kind` of a milestone); {open_words}",
            KNOWN_MILESTONES,
        ),
        _meanings("access", f"who may attend (`access` of an event or a session); {open_words}", KNOWN_ACCESS),
        _meanings(
            "accessibility",
            f"what a room or a venue offers (`accessibility`); {open_words}",
            KNOWN_ACCESSIBILITY,
        ),
        _meanings(
            "event-kind",
            f"what an event is (`kind` of an event); {open_words}",
            {word: word.capitalize() for word in KNOWN_EVENT_KINDS},
        ),
    )


def _meanings(name: str, about: str, table: Mapping[str, str]) -> Vocabulary:
    return Vocabulary(
        name=name, about=about, words=tuple(Word(name=word, label=meaning) for word, meaning in table.items())
    )


def _kind_effects(name: str, kind: Kind) -> Iterator[str]:
    if kind.service:
        yield "a service item: calendars show the time as free, and it needs no speaker"
    if name in DEFAULTS.panel_kinds:
        yield "a panel: it needs several people, and one who leads"
    elif name in DEFAULTS.moderated_kinds:
        yield "it needs somebody who leads"
    if name in DEFAULTS.long_kinds:
        yield "it may take days"
    if name in DEFAULTS.shared_kinds:
        yield "several of them may share a room"


def _role_effects(role: Role) -> Iterator[str]:
    yield (
        "on stage: can be in only one room at a time"
        if role.on_stage
        else "not on stage: may be in two rooms at a time"
    )
    if role.leads:
        yield "leads a panel"
