"""Documents as streams: the bytes that `encode` gives, and never all that is written at once."""

from __future__ import annotations

import tracemalloc
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.programmes import programme
from ospo_events import dump, iterencode
from ospo_events.codecs import CODECS
from ospo_events.errors import InvalidProgramme
from ospo_events.model import Event, Session

STREAMED = [name for name, codec in CODECS.items() if codec.streamer is not None]


def peak(action: Callable[[], Any]) -> int:
    action()  # what is imported or made once is no part of it
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_every_writer_of_sessions_has_a_stream() -> None:
    assert set(STREAMED) == {
        *("json", "yaml", "ics", "jcal", "schedule-xml", "schedule-json", "schedule2", "sessionize"),
    }


@pytest.mark.parametrize("name", STREAMED)
def test_a_stream_holds_neither_the_document_nor_its_values(name: str) -> None:
    event, codec = programme(300), CODECS[name]
    data = codec.encode(event).data
    assert b"".join(codec.iterencode(event)) == data
    streamed = peak(lambda: deque(codec.iterencode(event), maxlen=0))
    whole = peak(lambda: codec.encode(event).data)
    assert whole < 3.5 * len(data), "values of a document are several times as large as its bytes"
    # The event that fits into Sessionize is made first, and it is as large as the document.
    assert streamed < (1.5 if name == "sessionize" else 0.9) * len(data)
    assert streamed < whole / 2


@pytest.mark.parametrize("name", ["json", "yaml"])
def test_what_cannot_be_written_ends_a_stream_and_leaves_the_file(name: str, tmp_path: Any) -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="half \ud800")])
    with pytest.raises(InvalidProgramme) as caught:
        deque(iterencode(event, name), maxlen=0)
    assert caught.value.report == CODECS[name].encode(event).report
    path = tmp_path / f"e.{name}"
    path.write_text("before")
    with pytest.raises(InvalidProgramme):
        dump(event, path)
    assert path.read_text() == "before"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_yaml_in_shorthand_is_streamed_too() -> None:
    event = programme(20)
    assert b"".join(iterencode(event, "yaml", shorthand=True)) == CODECS["yaml"].encode(event, shorthand=True).data


def test_files_are_written_as_they_are_made(tmp_path: Any) -> None:
    event = programme(200)
    path = tmp_path / "e.yaml"
    report = dump(event, path)
    assert len(report) == 0
    assert path.read_bytes() == CODECS["yaml"].encode(event).data
    assert peak(lambda: dump(event, path)) < path.stat().st_size
