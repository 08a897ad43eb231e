"""The writer's shortcuts, each held against the long way: what is made once, and JSON written without a tree."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ospo_events import strategies
from ospo_events.codecs.calendar._content.lines import LINES, content_line, escape_text, fold, join_lines
from ospo_events.codecs.calendar._content.tree import clean
from ospo_events.codecs.calendar._mapping.write_calendar import Document, Options, Whole, session_chunks
from ospo_events.model import Event


@given(
    strategies.events(),
    st.builds(
        Options,
        profile=st.just("compat"),
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
