"""Each law can fail: a codec that breaks it is caught, and the error says which law, which format, which event."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from ospo_events import (
    CODECS,
    Codec,
    Decoded,
    Diagnostic,
    Encoded,
    Event,
    Fitted,
    Link,
    MissingExtra,
    Option,
    OspoEventsError,
    Report,
    Session,
    Severity,
    Stream,
    public,
)
from ospo_events.model import AnyAudience
from ospo_events.testing import LAWS, BrokenLaw, check_codec
from ospo_events.testing import _laws as laws_module
from tests.support.programmes import at, event

MODULE = "codec_under_test"
native = CODECS["json"]
ERROR = Report((Diagnostic(code="wrong", message="it is wrong", severity=Severity.ERROR),))
OTHER = Report((Diagnostic(code="other", message="something else", severity=Severity.INFO),))
TWO = event(
    Session(id="a", title="A", slot=at(4, 9)),
    Session(id="b", title="B", slot=at(4, 10)),
    links=(Link("https://example.org/"),),
)


def fit(event: Event) -> Fitted:
    return Fitted(event=public(event))


def encode(event: Event) -> Encoded:
    return native.encode(public(event))


def decode(data: bytes, *, source: str) -> Decoded:
    return native.decode(data, source=source)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    module = ModuleType(MODULE)
    module.fit, module.encode, module.decode = fit, encode, decode  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, MODULE, module)
    return module


CODEC = Codec(
    name="mine",
    title="Mine",
    suffixes=(".mine",),
    media_types=("application/json",),
    specification="https://example.org/mine",
    reader=f"{MODULE}:decode",
    writer=f"{MODULE}:encode",
    fitter=f"{MODULE}:fit",
    own_lines=True,
)


def test_a_codec_that_keeps_every_law(module: ModuleType) -> None:
    check_codec(CODEC, examples=[TWO], max_examples=10)
    check_codec(attrs.evolve(CODEC, writer=None, fitter=None), max_examples=3)
    check_codec(attrs.evolve(CODEC, reader=None, fitter=None), max_examples=3)


def counted(function: Callable[[int, Event], Encoded]) -> Callable[[Event], Encoded]:
    """Return a writer that is told how often it was called."""
    calls = iter(range(sys.maxsize))
    return lambda event: function(next(calls), event)


def numbered(event: Event) -> Encoded:
    """Say of each session where it stands."""
    sessions = [attrs.evolve(item, subtitle=f"number {n}") for n, item in enumerate(event.sessions)]
    return encode(attrs.evolve(event, sessions=sessions))


def one_line(event: Event) -> Encoded:
    return Encoded(data=json.dumps(json.loads(encode(event).data)).encode())


def titles_doubled(data: bytes, *, source: str) -> Decoded:
    decoded = decode(data, source=source)
    if decoded.event is None:
        return decoded
    return attrs.evolve(decoded, event=attrs.evolve(decoded.event, title=decoded.event.title * 2))


def slow(event: Event) -> Encoded:
    begin = time.process_time()
    while len(event.sessions) > 100 and time.process_time() - begin < 0.3:
        pass
    return encode(event)


def slow_to_read(data: bytes, *, source: str) -> Decoded:
    begin = time.process_time()
    while len(data) > 100_000 and time.process_time() - begin < 0.3:
        pass
    return decode(data, source=source)


def refusing_surrogates(event: Event) -> Encoded:
    event.title.encode()
    return encode(event)


def writing_errors(event: Event) -> Encoded:
    encoded = encode(event)
    return encoded if encoded.report.ok else attrs.evolve(encoded, data=b"half of it")


@attrs.frozen(kw_only=True)
class Unguarded(Codec):
    """A codec that shows its writer everything, whoever the document is for."""

    def _shown(self, event: Event, audience: AnyAudience | None) -> tuple[Event, Callable[[Report], Report]]:
        return event, lambda report: report


def with_mail(event: Event) -> Encoded:
    return native.encode(event)


def with_mail_in_the_report(event: Event) -> Encoded:
    mails = [person.email for person in event.people if person.email]
    return attrs.evolve(encode(event), report=Report((attrs.evolve(OTHER.diagnostics[0], message=f"{mails}"),)))


def with_the_number_of_mails(event: Event) -> Encoded:
    return encode(attrs.evolve(event, theme=f"{_mails(event)} mails"))


def _mails(event: Event) -> int:
    return sum(person.email is not None for person in event.people)


def by_identity(event: Event) -> Encoded:
    return encode(attrs.evolve(event, theme=str(id(event.sessions) if event.sessions else 0)))


BREAKS: dict[str, tuple[str, dict[str, Any], str]] = {
    "another event": ("round-trip", {"fit": lambda event: Fitted(event=attrs.evolve(public(event), title="T"))}, "expected 'T' as title, got"),
    "a session less": ("round-trip", {"fit": lambda event: Fitted(event=attrs.evolve(public(event), sessions=()))}, "expected nothing as sessions[0], got Session(id="),
    "an error on reading": ("round-trip", {"decode": lambda data, *, source: attrs.evolve(decode(data, source=source), report=ERROR)}, "reading what was written finds 'it is wrong'"),
    "another report": ("report", {"fit": lambda event: Fitted(event=public(event), report=OTHER)}, " as report[0], got nothing"),
    "growing": ("second-round", {"decode": titles_doubled}, "as title, got"),
    "counting": ("determinism", {"encode": counted(lambda n, event: encode(attrs.evolve(event, theme=f"call {n}")))}, "the event written again gives other bytes, from byte"),
    "a report once": ("determinism", {"encode": counted(lambda n, event: attrs.evolve(encode(event), report=OTHER if n else Report()))}, "gives another report"),
    "by identity": ("determinism", {"encode": by_identity}, "the event as a copy gives other bytes"),
    "half a stream": ("stream", {"iterencode": lambda event: Stream((b"{",), Report)}, "gives other bytes than"),
    "a stream's report": ("stream", {"iterencode": lambda event: Stream((encode(event).data,), lambda: OTHER)}, "gives another report than"),
    "a mail": ("private", {"encode": with_mail}, "is in what is written"),
    "a mail in the report": ("private", {"encode": with_mail_in_the_report}, "is in the report"),
    "how many mails": ("private", {"encode": with_the_number_of_mails}, "changes what is written"),
    "numbers": ("order", {"encode": numbered}, "in reverse order of the sessions, expected 'number 0' as sessions['a'].subtitle, got"),
    "one line": ("own-lines", {"encode": one_line}, "both change line 1"),
    "surrogates": ("hostile-text", {"encode": refusing_surrogates}, "it raises UnicodeEncodeError"),
    "errors with bytes": ("hostile-text", {"encode": writing_errors}, "and writes bytes all the same"),
    "raising on bytes": ("any-bytes", {"decode": lambda data, *, source: Decoded(event=native.decode(data, source=source).value())}, "it raises InvalidProgramme"),
    "nothing and no error": ("any-bytes", {"decode": lambda data, *, source: attrs.evolve(decode(data, source=source), report=Report())}, "no error says why"),
    "slow to write": ("bounded-time", {"encode": slow}, "writing a thousand sessions took"),
    "slow to read": ("bounded-time", {"decode": slow_to_read}, "seconds of the processor"),
    "an undeclared option": ("options", {"encode": lambda event, width=80: encode(event)}, "to take event, as declared, got event, width"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_law_is_found(name: str, module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    law, functions, message = BREAKS[name]
    for function, value in functions.items():
        setattr(module, function, value)
    if law == "bounded-time":
        monkeypatch.setattr(laws_module, "MOST_SECONDS", 0.2)
    codec = attrs.evolve(CODEC, streamer=f"{MODULE}:iterencode") if law == "stream" else CODEC
    if law == "private":
        codec = Unguarded(**attrs.asdict(CODEC, recurse=False))
    with pytest.raises(AssertionError) as caught:
        check_codec(codec, examples=[TWO], max_examples=25, laws=[law])
    broken = caught.value
    assert isinstance(broken, BrokenLaw)
    assert isinstance(broken, OspoEventsError)
    assert (broken.law, broken.format) == (law, "mine")
    assert str(broken).startswith(f"the format 'mine' breaks the law {law!r} ({LAWS[law]}): ")
    assert message in broken.why
    assert (broken.event is not None) == laws_module.BY_NAME[law].over_events
    assert ("the smallest event that shows it:" in str(broken)) == laws_module.BY_NAME[law].over_events


def test_every_law_has_a_codec_that_breaks_it() -> None:
    assert {law for law, _, _ in BREAKS.values()} | {"fit"} == set(LAWS)


def test_the_event_shown_is_the_smallest(module: ModuleType) -> None:
    module.encode = lambda event: encode(attrs.evolve(event, sessions=()))  # type: ignore[attr-defined]
    with pytest.raises(
        BrokenLaw, match=r"expected Session\(id='a', title='Opening'.* as sessions\[0\], got nothing"
    ) as caught:
        check_codec(CODEC, laws=["round-trip"])
    smallest = caught.value.event
    assert smallest is not None
    assert len(smallest.sessions) == 1
    assert (smallest.people, smallest.rooms, smallest.links, smallest.description) == ((), (), (), None)


def test_examples_come_first_and_may_be_all(module: ModuleType) -> None:
    module.fit = lambda event: Fitted(event=event if event.id == "e" else attrs.evolve(event, title="T"))  # type: ignore[attr-defined]
    check_codec(CODEC, examples=[TWO], max_examples=0)
    other = attrs.evolve(TWO, id="f")
    with pytest.raises(BrokenLaw) as caught:
        check_codec(CODEC, examples=[TWO, other], max_examples=0)
    assert caught.value.event == other
    assert "id: f" in str(caught.value)


def test_without_a_fit_there_is_one_clear_error(module: ModuleType) -> None:
    with pytest.raises(BrokenLaw, match="it is read and written, so it needs `fitter='module:fit'`") as caught:
        check_codec(attrs.evolve(CODEC, fitter=None))
    assert caught.value.law == "fit"
    with pytest.raises(BrokenLaw, match="is not both read and written"):
        check_codec(attrs.evolve(CODEC, writer=None))
    with pytest.raises(BrokenLaw, match="neither a reader nor a writer"):
        check_codec(attrs.evolve(CODEC, reader=None, writer=None, fitter=None))


def test_a_function_that_is_not_there(module: ModuleType) -> None:
    with pytest.raises(BrokenLaw, match="it raises ModuleNotFoundError: No module named 'not_there'"):
        check_codec(attrs.evolve(CODEC, reader="not_there:decode"), max_examples=1)


def test_what_is_declared_is_held_to(module: ModuleType) -> None:
    for promise, law in ((CODEC, None), (attrs.evolve(CODEC, chronological=True), "order")):
        if law is None:
            check_codec(promise, examples=[TWO], max_examples=0)
            continue
        with pytest.raises(BrokenLaw, match="in reverse order give other bytes"):
            check_codec(promise, examples=[TWO], max_examples=0)
    module.encode, module.fit = with_mail, lambda event: Fitted(event=event)  # type: ignore[attr-defined]
    check_codec(attrs.evolve(CODEC, publishes=False), max_examples=5)


def test_options_are_drawn_and_shown_and_needed_ones_come_from_the_event(module: ModuleType) -> None:
    seen: set[object] = set()

    def encode_in(event: Event, *, times: str = "local", zone: ZoneInfo | None = None, at: object = None) -> Encoded:
        seen.add((times, zone and zone.key, isinstance(at, dt.datetime)))
        return encode(event)

    def fit_in(event: Event, *, times: str = "local", zone: ZoneInfo | None = None, at: object = None) -> Fitted:
        return fit(event if times == "local" else attrs.evolve(event, title="T"))

    def decode_in(data: bytes, *, source: str, zone: ZoneInfo, title: str) -> Decoded:
        decoded = decode(data, source=source)
        assert decoded.event is None or decoded.event.timezone == zone
        return decoded

    module.encode, module.fit, module.decode = encode_in, fit_in, decode_in  # type: ignore[attr-defined]
    codec = attrs.evolve(
        CODEC,
        encode_options=(
            Option(name="times", kind="word", values=("local", "utc"), help="Times."),
            Option(name="zone", kind="zone", help="Zone."),
            Option(name="at", kind="moment", help="When."),
        ),
        decode_options=(
            Option(name="zone", kind="zone", help="Zone.", required=True),
            Option(name="title", kind="text", help="Title.", required=True),
        ),
    )
    with pytest.raises(BrokenLaw, match=r"with the options times='utc'\n") as caught:
        check_codec(codec, laws=["round-trip"])
    assert caught.value.options == {"times": "utc"}
    assert {item[1] for item in seen} > {None, "UTC"}
    module.decode_more = lambda data, source, password: decode(data, source=source)  # type: ignore[attr-defined]
    password = Option(name="password", kind="text", help="Password.", required=True)
    locked = attrs.evolve(codec, reader=f"{MODULE}:decode_more", decode_options=(password,))
    with pytest.raises(BrokenLaw, match="expected a required option to be one of id, title, zone, got 'password'"):
        check_codec(locked, laws=["options"])


def test_an_option_whose_package_is_missing_is_left_out(module: ModuleType) -> None:
    def encode_rich(event: Event, *, rich: bool = False) -> Encoded:
        if rich:
            raise MissingExtra("rich texts need the rich extra")
        return encode(event)

    module.encode = encode_rich  # type: ignore[attr-defined]
    module.fit = lambda event, rich=False: fit(event)  # type: ignore[attr-defined]
    check_codec(attrs.evolve(CODEC, encode_options=(Option(name="rich", kind="flag", help="Rich."),)), max_examples=10)


def test_a_law_that_there_is_none_of(module: ModuleType) -> None:
    with pytest.raises(ValueError, match="no law 'round-tripp'; did you mean 'round-trip'"):
        check_codec(CODEC, laws=["round-tripp"])
    with pytest.raises(ValueError, match="no law '0'; there are fit, options,"):
        check_codec(CODEC, laws=["0"])


def test_without_hypothesis_it_says_what_to_install(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "hypothesis"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "ospo_events.testing._drawn", raising=False)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtra, match=r"checking a codec needs the test extra: pip install 'ospo-events\[test\]'"):
        check_codec(CODEC)
