"""Checks a codec: first the facts it declares, then each law with many events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..codecs import Codec, codec_named
from ..diagnostics import suggest
from ..errors import MissingExtra, OspoEventsError
from ..model import Event
from ._laws import BY_NAME, LAWS, Case, Law

__all__ = ["BrokenLaw", "check_codec"]


class BrokenLaw(OspoEventsError, AssertionError):
    """A law that a codec breaks; the message shows the smallest event that breaks it."""

    def __init__(self, law: str, format: str, why: str, *, event: Event | None, options: Mapping[str, Any]) -> None:
        super().__init__(law, format, why)
        self.law = law
        """The name of the law, one of `LAWS`."""
        self.format = format
        """The name of the format."""
        self.why = why
        """Why the law is broken."""
        self.event = event
        """The smallest event that breaks it; None if the law needs no event."""
        self.options = options
        """The options of the writer that break it."""

    def __str__(self) -> str:
        lines = [f"the format {self.format!r} breaks the law {self.law!r} ({LAWS[self.law]}): {self.why}"]
        if self.options:
            lines.append(f"with the options {', '.join(f'{name}={value!r}' for name, value in self.options.items())}")
        if self.event is not None:
            native = codec_named("yaml").encode(self.event).data
            lines += ["the smallest event that shows it:", native.decode("utf-8").rstrip() or repr(self.event)]
        return "\n".join(lines)


def check_codec(
    codec: Codec,
    *,
    examples: Iterable[Event] = (),
    max_examples: int | None = None,
    laws: Collection[str] | None = None,
) -> None:
    """Check that a codec keeps the laws, with whole events of every kind; return normally if it does.

    The events are those of `ospo_events.strategies.events`: every part of the model, and texts that are hard for
    parsers. The options of the writer are drawn too, except lists, pairs and those that name something in an event.

    Args:
        codec: the codec.
        examples: events to check before the drawn ones.
        max_examples: how many events to draw; None: the number of the Hypothesis profile.
        laws: names of the laws to check, from `LAWS`; None: all. Laws that do not apply to the codec pass.

    Raises:
        BrokenLaw: the codec breaks a law; an `AssertionError` that names the law, the format and the smallest event.
        MissingExtra: the package `hypothesis` is not installed.
        ValueError: there is no such law.
    """
    chosen = [_law_named(name) for name in (LAWS if laws is None else laws)]
    try:
        from ._drawn import check_drawn  # noqa: PLC0415 # Hypothesis belongs to an extra
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "hypothesis":
            raise
        raise MissingExtra("checking a codec needs the test extra: pip install 'ospo-events[test]'") from missing
    for law in chosen:
        if not law.over_events:
            _check(law, Case(codec=codec))
    over_events = [law for law in chosen if law.over_events]
    for event in examples:
        for law in over_events:
            _check(law, Case(codec=codec, event=event))
    if over_events and max_examples != 0:
        check_drawn(codec, over_events, _check, max_examples)


def _law_named(name: str) -> Law:
    if name in BY_NAME:
        return BY_NAME[name]
    near = suggest(name, LAWS)
    hint = f"did you mean {near!r}?" if near else f"there are {', '.join(LAWS)}"
    raise ValueError(f"no law {name!r}; {hint}")


def _check(law: Law, case: Case) -> None:
    problem: Exception | None = None
    try:
        why = law.broken(case)
    except Exception as raised:  # any exception of a codec breaks the law
        notes = "".join(f" ({note})" for note in getattr(raised, "__notes__", ()))
        why, problem = f"it raises {type(raised).__name__}: {raised}{notes}", raised
    if why is not None:
        event = case.event if law.over_events else None
        raise BrokenLaw(law.name, case.codec.name, why, event=event, options=case.options) from problem
