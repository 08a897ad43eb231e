"""Portability: values that formats of other programs refuse or distort.

Each rule states a fact and where it comes from; rules never import codecs. To learn what a format of this library would
lose, ask its codec: `validate(event, formats=["schedule-xml"])`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .._patterns import late_pattern
from ..diagnostics import Related, Severity
from ._context import Context, said, short
from ._registry import Finding, rule

_ACRONYM = late_pattern(r"[a-z0-9_]{4,}")


@rule("acronym-not-portable", severity=Severity.INFO, category="portability", since="0.1")
def acronym_not_portable(context: Context) -> Iterator[Finding]:
    """A format refuses the acronym of the event.

    schedule.xml requires `[a-z0-9_-]{4,}`, and both schemas of schedule.json require `[a-z0-9_]{4,}`.

    Why:
        Every program that checks the file refuses it.

    Bad:
        acronym: OSPOs

    Good:
        acronym: ospos2026
    """
    acronym = context.event.acronym
    if acronym is not None and not _ACRONYM.fullmatch(acronym):
        meant = re.sub(r"[^a-z0-9_]", "", acronym.lower().replace("-", "_"))
        yield Finding(
            message=f"{short(acronym)} is refused by schedule.json: four or more of a-z, 0-9 and _ are expected",
            path=("acronym",),
            about=(context.event.id,),
            help=f"try {meant!r}" if len(meant) >= 4 else "choose an acronym of four or more of these characters",
        )


@rule("longer-than-a-day", severity=Severity.INFO, category="portability", since="0.1", see=("emfcamp/Website#2321",))
def longer_than_a_day(context: Context) -> Iterator[Finding]:
    """A session lasts a day or more, which schedule.xml cannot express.

    Its duration is written `HH:MM`. One app reads three parts as days, another as hours, and a third refuses the whole
    file because of 24:00.

    Why:
        The app shows eleven minutes for the hackathon, or shows nothing at all.

    Bad:
        sessions:
          - {id: hack, title: Hackathon, kind: hackathon, slot: {start: 2026-05-04T09:00, end: 2026-05-05T17:00}}

    Good:
        sessions:
          - {id: hack-1, title: Hackathon 1, kind: hackathon, slot: {start: 2026-05-04T09:00, end: 2026-05-04T22:00}}
          - {id: hack-2, title: Hackathon 2, kind: hackathon, slot: {start: 2026-05-05T09:00, end: 2026-05-05T17:00}}
    """
    for item in context.placed:
        if item.end is not None and item.end - item.start >= 86400:
            yield Finding(
                message=f"{said(item.session)} lasts {(item.end - item.start) / 3600:g} hours, but schedule.xml only "
                "allows less than 24",
                path=("sessions", item.number, "slot", "end"),
                about=(item.session.id,),
                help="split it into days if it has to be in such a file",
            )


@rule("rooms-of-one-name", severity=Severity.WARNING, category="portability", since="0.1", see=("frab/frab#507",))
def rooms_of_one_name(context: Context) -> Iterator[Finding]:
    """Two rooms have the same name.

    Why:
        schedule.xml, schedule.json and many apps identify rooms by name, and merge the two.

    Bad:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: Room 1, venue: north}
          - {id: s1, name: Room 1, venue: south}

    Good:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
          - {id: s1, name: South 1, venue: south}
    """
    yield from _same_names(context, "rooms", "name")


@rule("tracks-of-one-title", severity=Severity.WARNING, category="portability", since="0.1")
def tracks_of_one_title(context: Context) -> Iterator[Finding]:
    """Two tracks have the same title.

    Why:
        schedule.xml and most apps identify tracks by title, and merge the two.

    Bad:
        tracks: [{id: ai, title: AI}, {id: ai-2, title: AI}]
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
          - {id: two, title: Open data, tracks: [ai-2]}

    Good:
        tracks: [{id: ai, title: AI}, {id: data, title: Data}]
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
          - {id: two, title: Open data, tracks: [data]}
    """
    yield from _same_names(context, "tracks", "title")


def _same_names(context: Context, collection: str, field: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    items: tuple[Any, ...] = getattr(context.event, collection)
    for number, item in enumerate(items):
        name: str = getattr(item, field)
        first = seen.setdefault(" ".join(name.split()).casefold(), number)
        if first != number and items[first].id != item.id:
            yield Finding(
                message=f"{item.id!r} and {items[first].id!r} are both called {short(name)}",
                path=(collection, number, field),
                about=(item.id, items[first].id),
                related=(Related(message=f"{items[first].id!r}", path=(collection, first, field)),),
                help="give one of them another name",
            )


@rule("separator-in-name", severity=Severity.INFO, category="portability", since="0.1")
def separator_in_name(context: Context) -> Iterator[Finding]:
    """The name of a person, a room, a track or a tag contains a `;` or a line break.

    Why:
        Spreadsheets and calendars separate several names by `;`: one person becomes two.

    Bad:
        people:
          - {id: ada, name: "Ada Example; Sample Office"}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}
    """
    if not context.says(";"):
        return
    named = ("people", "organizations", "rooms", "tracks")
    for item in context.texts:
        if ";" in item.text and item.path[0] in named and item.path[-1] in ("name", "title", "short_name"):
            yield Finding(
                message=f"{short(item.text)} contains a semicolon, which separates names in other programs",
                path=item.path,
                about=(item.about,),
                help="write it without the semicolon",
            )


@rule("several-tracks", severity=Severity.INFO, category="portability", since="0.1")
def several_tracks(context: Context) -> Iterator[Finding]:
    """A session is in several tracks, but schedule.xml and most apps keep only one.

    Why:
        People who filter by another track do not find the session.

    Bad:
        tracks: [{id: ai, title: AI}, {id: law, title: Law}]
        sessions:
          - {id: one, title: Open models, tracks: [ai, law]}

    Good:
        tracks: [{id: ai, title: AI}, {id: law, title: Law}]
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
          - {id: two, title: Contracts, tracks: [law]}
    """
    for number, session in enumerate(context.event.sessions):
        if len(set(session.tracks)) > 1:
            yield Finding(
                message=f"{short(session.title)} is in {len(set(session.tracks))} tracks; schedule.xml keeps only "
                "the first",
                path=("sessions", number, "tracks"),
                about=(session.id,),
                help="put the most important track first",
            )


@rule("uid-names-host", severity=Severity.INFO, category="portability", since="0.1", see=("pretalx/pretalx#1538",))
def uid_names_host(context: Context) -> Iterator[Finding]:
    """A UID contains an `@`, so it names a host or is an e-mail address.

    RFC 7986, section 5.3 says that UIDs must not identify a host or a person. A UID that has been published should stay
    as it is: accept the finding with that reason.

    Why:
        Such a UID changes when the site moves, and then all calendars show every session twice.

    Bad:
        sessions:
          - {id: one, title: Open models, uid: one@calendar.example.org}

    Good:
        sessions:
          - {id: one, title: Open models}
    """
    for number, session in enumerate(context.event.sessions):
        if session.uid is not None and "@" in session.uid:
            yield Finding(
                message=f"the UID {short(session.uid)} names a host or a person",
                path=("sessions", number, "uid"),
                about=(session.id,),
                help="remove it, unless it has been published",
            )


@rule("long-uid", severity=Severity.WARNING, category="portability", since="0.1")
def long_uid(context: Context) -> Iterator[Finding]:
    """A UID has 255 octets or more.

    Why:
        Software may refuse it or cut it off (RFC 7986, section 5.3), and then two UIDs become one.

    Bad:
        sessions:
          - id: one
            title: Open models
            uid: >-
              012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x
              012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x
              012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x

    Good:
        sessions:
          - {id: one, title: Open models, uid: 5d0f1c0e-8a3f-5b8e-9c37-0c1f0a6f2f11}
    """
    for number, session in enumerate(context.event.sessions):
        if session.uid is not None and len(session.uid.encode("utf-8", "replace")) >= 255:
            yield Finding(
                message=f"the UID {short(session.uid)} has {len(session.uid.encode('utf-8', 'replace'))} octets, but "
                "fewer than 255 are allowed",
                path=("sessions", number, "uid"),
                about=(session.id,),
                help="remove it: a short one is made from the ids",
            )
