"""Writes the text of schedule.xml, as companion apps, video teams and volunteer systems expect it.

Valid against https://c3voc.de/schedule/schema.xsd, and shaped so that Giggity, EventFahrplan, the
FOSDEM companion and Engelsystem all accept it: everything they dereference is there.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from ..._frozenmap import EMPTY
from ...diagnostics import Findings
from ...model import Link, Session, Track
from ._conference import conference_base, conference_dates, conference_logo
from ._entry_fields import (
    ATTACHED,
    EntryFields,
    clock_text,
    http_address,
    kind_text,
    language_text,
    plain_links,
)
from ._identifiers import is_color
from ._layout import ScheduleLayout
from ._tree import Entry, TreeDay, TreePerson, foreign, stamp

__all__ = ["recording_addresses", "room_label", "track_slug", "xml_color", "xml_document", "xml_text"]

_WITHOUT_CONTROLS = bytes([63 if octet < 32 and octet not in (9, 10, 13) else octet for octet in range(256)])
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_is_track_slug = re.compile("[a-z][a-z0-9-]+").fullmatch


def xml_text(text: str) -> str:
    """Return a text without the characters that XML does not allow (XML 1.0, section 2.2)."""
    return _ILLEGAL.sub("", text)


def room_label(name: str) -> str:
    """Return the name of a room, with `?` instead of characters that XML does not allow."""
    return name if _ILLEGAL.sub("", name).strip() else f"{name}?"


def xml_document(layout: ScheduleLayout, base_url: str | None) -> Iterator[bytes]:
    """Yield schedule.xml in pieces of about one session each.

    Args:
        layout: the programme, a day at a time.
        base_url: where its pages are; None: the page of the event.
    """
    yield _bytes(_head(layout, base_url))
    fields = EntryFields(layout.event)
    for day in layout.days():
        yield _day_start(day).encode()
        for room, entries in day.rooms:
            name = room_label(room.name)
            said = _text(name)
            yield _bytes(f'    <room name="{_attribute(name)}" guid="{room.guid}">\n')
            # Stage by stage: Python is faster with the same few lines again than on a long way with each.
            texts = [_entry(entry, said, fields) for entry in entries]
            yield from map(_bytes, texts)
            yield b"    </room>\n"
        yield b"  </day>\n"
    yield b"</schedule>\n"


def xml_color(color: str | None) -> str | None:
    """Return a colour in lower case, if the schema accepts it."""
    return color.lower() if color and is_color(color) else None


def track_slug(id: str) -> str | None:
    """Return the id of a track, if it is a slug of the schema."""
    return id if _is_track_slug(id) else None


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


def _bytes(text: str) -> bytes:
    """Return UTF-8 without the characters that XML does not allow."""
    with contextlib.suppress(UnicodeEncodeError):
        data = text.encode()
        legal = data.isascii() or (b"\xef\xbf\xbe" not in data and b"\xef\xbf\xbf" not in data)
        if legal and data.translate(_WITHOUT_CONTROLS) == data:
            return data
    return xml_text(text).encode()


def _day_start(day: TreeDay) -> str:
    return (
        f'  <day index="{day.index}" date="{day.date.isoformat()}" start="{stamp(day.start)}" end="{stamp(day.end)}">\n'
    )


def _head(layout: ScheduleLayout, base_url: str | None) -> str:
    event, dates = layout.event, layout.dates
    background = foreign(event).get("background")
    bounds = conference_dates(event, dates)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<schedule>\n  <generator name="ospo-events"/>\n',
        f"  <version>{_text(event.version)}</version>\n  <conference>\n",
        f"    <acronym>{layout.acronym}</acronym>\n    <title>{_text(event.title)}</title>\n",
        f"    <start>{bounds[0].isoformat()}</start>\n    <end>{bounds[1].isoformat()}</end>\n" if bounds else "",
        f"    <days>{len(dates)}</days>\n    <timeslot_duration>{clock_text(layout.grid)}</timeslot_duration>\n",
        f"    <base_url>{_text(conference_base(event, layout.acronym, base_url, Findings()))}</base_url>\n",
    ]
    if logo := conference_logo(event):
        lines.append(f"    <logo>{_text(logo)}</logo>\n")
    if url := http_address(event.url):
        lines.append(f"    <url>{_text(url)}</url>\n")
    lines.append(f"    <time_zone_name>{event.timezone.key}</time_zone_name>\n")
    if color := xml_color(event.color):
        more = f' background="{background}"' if isinstance(background, str) and is_color(background) else ""
        lines.append(f'    <color primary="{color}"{more}/>\n')
    lines += [_track(track) for track in event.tracks]
    lines.append("  </conference>\n")
    return "".join(lines)


def _track(track: Track) -> str:
    color = f' color="{value}"' if (value := xml_color(track.color)) else ""
    slug = f' slug="{track.id}"' if track_slug(track.id) else ""
    return f'    <track name="{_attribute(track.title)}"{color}{slug}/>\n'


def _entry(entry: Entry, room: str, fields: EntryFields) -> str:
    session = entry.session
    opt_out, license, recordings = fields.recording(session)
    code, links = "", _NO_LINKS
    if session.extra is not EMPTY and (value := fields.code(entry)):
        code = f' code="{value}"'
    if session.links or recordings or session.extra is not EMPTY:
        links = _links(fields, session, recordings)
    url = http_address(session.url)
    return (
        f'      <event guid="{entry.guid}" id="{entry.id}"{code}>\n'
        f"        <date>{stamp(entry.start)}</date>\n"
        f"        <start>{entry.start.hour:02}:{entry.start.minute:02}</start>\n"
        f"        <duration>{clock_text(entry.minutes)}</duration>\n"
        f"        <room>{room}</room>\n"
        f"        <slug>{entry.slug}</slug>\n"
        f"{f'        <url>{_text(url)}</url>{_NL}' if url else ''}"
        f"        <title>{_text(entry.title)}</title>\n"
        f"        <subtitle>{_text(session.subtitle)}</subtitle>\n"
        f"        <track>{_text(fields.track(session))}</track>\n"
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
_NO_ATTACHMENTS = "        </links>\n        <attachments>\n        </attachments>\n"
_NO_LINKS = "        <links/>\n        <attachments/>\n"


def _person(person: TreePerson) -> str:
    return f'          <person id="{person.id}" guid="{person.guid}">{_text(person.name)}</person>\n'


def recording_addresses(links: tuple[Link, ...]) -> list[str]:
    """Return the addresses of at most two recordings, for `url` and `link`; others are among the links."""
    return [address for link in links if (address := http_address(link.href))][:2]


def _recordings(links: tuple[Link, ...]) -> str:
    return "".join(
        f"          <{tag}>{_text(address)}</{tag}>\n"
        for tag, address in zip(("url", "link"), recording_addresses(links), strict=False)
    )


def _links(fields: EntryFields, session: Session, recordings: tuple[Link, ...]) -> str:
    linked = fields.linked(session)
    if session.extra is EMPTY and not recordings and not linked.has_fields and not linked.attachments:  # as most
        return f"        <links>\n{''.join([_plain_link(link) for link in linked.links])}{_NO_ATTACHMENTS}"
    services = fields.services(session)
    links = [_link("link", link.href, link.rel, link.title, services.get(link.href)) for link in linked.links]
    if recordings:
        written = recording_addresses(recordings)
        links += [
            _link("link", r.href, "recording", r.title) for r in recordings if http_address(r.href) not in written
        ]
    if session.extra is not EMPTY:
        links += [_link("link", *plain, services.get(plain[0])) for plain in plain_links(session)]
    attachments = [_link("attachment", link.href, link.rel, link.title) for link in linked.attachments]
    if session.extra is not EMPTY:
        attachments += [_link("attachment", *plain) for plain in plain_links(session, attached=True)]
    parts = ["        <links>\n", *links, "        </links>\n"]
    parts += ["        <attachments>\n", *attachments, "        </attachments>\n"]
    fields_of_one = (
        *(("logo", linked.logo), ("video_download_url", fields.download(session))),
        *(("feedback_url", linked.feedback), ("origin_url", linked.origin)),
    )
    for tag, address in fields_of_one:
        if address:
            parts.append(f"        <{tag}>{_text(address)}</{tag}>\n")
    return "".join(parts)


def _plain_link(link: Link) -> str:
    return _link("link", link.href, link.rel, link.title)


def _link(tag: str, href: str, rel: str | None, title: str | None, service: str | None = None) -> str:
    type = f' type="{_attribute(rel)}"' if rel and rel != "related" and rel not in ATTACHED else ""
    if service:
        type += f' service="{_attribute(service)}"'
    return f'          <{tag} href="{_attribute(href)}"{type}>{_text(title)}</{tag}>\n'
