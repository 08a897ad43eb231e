"""The short way: load, dump, convert; and files written whole."""

import datetime as dt
import io
import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ospo_events import (
    CODECS,
    Codec,
    Event,
    InvalidOption,
    InvalidProgramme,
    Option,
    OspoEventsError,
    UnknownFormat,
    UnknownOption,
    convert,
    decode,
    dump,
    dumps,
    encode,
    iterencode,
    load,
    loads,
)
from ospo_events import files as files_module
from ospo_events.codecs import codec_for_path, codec_named
from ospo_events.codecs.native.encode import _encoded

EVENT = Event(id="e", title="E", timezone="UTC")


def test_dump_and_load(tmp_path):
    for name, format in (("e.json", None), ("e.yaml", None), ("e.yml", None), ("e.data", "json")):
        dump(EVENT, tmp_path / name, format)
        assert load(tmp_path / name, format) == EVENT


def test_loads_takes_text_and_bytes():
    assert loads(dumps(EVENT, "json"), "json") == loads(dumps(EVENT, "json").decode(), "json") == EVENT


def test_convert():
    short = convert(dumps(EVENT, "json"), "json", "yaml", encode_options={"shorthand": True})
    assert short == dumps(EVENT, "yaml", shorthand=True)
    calendar = dumps(EVENT, "ics")
    assert b"America/New_York" in convert(calendar, "ics", "json", decode_options={"zone": "America/New_York"})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: convert(dumps(EVENT, "json"), "json", "yaml", encode_options={"shorthnd": True}),
            "did you mean 'shorthand'",
        ),
        (lambda: convert(b"{}", "json", "yaml", decode_options={"zone": "UTC"}), "reading json has no option 'zone'"),
        (lambda: loads("{}", "json", zone="UTC"), "reading json has no option 'zone'; it has none"),
        (lambda: dumps(EVENT, "ics", zone="UTC"), "its options are profile, times, cancelled, open_end, sessions"),
        (lambda: iterencode(EVENT, "ics", tims="utc"), "did you mean 'times'?"),
    ],
)
def test_an_option_that_a_format_does_not_have_is_refused(call, message):
    with pytest.raises(UnknownOption, match=re.escape(message)) as caught:
        call()
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, OspoEventsError)


WRONG = {
    "text": 5,
    "word": "none of them",
    "flag": "yes",
    "number": True,
    "zone": "Mars/Olympus",
    "id": "a b",
    "address": "example.org",
    "moment": "2024-07-09",
    "list": "one",
    "pairs": ["a"],
}
RIGHT = {
    "text": ("any text", "any text"),
    "flag": ("True", True),
    "number": ("12", 12),
    "zone": ("UTC", ZoneInfo("UTC")),
    "id": ("e-1", "e-1"),
    "address": ("https://example.org/", "https://example.org/"),
    "moment": ("2024-07-09T10:00", dt.datetime(2024, 7, 9, 10)),
    "list": ("one, two,", ("one", "two")),
    "pairs": ("a = b, c=d", {"a": "b", "c": "d"}),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_value_says_what_the_option_takes(kind):
    option = Option(name="x", kind=kind, help="An option.", values=("this", "that") if kind == "word" else ())
    with pytest.raises(InvalidOption, match=re.escape(f"expected {option.expected()} as the option 'x', got ")):
        option.check(WRONG[kind])
    if isinstance(WRONG[kind], str) and kind != "list":
        with pytest.raises(InvalidOption, match=re.escape(f"expected {option.expected()} as the option 'x'")):
            option.parse(WRONG[kind])
    text, value = RIGHT.get(kind, ("this", "this"))
    assert option.parse(text) == option.check(value) == value


def test_files_that_are_open(tmp_path):
    path = tmp_path / "e.json"
    with path.open("wb") as file:
        dump(EVENT, file)
    with path.open("rb") as file:
        assert load(file) == EVENT
    memory = io.BytesIO()
    with pytest.raises(UnknownFormat, match="a file without a name"):
        dump(EVENT, memory)
    dump(EVENT, memory, "yaml")
    memory.seek(0)
    assert load(memory) == EVENT


def test_a_stream_gives_what_encoding_gives():
    stream = iterencode(EVENT, "ics")
    assert b"".join(stream) == encode(EVENT, "ics").data
    assert stream.report == encode(EVENT, "ics").report


def test_errors_carry_the_report():
    with pytest.raises(InvalidProgramme, match=r"1 error") as caught:
        loads('{"format": 1, "id": "e", "title": "E"}', "json")
    assert caught.value.report.codes == ("missing-key",)
    with pytest.raises(InvalidProgramme):
        dumps(Event(id="e", title="\ud800", timezone="UTC"), "yaml")


def test_decode_and_encode_do_not_raise():
    assert decode(b"{}", "json").event is not None
    assert encode(EVENT, "json").report.ok


def test_unknown_formats():
    with pytest.raises(UnknownFormat, match="did you mean 'yaml'"):
        codec_named("yml")
    with pytest.raises(UnknownFormat, match="known are"):
        codec_named("docx")
    with pytest.raises(UnknownFormat, match=r"cannot tell the format of 'a\.docx'"):
        codec_for_path("a.docx")


def test_formats_that_go_one_way():
    one_way = {
        "name": "x",
        "title": "X",
        "suffixes": (),
        "media_types": (),
        "specification": "none",
    }
    with pytest.raises(UnknownFormat, match="can be written but not read"):
        Codec(**one_way, writer="ospo_events.codecs.native.encode:encode_json").decode(b"")
    with pytest.raises(UnknownFormat, match="can be read but not written"):
        Codec(**one_way, reader="ospo_events.codecs.native.decode:decode_json").encode(EVENT)


@pytest.mark.parametrize("codec", CODECS.values(), ids=list(CODECS))
def test_the_table_tells_the_truth(codec):
    assert codec.reads == (codec.reader is not None)
    assert codec.writes == (codec.writer is not None)
    for option in (*codec.decode_options, *codec.encode_options):
        assert option.help
        assert option.default is None or option.check(option.default) == option.default
        assert (option.kind == "word") == bool(option.values) or option.kind == "pairs"
    for suffix in codec.suffixes:
        named = codec_for_path(f"a{suffix}", writes=not codec.reads)
        assert suffix in named.suffixes


def test_a_writer_s_own_mistake_is_not_taken_for_the_event_s():
    def write(event):
        raise TypeError("a mistake of ours")

    with pytest.raises(TypeError, match="a mistake of ours"):
        _encoded(EVENT, write)


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "e.json"
    target.write_text("old")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        dump(EVENT, target)
    assert [path.name for path in tmp_path.iterdir()] == ["e.json"]
    assert target.read_text() == "old"


def test_a_link_is_followed(tmp_path):
    real = tmp_path / "real.json"
    real.write_text("old")
    real.chmod(0o640)
    (tmp_path / "link.json").symlink_to(real)
    dump(EVENT, tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert load(real) == EVENT
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_device_takes_what_it_is_given():
    dump(EVENT, "/dev/null", "json")


def test_a_directory_is_no_file_to_write(tmp_path):
    with pytest.raises(IsADirectoryError):
        dump(EVENT, tmp_path, "json")


def test_far_too_large_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(files_module, "MAX_BYTES", 3)
    path = Path(tmp_path / "e.json")
    path.write_text("1234")
    with pytest.raises(OSError, match="at most 3 bytes"):
        load(path)
