"""Vocabulary: misspelt words of the vocabularies, and words that standards define."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .._patterns import late_pattern
from ..diagnostics import Path, Related, Severity, Suggestions
from ..model.vocabulary import (
    KNOWN_ACCESS,
    KNOWN_ACCESSIBILITY,
    KNOWN_KINDS,
    KNOWN_RELS,
    KNOWN_ROLES,
    folded,
    kind_of,
    role_of,
)
from ._context import Context, short
from ._registry import Finding, replacement, rule
from ._slips import meant_surely
from ._standards import COUNTRIES, contrast_with_white, language_problem, licence_problem

_COLOR = late_pattern(r"#[0-9a-fA-F]{6}")
_SHORT_COLOR = late_pattern(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_Use = tuple[Path, str, str]
_MOST_SLIPS = 500
"""How many unknown words of one vocabulary are compared with the known ones."""


def _unknown_words(
    uses: Iterable[_Use], known: Mapping[str, Any], what: str, word_of: Callable[[str], str | None] | None = None
) -> Iterator[Finding]:
    """Yield a finding for each unknown word that looks like a known one, and a milder one for your own words.

    Only a known word in another spelling, or with a typing error, gets a fix. A synonym, or a word that merely looks
    like a known one, may mean something else (`breakout`, `break`): the finding then makes a suggestion.

    Args:
        uses: the words, with their paths.
        known: the known words.
        what: what the words are, for the messages.
        word_of: returns the known word that a text names, for vocabularies with synonyms.
    """
    odd: dict[str, list[_Use]] = {}
    for use in uses:
        if use[1] not in known:
            odd.setdefault(use[1], []).append(use)
    if not odd:
        return
    likely = Suggestions(known)
    for number, (word, places) in enumerate(odd.items()):
        surely = meant_surely(word, known) if number < _MOST_SLIPS else None
        meant = surely or (word_of(word) if word_of is not None else None) or likely.nearest(word.strip())
        if meant is None:
            path, _, about = places[0]
            times = f", {len(places)} times" if len(places) > 1 else ""
            yield Finding(
                message=f"{short(word)} is a {what} of your own{times}",
                path=path,
                about=(about,),
                severity=Severity.INFO,
                help=f"known are {', '.join(list(known)[:8])} ...; words of your own are kept, and shown as they are "
                "written",
            )
            continue
        for path, _, about in places:
            yield Finding(
                message=f"{short(word)} is not a known {what}; did you mean {meant!r}?",
                path=path,
                about=(about,),
                help=f"write {meant!r}, or accept the word with the reason that it is your own",
                fix=replacement(f"write {meant!r}", path, meant) if surely else None,
            )


@rule("unknown-kind", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def unknown_kind(context: Context) -> Iterator[Finding]:
    """The kind of a session is not in the vocabulary.

    A word that looks like a known one is a warning. It has a fix if only the spelling differs: in case, spaces and
    hyphens, or by a typing error. A word of your own is reported once, as info.

    Why:
        A `pannel` is shown as a talk, is not checked by the rules for panels, and has an unknown kind in other formats.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, kind: keynot, participants: [{agent: ada}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, kind: keynote, participants: [{agent: ada}]}
    """
    yield from _unknown_words(
        (
            (("sessions", number, "kind"), session.kind, session.id)
            for number, session in enumerate(context.event.sessions)
        ),
        KNOWN_KINDS,
        "kind of session",
        kind_of,
    )


@rule("unknown-role", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def unknown_role(context: Context) -> Iterator[Finding]:
    """The role of a participant is not in the vocabulary.

    A word that looks like a known one is a warning. It has a fix if only the spelling differs: in case, spaces and
    hyphens, or by a typing error. A word of your own is reported once, as info; a role in the setting `leading_roles`
    is not reported.

    Why:
        A `moderater` does not moderate: the panel counts as one without a moderator.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada, role: speeker}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada, role: speaker}]}
    """
    event = context.event
    own_roles = context.own_leading_roles

    def uses() -> Iterator[_Use]:
        for index, item in enumerate(event.participants):
            if item.role not in KNOWN_ROLES and folded(item.role) not in own_roles:
                yield ("participants", index, "role"), item.role, event.id
        for number, session in enumerate(event.sessions):
            for index, item in enumerate(session.participants):
                if item.role not in KNOWN_ROLES and folded(item.role) not in own_roles:
                    yield ("sessions", number, "participants", index, "role"), item.role, session.id

    yield from _unknown_words(uses(), KNOWN_ROLES, "role", role_of)


@rule("unknown-rel", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def unknown_rel(context: Context) -> Iterator[Finding]:
    """The relation of a link is not in the vocabulary.

    A word that looks like a known one is a warning. It has a fix if only the spelling differs: in case, spaces and
    hyphens, or by a typing error. A word of your own is reported once, as info; relations that are URLs (RFC 8288,
    section 2.1.2) are fine.

    Why:
        The page shows the slides as "related", and the player does not find the stream.

    Bad:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://example.org/s.pdf", rel: Slides}]}

    Good:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://example.org/s.pdf", rel: slides}]}
    """
    yield from _unknown_words(
        (
            ((*linked.path[:-1], "rel"), linked.link.rel, linked.about)
            for linked in context.links
            if linked.link is not None and "://" not in linked.link.rel
        ),
        KNOWN_RELS,
        "link relation",
    )


@rule("unknown-access", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def unknown_access(context: Context) -> Iterator[Finding]:
    """A word about access or accessibility is not in the vocabulary.

    A word that looks like a known one is a warning. It has a fix if only the spelling differs: in case, spaces and
    hyphens, or by a typing error. A word of your own is reported once, as info.

    Why:
        Filters for step-free rooms leave out a room that says `step free`.

    Bad:
        access: registred

    Good:
        access: registered
    """
    event = context.event

    def access() -> Iterator[_Use]:
        if event.access is not None:
            yield ("access",), event.access, event.id
        for number, session in enumerate(event.sessions):
            if session.access is not None:
                yield ("sessions", number, "access"), session.access, session.id

    def features() -> Iterator[_Use]:
        places: tuple[tuple[str, tuple[Any, ...]], ...] = (("venues", event.venues), ("rooms", event.rooms))
        for name, items in places:
            for number, item in enumerate(items):
                for index, word in enumerate(item.accessibility):
                    yield (name, number, "accessibility", index), word, item.id

    yield from _unknown_words(access(), KNOWN_ACCESS, "word for access")
    yield from _unknown_words(features(), KNOWN_ACCESSIBILITY, "accessibility feature")


@rule("bad-language-tag", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def bad_language_tag(context: Context) -> Iterator[Finding]:
    """A language is not a well-formed language tag (BCP 47), or not in ISO 639-1.

    Why:
        Screen readers, hyphenation and filters by language need the tag; "English" and `en_US` mean nothing to them.

    Bad:
        languages: [English]

    Good:
        languages: [en, pt-BR]
    """
    for path, tag, about in _languages(context):
        problem = language_problem(tag)
        if problem is not None:
            message, meant = problem
            yield Finding(
                message=message,
                path=path,
                about=(about,),
                help=f"did you mean {meant!r}?" if meant else "write the tag, such as `en` for English",
                fix=replacement(f"write {meant!r}", path, meant) if meant else None,
            )


def _languages(context: Context) -> Iterator[_Use]:
    event = context.event
    holders: list[tuple[Path, Any, str]] = [((), event, event.id)]
    holders += [(("sessions", number), session, session.id) for number, session in enumerate(event.sessions)]
    if event.language is not None:
        yield ("language",), event.language, event.id
    for path, holder, about in holders:
        for name in ("languages", "interpretation", "captions", "sign_languages"):
            for index, tag in enumerate(getattr(holder, name)):
                yield (*path, name, index), tag, about
    for item in context.links:
        if item.link is not None and item.link.language is not None:
            yield (*item.path[:-1], "language"), item.link.language, item.about


@rule("bad-licence", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def bad_licence(context: Context) -> Iterator[Finding]:
    """A licence is neither an SPDX identifier nor a URL.

    All identifiers of the SPDX list, expressions of them (`MIT OR Apache-2.0`) and your own `LicenseRef-` names are
    valid.

    Why:
        "CC" alone gives no permission: it names neither a version nor the terms.

    Bad:
        license: CC-BY

    Good:
        license: CC-BY-4.0
    """
    event = context.event
    for path, text, about in _licences(context):
        problem = licence_problem(text)
        if problem is not None:
            message, meant = problem
            case_only = meant is not None and meant.lower() == text.lower()
            yield Finding(
                message=message,
                path=path,
                about=(about,),
                help=f"did you mean {meant!r}?" if meant else "see https://spdx.org/licenses/",
                fix=replacement(f"write {meant!r}", path, meant) if meant and case_only else None,
                severity=None if about == event.id or not case_only else Severity.INFO,
            )


def _licences(context: Context) -> Iterator[_Use]:
    event = context.event
    if event.license is not None:
        yield ("license",), event.license, event.id
    if event.recording is not None and event.recording.license is not None:
        yield ("recording", "license"), event.recording.license, event.id
    for number, session in enumerate(event.sessions):
        if session.recording is not None and session.recording.license is not None:
            yield ("sessions", number, "recording", "license"), session.recording.license, session.id


def _colors(context: Context) -> Iterator[_Use]:
    if context.event.color is not None:
        yield ("color",), context.event.color, context.event.id
    for number, track in enumerate(context.event.tracks):
        if track.color is not None:
            yield ("tracks", number, "color"), track.color, track.id


@rule("bad-color", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def bad_color(context: Context) -> Iterator[Finding]:
    """A colour is not written as `#rrggbb`.

    Why:
        Schemas of other formats refuse the file, and pages show no colour at all.

    Bad:
        color: "#f90"

    Good:
        color: "#0b5fa5"
    """
    for path, color, about in _colors(context):
        if not _COLOR.fullmatch(color):
            digits = match[1] if (match := _SHORT_COLOR.fullmatch(color.strip())) else ""
            meant = "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
            yield Finding(
                message=f"expected a colour such as '#0b5fa5', got {short(color)}",
                path=path,
                about=(about,),
                help=f"did you mean {meant!r}?" if digits else "write it as #rrggbb",
                fix=replacement(f"write {meant!r}", path, meant) if digits else None,
            )


@rule("low-contrast-color", severity=Severity.INFO, category="vocabulary", since="0.1")
def low_contrast_color(context: Context) -> Iterator[Finding]:
    """A colour is hard to see on a white page.

    The setting is `min_contrast` (3, the bound of WCAG 2.2, success criterion 1.4.11).

    Why:
        Pages distinguish tracks by colour, and not everybody sees a pale yellow line.

    Bad:
        color: "#ffe680"

    Good:
        color: "#0b5fa5"
    """
    for path, color, about in _colors(context):
        least = context.settings.min_contrast
        if _COLOR.fullmatch(color) and (contrast := contrast_with_white(color)) < least:
            yield Finding(
                # Rounded down: 2.995 is less than 3, and must not be printed as 3.0.
                message=f"{color} has a contrast of {math.floor(contrast * 100) / 100:g} with white, but {least:g} "
                "is needed",
                path=path,
                about=(about,),
                help="choose a darker colour",
            )


@rule("tracks-of-one-color", severity=Severity.INFO, category="vocabulary", since="0.1")
def tracks_of_one_color(context: Context) -> Iterator[Finding]:
    """Two tracks have the same colour.

    Why:
        Nobody can distinguish them in the grid.

    Bad:
        tracks:
          - {id: ai, title: AI, color: "#0b5fa5"}
          - {id: law, title: Law, color: "#0B5FA5"}
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
          - {id: two, title: Open data, tracks: [law]}

    Good:
        tracks:
          - {id: ai, title: AI, color: "#0b5fa5"}
          - {id: law, title: Law, color: "#a50b3c"}
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
          - {id: two, title: Open data, tracks: [law]}
    """
    seen: dict[str, int] = {}
    for number, track in enumerate(context.event.tracks):
        if track.color is None:
            continue
        first = seen.setdefault(track.color.lower(), number)
        if first != number:
            other = context.event.tracks[first]
            yield Finding(
                message=f"{short(track.title)} has the same colour as {short(other.title)}, {track.color}",
                path=("tracks", number, "color"),
                about=(track.id, other.id),
                related=(Related(message=other.title, path=("tracks", first, "color")),),
                help="give one of them another colour",
            )


@rule("bad-country", severity=Severity.WARNING, category="vocabulary", since="0.1", fixable=True)
def bad_country(context: Context) -> Iterator[Finding]:
    """A country is not a code of ISO 3166-1 alpha-2.

    Why:
        Flags, maps and statistics need the code.

    Bad:
        venues:
          - {id: north, name: North House, address: {locality: London, country: UK}}

    Good:
        venues:
          - {id: north, name: North House, address: {locality: London, country: GB}}
    """
    event = context.event
    uses: list[tuple[Path, str | None, str]] = [
        (("venues", number, "address", "country"), venue.address.country, venue.id)
        for number, venue in enumerate(event.venues)
        if venue.address is not None
    ]
    uses += [(("people", number, "country"), person.country, person.id) for number, person in enumerate(event.people)]
    uses += [
        (("organizations", number, "country"), one.country, one.id) for number, one in enumerate(event.organizations)
    ]
    for path, code, about in uses:
        if code is None or code in COUNTRIES:
            continue
        plain = code.strip().upper()
        meant = {"UK": "GB", "EL": "GR", "USA": "US", "GER": "DE"}.get(plain, plain)
        good = meant in COUNTRIES
        yield Finding(
            message=f"expected a country code of ISO 3166-1 such as 'DE', got {short(code)}",
            path=path,
            about=(about,),
            help=f"did you mean {meant!r}?" if good else "write the two letters of the country",
            fix=replacement(f"write {meant!r}", path, meant) if good else None,
        )
