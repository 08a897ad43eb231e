"""Codecs: one module for each format, and the table of them.

A codec module has `decode(data, *, source, **options) -> Decoded` and/or
`encode(event, **options) -> Encoded`. Nothing here imports one before it is used.
"""

from ._base import Codec, Decoded, Encoded
from ._detect import detect
from ._table import CODECS, codec_for_path, codec_named

__all__ = ["CODECS", "Codec", "Decoded", "Encoded", "codec_for_path", "codec_named", "detect"]
