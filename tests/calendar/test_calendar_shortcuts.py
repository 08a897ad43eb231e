"""The shortcuts of writer and reader, each held against the long way: what is made once, and items of one shape."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import strategies
from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.lines import LINES, content_line, escape_text, fold, join_lines
from ospo_events.codecs.calendar._content.reader import _Reader
from ospo_events.codecs.calendar._content.tree import clean
from ospo_events.codecs.calendar._content.values import unescape
from ospo_events.codecs.calendar._mapping.read_session import SessionReader
from ospo_events.codecs.calendar._mapping.write_calendar import Document, Options, Whole, session_chunks
from ospo_events.model import Event
from tests.support.calendars import HEAD, calendar, vevent
from tests.support.corpus import real_files

ics = CODECS["ics"]


@given(
    strategies.events(),
    st.builds(
        Options,
        profile=st.sampled_from(["compat", "lean"]),
        times=st.sampled_from(["local", "utc"]),
        cancelled=st.sampled_from(["status", "prefix"]),
        open_end=st.sampled_from(["assume", "omit"]),
    ),
)
def test_what_is_made_once_is_what_each_session_would_make(event: Event, options: Options) -> None:
    whole = Whole(event)
    shared = Document(whole, options)
    sessions = shared.sessions * 2
    for session, data in zip(sessions, session_chunks(shared, sessions), strict=True):
        assert [data] == list(session_chunks(Document(whole, options), [session]))


def test_heads_that_compare_equal_are_written_as_they_are() -> None:
    values: list[Any] = [1, True, 1.0, "1", ["1"], ["a", "b"], "a,b", "", "x" * 200]
    heads = [content_line(["x-p", {"x-v": value}, "text", "t"]) for value in values * 2]
    expected = ["1", "True", "1.0", "1", "1", "a,b", '"a,b"', "", "x" * 200]
    assert heads == [f"X-P;X-V={text}:t" for text in expected * 2]


def joined_the_long_way(lines: list[str]) -> bytes | None:
    whole = "\n".join(lines)
    if "\n" in "".join(lines) or clean(whole) != whole:
        return None
    return "".join(fold(line) + "\r\n" for line in lines).encode()


BROKEN = [*"\\^\n\r\t\x00\x1f\x7f\x80\x9f;,u0bfraé日🌍\ud800\ufdd0\uffff", "\\\\u00", "\r\n ", "x" * 70]


@given(st.lists(st.lists(st.sampled_from(BROKEN), max_size=12).map("".join), min_size=1, max_size=4))
def test_lines_are_joined_as_each_is_folded(lines: list[str]) -> None:
    assert join_lines(lines) == joined_the_long_way(lines)


HARMLESS = [*"\\^\t;,u0xé日🌍", "\\u01", "x" * 70]


@given(st.lists(st.lists(st.sampled_from(HARMLESS), max_size=12).map("".join), min_size=1, max_size=4))
def test_harmless_lines_are_joined(lines: list[str]) -> None:
    assert join_lines(lines) == joined_the_long_way(lines)


@given(st.lists(st.text(st.sampled_from("ab,;\\\n\u00e9"), max_size=4), min_size=1, max_size=5))
def test_words_are_escaped_together_as_one_by_one(words: list[str]) -> None:
    expected = ",".join(escape_text(word) for word in words)
    assert (
        LINES.texts("categories", words) == content_line(["categories", {}, "text", *words]) == f"CATEGORIES:{expected}"
    )


def read_both_ways(data: bytes, **options: Any) -> int:
    """Read a calendar the short way and line by line, hold that both say the same, and return how many were short."""
    short = 0
    plainly = SessionReader._plainly

    def counted(*arguments: Any) -> Any:
        nonlocal short
        session = plainly(*arguments)
        short += session is not None
        return session

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SessionReader, "_plainly", counted)
        one = ics.decode(data, source="x.ics", **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Reader, "_read_item", lambda *_: 0)
        other = ics.decode(data, source="x.ics", **options)
    assert one.event == other.event
    assert list(one.report) == list(other.report)
    if one.event is not None and one.source_map is not None and other.source_map is not None:
        paths = [("sessions", number) for number in range(len(one.event.sessions))]
        assert one.source_map.spans(paths) == other.source_map.spans(paths)
    return short


USUAL = {
    "UID": ("1", "2@x.example", "3107ee53-a468-5468-8c35-d7d5c2000000", "a b", "", "1"),
    "DTSTAMP": ("20240601T120000Z", "19700101T000000Z", "20240601T120000", "x"),
    "DTSTART": ("20240709T090000Z", "20240709T100000Z", "20240709T090000", "20240709T240000Z", "20240709", ""),
    "DTEND": ("20240709T100000Z", "20240709T110000Z", "20240709T100000", "20240709T080000Z"),
    "SUMMARY": ("A talk", "Coffee break", "Cancelled: A talk", " ", "A &amp; B", "Caf\\, e\\n"),
}
SELDOM = {
    "DESCRIPTION": ("Text", "<p>Text</p>", "A &amp; B", "", "a\\nb\\\\n" * 60, "x" * 500 + "\\"),
    "LOCATION": ("Hall", "Room 4, Main Building", "https://x.example/", "", "Online", "A &amp; B"),
    "CATEGORIES": ("Talk,Policy", "Policy\\, law", "a, b", "", "Keynote,Talk,Policy", "A &amp; B"),
    "STATUS": ("CONFIRMED", "TENTATIVE", "cancelled", "ABGESAGT", "odd", ""),
    "SEQUENCE": ("0", "3", "-1", "x"),
    "URL": ("https://x.example/1", " ", "javascript:x"),
    "LAST-MODIFIED": ("20240601T120000Z", "x"),
    "TRANSP": ("OPAQUE", "TRANSPARENT"),
    "X-FOO": ("bar", ""),
    "CREATED": ("20240601T120000Z",),
    "LINK;LINKREL=about;VALUE=URI": ("https://x.example/1", ""),
    "ORGANIZER;CN=Ada": ("mailto:ada@x.example",),
    "RRULE": ("FREQ=DAILY;COUNT=2",),
    "DTSTART;TZID=Europe/Oslo": ("20240709T090000", "20241027T023000"),
    'DESCRIPTION;ALTREP="data:text/html,x"': ("Text",),
    "METHOD": ("CANCEL",),
}


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    """Draw a calendar of items that have the same lines up to the colon, most of them with usual values."""
    more = draw(st.lists(st.sampled_from(sorted(SELDOM)), max_size=5))
    less = draw(st.lists(st.sampled_from(sorted(USUAL)), max_size=1)) if draw(st.booleans()) else []
    names = draw(st.permutations([*(name for name in USUAL if name not in less), *more]))
    items: list[str] = []
    for number in range(draw(st.integers(2, 5))):
        lines: list[str] = []
        for name in names:
            values = (USUAL | SELDOM)[name]
            value = draw(st.sampled_from([values[0]] * 8 + list(values)))
            lines.append(
                f"{name}:{number}" if name == "UID" and value == "1" and draw(st.booleans()) else f"{name}:{value}"
            )
        items += vevent(*lines)
    head = draw(st.sampled_from([HEAD, HEAD[:-1], (*HEAD, "METHOD:CANCEL"), (*HEAD, "X-OSPO-EVENT:{}")]))
    data = calendar(*items, head=head)
    return data if draw(st.integers(0, 9)) else data.replace(b"A talk", b"Caf\xe9", 1)


@given(calendars())
def test_items_of_one_shape_are_read_as_line_by_line(data: bytes) -> None:
    read_both_ways(data)
    read_both_ways(data, title="T")


@given(strategies.events(controls=False), st.sampled_from(["compat", "rich", "lean"]), st.data())
def test_our_own_items_are_read_as_line_by_line(event: Event, profile: str, data: st.DataObject) -> None:
    written = ics.encode(event, profile=profile).data
    read_both_ways(written)
    lines = written.split(b"\r\n")
    changed = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.sampled_from([b"", lines[changed][:-3], lines[changed].upper(), lines[changed // 2]]))
    read_both_ways(b"\r\n".join([*lines[:changed], other, *lines[changed + 1 :]]))


@pytest.mark.parametrize("path", real_files("ics", ".ics"))
def test_real_calendars_are_read_as_line_by_line(path: Any) -> None:
    read_both_ways(path.read_bytes())


def test_all_items_but_the_first_of_a_shape_are_read_the_short_way(small: Event) -> None:
    lines = [f"{name}:{values[0]}" for name, values in (USUAL | SELDOM).items() if name in {*USUAL, "STATUS", "X-FOO"}]
    items = [line for number in range(5) for line in vevent(*lines[1:], f"UID:{number}")]
    assert read_both_ways(calendar(*items)) == 4
    session = next(item for item in small.sessions if item.slot is not None)
    many = small.with_session(session.id, links=())
    several = [session.id for session in many.sessions if session.slot is not None]
    assert read_both_ways(ics.encode(many).data) < len(several)


@given(st.lists(st.sampled_from(["a", "\\", "\\n", "\\N", "n", ",", "\\,", "\\;", "\\:", '\\"', "\\x", "\n"])))
def test_long_texts_are_unescaped_as_short_ones(parts: list[str]) -> None:
    text = "".join(parts)
    assert unescape("a" * 500 + text) == "a" * 500 + unescape(text)
