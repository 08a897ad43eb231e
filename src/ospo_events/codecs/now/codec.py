"""Now and next: data for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODEC", "CODECS"]


_AT = Option(
    name="at",
    kind="moment",
    help="the moment to tell of, with an offset or in the zone of the event; without it no moment",
)

CODEC = Codec(
    name="now",
    title="Now and next (JSON for screens)",
    suffixes=(".now.json",),
    media_types=("application/json",),
    specification="docs/how-to/now-and-next.md",
    writer="ospo_events.codecs.now.encode:encode",
    notes=(
        "What is parallel, what comes next and what came before; with `at`, what is on at a moment.",
        "What is parallel is listed once for each time (`times`), with all that is on then.",
        "What is a part of something, or has parts, has its own list (`parallel`).",
        "Of more than a hundred parallel sessions the first hundred are listed; `parallel_count` is their number.",
    ),
    encode_options=(_AT,),
    chronological=True,
    own_lines=True,
)
CODECS = (CODEC,)
