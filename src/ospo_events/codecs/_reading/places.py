"""Recognises what a location text names: a room, a venue, an address, a way to attend, or nothing yet.

People write all of these as LOCATION of a calendar or as the name of a room: `Great Hall`, `Berlin`, `Zoom`, `TBD`.
`read_place` decides which it is, for the readers of all formats. Any unknown text is a room.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

import attrs

from ...model.link import Link
from ...model.place import PostalAddress
from ...model.status import AttendanceMode, Audience
from ._place_words import FILLERS, HYBRID, MEETING_HOSTS, NO_PLACE, ONLINE, ONLINE_PHRASE
from .place_addresses import ROOM_WORD, STREET, begins_address, plain, room_and_venue

__all__ = ["PlaceText", "is_stream", "read_place"]


@attrs.frozen(kw_only=True)
class PlaceText:
    """The parts of a location text; all are empty if the text is a placeholder such as `TBA`."""

    text: str = ""
    """The text on one line."""
    room: str | None = None
    """The name of a room."""
    venue: str | None = None
    """The name of a venue: of a building, a city, or its address if it has no name."""
    address: PostalAddress | None = None
    """The address of the venue, as far as it can be recognised."""
    mode: AttendanceMode | None = None
    """How people attend, if the text says that not everybody is there."""
    links: tuple[Link, ...] = ()
    """The web addresses in the text: meetings, chats, maps."""

    @property
    def is_placeholder(self) -> bool:
        """Whether the text names nothing at all."""
        return self.room is None and self.venue is None and self.mode is None and not self.links


_ADDRESS = re.compile(r"<?\b(?:https?|ircs?|mumble)://[^\s<>\"]+>?", re.IGNORECASE)
_BARE_HOST = re.compile(rf"(?<![\w@.])(?:[\w-]+\.)*(?:{'|'.join(MEETING_HOSTS)})(?:/[^\s<>\"]*)?", re.IGNORECASE)
_AT_END = ".,;:!?)'\""
_CHANNEL = re.compile(r"(?<![\w&])#{1,2}[A-Za-z][\w.+-]*")
_CHAT = re.compile(r"\b(?:irc|matrix|slack|discord|libera|oftc|freenode|chat|channel|mumble|zulip|xmpp|jabber)\b", re.I)
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"\s+(?:/|\||&|\+|and|und|or|oder|et|y|sowie)\s+|\s*[()\[\]]\s*|\s+[-–—]\s+|\s*[;+]\s*|:\s+", re.I)


@lru_cache(maxsize=2048)
def read_place(text: str, *, cities: bool = True) -> PlaceText:
    """Return the parts of a location text.

    Args:
        text: the text, which may have several lines.
        cities: whether the name of a city alone is a venue, as in calendars. If a format has a field for the room
            alone, rooms are often named after cities: give False there.
    """
    line = _in_one_line(text)
    if len(line) > _LONGEST:
        return PlaceText(text=line, room=line)
    if (number := _telephone(line)) is not None:
        return PlaceText(text=line, mode=AttendanceMode.ONLINE, links=(number,))
    rest, links = _without_links(line)
    if _is_nothing(rest) or _is_nothing_at_all(rest):
        return PlaceText(text=line, mode=AttendanceMode.ONLINE if _lead_online(links) else None, links=links)
    rest = _IN_PERSON_FIRST.sub("", _without_placeholder(rest))
    mode = _mode(rest)
    if mode is None and links and all(word in FILLERS for word in _words(rest)):
        return PlaceText(text=line, mode=AttendanceMode.ONLINE if _lead_online(links) else None, links=links)
    if mode is not None:
        numbered = _numbered_room(rest) if mode is AttendanceMode.ONLINE else None
        return PlaceText(text=line, mode=mode, links=links, room=numbered)
    rest, is_mixed = _without_online(rest)
    room, venue, address = room_and_venue(rest, cities=cities)
    mixed = AttendanceMode.MIXED if is_mixed or _lead_online(links) else None
    return PlaceText(text=line, room=room, venue=venue, address=address, mode=mixed, links=links)


def _in_one_line(text: str) -> str:
    """Return a text with commas between its lines, as Apple and Google separate a name from its address."""
    if len(text.splitlines()) < 2 and "\\n" not in text:  # one line already
        return _with_commas(_MAIL.sub("", text).strip(" ,\"'") if "@" in text else text.strip())
    lines = [" ".join(line.split()).rstrip(",") for line in re.split(r"[\r\n\v\f\x85\u2028\u2029]+|\\n", text)]
    joined = ", ".join(line for line in lines if line)
    return _with_commas(_MAIL.sub("", joined).strip(" ,\"'") if "@" in joined else joined)


_MAIL = re.compile(r"\s*<?(?:mailto:)?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+>?", re.IGNORECASE)
"""The address of a room that can be booked: `"Room 4" <room4@example.org>`."""
_IN_BRACKETS = re.compile(r"([^()]+?)\s*\(([^()]+)\)")


def _with_commas(line: str) -> str:
    """Return a line with a comma where an address begins after a name: `Town hall (Main street 1, Berlin)`."""
    brackets = _IN_BRACKETS.fullmatch(line) if line.endswith(")") else None
    if brackets is not None:
        name, inner = brackets[1], brackets[2]
        parts = [part.strip() for part in inner.split(",")]
        if len(parts) > 1 and any(begins_address(parts, number) for number in range(len(parts))):
            return f"{name}, {inner}"
        return line
    for mark in islice(_APART.finditer(line), _MOST_MARKS):
        rest = line[mark.end() :].split(",", 1)[0].strip()
        if STREET.fullmatch(rest) is not None and any(sign.isdecimal() for sign in rest):
            return f"{line[: mark.start()]}, {line[mark.end() :]}"
    return line


_LONGEST = 300
"""A longer text counts as the name of a room: nobody writes such locations, and splitting takes quadratic time."""
_MOST_MARKS = 12
"""After how many punctuation marks an address is searched for."""
_APART = re.compile(r"\s+[-–—|]\s+|\s*;\s*")


_TELEPHONE = re.compile(
    r"(?P<word>(?:tel|telephone|telefon|téléphone|telefono|teléfono|phone|dial|dial[ -]?in|call|call[ -]?in)\b[.: ]*)?"
    r"(?P<number>\+?(?:\(0?\d{1,4}\)|\d)[\d ()./-]{5,22}\d)"
    r"(?P<rest>\s*(?:[,;pPwWxX#]|ext\.?|pin:?|code:?)[\d ,;#*x]*)?",
    re.IGNORECASE,
)


def _telephone(line: str) -> Link | None:
    """Return the link that calls a number, if a text is one; the team decides who may call."""
    match = _TELEPHONE.fullmatch(line)
    if match is None:
        return None
    number = match["number"]
    digits = re.sub(r"\D", "", number)
    is_one = number[0] in "+(" or match["word"] or match["rest"] or (digits[0] == "0" and len(digits) > 8)
    if len(digits) < 7 or not (is_one or re.fullmatch(r"(?:\d{3}[ .-])?\d{3}[ .-]\d{4}", number)):
        return None
    href = f"tel:{'+' if number[0] == '+' else ''}{digits}"
    return Link(href, "meeting", title=None if line == href else line, audience=Audience.TEAM)


def _without_links(line: str) -> tuple[str, tuple[Link, ...]]:
    """Return a line without its web addresses, and these addresses."""
    addresses: list[str] = []

    def take(match: re.Match[str]) -> str:
        address = match[0].strip("<>").rstrip(_AT_END)
        addresses.append(address if "://" in address else f"https://{address}")
        return " "

    rest = _ADDRESS.sub(take, line) if "://" in line else line
    rest = _BARE_HOST.sub(take, rest) if "." in rest else rest
    links = tuple(Link(href, _rel(href)) for href in dict.fromkeys(addresses))
    return (" ".join(rest.split()).strip(" ,;:-–|/()") if addresses else line), links


def _rel(href: str) -> str:
    """Return the relation of a link in a location."""
    if href[:3].lower() == "irc":
        return "discussion"
    if is_stream(href):
        return "stream"
    return "meeting" if _BARE_HOST.search(href.partition("://")[2]) else "related"


def is_stream(href: str) -> bool:
    """Return whether an address belongs to a streaming service, where people watch and do not meet."""
    return _STREAM.match(href) is not None


_STREAM = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com|youtu\.be|twitch\.tv|vimeo\.com|dailymotion\.com"
    r"|streaming\.[\w.-]+|stream\.[\w.-]+|live\.[\w.-]+|[\w.-]+\.m3u8)(?:[/:?#]|$)",
    re.IGNORECASE,
)


def _lead_online(links: tuple[Link, ...]) -> bool:
    """Return whether one of the links leads to a meeting or a chat."""
    return any(link.rel in ("discussion", "meeting", "stream") for link in links)


def _is_nothing(text: str) -> bool:
    """Return whether a text is a placeholder, or has neither letters nor digits."""
    words = " ".join(_WORD.findall(plain(text)))
    return not words or NO_PLACE.fullmatch(words) is not None


def _without_placeholder(text: str) -> str:
    """Return a location without a remark that the rest is not known: `TBD (Berlin)`."""
    text = _BRACKETS.sub(lambda match: "" if _is_nothing(match[1] or match[2] or "") else match[0], text).strip()
    parts = [part.strip() for part in text.split(",")]
    if remaining := ", ".join(part for part in parts if not _is_nothing(part)):
        text = remaining
    parts = [part.strip(" ,") for part in _PARTS.split(text)]
    if not _is_nothing(parts[0]) or not (remaining := ", ".join(part for part in parts[1:] if part)):
        return text
    return remaining


_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]|\s+[-–—/|]\s+([^-–—/|]*)$")


def _is_nothing_at_all(text: str) -> bool:
    """Return whether every part of a text is a placeholder: `TBA - see website`."""
    parts = [part for part in _PARTS.split(text) if part and part.strip(" ,")]
    return all(map(_is_nothing, parts))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(plain(text)) if word]


def _mode(text: str) -> AttendanceMode | None:
    """Return how people attend, if a text names nothing else, or None."""
    if _is_chat(text):
        return AttendanceMode.ONLINE
    if len(parts := _PARTS.split(text)) > 1 and any(
        ROOM_WORD.search(part) and re.search(r"\d", part) and not _is_online(_words(part)) for part in parts if part
    ):
        return None  # `Room 5 / Zoom`
    joined = " ".join(_words(text))
    in_person = _IN_PERSON.search(joined)
    words = _IN_PERSON.sub(" ", joined).split()
    if not all(word in ONLINE or word in FILLERS or word in HYBRID or _is_number(word) for word in words):
        return None
    strong = _is_online(words)
    if not HYBRID.isdisjoint(words) or (in_person is not None and strong):
        return AttendanceMode.MIXED
    if strong:
        return AttendanceMode.ONLINE
    return AttendanceMode.IN_PERSON if in_person is not None else None


_IN_PERSON_FIRST = re.compile(
    r"^(?:in[ -]person|on[ -]?site|vor ort|präsenz|présentiel|presencial)\s*[:,–—-]\s+(?=\S)", re.IGNORECASE
)
_IN_PERSON = re.compile(r"\b(?:in person|on ?site|face to face|vor ort|prasenz|presentiel|presencial)\b")


def _is_online(words: list[str]) -> bool:
    return not ONLINE.isdisjoint(words) or ONLINE_PHRASE.search(" ".join(words)) is not None


def _is_number(word: str) -> bool:
    return word.isdecimal() or len(word) == 1


def _is_chat(text: str) -> bool:
    """Return whether a text is a chat channel: `#ospo on Libera.Chat`, `irc.libera.chat`."""
    channel = _CHANNEL.search(text)
    if channel is None:
        return bool(re.fullmatch(r"(?:on |via )?irc\b.*", text.strip(), re.IGNORECASE)) and len(text) < 80
    rest = (text[: channel.start()] + text[channel.end() :]).strip(" ,:@()")
    return not rest or _CHAT.search(rest) is not None or rest.casefold().startswith(("on ", "in "))


def _numbered_room(text: str) -> str | None:
    """Return the name of one of several rooms of an online meeting: `Zoom Room 2`."""
    words = _words(text)
    number = words[-1] if len(words) > 1 else ""
    is_room = _is_number(number) and len(number) < 3 and not any(len(word) > 2 for word in words if word.isdecimal())
    return text if is_room else None


def _without_online(text: str) -> tuple[str, bool]:
    """Return a location without the words for remote attendance, `Room 5 / Zoom`; and whether there were any."""
    parts = [part for part in _PARTS.split(text) if part and part.strip(" ,")]
    if len(parts) < 2:
        parts = [part.strip() for part in text.split(",") if part.strip()]
    remaining = [part for part in parts if not _is_remote(part)]
    if len(remaining) == len(parts) or not remaining:
        return text, False
    if len(remaining) == 1:
        return remaining[0].strip(" ,"), True
    rest = text
    for part in parts:
        if part not in remaining:
            rest = rest.replace(part, "", 1)
    rest = re.sub(r"\(\s*\)|\[\s*\]", "", rest)
    rest = re.sub(
        r"(?:^|\s)(?:/|\||&|\+|and|und|or|oder|et|y|sowie|[-–—])\s*$|^\s*(?:/|\||&|\+|and|or|und)\s", " ", rest
    )
    return " ".join(re.sub(r"(?:,\s*)+(?=,|$)", "", rest).split()).strip(" ,;:+/|"), True


def _is_remote(part: str) -> bool:
    if _is_chat(part):
        return True
    words = _words(part)
    is_said = _is_online(words) or not HYBRID.isdisjoint(words)
    return is_said and all(word in ONLINE or word in FILLERS or word in HYBRID for word in words)
