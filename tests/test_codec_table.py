"""What all codecs share: values, directions, names, losses."""

from __future__ import annotations

import pytest

from ospo_events.codecs import CODECS, Decoded, Encoded, codec_for_path, codec_named, loss
from ospo_events.diagnostics import Diagnostic, Report, Severity
from ospo_events.errors import InvalidProgramme, UnknownFormat
from ospo_events.model import (
    Event,
    Session,
)

WRONG = Report((Diagnostic(code="wrong", message="it is wrong", severity=Severity.ERROR),))


EMPTY = Event(id="e", title="E", timezone="UTC")


def test_a_value_is_not_had_where_there_are_errors() -> None:
    with pytest.raises(InvalidProgramme):
        Decoded(event=EMPTY, report=WRONG).value()
    with pytest.raises(InvalidProgramme):
        Decoded(event=None).value()
    with pytest.raises(InvalidProgramme):
        Encoded(data=b"", report=WRONG).value()
    assert Decoded(event=EMPTY).value() is EMPTY
    assert Encoded(data=b"x").value() == b"x"


def test_formats_that_only_go_one_way_say_so() -> None:
    with pytest.raises(
        UnknownFormat, match="'pretalx' can be read but not written; `ospo-events formats` lists the formats"
    ):
        CODECS["pretalx"].encode(EMPTY)
    only_written = next(codec for codec in CODECS.values() if not codec.reads)
    with pytest.raises(UnknownFormat, match="can be written but not read"):
        only_written.decode(b"")


def test_unknown_formats_are_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownFormat, match="did you mean 'pretalx'"):
        codec_named("pretlax")
    with pytest.raises(UnknownFormat, match="known are "):
        codec_named("0000")
    assert codec_for_path("a.pretalx.json").name == "pretalx"
    with pytest.raises(UnknownFormat, match="cannot tell the format of"):
        codec_for_path("a.pretalx.json.unknown")
    with pytest.raises(UnknownFormat):
        codec_for_path("a", writes=True)


def test_what_is_lost_above_is_not_lost_again_below() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="S", tags=["t"], subtitle="x")])
    both = ("sessions.subtitle", "sessions.tags")
    assert [item.path for item in loss.losses(event, both, format="f")] == [
        ("sessions", 0, "subtitle"),
        ("sessions", 0, "tags"),
    ]
    assert loss.strip(event, ("sessions", "sessions.tags")) == Event(id="e", title="E", timezone="UTC")
    with pytest.raises(TypeError, match="has no default for title"):
        loss.strip(event, ("sessions.title",))
