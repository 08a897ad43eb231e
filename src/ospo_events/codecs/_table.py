"""The table of formats: data only, so that no codec is imported to read it."""

from __future__ import annotations

from pathlib import PurePath

from ..diagnostics import suggest
from ..errors import UnknownFormat
from ._base import Codec

__all__ = ["CODECS", "codec_for_path", "codec_named"]

_ALL: tuple[Codec, ...] = (
    Codec(
        name="json",
        title="ospo-events JSON",
        module="ospo_events.codecs.native.json",
        suffixes=(".json",),
        media_types=("application/json",),
        reads=True,
        writes=True,
        specification="docs/reference/schema.md",
        notes=("The native format for programs: carries everything, one line for each session.",),
    ),
    Codec(
        name="yaml",
        title="ospo-events YAML",
        module="ospo_events.codecs.native.yaml",
        suffixes=(".yaml", ".yml"),
        media_types=("application/yaml",),
        reads=True,
        writes=True,
        specification="docs/reference/schema.md",
        notes=("The native format for people: carries everything, and takes shorthand.",),
        encode_options=("shorthand",),
    ),
    Codec(
        name="text",
        title="Agenda as plain text",
        module="ospo_events.codecs.text",
        suffixes=(".txt",),
        media_types=("text/plain",),
        reads=False,
        writes=True,
        specification="docs/reference/formats.md",
        notes=("For people in a terminal or a mail: says what, when, where and who, and nothing else.",),
        encode_options=("width", "zone", "abstracts"),
    ),
    Codec(
        name="html",
        title="Programme page (HTML)",
        module="ospo_events.codecs.html",
        suffixes=(".html", ".htm"),
        media_types=("text/html",),
        reads=False,
        writes=True,
        specification="https://html.spec.whatwg.org/",
        notes=("One file that needs nothing else: a list and a grid, for eyes, screen readers, phones and paper.",),
        encode_options=("abstracts", "theme", "templates", "url"),
    ),
    Codec(
        name="sessionize",
        title="Sessionize API v2 (All, Sessions, GridSmart)",
        module="ospo_events.codecs.sessionize",
        suffixes=(".sessionize.json",),
        media_types=("application/json",),
        reads=True,
        writes=False,
        specification="https://sessionize.com/playbook/api",
        notes=(
            "No view says the title or the time zone of the event: reading needs them as options.",
            "Times are local; a `Z` behind them is ignored and reported.",
        ),
        decode_options=("zone", "title", "id", "categories"),
    ),
)

CODECS: dict[str, Codec] = {codec.name: codec for codec in _ALL}
"""Every format, by name."""


def codec_named(name: str) -> Codec:
    """Return the codec of that name.

    Raises:
        UnknownFormat: there is none.
    """
    try:
        return CODECS[name]
    except KeyError:
        near = suggest(name, CODECS)
        hint = f"; did you mean {near!r}?" if near else f"; known are {', '.join(CODECS)}"
        raise UnknownFormat(f"unknown format {name!r}{hint}") from None


def codec_for_path(path: str, *, writes: bool = False) -> Codec:
    """Return the codec whose longest suffix the path ends in.

    Args:
        path: a file name.
        writes: whether it is to be written rather than read.

    Raises:
        UnknownFormat: none has such a suffix.
    """
    name = PurePath(path).name.lower()
    best: tuple[int, Codec] | None = None
    for codec in CODECS.values():
        if not (codec.writes if writes else codec.reads):
            continue
        for suffix in codec.suffixes:
            if name.endswith(suffix) and (best is None or len(suffix) > best[0]):
                best = (len(suffix), codec)
    if best is None:
        raise UnknownFormat(f"cannot tell the format of {path!r} from its name; say which of {', '.join(CODECS)} it is")
    return best[1]
