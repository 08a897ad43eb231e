"""Turns a programme into the `RawSchedule` that readers would get from its document, without writing one.

For schedule.xml each field is spelled out here. In JSON texts stay what they are, so the values of the writer are
read by the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from ..._frozenmap import EMPTY
from ...diagnostics import Findings
from ...model import Link, Track
from ._conference import conference_base, conference_logo
from ._entry_fields import (
    ATTACHED,
    EntryFields,
    clock_text,
    http_address,
    kind_text,
    language_text,
    plain_links,
)
from ._json_reader import JsonReader
from ._json_text import json_text
from ._json_writer import JsonWriter
from ._raw_schedule import OWN_GENERATOR, RawDay, RawElement, RawEvent, RawSchedule, RawThing
from ._tree import Entry, ScheduleTree, TreePerson, foreign, stamp
from ._xml_writer import recording_addresses, room_label, track_slug, xml_color, xml_text

__all__ = ["json_as_read", "xml_as_read"]


def json_as_read(
    tree: ScheduleTree,
    base_url: str | None,
    writer: Callable[[ScheduleTree, str | None], JsonWriter],
    reader: Callable[[RawSchedule, Findings], JsonReader],
) -> RawSchedule:
    """Return what a reader would make of a writer's values; the path of an entry is that of its session."""
    raw = RawSchedule()
    reader(raw, Findings()).document(_encodable(writer(tree, base_url).document()))
    for event, entry in zip(raw.events, tree.entries(), strict=True):
        event.path = ("sessions", entry.number)
    return raw


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return json_text(value)
    if isinstance(value, dict):
        return {json_text(key): _encodable(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_encodable(item) for item in cast("Sequence[Any]", value)]
    return value


def xml_as_read(tree: ScheduleTree, base_url: str | None) -> RawSchedule:
    """Return what the reader of schedule.xml would get; the path of an entry is that of its session."""
    event = tree.event
    raw = RawSchedule(known=True, generator=OWN_GENERATOR, version=_text(event.version))
    raw.conference = {
        "acronym": tree.acronym,
        "title": _text(event.title),
        "start": tree.days[0].date.isoformat() if tree.days else "",
        "base_url": _text(conference_base(event, tree.acronym, base_url, Findings())),
        "logo": _text(conference_logo(event)),
        "url": _text(http_address(event.url)),
        "time_zone_name": event.timezone.key,
    }
    if color := xml_color(event.color):
        raw.conference["color.primary"] = color
        background = foreign(event).get("background")
        if isinstance(background, str) and xml_color(background):
            raw.conference["color.background"] = background
    raw.tracks = [RawThing(_track(track)) for track in event.tracks]
    fields = EntryFields(event)
    rooms: dict[str, dict[str, object]] = {}
    for number, day in enumerate(tree.days):
        raw_day = RawDay(("days", number), str(day.index), day.date.isoformat(), stamp(day.start), stamp(day.end))
        raw.days.append(raw_day)
        for room, entries in day.rooms:
            rooms.setdefault(room.guid, {"name": _text(room_label(room.name)), "guid": room.guid})
            raw.events += [_entry(entry, raw_day, fields) for entry in entries]
    raw.rooms = [RawThing(attributes) for attributes in rooms.values()]
    return raw


def _text(text: str | None) -> str:
    return xml_text(text).strip() if text else ""


def _track(track: Track) -> dict[str, object]:
    values = {"name": xml_text(track.title), "color": xml_color(track.color), "slug": track_slug(track.id)}
    return {key: value for key, value in values.items() if value}


def _entry(entry: Entry, day: RawDay, fields: EntryFields) -> RawEvent:
    session, room = entry.session, _text(room_label(entry.room.name))
    opt_out, license, recordings = fields.recording(session)
    linked = fields.linked(session)
    texts = {
        "@guid": entry.guid,
        "@id": str(entry.id),
        "@code": fields.code(entry),
        "date": stamp(entry.start),
        "start": f"{entry.start.hour:02}:{entry.start.minute:02}",
        "duration": clock_text(entry.minutes),
        "room": room,
        "slug": entry.slug,
        "url": http_address(session.url),
        "title": entry.title,
        "subtitle": session.subtitle,
        "track": fields.track(session),
        "type": kind_text(session),
        "language": language_text(session),
        "abstract": session.abstract,
        "description": session.description,
        "recording.license": license,
        "recording.optout": "true" if opt_out else "false",
        "logo": linked.logo,
        "video_download_url": fields.download(session),
        "feedback_url": linked.feedback,
        "origin_url": linked.origin,
        **dict(zip(("recording.url", "recording.link"), recording_addresses(recordings), strict=False)),
    }
    return RawEvent(
        path=("sessions", entry.number),
        day=day,
        room=room,
        room_guid=entry.room.guid,
        fields={name: _text(text) for name, text in texts.items() if text},
        persons=[_person(person) for person in entry.persons],
        links=_links(entry, linked.links, recordings),
        attachments=[
            *(_link(link.href, link.rel, link.title) for link in linked.attachments),
            *(_link(*plain) for plain in plain_links(session, attached=True)),
        ],
    )


def _person(person: TreePerson) -> RawElement:
    return RawElement(_text(person.name), {"id": str(person.id), "guid": person.guid})


def _links(entry: Entry, listed: tuple[Link, ...], recordings: tuple[Link, ...]) -> list[RawElement]:
    services = EntryFields.services(entry.session)
    links = [_link(link.href, link.rel, link.title, services.get(link.href)) for link in listed]
    written = recording_addresses(recordings)
    links += [
        _link(link.href, "recording", link.title) for link in recordings if http_address(link.href) not in written
    ]
    if entry.session.extra is not EMPTY:
        links += [_link(*plain, services.get(plain[0])) for plain in plain_links(entry.session)]
    return links


def _link(href: str, rel: str | None, title: str | None, service: str | None = None) -> RawElement:
    attributes: dict[str, object] = {"href": xml_text(href)}
    if rel and rel != "related" and rel not in ATTACHED:
        attributes["type"] = xml_text(rel)
    if service:
        attributes["service"] = xml_text(service)
    return RawElement(_text(title), attributes)
