"""A native file that says another programme: as its author wrote it, but for what changed."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import Event, Link, Participant, Session, loads
from ospo_events.codecs.native._yaml_reader import YamlText
from ospo_events.codecs.native._yaml_rewrite import _in_place
from ospo_events.codecs.native.edit import edited
from ospo_events.codecs.native.encode import encode_json, encode_yaml
from ospo_events.strategies import chains, events

HANDMADE = """\
# The week, as the committee agreed.
format: 1
id: week
title: 'Week'   # working title
timezone: Europe/Berlin
languages: [en, de]  # both

# Who comes
people:
- id: ada
  name: Ada   # chairs
- {id: bob, name: Bob}

sessions:
  # --- first day ---
  - id: opening
    title: Opening
    day: "2026-06-01"
    time: 09:00-10:00   # doors at 8
    speakers: [ada]

  # Bob asked for the slot after the coffee.
  - id: talk
    title: >-
      A talk
    day: "2026-06-01"
    time: 10:30-11:30
    speaker: bob
    abstract: |
      What it is about,
      in two lines.
    x-note:
      - kept: 01
      - {a: 1, b: [x, y]}
# the end
"""


def _week() -> Event:
    return loads(HANDMADE, format="yaml")


def _after(newer: Event) -> str:
    text = edited(HANDMADE.encode(), _week(), newer).decode()
    assert loads(text, format="yaml") == newer
    return text


def _changed(newer: Event) -> tuple[list[str], list[str]]:
    """Return the lines that are gone and those that are new."""
    before, after = HANDMADE.splitlines(), _after(newer).splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_nothing_changed_is_the_same_file() -> None:
    assert edited(HANDMADE.encode(), _week(), _week()) == HANDMADE.encode()


def test_one_value_is_one_line() -> None:
    week = _week()
    assert _changed(attrs.evolve(week, title="The week")) == (
        ["title: 'Week'   # working title"], ["title: 'The week'   # working title"],
    )  # fmt: skip
    opening = week.index.sessions["opening"].slot
    assert opening is not None
    moved = attrs.evolve(opening, start=opening.start + dt.timedelta(minutes=15))
    assert _changed(week.with_session("opening", slot=moved)) == (
        ["    time: 09:00-10:00   # doors at 8"], ['    time: "09:15-10:00"   # doors at 8'],
    )  # fmt: skip
    assert _changed(week.with_person("bob", name="Robert")) == (
        ["- {id: bob, name: Bob}"], ["- {id: bob, name: Robert}"],
    )  # fmt: skip
    assert _changed(attrs.evolve(week, languages=["en", "fr", "de"])) == (
        ["languages: [en, de]  # both"], ["languages: [en, fr, de]  # both"],
    )  # fmt: skip


def test_texts_of_several_lines_are_written_anew() -> None:
    week = _week()
    gone, new = _changed(week.with_session("talk", title="Another talk", abstract="One line."))
    assert (gone, new) == (
        ["    title: >-", "      A talk", "    abstract: |", "      What it is about,", "      in two lines."],
        ["    title: Another talk", "    abstract: One line."],
    )
    gone, new = _changed(week.with_session("opening", title="Two\nlines"))
    assert (gone, new) == (["    title: Opening"], ["    title: |-", "      Two", "      lines"])


def test_something_else_in_the_place_of_a_list() -> None:
    week = _week()
    talk = week.index.sessions["talk"]
    text = _after(week.with_session("talk", extra={"x-note": [talk.extra["x-note"], {}]}))
    assert "x-note:\n      -\n        - kept" in text
    assert "    x-note: said\n" in _after(week.with_session("talk", extra={"x-note": "said"}))


def test_what_is_new_is_written_as_its_author_writes() -> None:
    week = _week()
    new = Session(id="panel", title="Panel", slot=week.index.sessions["talk"].slot, participants=["ada"])
    text = _after(week.with_session(new)).splitlines()
    panel = [
        "  - id: panel",
        "    title: Panel",
        '    day: "2026-06-01"',
        '    time: "10:30-11:30"',
        "    speakers: [ada]",
    ]
    assert text[-7:-1] == ["", *panel]
    assert text[-1] == "# the end"
    assert _changed(week.with_session("opening", url="https://example.org")) == ([], ["    url: https://example.org"])
    assert _changed(week.with_session("opening", links=[Link("https://example.org")]))[1] == [
        "    links: [https://example.org]"
    ]


def test_a_list_of_people_stays_in_its_shorthand() -> None:
    week = _week()
    assert _changed(week.with_session("opening", participants=["ada", "bob"])) == (
        ["    speakers: [ada]"], ["    speakers: [ada, bob]"],
    )  # fmt: skip
    assert _changed(week.with_session("talk", participants=[Participant(agent="bob", role="moderator")])) == (
        ["    speaker: bob"], ["    moderators: [bob]"],
    )  # fmt: skip


def test_what_goes_leaves_the_comments_above_it() -> None:
    gone, new = _changed(_week().without_session("opening"))
    assert gone == [
        "  - id: opening", "    title: Opening", "    time: 09:00-10:00   # doors at 8", "    speakers: [ada]",
    ]  # fmt: skip
    assert new == []
    text = _after(_week().without_session("talk"))
    assert "  # Bob asked for the slot after the coffee." in text
    assert "# the end" in text
    assert "people" not in _after(attrs.evolve(_week(), people=(), sessions=()))


def test_another_order_takes_the_comments_along() -> None:
    text = _after(attrs.evolve(_week(), sessions=_week().sessions[::-1]))
    assert (
        text.index("# --- first day") < text.index("# Bob asked") < text.index("id: talk") < text.index("id: opening")
    )
    assert text.count("#") == HANDMADE.count("#")


def test_days_numbers_and_what_is_written_without_need() -> None:
    text = HANDMADE.replace(
        "# Who comes",
        """\
days:
  - "2026-06-01"  # a Monday
  - "2026-06-02"
rooms:
  - id: hall
    name: Hall
    capacity: 40  # fire safety
links:
  - {href: "https://example.org", private: false}  # ours
objectives:
  - {verb: Learn, text: Learn it.}
# Who comes""",
    )
    older = loads(text, format="yaml")
    newer = attrs.evolve(
        older.with_room("hall", capacity=60),
        days=[attrs.evolve(older.days[0], title="First"), older.days[1]],
        links=[attrs.evolve(older.links[0], title="Page")],
        objectives=[attrs.evolve(older.objectives[0], text="Learn more.")],
    )
    again = edited(text.encode(), older, newer).decode()
    assert loads(again, format="yaml") == newer
    assert "    capacity: 60  # fire safety\n" in again
    assert '  - date: "2026-06-01"\n    title: First\n  # a Monday\n  - "2026-06-02"\n' in again
    assert "  - {verb: Learn, text: Learn more.}\n" in again
    assert '  - {href: "https://example.org", title: Page}  # ours\n' in again
    added = attrs.evolve(newer, links=[*newer.links, Link("https://example.org/2")], days=[*newer.days, "2026-06-03"])
    assert loads(edited(again.encode(), newer, added), format="yaml") == added


def test_lists_in_brackets_over_several_lines() -> None:
    text = HANDMADE.replace("[en, de]  # both", "[\n  en,  # first\n  de,\n]")
    older = loads(text, format="yaml")
    newer = attrs.evolve(older, languages=["en", "fr"])
    again = edited(text.encode(), older, newer).decode()
    assert loads(again, format="yaml") == newer
    assert "languages: [en, fr]\n# first\n" in again
    nested = attrs.evolve(older, extra={"x-a": {"b": [1, {"c": 2}]}})
    data = edited(text.encode(), older, nested).replace(
        b"x-a:\n  b:\n    - 1\n    - c: 2\n", b"x-a: {b: [1, {c: 2}]}\n"
    )
    assert loads(data, format="yaml") == nested
    other = attrs.evolve(older, extra={"x-a": {"b": [1, {"c": [2, "x, y"]}], "d": {"e": 1}}})
    assert b'x-a: {b: [1, {c: [2, "x, y"]}], d: {e: 1}}\n' in edited(data, nested, other)


def test_numbers_of_days_follow_the_days() -> None:
    text = HANDMADE.replace("# Who comes", 'days: ["2026-06-01"]\n\n# Who comes').replace('day: "2026-06-01"', "day: 1")
    older = loads(text, format="yaml")
    newer = attrs.evolve(older, days=["2026-05-31", *older.days])
    again = edited(text.encode(), older, newer).decode()
    assert loads(again, format="yaml") == newer
    assert "# doors at 8" in again
    assert again.count("day: 2026-06-01") == 2


@pytest.mark.parametrize("text", [
    '{"format": 1, "id": "week", "title": "Week", "timezone": "Europe/Berlin"} # all of it\n',
    "? format\n: 1\n? id\n: week\n? title # what it is called\n: Week\n? timezone\n: Europe/Berlin\n",
    "format: 1\nid: week\ntitle: Week # all of it\n\rtimezone: Europe/Berlin\n",
])  # fmt: skip
def test_what_cannot_be_changed_in_place_keeps_its_comments(text: str) -> None:
    older = loads(text, format="yaml")
    newer = attrs.evolve(older, title="The week", tags=["x"])
    again = edited(text.encode(), older, newer).decode()
    assert loads(again, format="yaml") == newer
    assert again.count("#") == text.count("#")


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + HANDMADE.replace("\n", "\r\n").encode()
    again = edited(data, _week(), attrs.evolve(_week(), title="The week"))
    assert again == data.replace(b"'Week'", b"'The week'")


def test_json_is_written_whole() -> None:
    newer = attrs.evolve(_week(), title="The week")
    assert edited(encode_json(_week()).value(), _week(), newer, format="json") == encode_json(newer).value()


def _with_comments(text: str) -> str:
    """Return a YAML text with a comment above each item of a list that stands at the usual place."""
    lines: list[str] = []
    for number, line in enumerate(text.splitlines()):
        if line.startswith("  - "):
            lines.append(f"  # note {number}")
        lines.append(line)
    return "\n".join([*lines, ""])


@settings(max_examples=settings.default.max_examples * 2)
@given(chains(min_size=2, max_size=2), st.booleans())
def test_any_change_is_made_in_place_and_no_comment_is_lost(chain: tuple[Event, ...], shorthand: bool) -> None:
    older, newer = chain
    text = _with_comments(encode_yaml(older, shorthand=shorthand).value().decode())
    assert loads(text, format="yaml") == older
    again = edited(text.encode(), older, newer).decode()
    assert loads(again, format="yaml") == newer
    assert _in_place(text, older, newer, slots_anew=False) is not None
    assert again.count("# note") == text.count("# note")


def test_a_new_role_stands_between_those_that_it_stands_between() -> None:
    text = "format: 1\nid: e\ntitle: E\ntimezone: UTC\nspeakers: [a]\npanelists: [a]\npeople:\n  - {id: a, name: A}\n"
    older = loads(text, format="yaml")
    first, last = older.participants
    newer = attrs.evolve(older, participants=[first, attrs.evolve(first, role="keynote"), last])
    again = _in_place(text, older, newer, slots_anew=False)
    assert again is not None
    assert list(YamlText(again, "").value())[4:7] == ["speakers", "keynotes", "panelists"]


@given(events(), events())
def test_any_programme_can_be_said_instead(older: Event, newer: Event) -> None:
    text = encode_yaml(older, shorthand=True).value()
    assert loads(edited(text, older, newer), format="yaml") == newer
    assert _in_place(text.decode(), older, newer, slots_anew=False) is not None


@given(events())
def test_a_file_of_many_habits_can_say_any_programme_in_place(newer: Event) -> None:
    text = _in_place(HANDMADE, _week(), newer, slots_anew=False)
    assert text is not None
    assert loads(text, format="yaml") == newer
