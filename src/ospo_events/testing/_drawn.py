"""Draws the events, options, texts and bytes for checking the laws, with Hypothesis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ..codecs import Codec, Option
from ..errors import MissingExtra
from ..strategies import events
from ._events import EMPTY, HOSTILE_TEXTS
from ._laws import Case, Law

__all__ = ["check_drawn"]


def check_drawn(
    codec: Codec, laws: Sequence[Law], check: Callable[[Law, Case], None], max_examples: int | None
) -> None:
    """Check laws with drawn events.

    Args:
        codec: the codec.
        laws: the laws.
        check: raises if a codec breaks a law in a case.
        max_examples: how many events; None: the number of the Hypothesis profile.
    """
    to_check = list(laws)

    @settings(
        max_examples=settings().max_examples if max_examples is None else max_examples,
        deadline=None,
        report_multiple_bugs=False,
        phases=set(settings().phases) - {Phase.explain},
        verbosity=Verbosity.quiet,  # the error shows the event
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(_cases(codec))
    def run(case: Case) -> None:
        for law in tuple(to_check):
            try:
                check(law, case)
            except AssertionError:
                to_check[:] = [law]  # the smallest event is searched for with this law alone
                raise

    run()


def _cases(codec: Codec) -> SearchStrategy[Case]:
    options = {option.name: values for option in codec.encode_options if (values := _values(codec, option)) is not None}
    return st.builds(
        Case,
        codec=st.just(codec),
        event=events(),
        options=st.fixed_dictionaries({}, optional=options),
        text=st.sampled_from(HOSTILE_TEXTS),
        data=st.binary(max_size=100) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
        damage=st.tuples(st.floats(0, 1), st.binary(max_size=3)),
    )


def _values(codec: Codec, option: Option) -> SearchStrategy[Any] | None:
    """Return a strategy for the values of an option; None for an option that names something in an event."""
    some: dict[str, Sequence[object]] = {
        "word": option.values,
        "flag": (False, True),
        "number": (1, 40, 1000),
        "zone": ("UTC", "Asia/Kathmandu", "America/New_York"),
        "text": ("Somewhere", "a <b> & \u202ec"),
        "address": ("https://example.org/2024/", "http://example.org/a?b=c&d#e"),
        "moment": (dt.datetime(2024, 7, 9, 10, tzinfo=dt.UTC),),
    }
    usable = [value for value in some.get(option.kind, ()) if _is_installed(codec, option.name, value)]
    return st.sampled_from(usable) if usable else None


def _is_installed(codec: Codec, name: str, value: object) -> bool:
    """Return whether all packages are installed that a value of an option needs."""
    try:
        options: dict[str, Any] = {name: value}
        codec.encode(EMPTY, **options)
    except MissingExtra:
        return False
    except Exception:  # the laws report it, with the event
        return True
    return True
