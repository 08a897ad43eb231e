"""The script by which a browser keeps a site for times without network: which files, and under which name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from ..codecs.html import small_template
from ..diagnostics import Diagnostic, Report, Severity

__all__ = ["MOST", "worker"]

MOST = 10_000_000
"""So many bytes of pages and pictures are kept at once, uncompressed; what is beyond where somebody looks at it."""
_SHORT = 8
_ENDS = (".html", ".css", ".js", ".webmanifest", ".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_NOT_KEPT = frozenset({"doors.html", "nameplates.html", "programme.fragment.html", "embed.js", "sw.js"})
"""What is for paper and for other sites."""
_ORDER = ("", "assets", "days", "sessions", "rooms", "tracks", "people")
"""Which folders come first: what the first page needs, then what one looks up in a corridor."""


def worker(files: Mapping[str, tuple[int, str]]) -> tuple[bytes, Report]:
    """Return the script, and a finding where not all is kept at once.

    Args:
        files: the size and the digest of each published file, by its path.
    """
    chosen = sorted(filter(_is_kept, files), key=lambda path: (path != "index.html", _rank(path), path))
    digest = hashlib.sha256("".join(f"{path}\n{files[path][1]}\n" for path in chosen).encode("utf-8", "replace"))
    left, first, more = MOST, dict[str, str](), dict[str, str]()
    for path in chosen:
        size, known = files[path]
        left -= size
        (more if left < 0 else first)[quote(path)] = known[:_SHORT]
    constants = {"VERSION": digest.hexdigest()[:16], "KEPT": first, "MORE": more}
    lines = [f"const {name} = {json.dumps(value, separators=(',', ':'))};\n" for name, value in constants.items()]
    return ("".join(lines) + small_template("sw.js", {}) + "\n").encode(), Report(tuple(_told(len(more))))


def _is_kept(path: str) -> bool:
    return path.lower().endswith(_ENDS) and path not in _NOT_KEPT


def _rank(path: str) -> int:
    # Portraits and logos of organizations are the least of it.
    folder, _, rest = path.partition("/")
    if not rest:
        return 0
    return len(_ORDER) if folder == "assets" and "/" in rest else _ORDER.index(folder) if folder in _ORDER else 99


def _told(count: int) -> Iterator[Diagnostic]:
    if count:
        yield Diagnostic(
            code="not-kept-at-once",
            severity=Severity.INFO,
            message=f"{count} pages and pictures are beyond the {MOST // 1_000_000} MB that browsers keep at once: "
            "they are kept when somebody has seen them",
        )
