"""YAML as people write it: what it means, and what is said of what is wrong in it."""

import time

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.native._yaml_reader import YamlText
from ospo_events.codecs.native._yaml_writer import write_yaml
from ospo_events.model import Event, Room


def test_shorthand_means_what_the_table_says(read_yaml):
    decoded = read_yaml(
        """
days: [2024-07-09, {date: 2024-07-10}]
rooms: [{id: hall, name: Hall}, {id: annex, name: Annex}]
organizers: [un]
sponsor: {agent: un, mode: online}
sdgs: [4, 9]
links: ["https://example.org/a"]
sessions:
  - id: a
    title: A
    day: 1
    time: 09:30-11:00
    room: hall
    track: ai
    language: en
    tag: law
    speakers: [ada, {agent: bob, mode: online}]
    moderator: cleo
    participants: [dan]
    link: {href: "https://example.org/s", rel: slides}
    x-own: {n: 1.50, list: [1, true, null, text]}
  - {id: b, title: B, day: 2024-07-10, start: 23:00, end: 00:30, rooms: [hall, annex]}
  - {id: c, title: C, start: 2024-07-10T17:30}
  - {id: d, title: D, day: 2, time: 17:30 onwards}
  - {id: e, title: E, day: 2, time: 17:30 –}
  - {id: f, title: F, day: 2, time: 00:30 to 01:00}
"""
    )
    assert decoded.report.codes == ()
    event = decoded.value()
    a, b, c, d, e, f = event.sessions
    assert [(item.agent, item.role) for item in event.participants] == [("un", "organizer"), ("un", "sponsor")]
    assert event.concepts == ("http://metadata.un.org/sdg/4", "http://metadata.un.org/sdg/9")
    assert event.links[0].href == "https://example.org/a"
    assert a.slot == event.local("2024-07-09", "09:30", "11:00", rooms=("hall",))
    assert (a.tracks, a.languages, a.tags) == (("ai",), ("en",), ("law",))
    assert [(item.agent, item.role) for item in a.participants] == [
        ("dan", "speaker"),
        ("ada", "speaker"),
        ("bob", "speaker"),
        ("cleo", "moderator"),
    ]
    assert a.links[0].rel == "slides"
    assert a.extra["x-own"] == {"n": 1.5, "list": (1, True, None, "text")}
    assert b.slot is not None
    assert b.slot.end is not None
    assert (b.slot.end.day, b.slot.rooms) == (11, ("hall", "annex"))
    assert c.slot == d.slot == e.slot == event.local("2024-07-10", "17:30")
    assert f.slot is not None
    assert f.slot.start.isoformat() == "2024-07-11T00:30:00-04:00"


def test_scalars_are_read_as_what_they_are(read_yaml):
    event = read_yaml(
        """
venues:
  - id: v
    name: NO
    address: {country: NO, postal_code: 10017, locality: 017, street: 1_000}
    geo: {latitude: 40, longitude: -73.9}
rooms: [{id: 12, name: 12:30, capacity: 5}]
version: 1.10
edition: 2024
"""
    ).value()
    venue, room = event.venues[0], event.rooms[0]
    assert venue.name == "NO"
    assert venue.address is not None
    assert (venue.address.country, venue.address.postal_code) == ("NO", "10017")
    assert (venue.address.locality, venue.address.street) == ("017", "1_000")
    assert (room.id, room.name, room.capacity) == ("12", "12:30", 5)
    assert (event.version, event.edition) == ("1.10", "2024")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("titel: x\n", [(5, 1, "unknown-key")]),
        ("title: x\n", [(5, 1, "duplicate-key")]),
        ("extra: {x-a: 1}\n", [(5, 1, "unknown-key")]),
        ("theme: [a]\n", [(5, 8, "wrong-type")]),
        ("theme: true\n", [(5, 8, "wrong-type")]),
        ("rooms: {}\n", [(5, 8, "wrong-type")]),
        ("rooms: [x]\n", [(5, 9, "wrong-type")]),
        ("rooms:\n  - id: a\n", [(6, 5, "missing-key")]),
        ("rooms:\n  - {id: a b, name: A}\n", [(6, 10, "invalid-id")]),
        ('rooms:\n  - {id: a, name: " "}\n', [(6, 19, "empty-text")]),
        ("rooms:\n  - {id: a, name: A, capacity: 1.5}\n", [(6, 32, "wrong-type")]),
        ("rooms:\n  - {id: a, name: A, capacity: -1}\n", [(6, 5, "invalid-value")]),
        ("rooms:\n  - {id: a, name: A, capacity: 99999999999999999999}\n", [(6, 32, "invalid-value")]),
        ("rooms:\n  - {id: a, name: A, capacity: 9999999999999999999999}\n", [(6, 32, "wrong-type")]),
        ("venues:\n  - {id: a, name: A, geo: {latitude: 91, longitude: 0}}\n", [(6, 27, "invalid-value")]),
        ("venues:\n  - {id: a, name: A, geo: {latitude: x, longitude: 0}}\n", [(6, 38, "wrong-type")]),
        ("venues:\n  - {id: a, name: A, geo: {latitude: 1e999, longitude: 0}}\n", [(6, 38, "invalid-value")]),
        ("status: conformed\n", [(5, 9, "unknown-value")]),
        ("status: 5\n", [(5, 9, "unknown-value")]),
        ("is_accessible_for_free: maybe\n", [(5, 25, "wrong-type")]),
        ("days: [2024-13-01]\n", [(5, 8, "bad-time")]),
        ("day_change: 25:00\n", [(5, 13, "bad-time")]),
        ("day_change: noon\n", [(5, 13, "bad-time")]),
        ("updated: 2024-07-09T10:00\n", [(5, 10, "missing-offset")]),
        ("updated: 2024-07-09T25:00Z\n", [(5, 10, "bad-time")]),
        ("updated: yesterday\n", [(5, 10, "bad-time")]),
        ("updated: 0001-01-01T00:00+05:00\n", [(5, 10, "bad-time")]),
        ("expects: {sessions: [a]}\n", [(5, 21, "wrong-type")]),
        ("expects: {sessions: {panel: many}}\n", [(5, 21, "wrong-type")]),
        ("sdgs: [18, x]\n", [(5, 8, "invalid-value"), (5, 12, "invalid-value")]),
        ("organizers: [[a]]\n", [(5, 14, "wrong-type")]),
        ("organizers: [{agent: a, role: b}]\n", [(5, 14, "wrong-type")]),
        ("theme: &a x\n", [(5, 8, "yaml-alias")]),
        ("theme: &a x\nacronym: *a\n", [(5, 8, "yaml-alias"), (6, 10, "yaml-alias")]),
        ("theme: !!python/object:os.system x\n", [(5, 8, "yaml-tag")]),
        ("theme: !foo {a: b}\n", [(5, 8, "wrong-type"), (5, 8, "yaml-tag")]),
        ("---\ntitle: again\n", [(5, 1, "second-document")]),
        ("? [a]\n: b\n", [(5, 3, "wrong-type")]),
        ("theme: [a\n", [(6, 1, "not-yaml")]),
        ("theme: 'a\n", [(5, 8, "not-yaml")]),
        ("theme: a\x00b\n", [(5, 9, "not-yaml")]),
        ("x-deep: " + "[" * 80 + "]" * 80 + "\n", [(5, 72, "too-deep")]),
    ],
)
def test_what_is_wrong_is_named_with_its_place(read_yaml, places, more, found):
    assert places(read_yaml(more)) == found


@pytest.mark.parametrize(
    ("session", "code", "there"),
    [
        ("day: 2024-07-09, time: 17:30-10:00", "end-before-start", "17:30-10"),
        ("day: 2024-07-09, time: 9-10", "bad-time", "9-10"),
        ("day: 2024-07-09, time: 25:00", "bad-time", "25:00"),
        ("time: 09:00-10:00", "missing-key", "09:00"),
        ("room: hall", "missing-key", "hall"),
        ("day: 3, time: 09:00", "bad-time", "3, time"),
        ("day: 2024-02-30, time: 09:00", "bad-time", "2024"),
        ("day: 2024-07-09, start: 2024-07-09T09:00", "bad-time", "2024-07-09T"),
        ("day: 2024-07-09, time: 09:00, end: 10:00", "contradictory-keys", "10:00"),
        ("start: 2024-07-09T09:00, room: k, rooms: [b]", "contradictory-keys", "k, rooms"),
        ("slot: {start: 2024-07-09T09:00}, room: k", "contradictory-keys", "k}"),
        ("start: 2024-07-09T09:00, end: 2024-07-09T08:00", "end-before-start", "2024-07-09T09"),
        ("start: 2024-03-10T02:30", "nonexistent-local-time", "2024-03-10"),
        ("start: 2024-11-03T01:30", "ambiguous-local-time", "2024-11-03"),
        ("start: 2024-07-09T09:00+02:00", "offset-contradicts-zone", "2024-07-09"),
        ("start: 1950-07-09T09:00", "invalid-value", "1950"),
        ("start: tomorrow", "bad-time", "tomorrow"),
        ("start: 2024-07-09T09:00, rooms: [[k]]", "wrong-type", "[k]"),
        ("links: [{rel: me}]", "missing-key", "{rel"),
        ("speakers: [{mode: online}]", "invalid-value", "{mode"),
    ],
)
def test_what_is_wrong_with_a_session_is_named_with_its_place(read_yaml, places, session, code, there):
    line = f"  - {{id: a, title: A, {session}}}"
    decoded = read_yaml(f"sessions:\n{line}\n")
    assert places(decoded) == [(6, line.index(there) + 1, code)]
    assert decoded.event is not None


def test_an_offset_says_which_of_two_hours_is_meant(read_yaml):
    event = read_yaml(
        "sessions:\n"
        "  - {id: a, title: A, start: 2024-11-03T01:30-04:00}\n"
        "  - {id: b, title: B, start: 2024-11-03T01:30-05:00}\n"
        "  - {id: c, title: C, start: 2024-07-09T09:00-04:00}\n"
    ).value()
    assert [session.slot.start.fold for session in event.sessions if session.slot] == [0, 1, 0]
    again = CODECS["yaml"].decode(CODECS["yaml"].encode(event).data)
    assert again.value() == event
    assert [session.slot.start.fold for session in again.value().sessions if session.slot] == [0, 1, 0]


def test_only_the_broken_element_is_dropped(read_yaml):
    decoded = read_yaml(
        "rooms:\n  - id: a\n  - {id: b, name: B, capacity: many}\n  - {id: c, name: C}\n"
        "sessions:\n  - just text\n  - {id: a, title: A, start: 2024-07-09T09:00, end: x, status: odd}\n"
    )
    assert decoded.event is not None
    assert [room.id for room in decoded.event.rooms] == ["b", "c"]
    assert decoded.event.rooms[0].capacity is None
    assert [session.id for session in decoded.event.sessions] == ["a"]
    assert decoded.event.sessions[0].slot is None, "a slot without its end would be an open one"
    assert decoded.source_map is not None
    spans = decoded.source_map.spans([("rooms", 0, "name"), ("rooms", 1, "name"), ("sessions", 0, "title")])
    assert [span.line for span in spans.values()] == [7, 8, 11], "paths of the model lead to lines of the document"


def test_a_document_without_its_first_lines_is_still_read(places):
    decoded = CODECS["yaml"].decode(b"sessions:\n  - {id: a}\n")
    assert places(decoded) == [
        (1, 1, "missing-key"),
        (1, 1, "missing-key"),
        (1, 1, "missing-key"),
        (1, 1, "missing-key"),
        (2, 5, "missing-key"),
    ]
    assert decoded.event is not None
    assert decoded.event.id == "unnamed"


@pytest.mark.parametrize("text", ["5\n", "- a\n", "text\n", "null\n", "[]\n"])
def test_a_document_that_is_no_mapping(text, places):
    decoded = CODECS["yaml"].decode(text.encode())
    assert places(decoded) == [(1, 1, "wrong-type")]
    assert decoded.event is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        "\ufeffformat: 1".encode(),
        "format: 1".encode("utf-16"),
        "format: 1".encode("utf-16-le"),
        "format: 1".encode("utf-32"),
        "title: café".encode("latin-1"),
        b"a: " + b"[" * 200_000,
        b"a: " + b"{b: " * 100_000,
        b"- " * 100_000,
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        b"a: " + b"9" * 1_000_000,
        b'a: "' + b"x" * 1_000_000,
        b'title: "\\ud800"\n',
        b"%YAML 9.9\n---\na: b\n",
        b"\x00\x01\x02\xff",
        b"a: \x1b[31m\n",
        b"<<: {a: b}\n",
        b"? \n",
        b"a: b: c\n",
        b"\t- a\n",
        b"!!map {a: b}\n",
    ],
)
def test_hostile_text_gives_findings_with_places_in_time(data):
    begun = time.process_time()
    decoded = CODECS["yaml"].decode(data)
    assert not decoded.report.ok
    assert all(item.span is not None for item in decoded.report)
    assert time.process_time() - begun < 5


def test_many_problems_do_not_take_for_ever():
    decoded = CODECS["yaml"].decode(b"format: 1\n" + b"a: *b\n" * 3000)
    assert not decoded.report.ok


def test_the_writer_quotes_what_other_readers_misread():
    text = write_yaml(
        {
            "time": "17:30",
            "date": "2024-07-09",
            "no": "NO",
            "plain": "Coffee break, and more: soon",
            "words": [
                "a, b",
                "null",
                "~",
                "- x",
                "#tag",
                "it's",
                "x #y",
                "a: b",
                "a:b",
                "trailing ",
                "",
                "0x1F",
                "1e5",
            ],
            "empty": {},
            "none": None,
            "float": 1e-07,
            "truth": True,
            "lists": [[1, [2]], [], {}],
            "block": "one\n\ntwo\n",
            "blocks": "one\n\n\n",
            "nbsp": "a\u00a0b\u2028c",
            "tab": "a\tb\nc",
        }
    )
    assert '"17:30"' in text
    assert '"2024-07-09"' in text
    assert '"NO"' in text
    assert '"null"' in text
    assert "1.0e-07" in text
    assert "block: |\n  one\n\n  two\n" in text
    assert YamlText(text, "x").value()["words"][1] == "null"


def test_two_mistakes_in_one_element(read_yaml, places):
    decoded = read_yaml("sessions:\n  - {title: A, status: odd}\n  - {id: b, title: B}\n")
    assert places(decoded) == [(6, 5, "missing-key"), (6, 24, "unknown-value")]
    assert [session.id for session in decoded.event.sessions] == ["b"]


def test_two_mistakes_in_what_goes_as_a_whole(read_yaml, places):
    decoded = read_yaml("sessions:\n  - {id: a, title: A, slot: {start: x, end: y, rooms: z}}\n")
    assert places(decoded) == [(6, 37, "bad-time"), (6, 45, "bad-time"), (6, 55, "wrong-type")]
    assert decoded.event.sessions[0].slot is None


def test_days_without_a_time_of_their_own(read_yaml, places):
    assert places(read_yaml("rooms:\n  - {id: a, name: A, tgas: [x]}\nvenues:\n  - {id: v, name: V, zzz: 1}\n")) == [
        (6, 22, "unknown-key"),
        (8, 22, "unknown-key"),
    ]
    assert places(read_yaml("days: [5.5]\n")) == [(5, 8, "bad-time")]


def test_what_follows_a_second_document_is_not_read(read_yaml, places):
    assert places(read_yaml("titel: x\n---\n[" + "[" * 100_000)) == [(5, 1, "unknown-key"), (6, 1, "second-document")]


def test_an_alias_as_a_key(read_yaml):
    assert read_yaml("*a : b\n").report.codes[-1] == "yaml-alias"


def test_a_duplicate_key_deep_in_a_document(read_yaml):
    decoded = read_yaml("rooms:\n  - {id: a, name: A}\n  - id: b\n    name: B\n    links: [{href: x}]\n    name: C\n")
    (finding,) = decoded.report
    assert finding.span is not None
    assert finding.related[0].span is not None
    assert (finding.span.line, finding.related[0].span.line) == (10, 8)


def test_far_too_many_bytes(monkeypatch):
    from ospo_events.codecs._reading import decode_bytes

    monkeypatch.setattr(decode_bytes, "MAX_BYTES", 10)
    for codec in (CODECS["yaml"], CODECS["json"]):
        assert codec.decode(b"format: 1 and so on").report.codes == ("too-large",)


def test_texts_that_are_no_list(read_yaml, places):
    assert places(read_yaml("tags: law\n")) == [(5, 7, "wrong-type")]
    assert places(read_yaml("tags: [law, [a], 5]\n")) == [(5, 13, "wrong-type")]


def test_a_template_that_was_not_filled_in(places):
    decoded = CODECS["yaml"].decode(b"format: 1\nid: a\ntitle: {{ name }} meeting\ntimezone: UTC\n")
    assert places(decoded) == [(3, 9, "wrong-type")]
    assert decoded.report.diagnostics[0].help == "fill in the template, or put the text in quotes"


@pytest.mark.parametrize("value", [[], {}, None, [None], ["x" * 130], {"a": []}])
def test_unknown_data_under_a_key_longer_than_a_line_survive(value: object) -> None:
    event = Event(id="a", title="A", timezone="UTC", rooms=(Room(id="a", name="A", extra={"x-" + "long" * 40: value}),))
    assert CODECS["yaml"].decode(CODECS["yaml"].encode(event).value()).value() == event


@pytest.mark.parametrize("value", [[], {}, {"a": 1}, "x", "a\nb", "word " * 40, 1, None, [{"a": [1]}], ["x" * 130]])
def test_a_key_longer_than_yaml_allows_before_a_colon(value: object) -> None:
    # YAML 1.2, 7.4.2: a key without `?` has at most 1024 characters.
    inner = {"k" * 2000: value, '"' * 600: value, "short": value}
    event = Event(id="a", title="A", timezone="UTC", extra={"x-a": [inner, [inner]], "x-b": inner})
    assert CODECS["yaml"].decode(CODECS["yaml"].encode(event).value()).value() == event


def test_the_day_change_of_the_document_says_which_night_is_meant(read_yaml):
    sessions = "sessions:\n  - {id: a, title: A, day: 2024-07-09, time: 05:30-05:45}\n"
    event = read_yaml(f"day_change: '06:00'\n{sessions}").value()
    assert event.sessions[0].slot.start.isoformat().startswith("2024-07-10T05:30:00")


@pytest.mark.parametrize(
    ("text", "path", "help"),
    [
        (
            "milestones:\n  - {kind: call-opens, at: 2026-01-01}\n",
            ("milestones", 0, "at"),
            "a whole date is written date: instead of at:",
        ),
        (
            "sessions:\n  - {id: a, title: A, all_day: true, day: 2026-01-01, time: 10:00-11:00}\n",
            ("sessions", 0, "all_day"),
            "write `time: all day` beside `day`",
        ),
        (
            "sessions:\n  - {id: a, title: A, slot: {start: 2026-01-01, end: 2026-01-01T11:00}}\n",
            ("sessions", 0, "slot", "start"),
            "whole days are an all-day slot: add all_day: true",
        ),
    ],
)
def test_the_help_is_of_the_place(text: str, path: tuple[str | int, ...], help: str) -> None:
    decoded = CODECS["yaml"].decode(("format: 1\nid: e\ntitle: E\ntimezone: UTC\n" + text).encode())
    (found,) = [item for item in decoded.report if item.path[: len(path)] == path]
    assert found.help == help
