"""Documents of every format, broken at random: findings, each with the name of its file, and never an exception."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ospo_events import load
from ospo_events.codecs import CODECS, Codec
from ospo_events.diagnostics import AT_KEY, render_text
from ospo_events.errors import OspoEventsError
from ospo_events.validation import publication_problems, validate
from tests.support.seeds import SEEDS
from tests.support.systems import DOCUMENTS
from tests.support.tables import files_in, packed

ROOT = Path(__file__).parents[2]
READERS = [codec for codec in CODECS.values() if codec.reads]
NEEDED: dict[str, Any] = {
    "zone": "Europe/Berlin",
    "title": "T",
    "map": {"title": "name", "start": "begin", "room": "place", "speakers": "who"},
}

_TOKEN = re.compile(r"\w+|\s+|.", re.S)
JUNK = (
    "", " ", "\n", "\t", "\\", '"', "'", "`", "{", "}", "[", "]", "{{ name }}", "<", ">", "</a>", "&#0;", "&", ":", ",",
    "? ", "- ", "#", "*a", "&a ", "!!map ", "---\n", "...\n", "|\n", "%", "@", "\x00", "\x1b[31m", "\ud800", "\ufeff",
    "\u2028", "\u00a0", "\u202e", "0", "-1", "1e999", "9" * 30, "9999-12-31", "0000-00-00", "25:61", "null", "NaN",
    "BEGIN:VEVENT\n", "END:VCALENDAR\n", "RRULE:FREQ=SECONDLY\n", "javascript:alert(1)", "a" * 1100,
)  # fmt: skip

SMALLEST: dict[str, tuple[str, ...]] = {
    "yaml": (
        "title: {{ name }} meeting\n",
        "*a:\ni\n",
        "? :\n",
        "[]e:\n",
        "- {a: [}\n",
        "a: b\n---\n]\n",
        "a: *b\n]\n",
    ),
    "json": ("}", "{`", '{""01', "{'sessions': []}", '{"format": 1, "id": [}'),
    "sessionize": ("}", "{`", '{""01', "{'sessions': []}", "]", '"', "{]", "[}", '{"a":}', '{"\\x": 1}'),
    "pretalx": ("}", "{`", '{""01'),
    "indico": ("}", "{`", '{""01'),
    "jsonld": (
        "}",
        "{'a': 1}",
        '{"@type":"Event","@id":"#event","name":"E","@included":[{"@type":"Person","@id":"#agent-p","name":" "}]}',
        '{"@type":"Event","a\nb":{"":"","":[{"":"","":"","":""}]}}',
    ),
}
"""The smallest inputs that made a reader raise once, and their kin."""


TABLES = (
    'name,begin,place,who\r\nOpening,2026-05-04 09:00,Hall,"Ada Example, Ben Example"\r\n"Two\nlines",4/5/2026 9am,,\r\n',
    "name;begin;place\nOpening;2026-05-04T09:00:00+02:00;Hall\nLunch;;\n",
    json.dumps([{"name": "Opening", "begin": "2026-05-04 09:00", "place": "Hall", "who": ["Ada", {"name": "Ben"}]}]),
)


@cache
def documents(name: str) -> tuple[str | bytes, ...]:
    """Return documents of a format that can be read: as text, archives as they are."""
    made_up: tuple[str | bytes, ...] = tuple(json.dumps(document) for document in DOCUMENTS.get(name, ()))
    made_up += TABLES if name == "records" else ()
    if CODECS[name].writes:
        event = load(ROOT / "examples" / "ospos2024.yaml")
        small = event.__class__(
            id=event.id,
            title=event.title,
            timezone=event.timezone,
            rooms=event.rooms,
            people=event.people[:2],
            organizations=event.organizations,
            tracks=event.tracks,
            sessions=event.sessions[:4],
        )
        written = [CODECS[name].encode(each).data for each in (event, small)]
        made_up += tuple(data if data.startswith(b"PK") else data.decode() for data in written)
    assert made_up, f"a document of {name} to break"
    return made_up


def broken(text: str, dice: random.Random) -> str:
    """Return a document with one to three of its tokens taken out, doubled, moved or replaced, or cut off."""
    tokens = _TOKEN.findall(text)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if not tokens:
            break
        here, there = dice.randrange(len(tokens)), dice.randrange(len(tokens))
        match dice.randrange(6):
            case 0:
                tokens[here] = dice.choice(JUNK)
            case 1:
                tokens.insert(here, dice.choice(JUNK))
            case 2:
                tokens[here] = tokens[there]
            case 3:
                del tokens[here : here + dice.choice((1, 1, 1, 5, 40))]
            case 4:
                tokens[here:here] = tokens[there : there + 40]
            case _:
                tokens = tokens[: max(here, 1)] if dice.random() < 0.3 else tokens
    return "".join(tokens)


def broken_archive(data: bytes, dice: random.Random) -> bytes:
    """Return an archive in which one file is broken; now and then one that is cut off."""
    files = files_in(data)
    name = dice.choice(sorted(files))
    whole = packed(files | {name: broken(files[name].decode("latin-1"), dice).encode("latin-1", "replace")})
    return whole[: dice.randrange(len(whole))] if dice.random() < 0.05 else whole


def check(codec: Codec, text: str | bytes) -> bool:
    """Read a document, and do with what is read what the command line does; return whether there is an event."""
    try:
        options = {option.name: NEEDED[option.name] for option in codec.decode_options if option.name in NEEDED}
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        decoded = codec.decode(data, source="f.x", **options)
        assert decoded.event is not None or not decoded.report.ok, "no event, and no error says why"
        # A file in an archive is named behind it: `f.x/sessions.csv`.
        places = [item.span and item.span.source.split("/")[0] for item in decoded.report]
        assert all(place == "f.x" for place in places), "without a place"
        render_text(decoded.report)
        if decoded.event is None:
            return False
        if decoded.source_map is not None:
            paths: Sequence[tuple[str | int, ...]] = [("sessions", 0, "title"), ("rooms", 0), ("id", AT_KEY), ()]
            decoded.source_map.spans(paths)
            validate(decoded.event, source_map=decoded.source_map)
        if codec.publishes:  # what could be read of another system's file can be written without being forced to
            problems = publication_problems(decoded.event)
            assert problems.ok, f"it cannot be published: {problems}"
        if codec.writes:
            encoded = codec.encode(decoded.event)
            if encoded.report.ok:
                again = codec.decode(encoded.data, **options)
                assert again.report.ok, f"what it writes is refused: {again.report}"
        return True
    except OspoEventsError:
        return False
    except Exception as problem:
        problem.add_note(f"reading {text!r} as {codec.name}")
        raise


def fuzz(codec: Codec, times: int, seed: int) -> int:
    dice = random.Random(seed)
    texts = documents(codec.name)
    count = 0
    for _ in range(times):
        text = dice.choice(texts)
        count += check(codec, broken_archive(text, dice) if isinstance(text, bytes) else broken(text, dice))
    return count


@pytest.mark.parametrize("codec", READERS, ids=[codec.name for codec in READERS])
def test_broken_documents(codec: Codec) -> None:
    fuzz(codec, 30, 1)


@pytest.mark.parametrize("name", SMALLEST)
def test_the_smallest_inputs_that_made_it_raise(name: str) -> None:
    for text in SMALLEST[name]:
        check(CODECS[name], text)


@pytest.mark.parametrize("text", ["}", "{`", "", "{'sessions': []}", "title: {{ name }}", "<a>", "BEGIN:VEVENT"])
def test_text_of_no_format_in_particular(text: str) -> None:
    for codec in READERS:
        check(codec, text)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("codec", READERS, ids=[codec.name for codec in READERS])
def test_broken_documents_for_long(codec: Codec, seed: int) -> None:
    # An archive is unpacked and packed again each time.
    assert fuzz(codec, 150 if isinstance(documents(codec.name)[-1], bytes) else 1_000, seed) > 0
