"""The short way: load, dump, convert; and files written whole."""

import os
from pathlib import Path

import pytest

from ospo_events import (
    CODECS,
    Event,
    InvalidProgramme,
    UnknownFormat,
    convert,
    decode,
    dump,
    dumps,
    encode,
    load,
    loads,
)
from ospo_events import files as files_module
from ospo_events.codecs import codec_for_path, codec_named
from ospo_events.codecs._base import Codec
from ospo_events.codecs.native.encode import encode_text

EVENT = Event(id="e", title="E", timezone="UTC")


def test_dump_and_load(tmp_path):
    for name, format in (("e.json", None), ("e.yaml", None), ("e.yml", None), ("e.data", "json")):
        dump(EVENT, tmp_path / name, format)
        assert load(tmp_path / name, format) == EVENT


def test_loads_takes_text_and_bytes():
    assert loads(dumps(EVENT, "json"), "json") == loads(dumps(EVENT, "json").decode(), "json") == EVENT


def test_convert():
    assert convert(dumps(EVENT, "json"), "json", "yaml", shorthand=True) == dumps(EVENT, "yaml", shorthand=True)


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
        "name": "x", "title": "X", "module": "ospo_events.codecs.native.json", "suffixes": (), "media_types": (),
        "specification": "none",
    }  # fmt: skip
    with pytest.raises(UnknownFormat, match="to write, not to read"):
        Codec(**one_way, reads=False, writes=True).decode(b"")
    with pytest.raises(UnknownFormat, match="to read, not to write"):
        Codec(**one_way, reads=True, writes=False).encode(EVENT)


@pytest.mark.parametrize("codec", CODECS.values(), ids=list(CODECS))
def test_the_table_tells_the_truth(codec):
    import importlib
    import inspect

    module = importlib.import_module(codec.module)
    assert hasattr(module, "decode") or not codec.reads
    assert hasattr(module, "encode") or not codec.writes
    if codec.reads:
        parameters = inspect.signature(module.decode).parameters
        assert set(parameters) == {"data", "source", *codec.decode_options}
    if codec.writes:
        parameters = inspect.signature(module.encode).parameters
        assert set(parameters) == {"event", *codec.encode_options}
    for suffix in codec.suffixes:
        named = codec_for_path(f"a{suffix}", writes=not codec.reads)
        assert suffix in named.suffixes


def test_a_writer_s_own_mistake_is_not_taken_for_the_event_s():
    def layout(tree):
        raise TypeError("a mistake of ours")

    with pytest.raises(TypeError, match="a mistake of ours"):
        encode_text(EVENT, layout)


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
