"""Writes the rarer nodes of a document: links, addresses, recordings, larger events."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from ..._frozenmap import FrozenMap, JsonValue
from ...model.event import RelatedEvent, Series
from ...model.link import Link, RecordingPolicy
from ...model.place import Geo, PostalAddress, Room, Venue
from ...views.english import concept_label
from ._passthrough import EXTRA, add_passthrough
from ._schema_org import CARRIED_RELATION, PLACE_PROPERTIES

__all__ = [
    "JsonNode",
    "add",
    "array",
    "concept",
    "dumps",
    "finished",
    "geo_node",
    "identifiers",
    "larger_events",
    "link_node",
    "link_text",
    "one",
    "postal_address",
    "put",
    "put_links",
    "put_place",
    "quoted",
    "recording_node",
    "series_node",
    "uid_node",
    "virtual_location",
]

JsonNode: TypeAlias = "dict[str, Any]"
quoted = json.encoder.encode_basestring
dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def put(node: JsonNode, key: str, value: object) -> None:
    """Set a property, if its value is known."""
    if value is not None:
        node[key] = value


def one(items: list[Any]) -> Any:
    """Return the only item, all of them, or None."""
    return items[0] if len(items) == 1 else items or None


def add(members: list[str], key: str, value: str | None) -> None:
    """Add a member of an object as JSON text, if its value is known."""
    if value is not None:
        members.append(f'"{key}":{quoted(value)}')


def array(texts: list[str]) -> str:
    """Return JSON texts as one value: the only one, or an array."""
    return texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"


def finished(members: list[str], rest: JsonNode, extra: FrozenMap[str, JsonValue], known: frozenset[str]) -> str:
    """Return the JSON text of an object.

    Args:
        members: its members as JSON texts; the first begins with the brace.
        rest: further members, which few objects have.
        extra: the unknown data of the element.
        known: the properties that its node may have from the model.
    """
    if extra and EXTRA in extra:
        add_passthrough(rest, extra, known)
    if rest:
        members.append(dumps(rest)[1:-1])
    return ",".join(members) + "}"


def uid_node(uid: str) -> JsonNode:
    """Return the identifier that another system published, as a node."""
    return {"@type": "PropertyValue", "propertyID": "uid", "value": uid}


def identifiers(id: str, uid: str | None) -> Any:
    """Return the identifiers of an event."""
    return id if uid is None else [id, uid_node(uid)]


def concept(uri: str) -> JsonNode:
    """Return a concept that an event or a session is about, as a node."""
    label = concept_label(uri)
    return {"@type": "DefinedTerm", "@id": uri, **({"name": label} if label != uri else {})}


def link_node(link: Link) -> JsonNode:
    """Return a link as a node for the work it leads to."""
    node: JsonNode = {"@type": "CreativeWork", "additionalType": link.rel, "url": link.href}
    put(node, "name", link.title)
    put(node, "encodingFormat", link.media_type)
    put(node, "inLanguage", link.language)
    return node


def link_text(link: Link) -> str:
    """Return the same as JSON text: most links have only an address."""
    if link.title is None and link.media_type is None and link.language is None:
        return f'{{"@type":"CreativeWork","additionalType":{quoted(link.rel)},"url":{quoted(link.href)}}}'
    return dumps(link_node(link))


def put_links(node: JsonNode, links: tuple[Link, ...]) -> None:
    """Set the links of an item."""
    if links:
        node["subjectOf"] = one([link_node(link) for link in links])


def recording_node(link: Link, recording: RecordingPolicy) -> JsonNode:
    """Return a recording as a node, with its terms of use."""
    node = link_node(link)
    put(node, "license", recording.license)
    return node


def virtual_location(link: Link) -> JsonNode:
    """Return a place that consists of a web address."""
    node: JsonNode = {"@type": "VirtualLocation", "url": link.href}
    put(node, "name", link.title)
    return node


def postal_address(address: PostalAddress) -> JsonNode:
    """Return a postal address."""
    node: JsonNode = {"@type": "PostalAddress"}
    put(node, "streetAddress", address.street)
    put(node, "addressLocality", address.locality)
    put(node, "addressRegion", address.region)
    put(node, "postalCode", address.postal_code)
    put(node, "addressCountry", address.country)
    return node


def geo_node(geo: Geo) -> JsonNode:
    """Return the coordinates of a place (WGS 84, degrees)."""
    return {"@type": "GeoCoordinates", "latitude": geo.latitude, "longitude": geo.longitude}


def put_place(node: JsonNode, place: Venue | Room) -> None:
    """Set the properties that venues and rooms have in common."""
    put(node, "description", place.description)
    features = [{"@type": "LocationFeatureSpecification", "name": item, "value": True} for item in place.accessibility]
    put(node, "amenityFeature", one(features))
    put(node, "url", place.url)
    put_links(node, place.links)
    add_passthrough(node, place.extra, PLACE_PROPERTIES)


def series_node(series: Series) -> JsonNode:
    """Return the series of an event."""
    node: JsonNode = {"@type": "EventSeries", "identifier": series.id, "name": series.title}
    put(node, "description", series.description)
    put(node, "url", series.url)
    put_links(node, series.links)
    return node


def larger_events(related: Iterable[RelatedEvent]) -> list[JsonNode]:
    """Return the larger events that an event is a part of."""
    nodes: list[JsonNode] = []
    for item in related:
        if item.relation == CARRIED_RELATION:
            node: JsonNode = {"@type": "Event", "name": item.title}
            put(node, "identifier", item.id)
            put(node, "startDate", item.start.isoformat() if item.start else None)
            put(node, "endDate", item.end.isoformat() if item.end else None)
            put(node, "description", item.description)
            put(node, "url", item.url)
            nodes.append(node)
    return nodes
