"""The table of formats: the codecs of every family, in the order in which they are listed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from ..diagnostics import suggest
from ..errors import UnknownFormat
from ._codec import Codec
from ._plugins import plugin_codec
from .calendar import codec as calendar
from .html import codec as html
from .indico import codec as indico
from .jsonld import codec as jsonld
from .markdown import codec as markdown
from .native import codec as native
from .now import codec as now
from .pretalx import codec as pretalx
from .records import codec as records
from .schedule import codec as schedule
from .sessionize import codec as sessionize
from .tables import codec as tables
from .text import codec as text

__all__ = ["CODECS", "codec_for_path", "codec_named"]

_FAMILIES = (
    native, text, markdown, now, jsonld, html, schedule, calendar, tables, sessionize, pretalx, indico, records,
)  # fmt: skip

CODECS: Mapping[str, Codec] = MappingProxyType({codec.name: codec for family in _FAMILIES for codec in family.CODECS})
"""Every built-in format, by name."""


def codec_named(name: str) -> Codec:
    """Return the codec with that name: a built-in one, or one of an installed package.

    Raises:
        UnknownFormat: there is none.
        BrokenPlugin: an installed package has one that cannot be used.
    """
    codec = CODECS.get(name) or plugin_codec(name)
    if codec is None:
        near = suggest(name, CODECS)
        hint = f"; did you mean {near!r}?" if near else f"; known are {', '.join(CODECS)}"
        raise UnknownFormat(f"unknown format {name!r}{hint}")
    return codec


def codec_for_path(path: str, *, writes: bool = False) -> Codec:
    """Return the codec whose longest suffix the path ends in.

    Args:
        path: a file name.
        writes: whether the file is to be written rather than read.

    Raises:
        UnknownFormat: no format has such a suffix.
    """
    name = os.path.basename(path.rstrip("/" + os.sep)).lower()
    best: tuple[int, Codec] | None = None
    for codec in CODECS.values():
        if not (codec.writes if writes else codec.reads):
            continue
        for suffix in codec.suffixes:
            if name.endswith(suffix) and (best is None or len(suffix) > best[0]):
                best = (len(suffix), codec)
    if best is None:
        known = ", ".join(codec.name for codec in CODECS.values() if (codec.writes if writes else codec.reads))
        raise UnknownFormat(f"cannot tell the format of {path!r} from its name; name one of {known}")
    return best[1]
