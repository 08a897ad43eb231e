"""Large native JSON by msgspec: the same events and the same bytes as without it, sooner.

A document in which every item is what we write is read at once, and what was read is looked for in it. Any other is
taken apart item by item: what is not plain in an item is read as without msgspec. What is not plain in the document
gives nothing, and it is read from the beginning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, cast

import attrs
import msgspec

from ...model import Event
from . import _wire_generated as generated
from ._fast import READERS, read_document, read_item, read_items
from ._shorthand import COLLECTIONS, Expansion
from ._spellings import NotPlain, has_half_a_pair, keys_written
from ._values import Context
from ._write_generated import Moments

__all__ = ["read_wire", "wire_lines"]

_document = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_encoder = msgspec.json.Encoder()
_encode, _encode_lines = _encoder.encode, _encoder.encode_lines

_SHAPES: dict[str, tuple[Any, Callable[[Any, Context], Any], Callable[[Any, Moments], Any]]] = {
    "venues": (generated.VenueWire, generated.build_venue, generated.wire_of_venue),
    "rooms": (generated.RoomWire, generated.build_room, generated.wire_of_room),
    "tracks": (generated.TrackWire, generated.build_track, generated.wire_of_track),
    "people": (generated.PersonWire, generated.build_person, generated.wire_of_person),
    "organizations": (generated.OrganizationWire, generated.build_organization, generated.wire_of_organization),
    "outputs": (generated.OutputWire, generated.build_output, generated.wire_of_output),
    "sessions": (generated.SessionWire, generated.build_session, generated.wire_of_session),
}
_BUILDERS: dict[str, tuple[Callable[[Any], Any], Callable[[Any, Context], Any]]] = {
    name: (msgspec.json.Decoder(shape).decode, build) for name, (shape, build, _) in _SHAPES.items()
}
_MAKERS: dict[str, Callable[[Any, Moments], Any]] = {name: make for name, (_, _, make) in _SHAPES.items()}


def _member(name: str) -> tuple[str, Any, Any]:
    type_: Any = cast("Any", list)[_SHAPES[name][0]] if name in _SHAPES else msgspec.Raw
    return name, type_, None


_SHAPE_OF_EVENT: Any = msgspec.defstruct(
    "EventWire",
    [_member("format"), *[_member(field.name) for field in attrs.fields(Event) if field.name != "extra"]],
    forbid_unknown_fields=True,
)
_whole = msgspec.json.Decoder(_SHAPE_OF_EVENT).decode


def read_wire(data: bytes) -> Event | None:
    """Return the event of a document; None where it is not plain, not right, or laid out otherwise than ours."""
    with suppress(Exception):  # some items are laid out otherwise
        return _read_whole(data)
    try:
        return _read_apart(data)
    except Exception:  # whatever it is, the long way says it better
        return None


def _read_whole(data: bytes) -> Event:
    """Return the event of a document in which every item of a collection is what we write; raises for any other."""
    shape = _whole(data)
    document = {name: value for name in shape.__struct_fields__ if (value := getattr(shape, name)) is not None}
    rest: list[bytes] = []
    place = 0
    for name, value in document.items():
        if value and name in _SHAPES:
            begin, end = _place_of(value, data, place)
            rest.append(data[place:begin])
            place = end
    rest.append(data[place:])
    head = {name: value if name in _SHAPES else _loaded(bytes(value)) for name, value in document.items()}
    return _counted(read_document(head, _built), b"".join(rest))


def _counted(read: tuple[Event, int], rest: bytes) -> Event:
    """Return the event that was read, unless what is left of the document has other keys than were read of it."""
    event, keys = read
    if keys != keys_written(rest):
        raise NotPlain
    return event


_BLOCK = 128
"""How many items are written together to see whether they are what stands there."""
_BETWEEN = re.compile(rb",[ \t\r\n]*")


def _place_of(shapes: list[Any], data: bytes, place: int) -> tuple[int, int]:
    """Return where the items of a collection begin and end in a document, behind a place.

    What is found is what we write of them: it has no key that nobody knows, none twice, no default spelt out. So it
    does not matter whether the same stands elsewhere too. No text can hold it, since quotation marks in a text are
    escaped. Collections in another order than ours are not found.
    """
    first = _encode(shapes[0])
    begin = data.find(first, place)
    if begin < 0:
        raise NotPlain
    end = begin + len(first)
    match = _BETWEEN.match(data, end) if len(shapes) > 1 else None
    between = b"" if match is None else match[0]
    for number in range(1, len(shapes), _BLOCK):
        written = between + _encode_lines(shapes[number : number + _BLOCK])[:-1].replace(b"\n", between)
        if not data.startswith(written, end):
            raise NotPlain
        end += len(written)
    return begin, end


def _built(name: str, shapes: Any, context: Context, expansion: Expansion) -> tuple[Any, ...]:
    """Return the objects of a collection of shapes, each of which is let go when its object is made."""
    build = _BUILDERS[name][1]
    shapes.reverse()
    take = shapes.pop
    return tuple([build(take(), context) for _ in range(len(shapes))])


def _read_apart(data: bytes) -> Event:
    """Return the event of a document in which some items are not what we write; raises where many are."""
    document: dict[str, Any] = _document(data)
    read = read_document({name: _head(name, raw) for name, raw in document.items()}, _items)
    return _counted(read, _without(data, [document[name] for name in READERS if name in document]))


_FEW = 16
"""How many items of a collection may be laid out by somebody else before the document goes the plain way."""


def _head(name: str, raw: msgspec.Raw) -> Any:
    return raw if name in READERS else _loaded(bytes(raw))


def _loaded(data: bytes) -> Any:
    if has_half_a_pair(data):
        raise NotPlain
    return json.loads(data, parse_constant=_refuse)


def _refuse(constant: str) -> Any:
    raise NotPlain(constant)


def _without(data: bytes, parts: Sequence[msgspec.Raw]) -> bytes:
    """Return a document without some values in it: what is left of a large one is small."""
    values: list[memoryview] = [memoryview(cast("Any", part)) for part in parts]
    for value in sorted(values, key=len, reverse=True):  # what is cut last is copied least
        begin = data.find(value[:100])
        if not _stands_at(begin, value, data):
            raise NotPlain  # the same begins earlier
        data = data[:begin] + data[begin + len(value) :]
    return data


_PIECE = 1 << 16
"""How many bytes are compared at once: bytes with bytes, for a tenth of what a view costs."""


def _stands_at(begin: int, value: memoryview, data: bytes) -> bool:
    return all(
        data.startswith(bytes(value[offset : offset + _PIECE]), begin + offset)
        for offset in range(0, len(value), _PIECE)
    )


def _items(name: str, items: Any, context: Context, expansion: Expansion) -> tuple[Any, ...]:
    if not isinstance(items, msgspec.Raw):  # of shorthand
        return read_items(name, items, context, expansion)
    decode, build = _BUILDERS[name]
    made: list[Any] = []
    odd = 0
    for raw in _list(items):
        data = bytes(raw)
        try:
            wire = decode(data)
            # No key that nobody knows, none twice, no default spelt out: then it is what we write.
            item = build(wire, context) if _encode(wire) == data else None
        except Exception:  # unknown data, shorthand, or something that is wrong
            item = None
        if item is None:
            odd += 1
            if odd > _FEW and odd > len(made) / 2:
                raise NotPlain
            item = _read_odd(name, data, context, expansion)
        made.append(item)
    return tuple(made)


def _read_odd(name: str, data: bytes, context: Context, expansion: Expansion) -> Any:
    """Return the object of an item as it is read without msgspec."""
    keys = context.keys
    item = read_item(_loaded(data), READERS[name], COLLECTIONS[name], context, expansion)
    if context.keys - keys != keys_written(data):
        raise NotPlain
    context.keys = keys
    return item


def wire_lines(name: str, items: Sequence[Any], moments: Moments, between: bytes) -> bytes | None:
    """Return the JSON texts of the items of a collection, with something between them; None where one is not plain."""
    make = _MAKERS.get(name)
    if make is None:
        return None
    try:
        lines = _encode_lines([make(item, moments) for item in items])
    except Exception:  # half a surrogate pair, unknown data: the other way says it better
        return None
    return lines[:-1].replace(b"\n", between)  # there are no other line breaks in JSON text
