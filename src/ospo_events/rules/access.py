"""Access: who can follow a session, in which language, and what may be done with recordings."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Path, Severity
from ..model.status import AttendanceMode, Audience, Privacy
from ._context import Context, said, short
from ._registry import Finding, rule

_SAY_WHO_MAY_SEE = frozenset([*(item.value for item in Audience), *(item.value for item in Privacy)])


@rule("stream-without-captions", severity=Severity.INFO, category="access", since="0.1")
def stream_without_captions(context: Context) -> Iterator[Finding]:
    """A session is streamed, but neither it nor the event says whether there are captions.

    Why:
        People who do not hear well need to know beforehand whether they can follow.

    Bad:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://live.example.org/one", rel: stream}]}

    Good:
        sessions:
          - {id: one, title: Open models, links: [{href: "https://live.example.org/one", rel: stream}], captions: [en]}
    """
    if context.event.captions:
        return
    rooms = context.event.index.rooms
    for number, session in context.content:
        streamed = any(link.rel == "stream" for link in session.links)
        for room in slot.rooms if (slot := context.event.index.slot(session)) else ():
            streamed = streamed or (room in rooms and rooms[room].stream is not None)
        if streamed and not any(line.captions for line in context.lineage(session)):
            yield Finding(
                message=f"{said(session)} is streamed, but nothing says whether it has captions",
                path=("sessions", number),
                about=(session.id,),
                help="add `captions: [en]` to the session or the event",
            )


@rule("no-accessibility-statement", severity=Severity.WARNING, category="access", since="0.1")
def no_accessibility_statement(context: Context) -> Iterator[Finding]:
    """An event that people attend in person says nothing about accessibility.

    Why:
        Some people can only come if there are no steps, or if there is a hearing loop or an interpreter, and they do
        not like to ask.

    Bad:
        attendance_mode: in_person
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}

    Good:
        attendance_mode: in_person
        accessibility: Step-free access, hearing loops, live captions on request.
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
    """
    event = context.event
    here = event.attendance_mode in (AttendanceMode.IN_PERSON, AttendanceMode.MIXED)
    said_of = any(item.accessibility for item in event.venues) or any(item.accessibility for item in event.rooms)
    if here and not event.accessibility and not said_of:
        yield Finding(
            message="people attend the event in person, but it says nothing about accessibility",
            path=("attendance_mode",),
            about=(event.id,),
            help="add `accessibility` to the event, or `accessibility: [step-free, ...]` to venues and rooms",
        )


@rule("audience-is-no-privacy", severity=Severity.ERROR, category="access", since="0.1")
def audience_is_no_privacy(context: Context) -> Iterator[Finding]:
    """The `audience` of an event or a session is a word for who may see it.

    `audience` is a text that is printed, such as "Limited to OSPO leads". It hides nothing.

    Why:
        The session is published in full with this text beside it, although its author meant to hide it.

    Bad:
        sessions:
          - {id: one, title: Meeting of the board, audience: team}

    Good:
        sessions:
          - {id: one, title: Meeting of the board, privacy: confidential}
    """
    event = context.event
    texts: list[tuple[str | None, Path, str]] = [(event.audience, ("audience",), event.id)]
    texts += [(item.audience, ("sessions", n, "audience"), item.id) for n, item in enumerate(event.sessions)]
    for text, path, about in texts:
        if text is not None and text.strip().casefold() in _SAY_WHO_MAY_SEE:
            yield Finding(
                message=f"the audience {short(text)} is only printed; it hides nothing",
                path=path,
                about=(about,),
                help="to hide a session, write `privacy: private` or `privacy: confidential`",
            )


@rule("public-part-of-confidential", severity=Severity.WARNING, category="access", since="0.1")
def public_part_of_confidential(context: Context) -> Iterator[Finding]:
    """A session is not confidential, but it is a part of a confidential one.

    Why:
        The part is published without its whole, and its time reveals when the confidential session takes place.

    Bad:
        sessions:
          - {id: board, title: Meeting of the board, privacy: confidential}
          - {id: one, title: Open models, parent: board}

    Good:
        sessions:
          - {id: board, title: Meeting of the board, privacy: confidential}
          - {id: one, title: Open models, parent: board, privacy: confidential}
    """
    for number, session in enumerate(context.event.sessions):
        if session.privacy is Privacy.CONFIDENTIAL:
            continue
        above = next((one for one in context.lineage(session) if one.privacy is Privacy.CONFIDENTIAL), None)
        if above is not None:
            word = session.privacy.value
            yield Finding(
                message=f"{said(session)} is {word}, but it is a part of {said(above)}, which is confidential",
                path=("sessions", number, "parent"),
                about=(session.id,),
                within=(above.id,),
                help="add `privacy: confidential` here too, or remove it from the whole",
            )


@rule("language-not-announced", severity=Severity.WARNING, category="access", since="0.1")
def language_not_announced(context: Context) -> Iterator[Finding]:
    """A session is in a language that the event does not list.

    Why:
        People chose the event by its languages. Often the list of the event was just not updated.

    Bad:
        languages: [en]
        sessions:
          - {id: one, title: Offene Modelle, languages: [de]}

    Good:
        languages: [en, de]
        sessions:
          - {id: one, title: Offene Modelle, languages: [de]}
    """
    announced = {tag.lower().split("-")[0] for tag in context.event.languages}
    if not announced:
        return
    for number, session in enumerate(context.event.sessions):
        for index, tag in enumerate(session.languages):
            if tag.lower().split("-")[0] not in announced:
                yield Finding(
                    message=f"{said(session)} is in {tag!r}, but the event is in {', '.join(context.event.languages)}",
                    path=("sessions", number, "languages", index),
                    about=(session.id,),
                    help="add the language to the event, or correct that of the session",
                )


@rule("recording-without-licence", severity=Severity.WARNING, category="access", since="0.1")
def recording_without_licence(context: Context) -> Iterator[Finding]:
    """A recording is published without a licence.

    Why:
        Without a licence nobody may cut, subtitle or show it, at an open source meeting of all places.

    Bad:
        sessions:
          - id: one
            title: Open models
            recording: {links: [{href: "https://media.example.org/one", rel: recording}]}

    Good:
        sessions:
          - id: one
            title: Open models
            recording: {license: CC-BY-4.0, links: [{href: "https://media.example.org/one", rel: recording}]}
    """
    event = context.event
    if event.recording is not None and event.recording.license:
        return
    if event.recording is not None and event.recording.links:
        yield Finding(
            message="the recordings of the event are published without a licence",
            path=("recording",),
            about=(event.id,),
            help="add `license`, for example CC-BY-4.0",
        )
    for number, session in enumerate(event.sessions):
        policy = session.recording
        published = (policy is not None and policy.links) or any(link.rel == "recording" for link in session.links)
        if published and not (policy is not None and policy.license):
            yield Finding(
                message=f"the recording of {short(session.title)} is published without a licence",
                path=("sessions", number, "recording") if policy is not None else ("sessions", number, "links"),
                about=(session.id,),
                help="add `recording: {license: CC-BY-4.0}` to the session or the event",
            )


@rule("recorded-despite-opt-out", severity=Severity.ERROR, category="access", since="0.1")
def recorded_despite_opt_out(context: Context) -> Iterator[Finding]:
    """A session must not be recorded, but there is a link to a recording of it.

    Why:
        A speaker did not agree. The recording has to go, today.

    Bad:
        sessions:
          - id: one
            title: Open models
            recording:
              opt_out: true
              license: CC-BY-4.0
              links: [{href: "https://media.example.org/one", rel: recording}]

    Good:
        sessions:
          - {id: one, title: Open models, recording: {opt_out: true}}
    """
    for number, session in enumerate(context.event.sessions):
        policy = session.recording
        if policy is None or policy.opt_out is not True:
            continue
        if policy.links or any(link.rel == "recording" for link in session.links):
            yield Finding(
                message=f"{short(session.title)} must not be recorded, but there is a link to a recording of it",
                path=("sessions", number, "recording"),
                about=(session.id,),
                help="remove the link and the recording",
            )


@rule("streamed-despite-opt-out", severity=Severity.WARNING, category="access", since="0.1")
def streamed_despite_opt_out(context: Context) -> Iterator[Finding]:
    """A session must not be recorded, but it is streamed.

    Why:
        Anybody who watches a stream can record it.

    Bad:
        captions: [en]
        sessions:
          - id: one
            title: Open models
            recording: {opt_out: true}
            links: [{href: "https://live.example.org/one", rel: stream}]

    Good:
        sessions:
          - {id: one, title: Open models, recording: {opt_out: true}}
    """
    rooms = context.event.index.rooms
    for number, session in enumerate(context.event.sessions):
        if session.recording is None or session.recording.opt_out is not True:
            continue
        streamed = any(link.rel == "stream" for link in session.links)
        for room in slot.rooms if (slot := context.event.index.slot(session)) else ():
            streamed = streamed or (room in rooms and rooms[room].stream is not None)
        if streamed:
            yield Finding(
                message=f"{said(session)} must not be recorded, but it is streamed",
                path=("sessions", number, "recording", "opt_out"),
                about=(session.id,),
                help="do not stream it, or ask the speakers again",
            )
