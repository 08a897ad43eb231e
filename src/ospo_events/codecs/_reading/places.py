"""What a text in a field for places names: a room, a venue, an address, a way to attend, or nothing yet.

People write all of these as LOCATION of a calendar or as the name of a room: `Great Hall`, `Berlin`, `Zoom`, `TBD`.
`read_place` says which it is, for the readers of all formats. What it does not know is a room.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

import attrs

from ...model.link import Link
from ...model.place import PostalAddress
from ...model.status import AttendanceMode, Audience
from ...model.vocabulary import without_accents
from ._place_words import (
    CITIES,
    COUNTRIES,
    FILLERS,
    HYBRID,
    MEETING_HOSTS,
    NO_PLACE,
    ONLINE,
    ONLINE_PHRASE,
    REGIONS,
    STATES,
    STREETS,
)

__all__ = ["PlaceText", "is_stream", "read_place"]


@attrs.frozen(kw_only=True)
class PlaceText:
    """What a text says of a place; all of it empty where the text is a placeholder such as `TBA`."""

    text: str = ""
    """The text in one line."""
    room: str | None = None
    """The name of a room."""
    venue: str | None = None
    """The name of a venue: of a building, a city, or its address where it has no name."""
    address: PostalAddress | None = None
    """The address of the venue, as far as it can be told apart."""
    mode: AttendanceMode | None = None
    """The way to attend, where the text says that not everybody is there."""
    links: tuple[Link, ...] = ()
    """The addresses on the web in the text: meetings, chats, maps."""

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
_ROOM_WORD = re.compile(
    r"\b(?:rooms?|halls?|stages?|theat(?:er|re)|auditorium|ballroom|foyer|lobby|lounge|floor|level|wing|suite|saal|raum"
    r"|hörsaal|hoersaal|aula|bühne|halle|seminarraum|zimmer|salle|salles|amphi\w*|sala|salón|salon|aud\.?|tent|track"
    r"|plenary|chamber|cafeteria|bistro|bar|studio|lab|zaal|zal|sal|sál|auditori\w+|anfiteatro|etage"
    r"|stock|étage|planta|piso|piano|lokaal|lokale|kamer|rum|rom|huone|luokka|terem|szoba|místnost|učebna|posluchárna"
    r"|pokój|oda|salonu|ruang|phòng|зал|аудитория|комната|кабинет|кімната|аудиторія|αίθουσα|αμφιθέατρο)\b"
    r"|\w+(?:saal|raum|zaal|zimmer|lokal|salen|rummet|зал)\b|(?:会議室|会议室|會議室|教室|ホール|大厅|大廳|강의실|회의실)"
    r"|^[A-Z]{0,3}\.?\d[\w./-]*$",
    re.IGNORECASE,
)
_VENUE_WORD = re.compile(
    r"\b(?:universi\w+|université|hochschule|fachhochschule|hotel|hôtel|hotell|campus|headquarters|messe|institut\w*"
    r"|fakult\w+|akademie|academy|palazzo|palacio|hilton|marriott|sheraton|hyatt|radisson|novotel|mercure|holiday inn"
    r"|intercontinental|westin|\w+zentrum|centro (?:congress\w*|de con\w+)|centre de con\w+|palais des \w+"
    r"|(?:conference|convention|congress|exhibition|community|cultural) (?:cent(?:er|re))"
    r"|университет\w*|институт\w*|отель|гостиница|готель|πανεπιστήμιο|ξενοδοχείο)\b|大学|大學|酒店|ホテル|대학교|호텔",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"\b(?:(?:town|city|village|concert|music|guild) hall|rathaus|\w*halle|libr\w+|bibliothe\w+|biblioteca|museum|musée"
    r"|church|school|schule|theat(?:er|re)|club|café|cafe|pub|brewery|forum|palace|palais|schloss|castle|tower|building|gebäude|bâtiment"
    r"|edificio|edifício|budynek|budova|rakennus|bygning|byggnad|haus|block|здание|корпус)\b",
    re.IGNORECASE,
)
"""Words for buildings, which are rooms where they stand alone, and venues where an address follows."""
_ENGLISH_STREET = (
    rf"\d+[a-z]?(?:[-–/]\d+[a-z]?)?\s+(?:[\w.'’-]+\s+){{1,5}}?(?:{STREETS['after']})\.?(?:\s+[nsew]{{1,2}}\.?)?"
)
_STREET = re.compile(
    rf"{_ENGLISH_STREET}(?:\s+\w+)?"
    rf"|(?:[\w.'’-]+\s+){{1,4}}(?:{STREETS['after']})\.?,?\s+(?:no\.?\s*)?\d+\w?"
    rf"|(?:\d+\w?(?:\s?(?:bis|ter))?,?\s+)?(?:{STREETS['before']})\s+[\w.'’ -]+?(?:,?\s+(?:n[º°.]?\s*)?\d+\w?)?"
    rf"|(?:[\w.'’-]+\s+){{0,3}}[\w.'’-]*(?:{STREETS['ending']})\.?\s*\d+\s?[a-z]?(?:\s?[-–/]\s?\d+\s?[a-z]?)?"
    r"|p\.?\s?o\.?\s?box\s+\d+",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"(?:[A-Z]{1,2}-)?(?P<code>\d{4}\s?[A-Z]{2}\b|\d{4,6}(?:-\d{3,4})?|\d{3}\s\d{2}|\d{2}-\d{3})\s+(?P<city>[^\W\d].*)"
    r"|(?P<city_first>[^\W\d].*?)\s+(?P<code_last>\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
    r"|[A-Z]\d[A-Z]\s?\d[A-Z]\d)"
    r"|(?P<alone>\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s\d[A-Z]\d)"
)


@lru_cache(maxsize=2048)
def read_place(text: str, *, cities: bool = True) -> PlaceText:
    """Return what a text in a field for places names.

    Args:
        text: the text, which may have several lines.
        cities: whether the name of a city alone is a venue, as in calendars. Where a format has a field for the room
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
    room, venue, address = _room_and_venue(rest, cities=cities)
    mixed = AttendanceMode.MIXED if is_mixed or _lead_online(links) else None
    return PlaceText(text=line, room=room, venue=venue, address=address, mode=mixed, links=links)


def _in_one_line(text: str) -> str:
    """Return a text with its lines parted by commas, as Apple and Google break a name from its address."""
    if len(text.splitlines()) < 2 and "\\n" not in text:  # one line, as it stands
        return _with_commas(_MAIL.sub("", text).strip(" ,\"'") if "@" in text else text.strip())
    lines = [" ".join(line.split()).rstrip(",") for line in re.split(r"[\r\n\v\f\x85\u2028\u2029]+|\\n", text)]
    joined = ", ".join(line for line in lines if line)
    return _with_commas(_MAIL.sub("", joined).strip(" ,\"'") if "@" in joined else joined)


_MAIL = re.compile(r"\s*<?(?:mailto:)?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+>?", re.IGNORECASE)
"""The address of a room that can be booked: `"Room 4" <room4@example.org>`."""
_IN_BRACKETS = re.compile(r"([^()]+?)\s*\(([^()]+)\)")


def _with_commas(line: str) -> str:
    """Return a line with commas where an address begins behind a name: `Town hall (Main street 1, Berlin)`."""
    brackets = _IN_BRACKETS.fullmatch(line) if line.endswith(")") else None
    if brackets is not None:
        name, inner = brackets[1], brackets[2]
        parts = [part.strip() for part in inner.split(",")]
        if len(parts) > 1 and any(_begins_address(parts, number) for number in range(len(parts))):
            return f"{name}, {inner}"
        return line
    for mark in islice(_APART.finditer(line), _MOST_PARTS):
        rest = line[mark.end() :].split(",", 1)[0].strip()
        if _STREET.fullmatch(rest) is not None and any(sign.isdecimal() for sign in rest):
            return f"{line[: mark.start()]}, {line[mark.end() :]}"
    return line


_LONGEST = 300
"""A longer text is the name of a room: nobody writes so, and telling parts of it apart takes the square of the time."""
_MOST_PARTS = 12
"""In how many parts of a place an address is looked for."""
_APART = re.compile(r"\s+[-–—|]\s+|\s*;\s*")


_TELEPHONE = re.compile(
    r"(?P<word>(?:tel|telephone|telefon|téléphone|telefono|teléfono|phone|dial|dial[ -]?in|call|call[ -]?in)\b[.: ]*)?"
    r"(?P<number>\+?(?:\(0?\d{1,4}\)|\d)[\d ()./-]{5,22}\d)"
    r"(?P<rest>\s*(?:[,;pPwWxX#]|ext\.?|pin:?|code:?)[\d ,;#*x]*)?",
    re.IGNORECASE,
)


def _telephone(line: str) -> Link | None:
    """Return the link that calls a number, where a text is one; who may call is for the team to say."""
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
    """Return a line without the addresses on the web in it, and these."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        address = match[0].strip("<>").rstrip(_AT_END)
        found.append(address if "://" in address else f"https://{address}")
        return " "

    rest = _ADDRESS.sub(take, line) if "://" in line else line
    rest = _BARE_HOST.sub(take, rest) if "." in rest else rest
    links = tuple(Link(href, _rel(href)) for href in dict.fromkeys(found))
    return (" ".join(rest.split()).strip(" ,;:-–|/()") if found else line), links


def _rel(href: str) -> str:
    """Return the relation of a link in a place."""
    if href[:3].lower() == "irc":
        return "discussion"
    if is_stream(href):
        return "stream"
    return "meeting" if _BARE_HOST.search(href.partition("://")[2]) else "related"


def is_stream(href: str) -> bool:
    """Return whether an address is of a service for streams, so that people watch there and do not meet."""
    return _STREAM.match(href) is not None


_STREAM = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube(?:-nocookie)?\.com|youtu\.be|twitch\.tv|vimeo\.com|dailymotion\.com"
    r"|streaming\.[\w.-]+|stream\.[\w.-]+|live\.[\w.-]+|[\w.-]+\.m3u8)(?:[/:?#]|$)",
    re.IGNORECASE,
)


def _lead_online(links: tuple[Link, ...]) -> bool:
    """Return whether one of the links is to a meeting or a chat."""
    return any(link.rel in ("discussion", "meeting", "stream") for link in links)


def _plain(text: str) -> str:
    """Return a text in lower case and without accents."""
    return without_accents(text.casefold())


def _is_nothing(text: str) -> bool:
    """Return whether a text is a placeholder, or has neither letters nor digits."""
    words = " ".join(_WORD.findall(_plain(text)))
    return not words or NO_PLACE.fullmatch(words) is not None


def _without_placeholder(text: str) -> str:
    """Return a place without the words that the rest of it is not known: `TBD (Berlin)`."""
    text = _BRACKETS.sub(lambda match: "" if _is_nothing(match[1] or match[2] or "") else match[0], text).strip()
    parts = [part.strip() for part in text.split(",")]
    if known := ", ".join(part for part in parts if not _is_nothing(part)):
        text = known
    parts = [part.strip(" ,") for part in _PARTS.split(text)]
    if not _is_nothing(parts[0]) or not (known := ", ".join(part for part in parts[1:] if part)):
        return text
    return known


_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]|\s+[-–—/|]\s+([^-–—/|]*)$")


def _is_nothing_at_all(text: str) -> bool:
    """Return whether every part of a text is a placeholder: `TBA - see website`."""
    parts = [part for part in _PARTS.split(text) if part and part.strip(" ,")]
    return all(map(_is_nothing, parts))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(_plain(text)) if word]


def _mode(text: str) -> AttendanceMode | None:
    """Return the way to attend where a text names nothing else, or None."""
    if _is_chat(text):
        return AttendanceMode.ONLINE
    if len(parts := _PARTS.split(text)) > 1 and any(
        _ROOM_WORD.search(part) and re.search(r"\d", part) and not _is_online(_words(part)) for part in parts if part
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
    """Return whether a text is a channel to chat in: `#ospo on Libera.Chat`, `irc.libera.chat`."""
    channel = _CHANNEL.search(text)
    if channel is None:
        return bool(re.fullmatch(r"(?:on |via )?irc\b.*", text.strip(), re.IGNORECASE)) and len(text) < 80
    rest = (text[: channel.start()] + text[channel.end() :]).strip(" ,:@()")
    return not rest or _CHAT.search(rest) is not None or rest.casefold().startswith(("on ", "in "))


def _numbered_room(text: str) -> str | None:
    """Return the name of one of several rooms of a meeting online: `Zoom Room 2`."""
    words = _words(text)
    number = words[-1] if len(words) > 1 else ""
    is_room = _is_number(number) and len(number) < 3 and not any(len(word) > 2 for word in words if word.isdecimal())
    return text if is_room else None


def _without_online(text: str) -> tuple[str, bool]:
    """Return a place without the word for those who are not there, `Room 5 / Zoom`; and whether there was one."""
    parts = [part for part in _PARTS.split(text) if part and part.strip(" ,")]
    if len(parts) < 2:
        parts = [part.strip() for part in text.split(",") if part.strip()]
    kept = [part for part in parts if not _is_remote(part)]
    if len(kept) == len(parts) or not kept:
        return text, False
    if len(kept) == 1:
        return kept[0].strip(" ,"), True
    rest = text
    for part in parts:
        if part not in kept:
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


def _room_and_venue(text: str, *, cities: bool) -> tuple[str | None, str | None, PostalAddress | None]:
    """Return room, venue and address of a place in the world."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not text.isascii() and len(text) < 80 and _EAST_ASIAN_ADDRESS.search(text):
        return None, text, PostalAddress(street=text)
    if len(parts) == 1 and not _is_address(parts[0]):
        if (cities and _is_city(parts[0])) or _country(parts[0]) is not None:
            return None, text, _postal_address(parts)
        if _VENUE_WORD.search(text) and not _ROOM_WORD.search(text):
            return None, text, None
        return text, None, None
    first = next((number for number in range(len(parts[:_MOST_PARTS])) if _begins_address(parts, number)), None)
    if first is None:
        return _named_parts(parts, text)
    return _before_address(parts, first, text)


def _before_address(parts: list[str], first: int, text: str) -> tuple[str | None, str | None, PostalAddress | None]:
    """Return room, venue and address of a place, of whose parts the address begins with the number `first`."""
    if first and _is_numbered(parts[first - 1]) and (first > 1 or _POSTAL.fullmatch(parts[first])):
        first -= 1  # `Unter den Linden 77`: a house, since it stands before a city
        address = _postal_address(parts[first + 1 :], street=parts[first])
    else:
        address = _postal_address(parts[first:])
    names, rest = parts[:first], parts[first:]
    if not names:
        return None, text, address
    room, venue, _ = _named_parts(names, ", ".join(names))
    if len(names) == 1 and _BUILDING.search(names[0]) is not None and not _ROOM_NUMBER.search(names[0]):
        return None, names[0], address
    if venue is None and room is not None:
        rooms = [name for name in names if _ROOM_WORD.search(name)]
        others = [name for name in names if name not in rooms]
        room, venue = ", ".join(rooms) or None, ", ".join(others) or None
    return room, venue or ", ".join(rest), address


def _named_parts(parts: list[str], text: str) -> tuple[str | None, str | None, None]:
    """Return room and venue of names without an address: `Room 5, Example University`."""
    venues = [part for part in parts if _VENUE_WORD.search(part) and not _ROOM_WORD.search(part)]
    if not venues:
        venues = [part for part in parts[1:] if _BUILDING.search(part) or _is_named_after_city(part)]
        if not venues or not _ROOM_WORD.search(parts[0]):
            return text, None, None
    rooms = [part for part in parts if part not in venues]
    if rooms and not _ROOM_WORD.search(", ".join(rooms)):
        return None, text, None
    return ", ".join(rooms) or None, ", ".join(venues), None


_EAST_ASIAN_ADDRESS = re.compile(
    r"〒?\d{3}-\d{4}\s*[^\W\d]*[都道府県]|[都道府県][^市区町村郡]*[市区町村郡]\D*\d|[省市][^区區县縣]*[区區县縣][^路街道巷]*[路街道巷]\D*\d"
)
"""An address that is written from the country to the house, in one piece."""
_ROOM_NUMBER = re.compile(r"^[A-Z]{0,3}\.?\d[\w./-]*$", re.IGNORECASE)
_HOUSE = re.compile(r"(?:[^\W\d][\w.'’-]*\s+)+\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?", re.IGNORECASE)


def _is_numbered(part: str) -> bool:
    """Return whether a part may be a house in a street that no word calls a street: `Unter den Linden 77`."""
    return _HOUSE.fullmatch(part) is not None and not _ROOM_WORD.search(part) and not _BUILDING.search(part)


def _is_named_after_city(part: str) -> bool:
    """Return whether a part is a house that has the name of its city: `TU Berlin`, `Betahaus Hamburg`."""
    name, _, city = part.rpartition(" ")
    return bool(name) and _is_city(city) and not _ROOM_WORD.search(part)


def _begins_address(parts: list[str], number: int) -> bool:
    """Return whether an address begins with a part: a street, a postal code, or a city before its state or country."""
    part = parts[number]
    if _is_address(part):
        return True
    if number + 1 < len(parts) and number < 3:
        following = parts[number + 1]
        named = _region(following) is not None or _country(following, code=True) is not None
        if named and not _ROOM_WORD.search(part) and not _VENUE_WORD.search(part):
            return True
    if _is_city(part):
        return number > 0 or _ROOM_WORD.search(", ".join(parts[1:])) is None
    return number > 0 and _country(part) is not None


def _is_address(part: str) -> bool:
    """Return whether a part of a text is a street with its number, or a postal code with its city."""
    if not any(sign.isdecimal() for sign in part):
        return _STREET.fullmatch(part) is not None and not _ROOM_WORD.search(part)
    if _STREET.fullmatch(part) is not None:
        return True
    postal = _POSTAL.fullmatch(part)
    return postal is not None and not _ROOM_WORD.search(part)


def _is_city(part: str) -> bool:
    return _plain(part) in CITIES


def _region(part: str) -> tuple[str, str | None] | None:
    """Return the state or province of a part and its postal code, `NY 10017`, or None."""
    match = _REGION.fullmatch(part)
    if match is not None and match[1] in REGIONS:
        return match[1], match[2]
    return (part, None) if _plain(part) in STATES else None


_REGION = re.compile(r"([A-Z]{2,3})(?:\s+(\d{4,5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?")


def _country(part: str, *, code: bool = False) -> str | None:
    """Return the ISO code of a country by its name, or None; behind a city the code will do, where no state has it."""
    if code and len(part) == 2 and part.isupper() and part in _CODES and part not in REGIONS:
        return part
    return COUNTRIES.get(_plain(part).removeprefix("the ").replace(".", ""))


_CODES = frozenset(COUNTRIES.values())


def _postal_address(parts: list[str], *, street: str | None = None) -> PostalAddress | None:
    """Return an address from its parts, as far as they can be told apart; the street may be known already."""
    rest = list(parts)
    country = _country(rest[-1], code=len(rest) > 1)
    if country is not None:
        rest.pop()
    streets = [] if street is None else [street]
    locality = region = code = None
    for part in rest:
        postal = _POSTAL.fullmatch(part)
        state = _region(part)
        if state is not None and part is not rest[0] and (locality or not _is_city(part)):
            region, code = state[0], state[1] or code
        elif _STREET.fullmatch(part) is not None:
            streets.append(part)
        elif postal is not None and code is None:
            code = postal["code"] or postal["code_last"] or postal["alone"]
            locality = postal["city"] or postal["city_first"] or locality
        elif locality is None and (streets or _is_city(part) or len(rest) == 1 or rest.index(part) == 0):
            locality = part
        else:
            streets.append(part)
    if not (streets or locality or country or code or region):
        return None
    return PostalAddress(
        street=", ".join(streets) or None, locality=locality, region=region, postal_code=code, country=country
    )
