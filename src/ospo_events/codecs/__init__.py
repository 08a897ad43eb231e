"""Codecs: a package for each family of formats, and the table of them.

Every package has `codec.py` (data: names, options, notes), `decode.py` where it reads, `encode.py` where it writes and
`fit.py` where it does both. The table imports the data alone.
"""

from ._codec import Codec, Decoded, Encoded, Fitted, Stream
from ._detect import detect
from ._options import Option, OptionKind, parsed_options
from ._plugins import plugin_names
from ._table import CODECS, codec_for_path, codec_named

__all__ = [
    "CODECS",
    "Codec",
    "Decoded",
    "Encoded",
    "Fitted",
    "Option",
    "OptionKind",
    "Stream",
    "codec_for_path",
    "codec_named",
    "detect",
    "parsed_options",
    "plugin_names",
]
