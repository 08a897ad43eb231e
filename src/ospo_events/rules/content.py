"""Content: titles and abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._patterns import late_pattern
from ..diagnostics import Related, Severity
from ..model.session import Session
from ..model.vocabulary import kind_of, needs_abstract
from ._context import Context, other_session, said, says_service, short
from ._registry import Finding, rule

_PLACEHOLDER = re.compile(
    r"(?i)\W*(?:tb[acdn]|t\.b\.[acdn]\.?|to be (?:announced|confirmed|decided|defined|determined|done)|"
    r"coming soon|untitled|no title|title|todo|fixme|xxx+|n/?a|placeholder|\?+|\.+|-+|_+|"
    r"test(?: (?:talk|session|title))?|"
    r"new (?:session|talk)|save the date)\W*"
)
# Placeholders inside a longer title.
_PLACEHOLDER_INSIDE = late_pattern(r"\b(?:lorem ipsum|tb[acd])\b")
_PLACEHOLDER_IN_TEXT = late_pattern(
    r"(?i)\blorem ipsum\b|^\W*(?:tb[acd]|todo|to be (?:announced|confirmed|decided|determined))\W*$"
)
_LOREM = ("orem ipsum", "orem Ipsum", "OREM IPSUM")  # a plain substring test first, which takes a tenth of the time
_NUMBERED = re.compile(
    r"(.*?\S.*?)(#|\bno\.? |\bpart |\bday |\btrack |\bsession |\bpanel |\()\s*(\d{1,3})\b(.*)",
    re.IGNORECASE | re.DOTALL,
)


@rule(
    "placeholder-title",
    severity=Severity.WARNING,
    category="content",
    since="0.1",
    see=("devopsdays/devopsdays-web#11613",),
)
def placeholder_title(context: Context) -> Iterator[Finding]:
    """A title or a name is a placeholder: TBD, TBA, lorem ipsum, a row of dots.

    In a tentative event or session a placeholder is expected, and reported only as info.

    Why:
        Nobody registers for an event with "All TBD except one speaker", and nobody notices that it was never filled in.

    Bad:
        sessions:
          - {id: keynote, title: TBD}

    Good:
        sessions:
          - {id: keynote, title: Ten years of open source offices}
    """
    from ..model.status import Status  # noqa: PLC0415 # only this rule needs it

    proposed = context.event.status is Status.TENTATIVE
    for item in context.texts:
        if not item.one_line or item.path[-1] not in ("title", "name", "subtitle", "theme"):
            continue
        title = item.text.lower()
        inside = ("tb" in title or "lorem" in title) and _PLACEHOLDER_INSIDE.search(title)
        if inside or _PLACEHOLDER.fullmatch(title):
            session = context.event.sessions[int(item.path[1])] if item.path[0] == "sessions" else None
            tentative = proposed or (session is not None and session.status is Status.TENTATIVE)
            yield Finding(
                message=f"{short(item.text)} is a placeholder",
                path=item.path,
                about=(item.about,),
                severity=Severity.INFO if tentative else None,
                help="write the real title or name, or leave it out until it is known",
            )


@rule("placeholder-text", severity=Severity.WARNING, category="content", since="0.1")
def placeholder_text(context: Context) -> Iterator[Finding]:
    """An abstract, a description or a biography is a placeholder.

    Why:
        The page of a session shows the filler text of a template.

    Bad:
        sessions:
          - {id: one, title: Open models, abstract: "Lorem ipsum dolor sit amet."}

    Good:
        sessions:
          - {id: one, title: Open models, abstract: "What openness means for a trained model."}
    """
    lorem = any(map(context.says, _LOREM))
    for item in context.texts:
        # A text that only says "to be confirmed" is short.
        if not item.one_line and (lorem or len(item.text) < 40) and _PLACEHOLDER_IN_TEXT.search(item.text):
            yield Finding(
                message=f"{short(item.text)} is filler text",
                path=item.path,
                about=(item.about,),
                help="write the text, or leave it out until it is known",
            )


@rule("title-too-long", severity=Severity.INFO, category="content", since="0.1")
def title_too_long(context: Context) -> Iterator[Finding]:
    """A title is too long for calendars and door sheets.

    The setting is `title_length` (120 characters).

    Why:
        Calendars cut off its end, often the very words that distinguish it from other titles.

    Bad:
        sessions:
          - id: one
            title: >-
              An introduction to the many ways in which public administrations of all sizes can take part in the
              communities whose software they use every day

    Good:
        sessions:
          - id: one
            title: How administrations take part in open source
            subtitle: >-
              An introduction to the many ways in which public administrations of all sizes can take part in the
              communities whose software they use every day
    """
    most = context.settings.title_length
    for number, session in enumerate(context.event.sessions):
        if len(session.title) > most:
            yield Finding(
                message=f"{short(session.title)} has {len(session.title)} characters, but calendars show only {most}",
                path=("sessions", number, "title"),
                about=(session.id,),
                help="move a part of it to `subtitle`",
            )


@rule("duplicate-title", severity=Severity.WARNING, category="content", since="0.1", see=("voc/voctoweb#733",))
def duplicate_title(context: Context) -> Iterator[Finding]:
    """Two sessions have the same title, and neither is a service item or a repeat of the other.

    Why:
        Either the session was copied and not changed, or it is a second run without `repeat_of`.

    Bad:
        sessions:
          - {id: one, title: Open models}
          - {id: two, title: Open Models}

    Good:
        sessions:
          - {id: one, title: Open models}
          - {id: two, title: Open Models, repeat_of: one}
          - {id: coffee-1, title: Coffee, kind: break}
          - {id: coffee-2, title: Coffee, kind: break}
    """
    seen: dict[str, int] = {}
    sessions = context.event.sessions
    for number, session in context.talks:
        if session.repeat_of is not None:
            continue
        title = " ".join(session.title.split()).casefold()
        if session.subtitle:
            title += "\0" + session.subtitle.casefold()
        first = seen.setdefault(title, number)
        other = sessions[first]
        if first != number and other.id != session.id and not context.related_by_blood(session, other):
            yield Finding(
                message=f"{said(session)} has the same title as {other.id!r}",
                path=("sessions", number, "title"),
                about=(session.id, other.id),
                related=(other_session(first, other, field=("title",)),),
                help="give it another title, or add `repeat_of` if it is a second run",
            )


@rule("missing-abstract", severity=Severity.INFO, category="content", since="0.1")
def missing_abstract(context: Context) -> Iterator[Finding]:
    """A session has neither an abstract nor a description, although most others have.

    It is asked of talks, panels, workshops and other sessions with a subject. An opening, a closing, a ceremony, an
    assembly, a meeting and a press conference need none, whether their kind or their title says so.

    Why:
        Its page is empty, so people go to the session next door.

    Bad:
        sessions:
          - {id: one, title: Open models, abstract: What openness means for a trained model.}
          - {id: two, title: Open data, abstract: What a city can publish.}
          - {id: three, title: Open standards}

    Good:
        sessions:
          - {id: one, title: Open models, abstract: What openness means for a trained model.}
          - {id: two, title: Open data, abstract: What a city can publish.}
          - {id: three, title: Open standards, abstract: Who writes them.}
    """
    first_runs = [item for item in context.talks if item[1].repeat_of is None and _needs_abstract(item[1])]
    lacking = [item for item in first_runs if not item[1].abstract and not item[1].description]
    if 2 * len(lacking) >= len(first_runs):
        return
    for number, session in lacking:
        yield Finding(
            message=f"{said(session)} has no abstract, but most other sessions have one",
            path=("sessions", number),
            about=(session.id,),
            help="add `abstract`",
        )


def _needs_abstract(session: Session) -> bool:
    by_title = kind_of(session.title)  # files without kinds have an `Opening` that is a talk
    return needs_abstract(session.kind) and (by_title is None or needs_abstract(by_title))


@rule("hole-in-series", severity=Severity.WARNING, category="content", since="0.1")
def hole_in_series(context: Context) -> Iterator[Finding]:
    """A numbered series of titles has a gap, or a number twice.

    Why:
        After "Thematic Track #1, #2, #4" everybody looks for the third.

    Bad:
        sessions:
          - {id: t1, title: "Thematic Track #1: AI"}
          - {id: t2, title: "Thematic Track #2: Governance"}
          - {id: t4, title: "Thematic Track #4: Security"}

    Good:
        sessions:
          - {id: t1, title: "Thematic Track #1: AI"}
          - {id: t2, title: "Thematic Track #2: Governance"}
          - {id: t3, title: "Thematic Track #3: Security"}
    """
    series: dict[str, dict[int, list[int]]] = {}
    for number, session in enumerate(context.event.sessions):
        if session.repeat_of is not None or not any(digit in session.title for digit in "0123456789"):
            continue
        match = _NUMBERED.match(session.title[:200]) or _NUMBERED_FIRST.match(session.title)
        if match:
            stem = f"{match[1].strip()} {match[2].strip()}".strip().casefold()
            series.setdefault(stem, {}).setdefault(int(match[3]), []).append(number)
    for stem, members in series.items():
        if len(members) < 2:
            continue
        present = sorted(members)
        missing = [value for value in range(present[0], min(present[-1], present[0] + 200)) if value not in members]
        if not missing or len(missing) > len(present):
            continue  # years and room numbers do not form a series
        after = next(value for value in present if value > missing[0])
        place = members[after][0]
        session = context.event.sessions[place]
        names = ", ".join(str(value) for value in missing[:5])
        yield Finding(
            message=f"the series {stem!r} has {', '.join(str(value) for value in present[:8])}, and no {names}",
            path=("sessions", place, "title"),
            about=(session.id,),
            related=tuple(
                Related(message=context.event.sessions[group[0]].title, path=("sessions", group[0], "title"))
                for value, group in sorted(members.items())[:5]
                if value != after
            ),
            help="correct the number, or add the missing title",
        )


_NUMBERED_FIRST = late_pattern(
    r"()(#|no\.? |part |day |track |session |panel )\s*(\d{1,3})\b(.*)", re.IGNORECASE | re.DOTALL
)


@rule("break-of-other-kind", severity=Severity.INFO, category="content", since="0.1")
def break_by_title(context: Context) -> Iterator[Finding]:
    """The title of a session says that it is a break, but its kind does not.

    Why:
        Programmes list it among the talks, and rules about breaks ignore it.

    Bad:
        sessions:
          - {id: coffee, title: Coffee Break, slot: {start: 2026-05-04T10:00, end: 2026-05-04T10:30}}

    Good:
        sessions:
          - {id: coffee, title: Coffee Break, kind: break, slot: {start: 2026-05-04T10:00, end: 2026-05-04T10:30}}
    """
    for number, session in context.content:
        kind = says_service(session)
        if kind is not None:
            yield Finding(
                message=f"the title of {said(session)} says {kind!r}, but its kind is {session.kind!r}",
                path=("sessions", number),
                about=(session.id,),
                help=f"write `kind: {kind}`",
            )
