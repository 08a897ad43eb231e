"""The collector of garbage is as it was once we are done, whatever happens."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from benchmarks.programmes import programme
from ospo_events._collector import collector_paused
from ospo_events.codecs import CODECS, _codec
from ospo_events.rules import Context, Finding, rule
from ospo_events.validation import _run, validate


@pytest.fixture(autouse=True)
def the_collector_is_on() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


def test_it_is_paused_and_on_again() -> None:
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled(), "who found it off leaves it off"
    assert gc.isenabled()


def test_it_is_on_again_after_an_error() -> None:
    with pytest.raises(KeyError), collector_paused():
        raise KeyError
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off_and_on_where_nobody_would_notice() -> None:
    gc.disable()
    with collector_paused():
        pass
    assert not gc.isenabled()
    gc.enable()
    with collector_paused(is_worth_it=False):
        assert gc.isenabled()


def test_the_last_pause_of_several_threads_ends_it() -> None:
    begun, finish = threading.Event(), threading.Event()

    def other() -> None:
        with collector_paused():
            begun.set()
            finish.wait(10)

    thread = threading.Thread(target=other)
    with collector_paused():
        thread.start()
        assert begun.wait(10)
    assert not gc.isenabled(), "the other thread still pauses it"
    finish.set()
    thread.join()
    assert gc.isenabled()


@pytest.mark.parametrize("name", ["json", "yaml", "ics", "schedule-xml", "schedule-json", "sessionize", "csv"])
def test_reading_and_writing_what_is_large_pauses_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    known = _codec._function

    def function(where: str) -> object:
        seen.append(gc.isenabled())
        return known(where)

    monkeypatch.setattr(_codec, "_function", function)
    options = {"zone": "UTC", "title": "E"} if name == "sessionize" else {}
    data = CODECS[name].encode(programme(5)).value()
    small = CODECS[name].decode(data, **options).event
    monkeypatch.setattr(_codec, "_LARGE", 1)
    assert CODECS[name].decode(data, **options).event == small
    monkeypatch.setattr(_codec, "_MANY", 5)
    assert CODECS[name].encode(programme(5)).value() == data
    assert seen == [True, True, False, False]
    assert gc.isenabled()


def test_validating_what_is_large_pauses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    @rule("my-look-at-the-collector", severity="info", category="content", since="1.0")
    def look(context: Context) -> Iterator[Finding]:
        """A rule looks whether the collector is on."""
        seen.append(gc.isenabled())
        yield from ()

    validate(programme(5), rules=[look])
    monkeypatch.setattr(_run, "_LARGE", 5)
    validate(programme(5), rules=[look])
    assert seen == [True, False]
    assert gc.isenabled()
