"""Rules about words, links and names, beyond the examples on their pages."""

from __future__ import annotations

import attrs

from ospo_events.validation import validate
from tests.support.reading import findings, read_fragment


def test_space_around_a_title_is_not_space_inside() -> None:
    event = attrs.evolve(read_fragment(""), title="  Open models\n")
    assert findings(event, "space-in-a-row") == []
    assert len(findings(event, "surrounding-space")) == 1


def test_the_licence_of_all_recordings_is_looked_at() -> None:
    event = read_fragment("recording: {license: CC-BY}\nlicense: MIT\n")
    (item,) = findings(event, "bad-licence")
    assert (item.path, item.help) == (("recording", "license"), "did you mean 'CC-BY-4.0'?")


def test_the_link_of_a_stream_is_a_link() -> None:
    event = read_fragment(
        'rooms: [{id: hall, name: Hall, stream: {href: "https://live.example.org/a b", rel: stream}}]\n'
    )
    (item,) = findings(event, "malformed-link")
    assert item.path == ("rooms", 0, "stream", "href")


def test_people_whose_names_are_signs_alone_are_not_one_person() -> None:
    event = read_fragment('people: [{id: one, name: "..."}, {id: two, name: "!!!"}]\n')
    assert findings(event, "near-duplicate-name") == []


def test_people_who_take_no_part_need_no_affiliation() -> None:
    event = read_fragment(
        """
people:
  - {id: ada, name: Ada Example, affiliation: example-org}
  - {id: grace, name: Grace Sample, affiliation: example-org}
  - {id: linus, name: Linus Specimen, affiliation: example-org}
  - {id: idle, name: Idle Person}
"""
    )
    assert findings(event, "speaker-without-affiliation") == []
    session = read_fragment("sessions: [{id: one, title: One}]\n").sessions[0]
    from ospo_events.model import Participant

    speaking = attrs.evolve(event, sessions=(attrs.evolve(session, participants=(Participant(agent="idle"),)),))
    assert [item.path for item in findings(speaking, "speaker-without-affiliation")] == [("people", 3)]


def test_an_online_session_has_to_say_where_to_watch_it() -> None:
    event = read_fragment("sessions: [{id: one, title: Open models, attendance_mode: online}]\n")
    assert not any("where to watch it" in item.message for item in validate(event))  # it has no time yet
    placed = read_fragment(
        "sessions: [{id: one, title: Open models, attendance_mode: online,"
        " slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}]\n"
    )
    assert sum("where to watch it" in item.message for item in validate(placed)) == 1


def test_other_names_of_kinds_and_roles_are_suggestions() -> None:
    event = read_fragment(
        "people: [{id: ada, name: Ada Example}]\n"
        "sessions: [{id: one, title: One, kind: Coffee Breaks, participants: [{agent: ada, role: Session_Chairs}]}]\n"
    )
    for code, word in (("unknown-kind", "break"), ("unknown-role", "chair")):
        (item,) = findings(event, code)
        assert item.help is not None
        assert item.help.startswith(f"write {word!r}"), item


def test_titles_that_name_a_break_in_any_spelling_are_breaks() -> None:
    titles = ("Coffee Breaks", "tea-break", "Kaffeepause", "Lunches")
    lines = "".join(f"  - {{id: s{number}, title: {title}, kind: other}}\n" for number, title in enumerate(titles))
    event = read_fragment(f"sessions:\n{lines}  - {{id: keynote, title: Keynote, kind: other}}\n")
    assert [item.path for item in findings(event, "break-of-other-kind")] == [
        ("sessions", n) for n in range(len(titles))
    ]


def test_networking_in_a_track_is_about_networks() -> None:
    event = read_fragment(
        "people: [{id: ada, name: Ada Example}]\ntracks: [{id: net, title: Networks}]\nsessions:\n"
        "  - {id: one, title: Networking, track: net}\n"
        "  - {id: two, title: Networking, speaker: ada}\n"
        "  - {id: three, title: Networking}\n"
        "  - {id: four, title: Lunch, track: net}\n"
    )
    assert [item.path for item in findings(event, "break-of-other-kind")] == [("sessions", 2), ("sessions", 3)]


def test_openings_breaks_and_ceremonies_need_no_abstract() -> None:
    event = read_fragment(
        """
sessions:
  - {id: one, title: Open models, abstract: What openness means.}
  - {id: two, title: Open data, abstract: What a city can publish.}
  - {id: three, title: Open tools, abstract: What a school can use.}
  - {id: a, title: Good morning, kind: opening}
  - {id: b, title: Opening}
  - {id: c, title: Until next year, kind: closing}
  - {id: d, title: Closing session, kind: plenary}
  - {id: e, title: The prizes of the year, kind: awards}
  - {id: f, title: Handing over, kind: ceremony}
  - {id: g, title: Break}
  - {id: h, title: Something to eat, kind: meal}
  - {id: i, title: To the press, kind: press-conference}
  - {id: talk, title: Open standards}
  - {id: panel, title: Open questions, kind: panel}
"""
    )
    assert [item.path for item in findings(event, "missing-abstract")] == [("sessions", 12), ("sessions", 13)]


def test_most_sessions_are_counted_among_those_that_need_an_abstract() -> None:
    event = read_fragment(
        """
sessions:
  - {id: one, title: Open models, abstract: What openness means.}
  - {id: two, title: Open data, abstract: What a city can publish.}
  - {id: three, title: Open standards}
  - {id: a, title: Opening, kind: opening}
  - {id: b, title: Closing, kind: closing}
"""
    )
    assert [item.path for item in findings(event, "missing-abstract")] == [("sessions", 2)]
