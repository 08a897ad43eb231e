"""The pictures of a site, by their file names: logo, favicon, header, portraits, logos of organizations."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

from ..diagnostics import Findings, Report, Severity
from ..model.event import Event

__all__ = ["FOLDER", "pictures_of"]

FOLDER = "assets"
"""The folder of files that pages share."""
_BEGINS: Mapping[str, Callable[[bytes], bool]] = {
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "jpeg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "gif": lambda data: data.startswith((b"GIF87a", b"GIF89a")),
    "webp": lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP",
    "avif": lambda data: data[4:12] in (b"ftypavif", b"ftypavis"),
    "ico": lambda data: data.startswith(b"\x00\x00\x01\x00"),
}
_SINGLE = ("logo", "favicon", "header")
_NEEDLESS = ("Thumbs.db",)
_RUNS = {
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "handler",
    "listener",
    "set",
    "animate",
    "audio",
    "video",
}
_OWN = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);")
_ELSEWHERE = re.compile(r"url\(\s*[\"']?(?!#)|@import|javascript:", re.IGNORECASE)


def pictures_of(event: Event, assets: Mapping[str, bytes]) -> tuple[Mapping[str, tuple[str, bytes]], Report]:
    """Return the path and the content of each picture, by what it shows, and a finding for each file that is left out.

    Args:
        event: the event.
        assets: the files by path: `logo.svg`, `people/ada.jpg`.
    """
    findings = Findings()
    known = {*_SINGLE, *(f"people/{id}" for id in event.index.people)}
    known.update(f"organizations/{id}" for id in event.index.organizations)
    found: dict[str, tuple[str, bytes]] = {}
    for path, data in sorted(assets.items()):
        name = path.rpartition("/")[2]
        if name.startswith(".") or name in _NEEDLESS:
            continue
        what, _, kind = path.rpartition(".")
        problem = _problem(what, kind.lower(), data, known)
        if problem is None and what in found:
            problem = f"expected one picture of {what!r}, got a second one"
        if problem is None:
            found[what] = f"{FOLDER}/{path}", data
        else:
            findings.add(
                "asset-left-out",
                f"{path[:100]!r}: {problem}; it is left out",
                ("assets", path),
                severity=Severity.WARNING,
            )
    return found, findings.report()


def _problem(what: str, kind: str, data: bytes, known: set[str]) -> str | None:
    if what not in known:
        return "expected logo, favicon, header, people/ID or organizations/ID of this programme as the name"
    if kind == "svg":
        return _unsafe(data)
    if kind not in _BEGINS:
        return f"expected a picture ({', '.join(['svg', *_BEGINS])}), got {kind[:20]!r}"
    return None if _BEGINS[kind](data) else f"expected a picture of the kind {kind!r}, got something else"


def _unsafe(data: bytes) -> str | None:
    """Return why an SVG must not be published: it is a document, which could run scripts or load from other sites."""
    try:
        text = data.decode("utf-8-sig")
        if re.search(r"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", text, re.IGNORECASE):
            return "expected SVG without a document type or a style sheet of its own, got one"
        tree = ET.fromstring(text)  # noqa: S314 # without a document type there are no entities to grow
    except UnicodeDecodeError:
        return "expected SVG in UTF-8, got another encoding"
    except (ET.ParseError, ValueError):
        return "expected SVG, got text that is no XML"
    if tree.tag != "{http://www.w3.org/2000/svg}svg":
        return "expected SVG, got another XML document"
    return next(filter(None, map(_unsafe_element, tree.iter())), None)


def _unsafe_element(element: ET.Element) -> str | None:
    tag = element.tag.rpartition("}")[2]
    if tag.lower() in _RUNS:
        return f"expected SVG that only draws, got <{tag}>"
    if tag == "style" and _ELSEWHERE.search("".join(element.itertext())):
        return "expected SVG that calls nothing elsewhere, got a style that does"
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            return f"expected SVG that only draws, got the attribute {name}"
        if (name == "href" and not _OWN.match(value.strip())) or _ELSEWHERE.search(value):
            return f"expected SVG that calls nothing elsewhere, got {name}={value[:60]!r}"
    return None
