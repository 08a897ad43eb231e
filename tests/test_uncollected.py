"""The collector is paused while something large is made, and goes on afterwards, whatever happens."""

import gc
import threading

import attrs
import pytest

from ospo_events._uncollected import uncollected
from ospo_events.codecs import CODECS
from ospo_events.codecs import _codec as module
from ospo_events.model import Event, Session


@pytest.fixture(autouse=True)
def _collecting():
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was_enabled else gc.disable)()


def test_it_is_off_within_and_on_afterwards():
    with uncollected(large=True):
        assert not gc.isenabled()
        with uncollected(large=True):
            assert not gc.isenabled()
        assert not gc.isenabled(), "the outer pause is not over"
    assert gc.isenabled()


def test_what_is_small_leaves_it_alone():
    with uncollected(large=False):
        assert gc.isenabled()


def test_it_goes_on_after_an_error():
    with pytest.raises(KeyError), uncollected(large=True):
        raise KeyError
    assert gc.isenabled()


def test_who_turned_it_off_finds_it_off():
    gc.disable()
    with uncollected(large=True):
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_the_last_of_several_threads_lets_it_go_on():
    begun, finish = threading.Event(), threading.Event()

    def other() -> None:
        with uncollected(large=True):
            begun.set()
            finish.wait(10)

    thread = threading.Thread(target=other)
    with uncollected(large=True):
        thread.start()
        assert begun.wait(10)
    assert not gc.isenabled(), "the other thread still pauses it"
    finish.set()
    thread.join()
    assert gc.isenabled()


@pytest.mark.parametrize("format", ["json", "yaml", "ics", "schedule-xml", "schedule-json", "sessionize", "csv"])
def test_every_reader_pauses_it_for_a_large_document(format: str, monkeypatch: pytest.MonkeyPatch):
    seen: list[bool] = []
    inner = module._function

    def watching(where: str):
        def call(*arguments: object, **more: object) -> object:
            seen.append(gc.isenabled())
            return inner(where)(*arguments, **more)

        return call

    monkeypatch.setattr(module, "_function", watching)
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="S")])
    data = CODECS[format].encode(event).data
    options = {"zone": "UTC", "title": "E"} if format == "sessionize" else {}
    CODECS[format].decode(data, **options)
    monkeypatch.setattr(module, "_LARGE", 1)
    CODECS[format].decode(data, **options)
    monkeypatch.setattr(module, "_MANY", 0)
    CODECS[format].encode(event)
    assert seen == [True, True, False, False]
    assert gc.isenabled()


def test_a_large_document_is_read_as_a_small_one(monkeypatch: pytest.MonkeyPatch):
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="S")])
    small = CODECS["json"].encode(event)
    monkeypatch.setattr(module, "_LARGE", 1)
    monkeypatch.setattr(module, "_MANY", 0)
    assert CODECS["json"].encode(event) == small
    assert CODECS["json"].decode(small.data).value() == attrs.evolve(event)
