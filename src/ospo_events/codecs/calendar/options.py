"""What a caller may choose when a calendar is written."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias, get_args

import attrs

__all__ = ["ASSUMED", "Cancelled", "OpenEnd", "Options", "Profile", "Times"]

Profile: TypeAlias = Literal["compat", "rich"]
Times: TypeAlias = Literal["local", "utc"]
Cancelled: TypeAlias = Literal["status", "prefix", "omit"]
OpenEnd: TypeAlias = Literal["assume", "omit"]

ASSUMED = dt.timedelta(hours=1)
"""How long a session with an open end is taken to last where an end has to be written."""

_CHOICES = {
    "profile": get_args(Profile),
    "times": get_args(Times),
    "cancelled": get_args(Cancelled),
    "open_end": get_args(OpenEnd),
}


@attrs.frozen(kw_only=True)
class Options:
    """The choices; the defaults are what a feed for people to subscribe to wants."""

    profile: Profile = "compat"
    """`compat`: flat components that every client digests; `rich`: RFC 9073 and 9253 beside them."""
    times: Times = "local"
    """`local`: wall-clock times with TZID and VTIMEZONE; `utc`: with `Z`, for widgets on web pages."""
    cancelled: Cancelled = "status"
    """`status`: STATUS:CANCELLED; `prefix`: said in the title, for services that drop the former; `omit`: left out."""
    open_end: OpenEnd = "assume"
    """`assume`: an hour, flagged; `omit`: no DTEND."""

    def __attrs_post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            if (value := getattr(self, name)) not in choices:
                raise ValueError(f"expected {name} to be one of {', '.join(choices)}, got {value!r}")
