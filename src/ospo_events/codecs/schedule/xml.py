"""schedule.xml: the programme as companion apps, video teams and volunteer systems take it.

Valid against https://c3voc.de/schedule/schema.xsd, and shaped so that Giggity, EventFahrplan, the
FOSDEM companion and Engelsystem all accept it: everything they dereference is there.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Protocol

from ..._frozenmap import EMPTY
from ...diagnostics import Diagnostic, Report, Severity
from ...errors import InvalidProgramme
from ...model import Event, Link, Session, Track
from ...views.selection import public
from .._codec import Decoded, Encoded
from ..loss import losses
from .carried import NOT_IN_XML
from .cells import (
    ATTACHED,
    Cells,
    clock_text,
    http_address,
    kind_text,
    language_text,
    plain_links,
)
from .conference import conference_base, conference_logo, conference_losses
from .placing import Placing
from .tree import Entry, TreeDay, TreePerson, foreign, stamp

__all__ = ["decode", "encode", "encode_to", "iterencode"]

_WITHOUT_CONTROLS = bytes([63 if octet < 32 and octet not in (9, 10, 13) else octet for octet in range(256)])
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOR = re.compile("#[0-9a-fA-F]{6}").fullmatch
_TRACK_SLUG = re.compile("[a-z][a-z0-9-]+").fullmatch
_CODE = re.compile("[0-9A-Z]{6}").fullmatch


class BinarySink(Protocol):
    """Anything with a `write` for bytes."""

    def write(self, data: bytes, /) -> object: ...


def decode(
    data: bytes,
    *,
    source: str = "<data>",
    zone: str | None = None,
    duration: str | None = None,
    times: str | None = None,
) -> Decoded:
    """Read schedule.xml in any of its dialects; never raises for anything in the data.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the IANA zone of the event, where the file does not say.
        duration: what durations of three parts are, `d:hh:mm` or `h:mm:ss`; None: told from who wrote the file.
        times: what the UTC of its dates is: `utc`, or `local`, a mark that means nothing; None: told from the file.
    """
    from .xml_reader import read

    return read(data, source, zone=zone, duration=duration, times=times)


def encode(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Encoded:
    """Return schedule.xml.

    Args:
        event: the event.
        room_name: the room that sessions without one are shown in.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    found: list[Diagnostic] = []
    event = public(event)
    placing = Placing(event, room_name, found)
    data = b"".join(_document(placing, base_url)) if placing.possible else b""
    return Encoded(data=data, report=_losses(event) + Report(tuple(found)))


def encode_to(
    event: Event, stream: BinarySink, *, room_name: str = "Everywhere", base_url: str | None = None
) -> Report:
    """Write schedule.xml to a binary stream, session by session; nothing is written where the report has errors.

    Neither the document nor the tree nor what is to be said of them is held: a day at a time is. The findings are
    found when somebody looks, by going through the event once more.
    """
    event = public(event)
    errors = _Errors()
    placing = Placing(event, room_name, errors)
    if not placing.possible:
        return _losses(event) + Report(tuple(errors))
    for chunk in _document(placing, base_url):
        stream.write(chunk)

    def find() -> list[Diagnostic]:
        found: list[Diagnostic] = []
        for _ in _document(Placing(event, room_name, found), base_url):
            pass
        return found

    return _losses(event) + Report(later=find)


def iterencode(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Iterator[bytes]:
    """Yield schedule.xml in pieces of about one session.

    Raises:
        InvalidProgramme: the event cannot be written.
    """
    errors = _Errors()
    placing = Placing(public(event), room_name, errors)
    if not placing.possible:
        raise InvalidProgramme(Report(tuple(errors)))
    yield from _document(placing, base_url)


class _Errors(list[Diagnostic]):
    """Findings of which only the errors are kept."""

    def append(self, item: Diagnostic, /) -> None:
        if item.severity is Severity.ERROR:
            super().append(item)


def _losses(event: Event) -> Report:
    return losses(event, NOT_IN_XML, format="schedule.xml") + conference_losses(event)


def _text(value: str | None) -> str:
    if not value:
        return ""
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    if "\r" in value:
        value = value.replace("\r", "&#13;")
    return value


def _attribute(value: str) -> str:
    return _text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _bytes(text: str, path: tuple[str | int, ...], found: list[Diagnostic]) -> bytes:
    """Return UTF-8 without what XML has no place for (XML 1.0, section 2.2)."""
    with contextlib.suppress(UnicodeEncodeError):
        data = text.encode()
        legal = data.isascii() or (b"\xef\xbf\xbe" not in data and b"\xef\xbf\xbf" not in data)
        if legal and data.translate(_WITHOUT_CONTROLS) == data:
            return data
    points = sorted({f"U+{ord(character):04X}" for character in _ILLEGAL.findall(text)})
    found.append(
        Diagnostic(
            code="characters-removed",
            path=path,
            message=f"XML has no place for {', '.join(points)}: removed",
            severity=Severity.INFO,
        )
    )
    return _ILLEGAL.sub("", text).encode()


def _readable(name: str) -> str:
    """Return the name of a room with `?` behind it where XML has no place for any character of it."""
    return name if _ILLEGAL.sub("", name).strip() else f"{name}?"


def _document(placing: Placing, base_url: str | None) -> Iterator[bytes]:
    found = placing.found
    yield _bytes(_head(placing, base_url), (), found)
    cells = Cells(placing.event)
    for day in placing.days():
        yield _day_start(day).encode()
        for room, entries in day.rooms:
            name = _readable(room.name)
            yield _bytes(f'    <room name="{_attribute(name)}" guid="{room.guid}">\n', ("rooms",), found)
            # Stage by stage: Python is faster with the same few lines again than on a long way with each.
            texts = [_entry(entry, name, cells) for entry in entries]
            for entry, text in zip(entries, texts, strict=True):
                yield _bytes(text, ("sessions", entry.number), found)
            yield b"    </room>\n"
        yield b"  </day>\n"
    yield b"</schedule>\n"


def _day_start(day: TreeDay) -> str:
    return (
        f'  <day index="{day.index}" date="{day.date.isoformat()}" start="{stamp(day.start)}" end="{stamp(day.end)}">\n'
    )


def _head(placing: Placing, base_url: str | None) -> str:
    event, dates = placing.event, placing.dates
    kept = foreign(event)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<schedule>\n  <generator name="ospo-events"/>\n',
        f"  <version>{_text(event.version)}</version>\n  <conference>\n",
        f"    <acronym>{placing.acronym}</acronym>\n    <title>{_text(event.title)}</title>\n",
        f"    <start>{dates[0].isoformat()}</start>\n    <end>{dates[-1].isoformat()}</end>\n",
        f"    <days>{len(dates)}</days>\n    <timeslot_duration>{clock_text(placing.grid)}</timeslot_duration>\n",
        f"    <base_url>{_text(conference_base(event, placing.acronym, base_url, placing.found))}</base_url>\n",
    ]
    if logo := conference_logo(event):
        lines.append(f"    <logo>{_text(logo)}</logo>\n")
    if url := http_address(event.url):
        lines.append(f"    <url>{_text(url)}</url>\n")
    lines.append(f"    <time_zone_name>{event.timezone.key}</time_zone_name>\n")
    if event.color and _COLOR(event.color):
        background = kept.get("background")
        more = f' background="{background}"' if isinstance(background, str) and _COLOR(background) else ""
        lines.append(f'    <color primary="{event.color.lower()}"{more}/>\n')
    lines += [_track(track) for track in event.tracks]
    lines.append("  </conference>\n")
    return "".join(lines)


def _track(track: Track) -> str:
    color = f' color="{track.color.lower()}"' if track.color and _COLOR(track.color) else ""
    slug = f' slug="{track.id}"' if _TRACK_SLUG(track.id) else ""
    return f'    <track name="{_attribute(track.title)}"{color}{slug}/>\n'


def _entry(entry: Entry, room: str, cells: Cells) -> str:
    session = entry.session
    opt_out, license, recordings = cells.recording(session)
    code, links = "", _NO_LINKS
    if session.extra is not EMPTY:
        kept = foreign(session)
        if isinstance(told := kept.get("room"), str):
            room = told
        if entry.first and isinstance(told := kept.get("code"), str) and _CODE(told) and cells.is_new_code(told):
            code = f' code="{told}"'
    if session.links or recordings or session.extra is not EMPTY:
        links = _links(cells, session, recordings)
    url = http_address(session.url)
    return (
        f'      <event guid="{entry.guid}" id="{entry.id}"{code}>\n'
        f"        <date>{stamp(entry.start)}</date>\n"
        f"        <start>{entry.start.hour:02}:{entry.start.minute:02}</start>\n"
        f"        <duration>{clock_text(entry.minutes)}</duration>\n"
        f"        <room>{_text(room)}</room>\n"
        f"        <slug>{entry.slug}</slug>\n"
        f"{f'        <url>{_text(url)}</url>{_NL}' if url else ''}"
        f"        <title>{_text(entry.title)}</title>\n"
        f"        <subtitle>{_text(session.subtitle)}</subtitle>\n"
        f"        <track>{_text(cells.track(session))}</track>\n"
        f"        <type>{_text(kind_text(session))}</type>\n"
        f"        <language>{_text(language_text(session))}</language>\n"
        f"        <abstract>{_text(session.abstract)}</abstract>\n"
        f"        <description>{_text(session.description)}</description>\n"
        f"        <recording>\n          <license>{_text(license)}</license>\n"
        f"          <optout>{'true' if opt_out else 'false'}</optout>\n"
        f"{_recordings(recordings) if recordings else ''}"
        "        </recording>\n        <persons>\n"
        f"{''.join([_person(person) for person in entry.persons])}"
        f"        </persons>\n{links}      </event>\n"
    )


_NL = "\n"
_NO_LINKS = "        <links/>\n        <attachments/>\n"


def _person(person: TreePerson) -> str:
    return f'          <person id="{person.id}" guid="{person.guid}">{_text(person.name)}</person>\n'


def _recordings(links: tuple[Link, ...]) -> str:
    addresses = [address for link in links if (address := http_address(link.href))]
    return "".join(
        f"          <{tag}>{_text(address)}</{tag}>\n" for tag, address in zip(("url", "link"), addresses, strict=False)
    )


def _links(cells: Cells, session: Session, recordings: tuple[Link, ...]) -> str:
    linked = cells.linked(session)
    links = [_link("link", link.href, link.rel, link.title) for link in linked.links]
    if recordings:
        places = [address for link in recordings if (address := http_address(link.href))][:2]
        links += [_link("link", r.href, "recording", r.title) for r in recordings if http_address(r.href) not in places]
    if session.extra is not EMPTY:
        links += [_link("link", *plain) for plain in plain_links(session)]
    attachments = [_link("attachment", link.href, link.rel, link.title) for link in linked.attachments]
    parts = [
        "        <links>\n", *links, "        </links>\n        <attachments>\n", *attachments,
        "        </attachments>\n",
    ]  # fmt: skip
    for tag, address in (("logo", linked.logo), ("feedback_url", linked.feedback), ("origin_url", linked.origin)):
        if address:
            parts.append(f"        <{tag}>{_text(address)}</{tag}>\n")
    return "".join(parts)


def _link(tag: str, href: str, rel: str | None, title: str | None) -> str:
    type = f' type="{_attribute(rel)}"' if rel and rel != "related" and rel not in ATTACHED else ""
    return f'          <{tag} href="{_attribute(href)}"{type}>{_text(title)}</{tag}>\n'
