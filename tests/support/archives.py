"""What a document says, whether it is packed or not."""

from __future__ import annotations

import io
import zipfile

__all__ = ["opened"]


def opened(data: bytes) -> bytes:
    """Return a document as it is, and an archive as its files one behind the other."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(map(archive.read, archive.namelist()))
