"""The native formats: facts about them, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODECS", "JSON", "YAML"]


_SHORTHAND = Option(
    name="shorthand",
    kind="flag",
    default=False,
    help="write as a person would: day, time, room, speakers",
)

JSON = Codec(
    name="json",
    title="ospo-events JSON",
    suffixes=(".json",),
    media_types=("application/json",),
    specification="docs/reference/schema.md",
    reader="ospo_events.codecs.native.decode:decode_json",
    writer="ospo_events.codecs.native.encode:encode_json",
    fitter="ospo_events.codecs.native.fit:fit_json",
    streamer="ospo_events.codecs.native.encode:iterencode_json",
    notes=("The native format for programs: holds everything, with one line for each session.",),
    publishes=False,
    own_lines=True,
)
YAML = Codec(
    name="yaml",
    title="ospo-events YAML",
    suffixes=(".yaml", ".yml"),
    media_types=("application/yaml",),
    specification="docs/reference/schema.md",
    reader="ospo_events.codecs.native.decode:decode_yaml",
    writer="ospo_events.codecs.native.encode:encode_yaml",
    fitter="ospo_events.codecs.native.fit:fit_yaml",
    streamer="ospo_events.codecs.native.encode:iterencode_yaml",
    notes=("The native format for people: holds everything, and accepts shorthand.",),
    encode_options=(_SHORTHAND,),
    publishes=False,
    own_lines=True,
)
CODECS = (JSON, YAML)
