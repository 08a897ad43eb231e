"""Identifiers and colours in the form of the c3voc family: UUIDs, positive integers, acronyms, slugs.

All are made from the ids and UIDs of the programme alone, so that what happens to one session
changes nothing for another.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Container

from ...model.identity import as_uuid as as_guid
from ...model.identity import uuid5
from .._reading.addresses import with_ascii_host

__all__ = [
    "acronym_for",
    "as_guid",
    "as_uri",
    "derived_guid",
    "fits_acronym",
    "is_color",
    "made_agent_guid",
    "positive_int",
    "slug_for",
    "to_guid",
    "unused_int",
]

is_color = re.compile("#[0-9a-fA-F]{6}").fullmatch
"""Matches a colour of the schemas, `#0b57d0`."""
_KEEPS_VERSION = int("ffffffffffff0fff3fffffffffffffff", 16)
"""All bits of a UUID except its version and its variant (RFC 9562, section 4)."""

_LARGEST = 2**31 - 1
"""The largest id: companion apps store ids in 32 bits with a sign."""

_ACRONYM = re.compile("[a-z0-9_]{4,40}")
_TAIL = re.compile("[a-z0-9_-]{3,}[a-z0-9]")
_PCHAR = r"[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2}"
_is_uri = re.compile(
    r"https?://(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+)(?::[0-9]{1,5})?"
    rf"(?:/(?:{_PCHAR}|/)*)?(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
    rf"|(?!https?:)[A-Za-z][A-Za-z0-9+.\-]*:(?://)?(?:{_PCHAR}|/)+(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?",
    re.ASCII,
).fullmatch
_UNSAFE_IN_URI = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#%]")


def to_guid(uid: str) -> str:
    """Return the UID if it is a UUID, otherwise a UUIDv5 made from it."""
    return as_guid(uid) or uuid5(uid)


def derived_guid(guid: str, name: str) -> str:
    """Return the UUID of a further entry of the same session, which `name` identifies.

    Its bits are those of `guid` flipped where a digest of `name` has ones, version and variant left alone:
    deriving twice leads back, so a reader finds the session that an entry is of.
    """
    mask = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:16], "big") & _KEEPS_VERSION
    text = f"{int(guid.replace('-', ''), 16) ^ mask:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def made_agent_guid(event_id: str, id: str) -> str:
    """Return the UUID of a person or an organization without a UID: the `thing_uid` of its id."""
    return uuid5(f"{event_id}/agent/{id}")


def unused_int(name: str, taken: Container[int]) -> int:
    """Return a positive integer made from `name` that is not in `taken`."""
    number = zlib.crc32(name.encode("utf-8", "surrogatepass")) & _LARGEST
    again = 1
    while not number or number in taken:
        number = zlib.crc32(f"{name}#{again}".encode("utf-8", "surrogatepass")) & _LARGEST
        again += 1
    return number


def positive_int(value: object) -> int | None:
    """Return a foreign id as a positive integer of at most 31 bits, or None if it is not one."""
    if type(value) is str and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    return value if type(value) is int and 0 < value <= _LARGEST else None


def acronym_for(id: str) -> str:
    """Return an acronym that both schemas accept, `ospos2024` for `ospos-for-good-2024`.

    The first word and the year where the id ends in one, else all of it; at least four of `a-z0-9_`.
    """
    words = [word for word in re.split("[^a-z0-9]+", id.lower()) if word]
    year = words[-1] if len(words) > 1 and re.fullmatch("[12][0-9]{3}", words[-1]) else ""
    text = (words[0] + year if year else "_".join(words))[:40].strip("_") or "event"
    return text if len(text) >= 4 else f"{text}_event"


def fits_acronym(text: str) -> bool:
    """Return whether both schemas and every consumer accept the acronym."""
    return _ACRONYM.fullmatch(text) is not None


def slug_for(acronym: str, id: str) -> str:
    """Return a slug that both schemas accept: the acronym, a hyphen and the id of the session."""
    tail = id
    if _TAIL.fullmatch(tail) is None:
        tail = re.sub("[^a-z0-9_]+", "-", id.lower()).strip("-_") or "session"
        if len(tail) < 4:
            tail = f"session-{tail}"
    return f"{acronym}-{tail}"


def as_uri(href: str) -> str | None:
    """Return the address in the form of RFC 3986, with other characters escaped; None if it is invalid.

    The host of an address of the web is written as the domain name system has it (RFC 3987, section 3.1).
    """
    if _is_uri(href):
        return href
    href = with_ascii_host(href)
    escaped = _UNSAFE_IN_URI.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), href.strip()
    )
    head, hash_, tail = escaped.partition("#")
    escaped = head + hash_ + tail.replace("#", "%23")
    return escaped if _is_uri(escaped) else None
