"""Splits the text of a location into room, venue and postal address.

`Great Hall, Hotel Adlon, Unter den Linden 77, 10117 Berlin` is a room in a building at an address.
"""

from __future__ import annotations

import re

from ...model.place import PostalAddress
from ...model.vocabulary import without_accents
from ._place_words import CITIES, COUNTRIES, REGIONS, STATES, STREETS

__all__ = ["ROOM_WORD", "STREET", "begins_address", "plain", "room_and_venue"]

_MOST_PARTS = 12
"""How many parts of a location are searched for an address."""
ROOM_WORD = re.compile(
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
"""Words for buildings, which are rooms if they stand alone, and venues if an address follows."""
_ENGLISH_STREET = (
    rf"\d+[a-z]?(?:[-–/]\d+[a-z]?)?\s+(?:[\w.'’-]+\s+){{1,5}}?(?:{STREETS['after']})\.?(?:\s+[nsew]{{1,2}}\.?)?"
)
STREET = re.compile(
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


def plain(text: str) -> str:
    """Return a text in lower case and without accents."""
    return without_accents(text.casefold())


def room_and_venue(text: str, *, cities: bool) -> tuple[str | None, str | None, PostalAddress | None]:
    """Return room, venue and address of a location."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not text.isascii() and len(text) < 80 and _EAST_ASIAN_ADDRESS.search(text):
        return None, text, PostalAddress(street=text)
    if len(parts) == 1 and not _is_address(parts[0]):
        if (cities and _is_city(parts[0])) or _country(parts[0]) is not None:
            return None, text, _postal_address(parts)
        if _VENUE_WORD.search(text) and not ROOM_WORD.search(text):
            return None, text, None
        return text, None, None
    first = next((number for number in range(len(parts[:_MOST_PARTS])) if begins_address(parts, number)), None)
    if first is None:
        return _named_parts(parts, text)
    return _before_address(parts, first, text)


def _before_address(parts: list[str], first: int, text: str) -> tuple[str | None, str | None, PostalAddress | None]:
    """Return room, venue and address of a location whose address begins with part number `first`."""
    if first and _is_numbered(parts[first - 1]) and (first > 1 or _POSTAL.fullmatch(parts[first])):
        first -= 1  # `Unter den Linden 77`: a building, since it is before a city
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
        rooms = [name for name in names if ROOM_WORD.search(name)]
        others = [name for name in names if name not in rooms]
        room, venue = ", ".join(rooms) or None, ", ".join(others) or None
    return room, venue or ", ".join(rest), address


def _named_parts(parts: list[str], text: str) -> tuple[str | None, str | None, None]:
    """Return room and venue of names without an address: `Room 5, Example University`."""
    venues = [part for part in parts if _VENUE_WORD.search(part) and not ROOM_WORD.search(part)]
    if not venues:
        venues = [part for part in parts[1:] if _BUILDING.search(part) or _is_named_after_city(part)]
        if not venues or not ROOM_WORD.search(parts[0]):
            return text, None, None
    rooms = [part for part in parts if part not in venues]
    if rooms and not ROOM_WORD.search(", ".join(rooms)):
        return None, text, None
    return ", ".join(rooms) or None, ", ".join(venues), None


_EAST_ASIAN_ADDRESS = re.compile(
    r"〒?\d{3}-\d{4}\s*[^\W\d]*[都道府県]|[都道府県][^市区町村郡]*[市区町村郡]\D*\d|[省市][^区區县縣]*[区區县縣][^路街道巷]*[路街道巷]\D*\d"
)
"""An address that is written from the country to the building, in one piece."""
_ROOM_NUMBER = re.compile(r"^[A-Z]{0,3}\.?\d[\w./-]*$", re.IGNORECASE)
_HOUSE = re.compile(r"(?:[^\W\d][\w.'’-]*\s+)+\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?", re.IGNORECASE)


def _is_numbered(part: str) -> bool:
    """Return whether a part may be a house number in a street without a street word: `Unter den Linden 77`."""
    return _HOUSE.fullmatch(part) is not None and not ROOM_WORD.search(part) and not _BUILDING.search(part)


def _is_named_after_city(part: str) -> bool:
    """Return whether a part is a building named after its city: `TU Berlin`, `Betahaus Hamburg`."""
    name, _, city = part.rpartition(" ")
    return bool(name) and _is_city(city) and not ROOM_WORD.search(part)


def begins_address(parts: list[str], number: int) -> bool:
    """Return whether an address begins with this part: a street, a postal code, or a city before its country."""
    part = parts[number]
    if _is_address(part):
        return True
    if number + 1 < len(parts) and number < 3:
        following = parts[number + 1]
        is_region = _region(following) is not None or _country(following, code=True) is not None
        if is_region and not ROOM_WORD.search(part) and not _VENUE_WORD.search(part):
            return True
    if _is_city(part):
        return number > 0 or ROOM_WORD.search(", ".join(parts[1:])) is None
    return number > 0 and _country(part) is not None


def _is_address(part: str) -> bool:
    """Return whether a part of a text is a street with its number, or a postal code with its city."""
    if not any(sign.isdecimal() for sign in part):
        return STREET.fullmatch(part) is not None and not ROOM_WORD.search(part)
    if STREET.fullmatch(part) is not None:
        return True
    postal = _POSTAL.fullmatch(part)
    return postal is not None and not ROOM_WORD.search(part)


def _is_city(part: str) -> bool:
    return plain(part) in CITIES


def _region(part: str) -> tuple[str, str | None] | None:
    """Return the state or province in a part and its postal code, `NY 10017`, or None."""
    match = _REGION.fullmatch(part)
    if match is not None and match[1] in REGIONS:
        return match[1], match[2]
    return (part, None) if plain(part) in STATES else None


_REGION = re.compile(r"([A-Z]{2,3})(?:\s+(\d{4,5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))?")


def _country(part: str, *, code: bool = False) -> str | None:
    """Return the ISO code of a country by its name, or None; after a city also by its code, unless a state has that."""
    if code and len(part) == 2 and part.isupper() and part in _CODES and part not in REGIONS:
        return part
    return COUNTRIES.get(plain(part).removeprefix("the ").replace(".", ""))


_CODES = frozenset(COUNTRIES.values())


def _postal_address(parts: list[str], *, street: str | None = None) -> PostalAddress | None:
    """Return an address from its parts, as far as they can be recognised; the street may be known already."""
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
        elif STREET.fullmatch(part) is not None:
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
