"""Codecs: the formats that events are read from and written to.

`CODECS` is the table of formats: each `Codec` has the name of its format, its options, and what it cannot hold, without
importing the code that reads or writes it. `detect` returns the format of a file.

Every family of formats is a package with `codec.py` (facts: names, options, notes), `decode.py` if it reads,
`encode.py` if it writes and `fit.py` if it does both. The table imports only the facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._lazy import lazy_names
from ._codec import Codec, Decoded, Encoded, Fitted, Stream
from ._detect import detect
from ._options import Option, OptionKind, parsed_options
from ._plugins import plugin_names
from ._table import CODECS, codec_for_path, codec_named

if TYPE_CHECKING:
    from .codes import CODES, Code
    from .in_languages import LANGUAGE_FORMATS, encode_in_languages
    from .loss import LossCounts, count_losses, differences, is_withheld
    from .native.schema import json_schema
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "codes": ("CODES", "Code"),
            "in_languages": ("LANGUAGE_FORMATS", "encode_in_languages"),
            "loss": ("LossCounts", "count_losses", "differences", "is_withheld"),
            "native.schema": ("json_schema",),
        },
    )

__all__ = [
    "CODECS",
    "CODES",
    "LANGUAGE_FORMATS",
    "Code",
    "Codec",
    "Decoded",
    "Encoded",
    "Fitted",
    "LossCounts",
    "Option",
    "OptionKind",
    "Stream",
    "codec_for_path",
    "codec_named",
    "count_losses",
    "detect",
    "differences",
    "encode_in_languages",
    "is_withheld",
    "json_schema",
    "parsed_options",
    "plugin_names",
]
