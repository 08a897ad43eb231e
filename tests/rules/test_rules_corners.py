"""Corners of the rules: what the examples on their pages do not show."""

from __future__ import annotations

import attrs
import pytest

from ospo_events.codecs import codec_named
from ospo_events.diagnostics import Diagnostic, Severity
from ospo_events.model import Event
from ospo_events.rules._spdx import EXCEPTIONS, LICENCES
from ospo_events.rules._standards import COUNTRIES, language_problem, licence_problem
from ospo_events.rules.pages import complete
from ospo_events.validation import validate


def read(fragment: str) -> Event:
    decoded = codec_named("yaml").decode(complete(fragment).encode(), source="example.yaml")
    assert not decoded.report, str(decoded.report)
    assert decoded.event is not None
    return decoded.event


def found(event: Event, code: str) -> list[Diagnostic]:
    return [item for item in validate(event) if item.code == code]


# --- standards -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("MIT", "GPL-3.0", "GPL-2.0+", "Apache-2.0+", "LAL-1.3", "CC-BY-SA-2.0-UK", "MIT OR Apache-2.0"),
        *("(MIT AND BSD-3-Clause) OR LicenseRef-house", "GPL-2.0-only WITH Classpath-exception-2.0"),
        *("DocumentRef-x:LicenseRef-y", "https://example.org/terms", "http://example.org/terms"),
    ],
)
def test_licences_that_are_good(text: str) -> None:
    assert licence_problem(text) is None


def test_every_identifier_of_the_list_is_good_and_found_in_any_case() -> None:
    assert len(LICENCES) > 690
    for licence in LICENCES:
        assert licence_problem(licence) is None
        assert licence_problem(licence.swapcase()) == (
            f"{licence.swapcase()!r} is spelt {licence!r} on the SPDX licence list",
            licence,
        )
    assert not LICENCES & EXCEPTIONS


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("CC BY-SA 3.0", "CC-BY-SA-3.0"),
        ("cc by", "CC-BY-4.0"),
        ("FAL-1.3", None),
        ("Creative Commons", None),
        ("MIT OR house", None),
        ("MITx+", None),
        ("LicenseRef-", None),
        ("Classpath-exception-2.0+", None),
        ("OR", None),
        ("Classpath-exception-2.0", None),
        ("()", None),
        ("", None),
    ],
)
def test_licences_that_are_not_good(text: str, meant: str | None) -> None:
    problem = licence_problem(text)
    assert problem is not None
    assert problem[1] == meant
    assert repr(text) in problem[0]


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant", "sh", "bh", "de-1996", "x-house", "gsw", "sl-rozaj"])
def test_languages_that_are_good(tag: str) -> None:
    assert language_problem(tag) is None


@pytest.mark.parametrize(
    ("tag", "meant"), [("German", "de"), ("pt_BR", "pt-BR"), ("e", None), ("qq", None), ("en-", None)]
)
def test_languages_that_are_not_good(tag: str, meant: str | None) -> None:
    problem = language_problem(tag)
    assert problem is not None
    assert problem[1] == meant


def test_countries_are_those_of_iso_3166_and_the_two_reserved_ones() -> None:
    assert len(COUNTRIES) == 249 + 2
    assert {"EU", "UN", "XX", "UK"} & COUNTRIES == {"EU", "UN"}


# --- severities of what is usual in files of others ------------------------------------------------------------------


def with_abstract(text: str) -> Event:
    event = read("sessions:\n  - {id: one, title: Open models}\n")
    return attrs.evolve(event, sessions=(attrs.evolve(event.sessions[0], abstract=text),))


@pytest.mark.parametrize(
    ("text", "severity", "mended"),
    [
        ("one\r\ntwo\rthree", Severity.INFO, "one\ntwo\nthree"),
        ("one\r\ntwo\a", Severity.ERROR, "one\ntwo"),
        ("one\x0btwo\r\n", Severity.ERROR, None),  # the words would run together
        ("one\u2028two", Severity.ERROR, None),
    ],
)
def test_carriage_returns_are_milder_than_control_characters(text: str, severity: Severity, mended: str | None) -> None:
    (item,) = found(with_abstract(text), "control-character")
    assert item.severity is severity
    assert item.path == ("sessions", 0, "abstract")
    assert (item.fix.edits[0].replacement if item.fix else None) == mended


@pytest.mark.parametrize(
    ("href", "severity"),
    [
        ("https://media.example.org/H.1302 (Depage)/talk.webm", Severity.WARNING),
        ("https://media example.org/talk.webm", Severity.ERROR),
        ("https://media.example.org/a\u00a0b c", Severity.ERROR),
        ("https://media.example.org:port/", Severity.ERROR),
        ("https:///talk", Severity.ERROR),
        ("mailto:nobody", Severity.ERROR),
        ("mailto:no body", Severity.ERROR),
    ],
)
def test_spaces_in_the_path_of_a_link_are_a_warning(href: str, severity: Severity) -> None:
    event = attrs.evolve(read(""), url=href)
    (item,) = found(event, "malformed-link")
    assert item.severity is severity


def test_sessions_called_lunch_are_told_once() -> None:
    event = read(
        """
people: [{id: ada, name: Ada Example}, {id: grace, name: Grace Sample}]
sessions:
  - {id: one, title: Open models, abstract: On models., participants: [{agent: ada}]}
  - {id: two, title: Open data, abstract: On data., participants: [{agent: grace}]}
  - {id: three, title: Open law, abstract: On law., participants: [{agent: grace}]}
  - {id: lunch-1, title: Lunch, kind: other}
  - {id: lunch-2, title: "lunch ", kind: other}
"""
    )
    about_lunch = [item.code for item in validate(event) if item.path[:1] == ("sessions",) and item.path[1] > 2]
    assert set(about_lunch) <= {"break-of-other-kind", "surrounding-space"}
    assert about_lunch.count("break-of-other-kind") == 2


LONG = """
sessions:
  - {id: one, title: Open models, slot: {start: 2026-05-04T08:00, end: 2026-05-04T10:30}}
  - {id: two, title: Open data, slot: {start: 2026-05-04T10:30, end: 2026-05-04T13:00}}
"""
EVENING = "  - {id: end, title: Evening, kind: social, slot: {start: 2026-05-04T18:00, end: 2026-05-04T19:00}}\n"


def test_a_programme_that_lists_no_breaks_is_told_mildly() -> None:
    (mild,) = found(read(LONG), "no-break")
    (item,) = found(read(LONG + EVENING), "no-break")
    assert (mild.severity, item.severity) == (Severity.INFO, Severity.WARNING)
    assert mild.message == item.message == "no break for 5 hours, from 08:00 to 13:00 on 2026-05-04"


# --- people ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Grace Hopperman", "Grace Hoperman", True),
        ("Grace Hoppermann", "Grace Hopperman", True),
        ("Grace Hopperman", "Grace Hoppirman", True),
        ("Grace Hopperman", "Grace Happirman", False),  # two letters
        ("Grace Hopperman", "Graca Hoppirman", False),  # two words
        ("Ada Li", "Ada Lu", False),  # so short that it says nothing
        ("Gracia Hopper B", "Gracia Hopper C", False),  # an initial says nothing either
        ("Grace Hopperman", "Grace HOPPERMAN", True),
        ("Mononymous", "Mononimous", False),
    ],
)
def test_names_one_letter_apart(one: str, other: str, near: bool) -> None:
    event = read(f"people: [{{id: one, name: {one}}}, {{id: other, name: {other}}}]\n")
    messages = [item.message for item in found(event, "near-duplicate-name")]
    assert bool(messages) is near
    if near:
        assert messages == [f"'one' and 'other' may be one person: {one!r} and {other!r}"]


def test_parts_of_a_session_with_people_need_none_of_their_own() -> None:
    event = read(
        """
people: [{id: ada, name: Ada Example}]
sessions:
  - {id: one, title: Open models, participants: [{agent: ada}]}
  - {id: two, title: Open data, participants: [{agent: ada}]}
  - {id: block, title: Block, participants: [{agent: ada}]}
  - {id: three, title: Open law, participants: [{agent: ada}]}
  - {id: part, title: A part of it, parent: block}
  - {id: alone, title: Alone}
"""
    )
    assert [item.path for item in found(event, "session-without-speaker")] == [("sessions", 5)]


# --- place -----------------------------------------------------------------------------------------------------------

PARTS = """
rooms: [{id: hall, name: Hall, capacity: 100}, {id: small, name: Small, capacity: 20}, {id: yard, name: Yard}]
sessions:
  - {id: whole, title: Workshops, expected_attendance: 150, slot: {start: 2026-05-04T09:00, end: 2026-05-04T11:00}}
  - {id: a, title: Left, parent: whole, slot: {start: 2026-05-04T09:00, end: 2026-05-04T11:00, rooms: [hall]}}
"""
OTHER_PART = "  - {{id: b, title: Right, parent: whole, slot: {{start: {}, end: {}, rooms: [{}]}}}}\n"


@pytest.mark.parametrize(
    ("rest", "held"),
    [
        ("", [100]),
        (OTHER_PART.format("2026-05-04T09:00", "2026-05-04T10:00", "small"), [120, 120]),
        (OTHER_PART.format("2026-05-04T09:00", "2026-05-04T10:00", "yard"), []),  # nobody knows what the yard holds
        (OTHER_PART.format("2026-05-04T12:00", "2026-05-04T13:00", "small"), [100, 20]),  # not at the same time
    ],
)
def test_parts_at_the_same_time_share_those_who_are_expected(rest: str, held: list[int]) -> None:
    messages = [item.message for item in validate(read(PARTS + rest)) if "expects 150 people" in item.message]
    assert [int(message.rsplit(" ", maxsplit=1)[1]) for message in messages] == held


def test_rooms_of_parts_and_of_wholes_count_for_the_other() -> None:
    event = read(
        """
rooms: [{id: hall, name: Hall}]
sessions:
  - {id: a-whole, title: Morning, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
  - {id: a-part, title: First part, parent: a-whole, slot: {start: 2026-05-04T09:00, end: 2026-05-04T09:30}}
  - {id: b-whole, title: Noon, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00}}
  - {id: b-part, title: Noon part, parent: b-whole, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00, rooms: [hall]}}
  - {id: lost, title: Lost, slot: {start: 2026-05-04T13:00, end: 2026-05-04T14:00}}
  - {id: away, title: Away, attendance_mode: online, slot: {start: 2026-05-04T13:00, end: 2026-05-04T14:00}}
"""
    )
    assert [item.path[1] for item in found(event, "session-without-room")] == [4]


def test_an_online_event_has_to_say_where_to_watch_it() -> None:
    sessions = "sessions: [{id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00%s}}]\n"
    silent = validate(read("attendance_mode: online\n" + sessions % ""))
    streamed = validate(
        read(
            "attendance_mode: online\n"
            'rooms: [{id: stage, name: Stage, stream: {href: "https://live.example.org/1", rel: stream}}]\n'
            + sessions
            % ", rooms: [stage]"
        )
    )
    said = "the event is online, and no link says where to watch or register"
    assert said in [item.message for item in silent]
    assert said not in [item.message for item in streamed]


def test_a_session_in_person_at_an_online_event_needs_a_place() -> None:
    event = read("attendance_mode: online\nsessions: [{id: one, title: Open models, attendance_mode: in_person}]\n")
    (item,) = found(event, "in-person-without-place")
    assert item.path == ("sessions", 0, "attendance_mode")


# --- lifecycle, access, links, references ----------------------------------------------------------------------------


def test_a_cancelled_event_with_confirmed_sessions_is_told_once() -> None:
    event = read(
        """
status: cancelled
sessions:
  - {id: one, title: Open models, status: confirmed}
  - {id: two, title: Open data, status: confirmed}
  - {id: three, title: Open law, status: cancelled}
"""
    )
    (item,) = found(event, "confirmed-part-of-cancelled")
    assert item.message == "the event is cancelled, and 2 of its sessions are confirmed"
    called_off = attrs.evolve(event, sessions=event.sessions[2:])
    assert found(called_off, "confirmed-part-of-cancelled") == []


def test_one_licence_for_all_recordings_is_enough() -> None:
    recordings = (
        'recording: {%s links: [{href: "https://media.example.org/all", rel: recording}]}\n'
        'sessions: [{id: one, title: Open models, recording: {links: [{href: "https://media.example.org/1", rel: recording}]}}]\n'
    )
    assert found(read(recordings % "license: CC-BY-4.0,"), "recording-without-licence") == []
    assert ("recording",) in {item.path[:1] for item in found(read(recordings % ""), "recording-without-licence")}


def test_a_stream_of_the_room_is_a_stream_of_a_session_that_opted_out() -> None:
    event = read(
        """
rooms: [{id: stage, name: Stage, stream: {href: "https://live.example.org/1", rel: stream}}, {id: den, name: Den}]
sessions:
  - id: one
    title: Open models
    recording: {opt_out: true}
    slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [den, stage]}
  - id: two
    title: Open data
    recording: {opt_out: true}
    slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [den]}
"""
    )
    assert {item.path[1] for item in validate(event) if "opt" in item.code} == {0}


def test_a_reference_to_a_thing_of_another_kind_says_so() -> None:
    event = read("sessions: [{id: one, title: Open models}]\ntracks: [{id: law, title: Law}]\n")
    wrong = attrs.evolve(event, sessions=(attrs.evolve(event.sessions[0], parent="law"),))
    (item,) = found(wrong, "dangling-reference")
    assert item.help == "'law' is a track, and a session is needed here"


# --- times -----------------------------------------------------------------------------------------------------------


def test_a_day_without_sessions_is_not_filled_and_one_that_ends_late_is() -> None:
    event = read(
        """
days: [{date: 2026-05-04, start: "09:00", end: "18:00"}, {date: 2026-05-05, start: "09:00", end: "18:00"}]
sessions:
  - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T16:30}}
"""
    )
    (item,) = found(event, "day-frame-not-filled")
    assert item.path == ("days", 0, "end")
    assert item.message == "2026-05-04 ends at 18:00, and its last session at 16:30"


def test_two_open_ends_at_one_time_or_of_one_family_are_fine() -> None:
    event = read(
        """
sessions:
  - {id: one, title: Drinks, kind: social, slot: {start: 2026-05-04T18:00}}
  - {id: two, title: Dinner, kind: meal, slot: {start: 2026-05-04T18:00}}
  - {id: three, title: Dessert, kind: meal, parent: two, slot: {start: 2026-05-04T19:00}}
"""
    )
    same_time = attrs.evolve(event, sessions=event.sessions[:2])
    family = attrs.evolve(event, sessions=event.sessions[1:])
    strangers = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[2], parent=None)))
    said = "both have no end"
    assert [said in str(validate(each)) for each in (same_time, family, strangers)] == [False, False, True]


def test_parts_of_a_scheduled_session_need_no_time_of_their_own() -> None:
    event = read(
        """
status: confirmed
sessions:
  - {id: whole, title: Whole, status: confirmed, slot: {start: 2026-05-04T18:00, end: 2026-05-04T19:00}}
  - {id: part, title: Part, status: confirmed, parent: whole}
  - {id: lost, title: Lost, status: confirmed}
"""
    )
    assert [item.path[1] for item in found(event, "unscheduled-in-final")] == [2]


def test_a_session_that_loses_its_time_has_to_raise_its_sequence() -> None:
    old = read(
        "sessions: [{id: one, title: Open models, sequence: 1, slot: {start: 2026-05-04T18:00, end: 2026-05-04T19:00}}]\n"
    )
    new = attrs.evolve(old, sessions=(attrs.evolve(old.sessions[0], slot=None),))
    assert "sequence-not-raised" in validate(new, older=old).codes
    raised = attrs.evolve(new, sessions=(attrs.evolve(new.sessions[0], sequence=2),))
    assert "sequence-not-raised" not in validate(raised, older=old).codes
    assert "sequence-not-raised" not in validate(new, older=new).codes


def test_a_programme_without_a_version_becomes_one_with() -> None:
    old = read("sessions: [{id: one, title: Open models}]\n")
    changed = attrs.evolve(old, sessions=(attrs.evolve(old.sessions[0], title="Open data"),))
    old_versioned = attrs.evolve(old, version="1.2")
    outcomes = [
        "version-not-raised" in validate(attrs.evolve(changed, version=version), older=older).codes
        for version, older in [("1", old), ("1.3", old_versioned), ("1.1", old_versioned), ("final", old_versioned)]
    ]
    assert outcomes == [False, False, True, False]


# --- clashes ---------------------------------------------------------------------------------------------------------


def test_only_exclusive_tracks_clash() -> None:
    event = read(
        """
tracks: [{id: ai, title: AI, exclusive: true}, {id: law, title: Law}]
sessions:
  - {id: one, title: Open models, tracks: [law, ai], slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
  - {id: two, title: Open data, tracks: [law], slot: {start: 2026-05-04T09:30, end: 2026-05-04T10:30}}
"""
    )
    assert "exclusive track" not in str(validate(event))
    both = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[1], tracks=("law", "ai"))))
    assert str(validate(both)).count("overlap in the exclusive track 'AI'") == 1


def test_an_open_end_is_told_once_for_room_and_people_and_not_of_its_parts() -> None:
    event = read(
        """
rooms: [{id: hall, name: Hall}]
people: [{id: ada, name: Ada Example}]
sessions:
  - {id: one, title: Film, slot: {start: 2026-05-04T18:00, rooms: [hall]}, participants: [{agent: ada}]}
  - {id: two, title: Talk, slot: {start: 2026-05-04T18:30, end: 2026-05-04T19:30, rooms: [hall]}, participants: [{agent: ada}]}
"""
    )
    assert str(validate(event)).count("has no end, and") == 1
    part = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[1], parent="one")))
    assert "has no end, and" not in str(validate(part))


def test_a_break_of_a_track_is_a_break_of_that_track_alone() -> None:
    event = read(
        """
tracks: [{id: ai, title: AI}, {id: law, title: Law}]
sessions:
  - {id: pause, title: Coffee, kind: break, tracks: [ai], slot: {start: 2026-05-04T10:00, end: 2026-05-04T10:30}}
  - {id: one, title: Open law, tracks: [law], slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:30}}
"""
    )
    assert found(event, "break-overlapped") == []
    mine = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[1], tracks=("law", "ai"))))
    assert len(found(mine, "break-overlapped")) == 1


@pytest.mark.parametrize(("rooms", "minutes"), [(("a", "b"), 5), (("a", "c"), 30), (("a", "d"), 5), (("a", "a"), 0)])
def test_the_way_to_the_next_session(rooms: tuple[str, str], minutes: int) -> None:
    event = read(
        f"""
venues: [{{id: north, name: North}}, {{id: south, name: South}}]
rooms:
  - {{id: a, name: A, venue: north}}
  - {{id: b, name: B, venue: north}}
  - {{id: c, name: C, venue: south}}
  - {{id: d, name: D}}
people: [{{id: ada, name: Ada Example}}]
sessions:
  - {{id: one, title: One, participants: [{{agent: ada}}], slot: {{start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [{rooms[0]}]}}}}
  - {{id: two, title: Two, participants: [{{agent: ada}}], slot: {{start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [{rooms[1]}]}}}}
"""
    )
    messages = [item.message for item in found(event, "turnaround-too-short")]
    assert len(messages) == (1 if minutes else 0)
    assert all(message.endswith(f"; {minutes} are needed") for message in messages)
    roomless = attrs.evolve(
        event, sessions=tuple(attrs.evolve(s, slot=attrs.evolve(s.slot, rooms=())) for s in event.sessions)
    )
    assert found(roomless, "turnaround-too-short") == []


# --- words -----------------------------------------------------------------------------------------------------------


def test_space_around_a_title_is_not_space_inside() -> None:
    event = attrs.evolve(read(""), title="  Open models\n")
    assert found(event, "space-in-a-row") == []
    assert len(found(event, "surrounding-space")) == 1


def test_the_licence_of_all_recordings_is_looked_at() -> None:
    event = read("recording: {license: CC-BY}\nlicense: MIT\n")
    (item,) = found(event, "bad-licence")
    assert (item.path, item.help) == (("recording", "license"), "did you mean 'CC-BY-4.0'?")


def test_the_link_of_a_stream_is_a_link() -> None:
    event = read('rooms: [{id: hall, name: Hall, stream: {href: "https://live.example.org/a b", rel: stream}}]\n')
    (item,) = found(event, "malformed-link")
    assert item.path == ("rooms", 0, "stream", "href")


def test_people_whose_names_are_signs_alone_are_not_one_person() -> None:
    event = read('people: [{id: one, name: "..."}, {id: two, name: "!!!"}]\n')
    assert found(event, "near-duplicate-name") == []


def test_people_who_take_no_part_need_no_affiliation() -> None:
    event = read(
        """
people:
  - {id: ada, name: Ada Example, affiliation: example-org}
  - {id: grace, name: Grace Sample, affiliation: example-org}
  - {id: linus, name: Linus Specimen, affiliation: example-org}
  - {id: idle, name: Idle Person}
"""
    )
    assert found(event, "speaker-without-affiliation") == []
    session = read("sessions: [{id: one, title: One}]\n").sessions[0]
    from ospo_events.model import Participant

    speaking = attrs.evolve(event, sessions=(attrs.evolve(session, participants=(Participant(agent="idle"),)),))
    assert [item.path for item in found(speaking, "speaker-without-affiliation")] == [("people", 3)]


def test_an_online_session_has_to_say_where_to_watch_it() -> None:
    event = read("sessions: [{id: one, title: Open models, attendance_mode: online}]\n")
    assert not any("where to watch it" in item.message for item in validate(event))  # it has no time yet
    placed = read(
        "sessions: [{id: one, title: Open models, attendance_mode: online,"
        " slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}]\n"
    )
    assert sum("where to watch it" in item.message for item in validate(placed)) == 1
