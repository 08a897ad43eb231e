"""The laws of formats: each returns what is wrong with a case, or nothing."""

from __future__ import annotations

import copy
import inspect
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from difflib import SequenceMatcher
from functools import cached_property, partial
from importlib import import_module
from itertools import combinations
from types import MappingProxyType
from typing import Any

import attrs

from ..codecs import Codec, Decoded, Encoded, Option
from ..errors import InvalidOption, UnknownOption
from ..files import files_in_archive
from ..model import Event, Session
from ..views.selection import public
from ._differences import first_difference
from ._events import CANARY, EMPTY, big_event, with_private_data, with_text

__all__ = ["BY_NAME", "LAWS", "Case", "Law"]

MOST_SECONDS = 10.0
"""How many seconds of processor time reading or writing an event of a thousand sessions may take."""

_FROM_EVENT: Mapping[str, Callable[[Event], str]] = {
    "zone": lambda event: event.timezone.key,
    "title": lambda event: event.title,
    "id": lambda event: event.id,
}
_BOMBS = (b"[" * 100_000, b'{"a":' * 100_000, b"<a>" * 100_000, b"BEGIN:X\r\n" * 20_000, b" " * 1_000_000)


@attrs.frozen(kw_only=True, eq=False)
class Case:
    """The data with which a law is checked."""

    codec: Codec
    event: Event = EMPTY
    options: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    """Options of the writer."""
    text: str = "lone \ud800 surrogate"
    """A hostile text."""
    data: bytes = b"\xff\x00{"
    """Any bytes."""
    damage: tuple[float, bytes] = (0.5, b"\x00")
    """Where to damage a document, from 0 (beginning) to 1 (end), and what to put there."""

    @cached_property
    def encoded(self) -> Encoded:
        """The result of the writer for the event."""
        return self.encode(self.event)

    def encode(self, event: Event) -> Encoded:
        """Return the result of the writer for an event, with the options of the case."""
        return self.codec.encode(event, **self.options)

    def decode(self, data: bytes) -> Decoded:
        """Return the result of the reader for bytes, with the options that it needs."""
        needed = [option.name for option in self.codec.decode_options if option.required]
        return self.codec.decode(data, **{name: _FROM_EVENT[name](self.event) for name in needed})

    @property
    def both_ways(self) -> bool:
        """Whether the format is read and written."""
        return self.codec.reads and self.codec.writes


@attrs.frozen(kw_only=True)
class Law:
    """One law: its name, its sentence, and how to recognise that a case breaks it."""

    name: str
    sentence: str
    """The law in one sentence."""
    broken: Callable[[Case], str | None]
    """Returns what is wrong, or None."""
    over_events: bool = True
    """Whether it is checked for each event, or once for a codec."""


def _fit(case: Case) -> str | None:
    codec = case.codec
    if not codec.reads and not codec.writes:
        return "it has neither a reader nor a writer"
    if case.both_ways and codec.fitter is None:
        return (
            "it is read and written, so it needs `fitter='module:fit'`: `fit(event, **options) -> Fitted(event, "
            "report)` returns what reading the output gives"
        )
    return None if case.both_ways or codec.fitter is None else "it has a `fit`, but is not both read and written"


def _options(case: Case) -> str | None:
    return _undeclared(case.codec) or _not_refused(case.codec)


def _undeclared(codec: Codec) -> str | None:
    """Return how the declared options differ from the parameters of a function."""
    for where, first, options in (
        (codec.reader, {"data", "source"}, codec.decode_options),
        (codec.writer, {"event"}, codec.encode_options),
        (codec.fitter, {"event"}, codec.encode_options),
        (codec.streamer, {"event"}, codec.encode_options),
    ):
        if where is None:
            continue
        declared = first | {option.argument for option in options}
        parameters = set(inspect.signature(_function(where)).parameters)
        if parameters != declared:
            return f"expected {where!r} to take {_words(declared)}, as declared, got {_words(parameters)}"
    for option in codec.decode_options:
        if option.required and option.name not in _FROM_EVENT:
            return f"expected a required option to be one of {_words(_FROM_EVENT)}, got {option.name!r}"
    return None


def _not_refused(codec: Codec) -> str | None:
    """Return an option that is accepted although it should not be."""
    calls: list[tuple[str, Callable[..., object], tuple[Option, ...]]] = []
    if codec.writes:
        calls.append(("writer", partial(codec.encode, EMPTY), codec.encode_options))
    if codec.reads:
        calls.append(("reader", partial(codec.decode, b""), codec.decode_options))
    for name, call, options in calls:
        if not _refuses(call, {"no_such_option": 1}, UnknownOption):
            return f"its {name} takes an option that it does not declare"
        for option in options:
            if not _refuses(call, {option.name: object()}, InvalidOption):
                return f"its {name} takes any value as the option {option.name!r}"
    return None


def _words(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _function(where: str) -> Callable[..., Any]:
    module, _, name = where.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def _refuses(call: Callable[..., object], given: dict[str, Any], error: type[Exception]) -> bool:
    try:
        call(**given)
    except error:
        return True
    return False


def _round_trip(case: Case) -> str | None:
    if not case.both_ways or not case.encoded.report.ok:
        return None
    decoded = case.decode(case.encoded.data)
    if not decoded.report.ok:
        return f"reading what was written finds {next(iter(decoded.report.errors)).message!r}"
    expected = case.codec.fit(case.event, **case.options).event
    return None if decoded.event == expected else first_difference(expected, decoded.event)


def _report(case: Case) -> str | None:
    if not case.both_ways:
        return None
    expected = case.codec.fit(case.event, **case.options).report
    return (
        None
        if case.encoded.report == expected
        else first_difference(tuple(expected), tuple(case.encoded.report), "report")
    )


def _second_round(case: Case) -> str | None:
    if not case.both_ways or not case.encoded.report.ok or _is_read_as_foreign(case):
        return None
    first = case.decode(case.encoded.data).event
    if first is None:
        return "what was written is read as no event"
    second = attrs.evolve(case, event=first)
    again = second.decode(second.encoded.data).event
    if again is None:
        return "what was read is written as no event"
    # Sessions that begin at the same time may be read in either order: a format that sorts need not keep their order.
    first, again = (attrs.evolve(one, sessions=sorted(one.sessions, key=_id)) for one in (first, again))
    return None if again == first else first_difference(first, again)


def _is_read_as_foreign(case: Case) -> bool:
    """Return whether the options of a case leave out our own data."""
    return any(case.options.get(option.argument) in option.read_as_foreign for option in case.codec.encode_options)


def _id(session: Session) -> str:
    return session.id


def _determinism(case: Case) -> str | None:
    if not case.codec.writes:
        return None
    for how, event in (("written again", case.event), ("as a copy", copy.deepcopy(case.event))):
        again = case.encode(event)
        if again.data != case.encoded.data:
            return f"the event {how} gives other bytes, from byte {_first_byte(case.encoded.data, again.data)} on"
        if again.report != case.encoded.report:
            return f"the event {how} gives another report"
    return None


def _first_byte(one: bytes, other: bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _stream(case: Case) -> str | None:
    if not case.codec.writes or not case.encoded.report.ok:
        return None
    stream = case.codec.iterencode(case.event, **case.options)
    if b"".join(stream) != case.encoded.data:
        return "`iterencode` gives other bytes than `encode`"
    return None if stream.report == case.encoded.report else "`iterencode` gives another report than `encode`"


def _private(case: Case) -> str | None:
    if not case.codec.writes or not case.codec.publishes:
        return None
    event = with_private_data(case.event)
    encoded = case.encode(event)
    if any(CANARY.encode() in part for part in _opened(encoded.data)):
        return "something private is in what is written"
    if any(CANARY in f"{item.message} {item.help}" for item in encoded.report):
        return "something private is in the report"
    if encoded.data != case.encode(public(event)).data:
        return "something private changes what is written"
    return None


def _opened(data: bytes) -> list[bytes]:
    """Return a document, and an archive as its files, so that a search finds their text."""
    return [content for _, content in files_in_archive(data)] if data.startswith(b"PK\x03\x04") else [data]


def _order(case: Case) -> str | None:
    if not case.codec.writes or not case.encoded.report.ok:
        return None
    # Parts without a time of their own are in the order in which the programme lists them.
    parts = [item for item in case.event.sessions if item.slot is None and item.parent is not None]
    others = [item for item in case.event.sessions if item.slot is not None or item.parent is None]
    data = case.encode(attrs.evolve(case.event, sessions=(*reversed(others), *parts))).data
    if case.codec.chronological:
        return None if data == case.encoded.data else "the sessions in reverse order give other bytes"
    if not case.codec.reads:
        return None
    one, other = ({item.id: item for item in _sessions(case.decode(each))} for each in (case.encoded.data, data))
    return None if one == other else f"in reverse order of the sessions, {first_difference(one, other, 'sessions')}"


def _sessions(decoded: Decoded) -> tuple[Session, ...]:
    return () if decoded.event is None else decoded.event.sessions


def _own_lines(case: Case) -> str | None:
    if not case.codec.writes or not case.codec.own_lines or not case.encoded.report.ok:
        return None
    before = case.encoded.data.splitlines()
    changed: dict[str, set[int]] = {}
    chosen = case.event.sessions[:4]
    for session in chosen:
        after = case.event.with_session(session.id, title="Something else", abstract="And of another kind")
        matcher = SequenceMatcher(None, before, case.encode(after).data.splitlines(), autojunk=False)
        opcodes = (code for code in matcher.get_opcodes() if code[0] != "equal")
        changed[session.id] = {line for _, begin, end, _, _ in opcodes for line in range(begin, end)}
    for one, other in combinations(chosen, 2):
        shared = changed[one.id] & changed[other.id]
        if shared and _family(case.event, one.id).isdisjoint(_family(case.event, other.id)):
            return f"changing the session {one.id!r} and changing {other.id!r} both change line {min(shared) + 1}"
    return None


def _family(event: Event, id: str) -> set[str]:
    """Return the ids of a session and of those that refer to it: its parts and its further runs."""
    family = {id}
    while further := {item.id for item in event.sessions if {item.parent, item.repeat_of} & family} - family:
        family |= further
    return family


def _hostile_text(case: Case) -> str | None:
    if not case.codec.writes:
        return None
    hostile = attrs.evolve(case, event=with_text(case.event, case.text))
    with _saying(f"with {case.text!r} as every text"):
        if case.codec.fitter is not None:
            case.codec.fit(hostile.event, **case.options)
        if not hostile.encoded.report.ok:
            return "it reports an error, and writes bytes all the same" if hostile.encoded.data else None
        if case.codec.reads and hostile.decode(hostile.encoded.data).event is None:
            return f"an event with {case.text!r} as every text is not read back"
    return None


@contextmanager
def _saying(what: str) -> Generator[None]:
    """Add the case to an exception."""
    try:
        yield
    except Exception as problem:
        problem.add_note(what)
        raise


def _any_bytes(case: Case) -> str | None:
    if not case.codec.reads:
        return None
    documents = [case.data]
    if case.codec.writes:
        document, (share, junk) = case.encoded.data, case.damage
        cut = int(share * len(document))
        documents += [document[:cut], document[:cut] + junk + document[cut + 1 :]]
    for data in documents:
        with _saying(f"reading {data!r}"):
            decoded = case.decode(data)
        if decoded.event is None and decoded.report.ok:
            return f"of {data[:60]!r} it makes no event, and no error says why"
    return None


def _bounded_time(case: Case) -> str | None:
    big = attrs.evolve(case, event=big_event())
    data = b""
    if case.codec.writes:
        begin = time.process_time()
        data = big.encoded.data
        if (took := time.process_time() - begin) > MOST_SECONDS:
            return f"writing a thousand sessions took {took:.1f} seconds of the processor"
    for document in (data, *_BOMBS) if case.codec.reads else ():
        begin = time.process_time()
        big.decode(document)
        if (took := time.process_time() - begin) > MOST_SECONDS:
            return f"reading {document[:20]!r}, {len(document)} bytes, took {took:.1f} seconds of the processor"
    return None


_ALL = (
    Law(name="fit", sentence="what is read and written has a `fit`", broken=_fit, over_events=False),
    Law(
        name="options",
        sentence="a function takes the declared options, and refuses all others",
        broken=_options,
        over_events=False,
    ),
    Law(name="round-trip", sentence="decode(encode(event)).event == fit(event).event", broken=_round_trip),
    Law(name="report", sentence="encode(event).report == fit(event).report", broken=_report),
    Law(name="second-round", sentence="after writing and reading again, the event is the same", broken=_second_round),
    Law(name="determinism", sentence="the same event gives the same bytes and report", broken=_determinism),
    Law(name="stream", sentence="`iterencode` gives what `encode` gives", broken=_stream),
    Law(name="private", sentence="nothing private is written by a format that publishes", broken=_private),
    Law(name="order", sentence="what is written about a session does not depend on its position", broken=_order),
    Law(
        name="own-lines",
        sentence="changing one session changes no line of another, where a format declares it",
        broken=_own_lines,
    ),
    Law(name="hostile-text", sentence="no text of an event makes it raise", broken=_hostile_text),
    Law(name="any-bytes", sentence="no bytes make the reader raise", broken=_any_bytes),
    Law(
        name="bounded-time",
        sentence=f"a thousand sessions, or any bytes, take at most {MOST_SECONDS:.0f} seconds",
        broken=_bounded_time,
        over_events=False,
    ),
)

BY_NAME: Mapping[str, Law] = MappingProxyType({law.name: law for law in _ALL})
"""The laws, by name."""

LAWS: Mapping[str, str] = MappingProxyType({law.name: law.sentence for law in _ALL})
"""The laws for formats: the name of each law -> its sentence."""
