"""Formats of installed packages: found by name, imported only when asked for, and one clear error where they fail."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ospo_events import CODECS, BrokenPlugin, Event, UnknownFormat, convert, detect, dumps, fit, load, loads
from ospo_events.cli import main
from ospo_events.codecs import codec_for_path, codec_named, plugin_names

EVENT = Event(id="e", title="E", timezone="UTC")

THEIRS = """
from ospo_events import Codec, Decoded, Encoded, Event, Fitted

THEIRS = Codec(
    name="theirs", title="Their format", suffixes=(".theirs",), media_types=(), specification="https://their.example",
    reader="their_formats:decode", writer="their_formats:encode", fitter="their_formats:fit",
)
WITHOUT_FIT = Codec(
    name="without-fit", title="Without fit", suffixes=(), media_types=(), specification="https://their.example",
    reader="their_formats:decode", writer="their_formats:encode",
)
MISNAMED = Codec(name="other", title="", suffixes=(), media_types=(), specification="", writer="their_formats:encode")
JSON = Codec(name="json", title="", suffixes=(), media_types=(), specification="", writer="their_formats:encode")
NO_CODEC = "no codec"

def decode(data, *, source):
    return Decoded(event=Event(id="e", title=data.decode(), timezone="UTC"))

def encode(event):
    return Encoded(data=event.title.encode())

def fit(event):
    return Fitted(event=Event(id="e", title=event.title, timezone="UTC"))
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs the package `their-formats` with these entry points."""
    site = tmp_path / "site"

    def install(**points: str) -> None:
        folder = site / "their_formats-1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: their-formats\nVersion: 1.0\n")
        lines = [f"{name.replace('_', '-')} = {value}" for name, value in points.items()]
        (folder / "entry_points.txt").write_text("\n".join(["[ospo_events.codecs]", *lines]))
        (site / "their_formats.py").write_text(THEIRS)
        (site / "their_broken.py").write_text("raise RuntimeError('no such luck')\n")
        monkeypatch.syspath_prepend(str(site))

    for name in ("their_formats", "their_broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.setitem(sys.modules, name, None)  # so that it is as before afterwards
        monkeypatch.delitem(sys.modules, name)
    return install


def test_a_format_of_a_package_is_one_like_any_other(install: Install, tmp_path: Path) -> None:
    install(theirs="their_formats:THEIRS")
    assert dumps(EVENT, "theirs") == b"E"
    assert loads("E", "theirs") == EVENT
    assert fit(EVENT, "theirs").event == EVENT
    assert convert(dumps(EVENT, "json"), "json", "theirs") == b"E"
    (tmp_path / "e.theirs").write_bytes(b"E")
    assert load(tmp_path / "e.theirs", "theirs") == EVENT


def test_the_command_line_takes_its_name(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install(theirs="their_formats:THEIRS")
    monkeypatch.chdir(tmp_path)
    Path("e.json").write_bytes(dumps(EVENT, "json"))
    assert main(["convert", "e.json", "out", "--to", "theirs"]) == 0
    assert Path("out").read_bytes() == b"E"
    assert main(["validate", "out", "--from", "theirs"]) == 0
    capsys.readouterr()
    assert main(["formats"]) == 0
    assert "theirs" not in capsys.readouterr().out
    assert main(["formats", "--plugins"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[-1].split() == ["theirs", "reads,", "writes", "everything", "Their", "format"]
    assert len(listed) == len(CODECS) + 1
    assert main(["formats", "theirs"]) == 0
    assert "theirs: Their format\n  reads, writes\n" in capsys.readouterr().out


def test_nothing_is_imported_before_its_name_is_asked_for(install: Install) -> None:
    install(theirs="their_formats:THEIRS")
    assert plugin_names() == {"theirs": "their-formats"}
    assert "theirs" not in CODECS
    with pytest.raises(UnknownFormat, match=r"cannot tell the format of 'e\.theirs'"):
        codec_for_path("e.theirs")
    with pytest.raises(UnknownFormat):
        detect(b"E", "e.theirs")
    dumps(EVENT, "json")
    assert "their_formats" not in sys.modules
    assert codec_named("theirs").title == "Their format"
    assert "their_formats" in sys.modules


def test_installed_names_are_not_looked_at_for_the_nearest(install: Install) -> None:
    install(theirs="their_formats:THEIRS", broken="their_broken:CODEC")
    with pytest.raises(UnknownFormat, match="unknown format 'theirz'; known are json, yaml,") as caught:
        codec_named("theirz")
    assert "theirs" not in str(caught.value)
    assert "their_broken" not in sys.modules


def test_the_name_of_a_built_in_format_means_the_built_in_one(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install(json="their_formats:JSON")
    assert codec_named("json") is CODECS["json"]
    assert main(["formats", "--plugins"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CODECS)
    assert "their_formats" not in sys.modules


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "broken",
            "their_broken:CODEC",
            "the format 'broken' of the package 'their-formats' cannot be used: RuntimeError: no such luck",
        ),
        ("gone", "not_there:CODEC", "of the package 'their-formats' cannot be used: ModuleNotFoundError: No module"),
        ("missing", "their_formats:MISSING", "of the package 'their-formats' cannot be used: AttributeError:"),
        (
            "text-only",
            "their_formats:NO_CODEC",
            "expected a Codec at 'their_formats:NO_CODEC' of the package 'their-formats', got 'no codec'",
        ),
        (
            "misnamed",
            "their_formats:MISNAMED",
            "expected the codec 'misnamed' of the package 'their-formats', got one named 'other'",
        ),
    ],
)
def test_one_that_cannot_be_used_is_one_error_that_names_the_package(
    name: str,
    value: str,
    message: str,
    install: Install,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(**{name: value})
    with pytest.raises(BrokenPlugin) as caught:
        dumps(EVENT, name)
    assert message in str(caught.value)
    monkeypatch.chdir(tmp_path)
    Path("e.json").write_bytes(dumps(EVENT, "json"))
    for command in (["convert", "e.json", "out", "--to", name], ["formats", name], ["formats", "--plugins"]):
        assert main(command) == 2
        printed = capsys.readouterr()
        assert printed.err.count("\n") == 1
        assert message in printed.err
        assert printed.out == ""
    assert not Path("out").exists()


def test_one_without_a_fit_says_so(install: Install) -> None:
    install(without_fit="their_formats:WITHOUT_FIT")
    assert dumps(EVENT, "without-fit") == b"E"
    with pytest.raises(UnknownFormat, match="'without-fit' has no `fit`, although it is read and written"):
        fit(EVENT, "without-fit")
