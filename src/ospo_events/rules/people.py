"""People: who takes part, and who is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..diagnostics import Path, Related, Severity
from ..model.agent import Participant, Person
from ..model.session import Session
from ..model.status import Status
from ..model.vocabulary import is_service, kind_label, without_accents
from ._context import Context, said, short
from ._registry import Finding, rule
from ._stretches import is_on_stage

_RECORDING = ("interpreter", "rapporteur", "note-taker")
"""Roles on stage that only interpret or sign what others say."""
_WORD = re.compile(r"\w+")


@rule("speaker-without-affiliation", severity=Severity.INFO, category="people", since="0.1")
def speaker_without_affiliation(context: Context) -> Iterator[Finding]:
    """A person on the programme has no affiliation, although most others have one.

    Why:
        At a meeting of many offices the first question is "where are you from?".

    Bad:
        organizations:
          - {id: sample-office, name: Sample Programme Office}
        people:
          - {id: ada, name: Ada Example, affiliation: sample-office}
          - {id: grace, name: Grace Sample, affiliation: sample-office}
          - {id: linus, name: Linus Instance}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}, {agent: grace}, {agent: linus}]}

    Good:
        organizations:
          - {id: sample-office, name: Sample Programme Office}
        people:
          - {id: ada, name: Ada Example, affiliation: sample-office}
          - {id: grace, name: Grace Sample, affiliation: sample-office}
          - {id: linus, name: Linus Instance, affiliation: sample-office}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}, {agent: grace}, {agent: linus}]}
    """
    event = context.event
    lacking = [(number, person) for number, person in enumerate(event.people) if person.affiliation is None]
    if not lacking or 2 * len(lacking) >= len(event.people):
        return
    here = {item.agent for session in event.sessions for item in session.participants if item.affiliation is not None}
    taking_part = event.index.by_agent
    for number, person in lacking:
        if person.id in taking_part and person.id not in here:
            yield Finding(
                message=f"{person.name} has no affiliation, but most others have one",
                path=("people", number),
                about=(person.id,),
                help="add `affiliation`, the id of an organization",
            )


def _plain(name: str) -> tuple[str, ...]:
    """Return the words of a name without case and accents."""
    return tuple(_WORD.findall(without_accents(name).casefold()))


@rule("near-duplicate-name", severity=Severity.WARNING, category="people", since="0.1")
def near_duplicate_name(context: Context) -> Iterator[Finding]:
    """Two people have names that differ only by accents, case, word order or one letter, or not at all.

    Why:
        One speaker is listed twice, each time with half of the sessions, and clashes between the two halves are
        missed. If two people really share a name, accept the finding with that reason.

    Bad:
        people:
          - {id: renee, name: Renée Example}
          - {id: renee-2, name: "Example, Renee"}
        sessions:
          - {id: one, title: Open models, participants: [{agent: renee}, {agent: renee-2}]}

    Good:
        people:
          - {id: renee, name: Renée Example}
          - {id: grace, name: Grace Sample}
        sessions:
          - {id: one, title: Open models, participants: [{agent: renee}, {agent: grace}]}
    """
    people = context.event.people
    words = [_plain(person.name) for person in people]
    first: dict[tuple[str, ...], int] = {}
    different: list[int] = []
    for number, name in enumerate(words):
        key = tuple(sorted(name))
        if not key:
            continue
        other = first.setdefault(key, number)
        if other == number:
            different.append(number)
        else:
            yield _same_person(people, other, number)
    for one, other in _one_letter_apart(words, different):
        yield _same_person(people, one, other)


def _same_person(people: tuple[Person, ...], one: int, other: int) -> Finding:
    first, second = people[one], people[other]
    how = "share the name" if first.name == second.name else "may be one person:"
    names = f"{first.name!r}" if first.name == second.name else f"{first.name!r} and {second.name!r}"
    return Finding(
        message=f"{first.id!r} and {second.id!r} {how} {names}",
        path=("people", other, "name"),
        about=(second.id, first.id),
        related=(Related(message=first.name, path=("people", one, "name")),),
        help="keep one of them, or accept it with the reason that they are two people",
    )


def _one_letter_apart(words: list[tuple[str, ...]], numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs that differ by one letter of one word; all other words are equal, so they form the groups."""
    groups: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for number in numbers:
        name = words[number]
        if len(name) < 2 or sum(map(len, name)) < 8:
            continue
        for place in range(len(name)):
            groups.setdefault((place, name[:place] + name[place + 1 :]), []).append(number)
    several = [(place, group) for (place, _), group in groups.items() if len(group) > 1]
    shared = _shared_forms({words[number][place] for place, group in several for number in group})
    for place, group in several:
        yield from _near_words(words, place, group, shared)


def _shared_forms(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return of each word the forms with at most one letter less that another one has too; few words have any."""
    forms = {
        word: {word, *[word[:cut] + word[cut + 1 :] for cut in range(len(word))]}
        for word in words
        if len(word) >= 3 and word.isalpha()
    }
    number = Counter(chain.from_iterable(forms.values()))
    return {word: tuple(sorted([form for form in own if number[form] > 1])) for word, own in forms.items()}


def _near_words(
    words: list[tuple[str, ...]], place: int, group: list[int], shared: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs whose words at `place` differ by one letter: they share a form with one letter removed."""
    shortened: dict[str, list[int]] = {}
    for number in group:
        word = words[number][place]
        forms = shared.get(word)
        if not forms:
            continue
        for other in dict.fromkeys(other for form in forms for other in shortened.get(form, ())):
            if _differ_by_one(words[other][place], word):
                yield other, number
        for form in forms:
            shortened.setdefault(form, []).append(number)


def _differ_by_one(one: str, other: str) -> bool:
    """Return whether two words that share a form with one letter removed differ by exactly one letter."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    long, less = (one, other) if len(one) > len(other) else (other, one)
    return any(long[:cut] + long[cut + 1 :] == less for cut in range(len(long)))


def _speaking(context: Context, session: Session) -> set[str]:
    """Return the participants who speak: on stage, not leading the session, and not interpreting others."""
    return {
        item.agent or str(item.credited_as)
        for item in session.participants
        if is_on_stage(item) and item.role not in _RECORDING and not context.leads(item)
    }


@rule("single-panelist", severity=Severity.WARNING, category="people", since="0.1")
def single_panelist(context: Context) -> Iterator[Finding]:
    """A panel has a single panelist.

    The setting `panel_kinds` lists the kinds that are panels.

    Why:
        One person is no panel: either the others are missing, or it is a talk.

    Bad:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
        sessions:
          - id: panel
            title: Open models
            kind: panel
            participants: [{agent: ada, role: panelist}, {agent: grace, role: moderator}]

    Good:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
          - {id: linus, name: Linus Instance}
        sessions:
          - id: panel
            title: Open models
            kind: panel
            participants:
              - {agent: ada, role: panelist}
              - {agent: linus, role: panelist}
              - {agent: grace, role: moderator}
    """
    for number, session in context.content:
        if session.kind in context.settings.panel_kinds and len(speaking := _speaking(context, session)) == 1:
            agent = next(item for item in session.participants if (item.agent or item.credited_as) in speaking)
            yield Finding(
                message=f"{said(session)} is a {session.kind}, but {context.agent_name(agent)} is its only panelist",
                path=("sessions", number, "participants"),
                about=(session.id,),
                help="add the others, or correct the `kind` of the session",
            )


@rule(
    "panel-without-moderator", severity=Severity.WARNING, category="people", since="0.1", see=("PonyConf/PonyConf#75",)
)
def panel_without_moderator(context: Context) -> Iterator[Finding]:
    """A panel or a plenary has nobody to lead it.

    A moderator, chair, co-chair, lead, facilitator, emcee, host or co-host leads it, or a person with a role of the
    setting `leading_roles` (`["session leader"]`). The setting `moderated_kinds` lists the kinds that need one. If the
    programme names nobody at all, only `nobody-named` is reported.

    Why:
        Nobody introduces the panel, watches the clock or takes the questions.

    Bad:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
        sessions:
          - id: panel
            title: Open models
            kind: panel
            participants: [{agent: ada, role: panelist}, {agent: grace, role: panelist}]

    Good:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
          - {id: linus, name: Linus Instance}
        sessions:
          - id: panel
            title: Open models
            kind: panel
            participants:
              - {agent: ada, role: panelist}
              - {agent: grace, role: panelist}
              - {agent: linus, role: moderator}
    """
    if not context.event.index.by_agent:
        return
    for number, session in context.content:
        if session.kind not in context.settings.moderated_kinds:
            continue
        if any(context.leads(item) for line in context.lineage(session) for item in line.participants):
            continue
        yield Finding(
            message=f"{said(session)} is a {session.kind} without a moderator or a chair",
            path=("sessions", number, "participants") if session.participants else ("sessions", number),
            about=(session.id,),
            help="add a participant with `role: moderator`; if another role leads, name it in the setting "
            "`leading_roles`",
        )


@rule(
    "session-without-speaker",
    severity=Severity.WARNING,
    category="people",
    since="0.1",
    see=("devopsdays/devopsdays-web#11613",),
)
def session_without_speaker(context: Context) -> Iterator[Finding]:
    """A session names nobody, although most others do.

    Service items and sessions with parts need nobody.

    Why:
        A talk without a speaker looks like a mistake, and usually is one.

    Bad:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}
          - {id: two, title: Open data, participants: [{agent: grace}]}
          - {id: three, title: Open standards}

    Good:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}
          - {id: two, title: Open data, participants: [{agent: grace}]}
          - {id: three, title: Open standards, participants: [{agent: ada}, {agent: grace}]}
    """
    wholes = context.event.index.children
    content = [(number, session) for number, session in context.talks if session.id not in wholes]
    lacking = [item for item in content if not item[1].participants]
    if 2 * len(lacking) >= len(content):
        return
    for number, session in lacking:
        if session.parent is not None and any(line.participants for line in context.lineage(session)):
            continue
        yield Finding(
            message=f"{said(session)} names nobody, but most other sessions do",
            path=("sessions", number),
            about=(session.id,),
            help="add `participants`, or correct the `kind` of the session",
        )


@rule("people-in-service-item", severity=Severity.WARNING, category="people", since="0.1")
def people_in_service_item(context: Context) -> Iterator[Finding]:
    """A break, a meal, registration or free time has people on stage.

    Hosts, sponsors and others who need not be in the room are fine, and so are people at a social event.

    Why:
        Calendars show the time as free, clashes of the speakers are not found, and the page shows the session as a
        break. Usually its kind is wrong: a breakout session is not a break.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, kind: break, participants: [{agent: ada, role: moderator}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, kind: breakout, participants: [{agent: ada, role: moderator}]}
    """
    for number, session in enumerate(context.event.sessions):
        if not session.participants or session.kind == "social" or not is_service(session.kind):
            continue
        people = [item for item in session.participants if is_on_stage(item)]
        if people and session.status is not Status.CANCELLED:
            first, more = people[0], len(people) - 1
            others = f" and {more} more" if more else ""
            yield Finding(
                message=f"{said(session)} is a {kind_label(session.kind).lower()}, but has people on stage: "
                f"{context.agent_name(first)} ({first.role}){others}",
                path=("sessions", number, "kind"),
                about=(session.id,),
                within=tuple(item.agent for item in people if item.agent),
                help="correct the `kind` of the session, or remove the people",
            )


@rule("nobody-named", severity=Severity.INFO, category="people", since="0.1")
def nobody_named(context: Context) -> Iterator[Finding]:
    """The programme has panels or plenaries, but no session names anybody.

    Why:
        A proposed agenda begins like this; a final one names the people.

    Bad:
        sessions:
          - {id: panel, title: Open models, kind: panel}

    Good:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
          - {id: linus, name: Linus Instance}
        sessions:
          - id: panel
            title: Open models
            kind: panel
            participants:
              - {agent: ada, role: panelist}
              - {agent: grace, role: panelist}
              - {agent: linus, role: moderator}
    """
    if context.event.index.by_agent:
        return
    needing = [session for _, session in context.content if session.kind in context.settings.moderated_kinds]
    if needing:
        many = len(needing)
        yield Finding(
            message=f"no session names anybody yet; {many} panel{'s need' if many > 1 else ' needs'} a moderator",
            path=("sessions",),
            about=(context.event.id,),
            help="add `people`, and `participants` to the sessions",
        )


@rule("same-person-twice", severity=Severity.WARNING, category="people", since="0.1")
def same_person_twice(context: Context) -> Iterator[Finding]:
    """A session names the same person twice in the same role.

    Two roles of one person, such as chair and speaker, are fine.

    Why:
        The name is printed twice on the page, the badge list and the door sheet.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}, {agent: ada}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}, {agent: ada, role: chair}]}
    """
    yield from _twice(context, context.event.participants, (), context.event.id)
    for number, session in enumerate(context.event.sessions):
        if len(session.participants) > 1:
            yield from _twice(context, session.participants, ("sessions", number), session.id)


def _twice(context: Context, participants: tuple[Participant, ...], path: Path, about: str) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for place, item in enumerate(participants):
        if item.agent is None:
            continue  # several participants may be "to be announced"
        first = seen.setdefault((item.agent, item.role), place)
        if first != place:
            yield Finding(
                message=f"{context.agent_name(item)} is listed twice as {item.role}",
                path=(*path, "participants", place),
                about=(about,),
                within=(item.agent,),
                related=(Related(message="the first one", path=(*path, "participants", first)),),
                help="remove one of them",
            )


@rule("organizer-not-listed", severity=Severity.WARNING, category="people", since="0.1", see=("HugoBlox/kit#2371",))
def organizer_not_listed(context: Context) -> Iterator[Finding]:
    """The event names neither an organiser nor a host.

    Why:
        People ask whom to write to, and search engines expect an `organizer`.

    Bad:
        organizations: []
        participants: []

    Good:
        organizations:
          - {id: sample-office, name: Sample Programme Office}
        participants:
          - {agent: sample-office, role: organizer}
    """
    if not any(item.role in ("organizer", "co-organizer", "host", "co-host") for item in context.event.participants):
        yield Finding(
            message="the event names no organiser",
            path=("participants",),
            about=(context.event.id,),
            help="add `organizers: [...]` with ids of `organizations`, or `participants: "
            f"[{{agent: ..., role: organizer}}]`, to {short(context.event.title)}",
        )
