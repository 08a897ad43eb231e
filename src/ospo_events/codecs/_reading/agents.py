"""Reads people and organizations from the names in calendars and similar files, with or without an e-mail address."""

from __future__ import annotations

import re
from typing import Any

from .programme import ProgrammeBuilder

__all__ = ["AgentReader", "is_organization", "printed_name"]

_ORGANIZATION = re.compile(
    r"\b(?:foundation|fund|network|universit\w+|institut\w*|association|society|council|agency|committee|commission"
    r"|department|ministry|office|team|group|conference|conf|summit|community|project|initiative|alliance|consortium"
    r"|federation|union|club|company|corporation|corp|inc|ltd|llc|gmbh|ag|e\.?\s?v|sa|sarl|bv|ngo|bureau|centre|center"
    r"|college|school|library|museum|hub|labs?|chapter|board|secretariat|events?|calendar|news|meetups?|stiftung|verein"
    r"|verband|hochschule|gesellschaft|organi[sz]ation|organi[sz]ers?|bot|reminder|noreply|no-reply|the)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,4}")
_LAST_FIRST = re.compile(r"([^,]+),\s*([^,]+)")


class AgentReader:
    """Reads named people and organizations, and adds them to the tables of a builder.

    Args:
        builder: receives the people and organizations.
    """

    def __init__(self, builder: ProgrammeBuilder) -> None:
        self._builder = builder
        self._addresses: dict[str, list[str]] = {}
        """The addresses of each name."""

    def read(
        self,
        name: str,
        address: str | None,
        *,
        organization: bool,
        email: str | None = None,
        url: str | None = None,
        bio: str | None = None,
    ) -> str | None:
        """Return the id of a person or an organization; different addresses distinguish two people with one name.

        Args:
            name: the name, as it is printed.
            address: the e-mail address, which need not be stored.
            organization: whether it is an organization.
            email: the address to store.
            url: a page of theirs.
            bio: the description of a person.
        """
        if organization:
            return self._builder.organization(name, (), url=url)
        addresses = self._addresses.setdefault(name, [])
        if address is not None and address not in addresses:
            addresses.append(address)
        # A name without an address means the person with the first address.
        key = name if address is None or address == addresses[0] else (name, address)
        return self._builder.person(key, name, (), url=url, bio=bio, email=email)


def printed_name(value: Any) -> str | None:
    """Return a name as people print it, or None if it is an address or not a name."""
    text = " ".join(str(value).split()).strip("\"' ") if isinstance(value, str) else ""
    if not text or "@" in text or "://" in text or text.lower().startswith(("mailto:", "tel:", "invalid:")):
        return None
    parts = _LAST_FIRST.fullmatch(text)
    if parts is not None and not _ORGANIZATION.search(text) and len(text.split()) < 5:
        return f"{parts[2].strip()} {parts[1].strip()}"
    return text


def is_organization(name: str) -> bool:
    """Return whether a name is that of an organization rather than of a person."""
    if _ORGANIZATION.search(name) is not None or _PERSON.fullmatch(name) is None:
        return len(name.split()) > 1 or _ORGANIZATION.search(name) is not None or name.isupper()
    return not all(word[0].isupper() for word in (name.split(maxsplit=1)[0], name.rsplit(maxsplit=1)[-1]))
