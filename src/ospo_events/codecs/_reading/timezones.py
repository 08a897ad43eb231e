"""Recognises the zone names of other programs: IANA, with a vendor's prefix, Windows, Rails, offsets, cities."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from ...model.time import as_timezone

__all__ = [
    "WINDOWS",
    "city_names",
    "city_zones",
    "likely_zones",
    "named_offset",
    "named_zone",
    "zone_of_copy",
    "zones_meant",
]

# Unicode CLDR windowsZones.xml, territory 001.
_WINDOWS_TABLE = """\
AUS Central Standard Time=Australia/Darwin
AUS Eastern Standard Time=Australia/Sydney
Afghanistan Standard Time=Asia/Kabul
Alaskan Standard Time=America/Anchorage
Aleutian Standard Time=America/Adak
Altai Standard Time=Asia/Barnaul
Arab Standard Time=Asia/Riyadh
Arabian Standard Time=Asia/Dubai
Arabic Standard Time=Asia/Baghdad
Argentina Standard Time=America/Buenos_Aires
Astrakhan Standard Time=Europe/Astrakhan
Atlantic Standard Time=America/Halifax
Aus Central W. Standard Time=Australia/Eucla
Azerbaijan Standard Time=Asia/Baku
Azores Standard Time=Atlantic/Azores
Bahia Standard Time=America/Bahia
Bangladesh Standard Time=Asia/Dhaka
Belarus Standard Time=Europe/Minsk
Bougainville Standard Time=Pacific/Bougainville
Canada Central Standard Time=America/Regina
Cape Verde Standard Time=Atlantic/Cape_Verde
Caucasus Standard Time=Asia/Yerevan
Cen. Australia Standard Time=Australia/Adelaide
Central America Standard Time=America/Guatemala
Central Asia Standard Time=Asia/Bishkek
Central Brazilian Standard Time=America/Cuiaba
Central Europe Standard Time=Europe/Budapest
Central European Standard Time=Europe/Warsaw
Central Pacific Standard Time=Pacific/Guadalcanal
Central Standard Time=America/Chicago
Central Standard Time (Mexico)=America/Mexico_City
Chatham Islands Standard Time=Pacific/Chatham
China Standard Time=Asia/Shanghai
Cuba Standard Time=America/Havana
Dateline Standard Time=UTC-12
E. Africa Standard Time=Africa/Nairobi
E. Australia Standard Time=Australia/Brisbane
E. Europe Standard Time=Europe/Chisinau
E. South America Standard Time=America/Sao_Paulo
Easter Island Standard Time=Pacific/Easter
Eastern Standard Time=America/New_York
Eastern Standard Time (Mexico)=America/Cancun
Egypt Standard Time=Africa/Cairo
Ekaterinburg Standard Time=Asia/Yekaterinburg
FLE Standard Time=Europe/Kiev
Fiji Standard Time=Pacific/Fiji
GMT Standard Time=Europe/London
GTB Standard Time=Europe/Bucharest
Georgian Standard Time=Asia/Tbilisi
Greenland Standard Time=America/Godthab
Greenwich Standard Time=Atlantic/Reykjavik
Haiti Standard Time=America/Port-au-Prince
Hawaiian Standard Time=Pacific/Honolulu
India Standard Time=Asia/Calcutta
Iran Standard Time=Asia/Tehran
Israel Standard Time=Asia/Jerusalem
Jordan Standard Time=Asia/Amman
Kaliningrad Standard Time=Europe/Kaliningrad
Korea Standard Time=Asia/Seoul
Libya Standard Time=Africa/Tripoli
Line Islands Standard Time=Pacific/Kiritimati
Lord Howe Standard Time=Australia/Lord_Howe
Magadan Standard Time=Asia/Magadan
Magallanes Standard Time=America/Punta_Arenas
Marquesas Standard Time=Pacific/Marquesas
Mauritius Standard Time=Indian/Mauritius
Middle East Standard Time=Asia/Beirut
Montevideo Standard Time=America/Montevideo
Morocco Standard Time=Africa/Casablanca
Mountain Standard Time=America/Denver
Mountain Standard Time (Mexico)=America/Mazatlan
Myanmar Standard Time=Asia/Rangoon
N. Central Asia Standard Time=Asia/Novosibirsk
Namibia Standard Time=Africa/Windhoek
Nepal Standard Time=Asia/Katmandu
New Zealand Standard Time=Pacific/Auckland
Newfoundland Standard Time=America/St_Johns
Norfolk Standard Time=Pacific/Norfolk
North Asia East Standard Time=Asia/Irkutsk
North Asia Standard Time=Asia/Krasnoyarsk
North Korea Standard Time=Asia/Pyongyang
Omsk Standard Time=Asia/Omsk
Pacific SA Standard Time=America/Santiago
Pacific Standard Time=America/Los_Angeles
Pacific Standard Time (Mexico)=America/Tijuana
Pakistan Standard Time=Asia/Karachi
Paraguay Standard Time=America/Asuncion
Qyzylorda Standard Time=Asia/Qyzylorda
Romance Standard Time=Europe/Paris
Russia Time Zone 10=Asia/Srednekolymsk
Russia Time Zone 11=Asia/Kamchatka
Russia Time Zone 3=Europe/Samara
Russian Standard Time=Europe/Moscow
SA Eastern Standard Time=America/Cayenne
SA Pacific Standard Time=America/Bogota
SA Western Standard Time=America/La_Paz
SE Asia Standard Time=Asia/Bangkok
Saint Pierre Standard Time=America/Miquelon
Sakhalin Standard Time=Asia/Sakhalin
Samoa Standard Time=Pacific/Apia
Sao Tome Standard Time=Africa/Sao_Tome
Saratov Standard Time=Europe/Saratov
Singapore Standard Time=Asia/Singapore
South Africa Standard Time=Africa/Johannesburg
South Sudan Standard Time=Africa/Juba
Sri Lanka Standard Time=Asia/Colombo
Sudan Standard Time=Africa/Khartoum
Syria Standard Time=Asia/Damascus
Taipei Standard Time=Asia/Taipei
Tasmania Standard Time=Australia/Hobart
Tocantins Standard Time=America/Araguaina
Tokyo Standard Time=Asia/Tokyo
Tomsk Standard Time=Asia/Tomsk
Tonga Standard Time=Pacific/Tongatapu
Transbaikal Standard Time=Asia/Chita
Turkey Standard Time=Europe/Istanbul
Turks And Caicos Standard Time=America/Grand_Turk
US Eastern Standard Time=America/Indianapolis
US Mountain Standard Time=America/Phoenix
UTC=Etc/UTC
Ulaanbaatar Standard Time=Asia/Ulaanbaatar
Venezuela Standard Time=America/Caracas
Vladivostok Standard Time=Asia/Vladivostok
Volgograd Standard Time=Europe/Volgograd
W. Australia Standard Time=Australia/Perth
W. Central Africa Standard Time=Africa/Lagos
W. Europe Standard Time=Europe/Berlin
W. Mongolia Standard Time=Asia/Hovd
West Asia Standard Time=Asia/Tashkent
West Bank Standard Time=Asia/Hebron
West Pacific Standard Time=Pacific/Port_Moresby
Yakutsk Standard Time=Asia/Yakutsk
Yukon Standard Time=America/Whitehorse
"""

WINDOWS: dict[str, str] = {name: key for name, _, key in (line.partition("=") for line in _WINDOWS_TABLE.splitlines())}
"""The IANA zone for each Windows zone name."""

_UTC_NAMES = frozenset(
    {"utc", "z", "tzone://microsoft/utc", "coordinated universal time", "(utc) coordinated universal time"}
    | {
        f"{prefix}{name}"
        for prefix in ("", "etc/")
        for name in ("gmt", "gmt0", "gmt+0", "gmt-0", "uct", "zulu", "universal", "greenwich")
    }
)
_OFFSET = re.compile(
    r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?:(?P<point>[.:]?)(?P<rest>\d{1,2}))?", re.IGNORECASE
)
_ETC = re.compile(r"Etc/GMT(?P<sign>[+-])(?P<hours>\d{1,2})", re.IGNORECASE)
_COPY = re.compile(r"(?P<name>.*[^\W\d])(?:[ _-]\d{1,2}| \(\d{1,2}\))")
_CITIES = re.compile(r"\([^()]*\)|[;/]|\s-\s")


@lru_cache(maxsize=512)
def named_zone(name: str) -> ZoneInfo | None:
    """Return the zone that a TZID names, or None if the name is defined in the calendar itself.

    IANA names are used directly; Windows names by CLDR's table; of `/vendor/2008/Europe/Berlin` the end; `US-Eastern`
    as US/Eastern; abbreviations by the links of the zone database; case does not matter.
    """
    text = name.strip().strip('"')[:200]
    if text.casefold() in _UTC_NAMES:
        return ZoneInfo("UTC")
    for candidate in _candidates(text):
        try:
            return as_timezone(candidate)
        except ValueError:
            continue
    return None


def _candidates(name: str) -> Iterator[str]:
    yield name
    if name in WINDOWS:
        yield WINDOWS[name]
    if name.startswith("/"):
        # `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`, `/softwarestudio.org/Olson_2001_5/America/New_York`
        parts = name.split("/")
        yield from ("/".join(parts[-length:]) for length in (3, 2) if len(parts) > length)
    if "/" not in name and (mark := next((sign for sign in "-_" if sign in name), "")):
        yield name.replace(mark, "/", 1)
    short = name.casefold()
    if short in _SHORT:
        yield _SHORT[short]
    elif "/" in name:
        yield _by_folded_name().get(short, name)


@cache
def _by_folded_name() -> dict[str, str]:
    return {key.casefold(): key for key in available_timezones()}


# Abbreviations as the zone database links them (file `backward`, 2024b). `EST` and `Eastern` are not included: they do
# not say whether their clocks change.
_SHORT = {
    "cet": "Europe/Brussels",
    "cst6cdt": "America/Chicago",
    "eet": "Europe/Athens",
    "est5edt": "America/New_York",
    "met": "Europe/Brussels",
    "mst7mdt": "America/Denver",
    "pst8pdt": "America/Los_Angeles",
    "wet": "Europe/Lisbon",
    # Links of countries, and one that was only ever in the file `pacificnew`.
    "gb": "Europe/London",
    "gb-eire": "Europe/London",
    "nz": "Pacific/Auckland",
    "nz-chat": "Pacific/Chatham",
    "prc": "Asia/Shanghai",
    "roc": "Asia/Taipei",
    "rok": "Asia/Seoul",
    "w-su": "Europe/Moscow",
    "us/pacific-new": "America/Los_Angeles",
    # In full, as people and phone programs write them.
    "central european time": "Europe/Brussels",
    "central european standard time": "Europe/Brussels",
    "mitteleuropäische zeit": "Europe/Berlin",
    "heure d'europe centrale": "Europe/Paris",
    "eastern european time": "Europe/Athens",
    "western european time": "Europe/Lisbon",
    "british time": "Europe/London",
    "japan standard time": "Asia/Tokyo",
    "korean standard time": "Asia/Seoul",
    "indian standard time": "Asia/Kolkata",
    "hong kong time": "Asia/Hong_Kong",
}
_OFFSETS = {
    "est": -5, "mst": -7, "hst": -10, "edt": -4, "cdt": -5, "mdt": -6, "pdt": -7, "bst": 1, "cest": 2, "mest": 2,
    "central european summer time": 2, "mitteleuropäische sommerzeit": 2, "eastern european summer time": 3,
    "british summer time": 1, "eastern daylight time": -4, "central daylight time": -5, "mountain daylight time": -6,
    "pacific daylight time": -7, "eest": 3, "west": 1, "msk": 3, "jst": 9, "kst": 9, "sgt": 8, "hkt": 8,
    "sast": 2, "aedt": 11, "nzdt": 13,
}  # fmt: skip
"""The hours from UTC of abbreviations with only one offset: those that the zone database opens, summer times, and zones
without one. `PST` and `CST` are not included: people write them in summer too."""


def named_offset(name: str) -> dt.timedelta | None:
    """Return the offset from UTC in a TZID such as `UTC-4`, `UTC+5.5` (WordPress), `+02:00` or `EST`, or None.

    In `Etc/GMT+5` the sign is that of POSIX: five hours behind UTC.
    """
    text = WINDOWS.get(name, name).strip().replace(" +", "+").replace(" -", "-")
    if text.casefold() in _OFFSETS:
        return dt.timedelta(hours=_OFFSETS[text.casefold()])
    if (etc := _ETC.fullmatch(text)) is not None and int(etc["hours"]) <= 14:
        return dt.timedelta(hours=int(etc["hours"]) * (1 if etc["sign"] == "-" else -1))
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    rest = match["rest"] or ""
    if match["point"] == ".":
        minutes = float(f"0.{rest}") * 60
    elif match["point"] or len(rest) != 1:
        minutes = float(rest or 0)
    else:
        return None
    if int(match["hours"]) > 14 or minutes >= 60 or minutes % 1:
        return None
    offset = dt.timedelta(hours=int(match["hours"]), minutes=minutes)
    return -offset if match["sign"] == "-" else offset


def zone_of_copy(name: str) -> ZoneInfo | None:
    """Return the zone of which a name is a numbered copy, as Exchange makes them: `Central Standard Time 1`."""
    match = _COPY.fullmatch(name[:200].strip())
    return None if match is None or named_offset(name) is not None else named_zone(match["name"])


def likely_zones() -> tuple[ZoneInfo, ...]:
    """Return one zone for each set of rules, ordered by the number of people in them."""
    return tuple(map(as_timezone, dict.fromkeys((*_LIKELY, *(key for key in WINDOWS.values() if "/" in key)))))


_LIKELY = (
    *("Europe/Berlin", "Europe/London", "Europe/Athens", "America/New_York", "America/Chicago", "America/Denver"),
    *("America/Los_Angeles", "Australia/Sydney", "Pacific/Auckland", "America/Santiago", "Asia/Jerusalem"),
)


def city_zones(name: str) -> tuple[ZoneInfo, ...]:
    """Return the zones of the cities in a name such as `(UTC+01:00) Amsterdam, Berlin, Bern`, which Outlook shows."""
    names = _CITIES.sub(",", name[:200].casefold()).replace(" ", "_").split(",")
    words = [word.strip("_") for word in names]
    return tuple(as_timezone(_by_city()[word]) for word in words if word in _by_city())


def zones_meant(name: str) -> tuple[ZoneInfo, ...]:
    """Return the zones that a name may mean, the most likely first: the named zone, or those of the cities in it."""
    zone = named_zone(name)
    return city_zones(name) if zone is None else (zone,)


def city_names() -> frozenset[str]:
    """Return the names of the cities in zone names, in lower case with `_` between words."""
    return frozenset(_by_city())


@cache
def _by_city() -> dict[str, str]:
    """Return the IANA zone of each city that names a zone, by its name in lower case."""
    keys = sorted(key for key in available_timezones() if key.startswith(_CONTINENTS))
    return {**{key.rsplit("/", 1)[1].casefold(): key for key in keys}, **_PLACES}


_PLACES = {
    "abu_dhabi": "Asia/Dubai",
    "alaska": "America/Anchorage",
    "american_samoa": "Pacific/Pago_Pago",
    "arizona": "America/Phoenix",
    "astana": "Asia/Almaty",
    "atlantic_time": "America/Halifax",
    "beijing": "Asia/Shanghai",
    "bern": "Europe/Zurich",
    "brasilia": "America/Sao_Paulo",
    "cape_verde_is.": "Atlantic/Cape_Verde",
    "central_america": "America/Guatemala",
    "central_time": "America/Chicago",
    "chatham_is.": "Pacific/Chatham",
    "chennai": "Asia/Kolkata",
    "eastern_time": "America/New_York",
    "edinburgh": "Europe/London",
    "ekaterinburg": "Asia/Yekaterinburg",
    "georgetown": "America/Guyana",
    "greenland": "America/Godthab",
    "guadalajara": "America/Mexico_City",
    "hanoi": "Asia/Bangkok",
    "hawaii": "Pacific/Honolulu",
    "indiana": "America/Indianapolis",
    "islamabad": "Asia/Karachi",
    "marshall_is.": "Pacific/Majuro",
    "mid-atlantic": "Atlantic/South_Georgia",
    "midway_island": "Pacific/Midway",
    "mountain_time": "America/Denver",
    "mumbai": "Asia/Kolkata",
    "new_caledonia": "Pacific/Noumea",
    "new_delhi": "Asia/Kolkata",
    "newfoundland": "America/St_Johns",
    "nuku'alofa": "Pacific/Tongatapu",
    "osaka": "Asia/Tokyo",
    "pacific_time": "America/Los_Angeles",
    "pretoria": "Africa/Johannesburg",
    "quito": "America/Guayaquil",
    "samoa": "Pacific/Apia",
    "sapporo": "Asia/Tokyo",
    "saskatchewan": "America/Regina",
    "solomon_is.": "Pacific/Guadalcanal",
    "sri_jayawardenepura": "Asia/Colombo",
    "st._petersburg": "Europe/Moscow",
    "tokelau_is.": "Pacific/Fakaofo",
    "wellington": "Pacific/Auckland",
    "west_central_africa": "Africa/Algiers",
}
"""Names in Windows and Rails of places that no IANA zone is named after, or that would mean another place."""
_CONTINENTS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
