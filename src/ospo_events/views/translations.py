"""A programme in another language: its texts by key, the state of each translation, and the translated event.

An `Event` is in one language. A `Translation` is a separate value: the texts of one other language, each under a key
made from ids (`sessions.opening.title`), never from positions. With each text is a digest of its original, so that a
text whose original has changed is recognised and not shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from .._frozenmap import FrozenMap
from .._repr import shown
from ..diagnostics import Diagnostic, Findings, Report, Severity, Suggestions, printable
from ..model.ids import EventId
from ..model.link import Link
from ..model.session import Session
from ..model.status import Audience
from ..model.time import programme_date
from .audiences import for_audience

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = [
    "SourceText",
    "Translated",
    "TranslatedText",
    "Translation",
    "TranslationStatus",
    "digest_of",
    "make_translation",
    "source_texts",
    "translated",
    "translation_status",
]

TRANSLATED: Mapping[str, tuple[str, ...]] = {
    "Event": ("title", "theme", "edition", "description", "audience", "accessibility"),
    "Series": ("title", "description"),
    "RelatedEvent": ("title", "description"),
    "Objective": ("verb", "text"),
    "Output": ("title", "description"),
    "Milestone": ("title",),
    "Day": ("title",),
    "Venue": ("name", "description"),
    "Room": ("name", "floor", "description"),
    "Track": ("title", "description"),
    "Person": ("job_title", "bio"),
    "Organization": ("name", "short_name", "description"),
    "Session": ("title", "subtitle", "abstract", "description", "audience"),
    "Participant": ("role_title", "job_title"),
    "Link": ("title",),
}
"""The attributes to translate, by class. Names of people, tags and words for programs are not translated."""

_PARTS: Mapping[str, tuple[str, ...]] = {
    "Event": (
        *("series", "related", "objectives", "outputs", "milestones", "days", "venues", "rooms", "tracks", "people"),
        *("organizations", "participants", "links", "recording", "sessions"),
    ),
    "Series": ("links",),
    "Output": ("links",),
    "Venue": ("links",),
    "Room": ("stream", "links"),
    "Track": ("links",),
    "Person": ("links",),
    "Organization": ("links",),
    "Session": ("participants", "links", "recording"),
    "RecordingPolicy": ("links",),
}
"""The attributes that hold objects with texts of their own, by class."""

_NAMES: Mapping[str, str] = {
    "RelatedEvent": "related",
    "Objective": "objectives",
    "Output": "outputs",
    "Milestone": "milestones",
    "Participant": "participants",
    "Link": "links",
}
"""The beginnings of the keys of things without an id: a digest of the text itself identifies them."""
_WITH_ID: Mapping[str, str] = {
    "Venue": "venues",
    "Room": "rooms",
    "Track": "tracks",
    "Person": "people",
    "Organization": "organizations",
    "Session": "sessions",
}

_Change: TypeAlias = "Callable[[str, str], str]"
"""Takes a key and the text there; returns the text to put there."""


def digest_of(text: str) -> str:
    """Return the eight digits by which a translation recognises its original."""
    return _digest(text, 8)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


@attrs.frozen
class TranslatedText:
    """One text in another language."""

    text: str
    """The text; empty: not translated yet."""
    source: str | None = None
    """The digest of the original it was made from (`digest_of`); None: any original."""

    __repr__ = shown


_NO_TEXTS: FrozenMap[str, TranslatedText] = FrozenMap()


def _as_texts(value: Mapping[str, TranslatedText]) -> FrozenMap[str, TranslatedText]:
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


@attrs.frozen(kw_only=True)
class Translation:
    """The texts of an event in another language."""

    language: str
    """The language (BCP 47)."""
    of: EventId = attrs.field(converter=EventId)
    """The id of the event."""
    note: str | None = None
    """How it was made, in words: "machine translation, not reviewed"."""
    texts: FrozenMap[str, TranslatedText] = attrs.field(default=_NO_TEXTS, converter=_as_texts)
    """The texts by their keys: `event.title`, `sessions.<id>.title`, `objectives.<digest of the original>.text`."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class SourceText:
    """One text of an event that can be translated."""

    key: str
    """Its key in translations."""
    text: str
    """The original."""
    note: str
    """What it is, for the translator: `title of a plenary, 2024-07-09`."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Translated:
    """An event in another language."""

    event: Event
    report: Report
    """What is not shown in translation, and why."""
    originals: Collection[str]
    """The keys of the texts that are still in the original language."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class TranslationStatus:
    """How complete a translation is."""

    language: str
    """The language (BCP 47)."""
    done: tuple[str, ...]
    """The keys that are translated."""
    stale: tuple[str, ...]
    """The keys whose original has changed since."""
    missing: tuple[str, ...]
    """The keys that are not translated."""
    unknown: tuple[str, ...]
    """The keys of the translation that the event does not have."""

    __repr__ = shown

    @property
    def total(self) -> int:
        """The number of texts."""
        return len(self.done) + len(self.stale) + len(self.missing)

    @property
    def percent(self) -> int:
        """How much is done, in whole per cent, rounded down; 100 if there is nothing to do."""
        return len(self.done) * 100 // self.total if self.total else 100


def source_texts(event: Event, audience: Audience = Audience.TEAM) -> tuple[SourceText, ...]:
    """Return the texts of an event that can be translated, each key once, in the order of the model.

    Args:
        event: the whole event.
        audience: the audience; texts that it may not see are left out.
    """
    all_texts = _collected(event)
    if audience is Audience.TEAM:
        return tuple(all_texts.values())
    seen = _collected(for_audience(event, audience))
    # A private session is shown as a reserved time, whose title is not a text of the event.
    return tuple(item for key, item in all_texts.items() if key in seen and seen[key].text == item.text)


def _collected(event: Event) -> dict[str, SourceText]:
    texts: dict[str, SourceText] = {}
    for item, key, name, text in _walk(event):
        if key not in texts:
            texts[key] = SourceText(key=key, text=text, note=printable(_note(event, item, name)))
    return texts


def _note(event: Event, item: Any, name: str) -> str:
    word = name.replace("_", " ")
    if isinstance(item, Session):
        when = f", {programme_date(item.slot.start, event.day_change)}" if item.slot is not None else ""
        return f"{word} of a session ({item.kind}{when})"
    if isinstance(item, Link):
        return f"{word} of a link ({item.rel})"
    kind = _kind(item.__class__)
    return f"{word} of {_THINGS.get(kind) or f'a {kind.lower()}'}"


_THINGS: Mapping[str, str] = {
    "Event": "the event",
    "Objective": "an objective",
    "Organization": "an organization",
    "Output": "an output",
    "Series": "the series",
    "RelatedEvent": "a related event",
    "Participant": "a participant",
}


@cache
def _kind(owner: type) -> str:
    """Return the name of a class of the model; for a user's own class, that of its base class."""
    return next((base.__name__ for base in owner.__mro__ if base.__name__ in TRANSLATED or base.__name__ in _PARTS), "")


def _key(item: Any, kind: str, name: str, text: str) -> str:
    """Return the key of a text: by the id of its owner, else by a digest of the text."""
    if kind in _WITH_ID:
        return f"{_WITH_ID[kind]}.{item.id}.{name}"
    if kind == "Day":
        return f"days.{item.date.isoformat()}.{name}"
    return f"{_NAMES[kind]}.{_digest(text, 12)}.{name}" if kind in _NAMES else f"{kind.lower()}.{name}"


def _walk(item: Any) -> Iterator[tuple[Any, str, str, str]]:
    """Yield the owner of each text, its key, its attribute and the text itself."""
    kind = _kind(item.__class__)
    for name in TRANSLATED.get(kind, ()):
        text: str | None = getattr(item, name)
        if text and not text.isspace():
            yield item, _key(item, kind, name, text), name, text
    for name in _PARTS.get(kind, ()):
        value: Any = getattr(item, name)
        if value.__class__ is tuple:
            for part in value:
                yield from _walk(part)
        elif value is not None:
            yield from _walk(value)


def _changed(item: Any, change: _Change) -> Any:
    """Return a thing with its texts and those of its parts changed; the same object if none changes."""
    kind = _kind(item.__class__)
    changes: dict[str, Any] = {}
    for name in TRANSLATED.get(kind, ()):
        text: str | None = getattr(item, name)
        if text and not text.isspace() and (new := change(_key(item, kind, name, text), text)) is not text:
            changes[name] = new
    for name in _PARTS.get(kind, ()):
        value: Any = getattr(item, name)
        if not value:
            continue
        if value.__class__ is tuple:
            parts = [_changed(part, change) for part in value]
            if any(new is not old for new, old in zip(parts, value, strict=True)):
                changes[name] = tuple(parts)
        elif (part := _changed(value, change)) is not value:
            changes[name] = part
    return attrs.evolve(item, **changes) if changes else item


def make_translation(
    event: Event,
    language: str,
    *,
    audience: Audience = Audience.PUBLIC,
    previous: Translation | None = None,
    findings: Findings | None = None,
) -> Translation:
    """Return a translation to fill in: every text that an audience sees, with existing translations.

    Return a translation to fill in: every text of the event that an audience sees, with existing translations.
    """
    sources = source_texts(event, audience)
    earlier: Mapping[str, TranslatedText] = previous.texts if previous is not None else FrozenMap()
    texts = {item.key: _filled(earlier.get(item.key), item.text) for item in sources}
    if findings is not None:
        known = _collected(event)
        for key, old in earlier.items():
            if key not in texts and old.text:
                if key in known:
                    message = f"expected texts for the audience {audience.value}, got one of {key!r}: it is left out"
                    findings.add("translation-withheld", message, ("texts", key))
                else:
                    _unknown(findings, key, None)
    note = previous.note if previous is not None else None
    return Translation(language=language, of=event.id, note=note, texts=FrozenMap(texts))


def _filled(old: TranslatedText | None, original: str) -> TranslatedText:
    """Return an entry of a translation, with the digest of its original if it has none."""
    if old is None or not old.text.strip():
        return TranslatedText("", digest_of(original))
    return old if old.source is not None else TranslatedText(old.text, digest_of(original))


def translated(event: Event, translation: Translation, audience: Audience = Audience.TEAM) -> Translated:
    """Return the event with the texts of a translation; ids, times and structure stay as they are.

    A missing text, or one whose original has changed, is shown in the original language. The report lists these, with
    paths in the translation.

    Args:
        event: the whole event.
        translation: a translation of it.
        audience: the audience that the report is about; all texts are translated for every audience.
    """
    if translation.of != event.id:
        message = f"expected a translation of {event.id!r}, got one of {translation.of!r}"
        finding = Diagnostic(code="translation-of-other-event", message=message, path=("of",))
        return Translated(event=event, report=Report((finding,)), originals=tuple(_collected(event)))
    applied = _Applied(translation.texts)
    changed = _changed(event, applied.change)
    if changed is not event:
        changed = attrs.evolve(changed, language=translation.language)
    if audience is not Audience.TEAM and applied.originals:
        applied.keep({item.key for item in source_texts(event, audience)})
    return Translated(event=changed, report=_report(translation, applied), originals=applied.originals)


class _Applied:
    """Chooses between a translated text and its original, and records texts that were not translated."""

    def __init__(self, texts: Mapping[str, TranslatedText]) -> None:
        self._texts = texts
        self.done: dict[str, None] = {}
        self.stale: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self._hidden: Collection[str] = ()

    @property
    def originals(self) -> tuple[str, ...]:
        return (*self.stale, *self.missing)

    def change(self, key: str, text: str) -> str:
        translated = self._texts.get(key)
        if translated is None or not translated.text.strip():
            self.missing[key] = None
        elif translated.source is not None and translated.source != digest_of(text):
            self.stale[key] = None
        else:
            self.done[key] = None
            return text if translated.text == text else translated.text
        return text

    def keep(self, keys: Collection[str]) -> None:
        """Drop the records of all other keys."""
        hidden = self._hidden = {key for key in (*self.done, *self.originals) if key not in keys}
        for keys_noted in (self.done, self.stale, self.missing):
            for key in hidden & keys_noted.keys():
                del keys_noted[key]

    def unknown(self) -> list[str]:
        keys = {*self.done, *self.stale, *self.missing, *self._hidden}
        return [key for key, item in self._texts.items() if item.text and key not in keys]


def _report(translation: Translation, applied: _Applied) -> Report:
    findings = Findings()
    for key in applied.stale:
        findings.add(
            "stale-translation",
            f"expected the original that {key!r} was translated from, got another one: the original is shown",
            ("texts", key),
            help="translate it again and remove the digest: `translate extract` writes the new one",
        )
    suggestions: Suggestions | None = None
    for key in applied.unknown():
        suggestions = suggestions or Suggestions([*applied.done, *applied.missing])
        _unknown(findings, key, suggestions)
    if applied.missing:
        total = len(applied.done) + len(applied.stale) + len(applied.missing)
        findings.add(
            "not-translated",
            f"{len(applied.missing)} of {total} texts are not in {translation.language}: their originals are shown",
            ("texts",),
            severity=Severity.INFO,
        )
    return findings.report()


def _unknown(findings: Findings, key: str, suggestions: Suggestions | None) -> None:
    near = suggestions.nearest(key) if suggestions is not None else None
    findings.add(
        "unknown-translation",
        f"expected the key of a text of the event, got {key!r}",
        ("texts", key),
        help=f"did you mean {near!r}?" if near else "the text that it translates was removed or has changed",
    )


def translation_status(
    event: Event, translation: Translation, audience: Audience = Audience.PUBLIC
) -> TranslationStatus:
    """Return how complete a translation is, for the texts that an audience sees."""
    texts = source_texts(event, audience)
    applied = _Applied(translation.texts)
    for item in texts:
        applied.change(item.key, item.text)
    keys = {item.key for item in source_texts(event)}
    return TranslationStatus(
        language=translation.language,
        done=tuple(applied.done),
        stale=tuple(applied.stale),
        missing=tuple(applied.missing),
        unknown=tuple(key for key in applied.unknown() if key not in keys),
    )
