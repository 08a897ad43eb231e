"""Changes as an Atom feed (RFC 4287): an entry for each thing that changed."""

from __future__ import annotations

import datetime as dt

from ...errors import OspoEventsError
from ...model import Event, event_uid
from ...model.identity import uuid5
from ...views.changes import Changes, Entry, Section, Telling
from ...views.markup import href, text
from ._readable import entry_html

__all__ = ["atom"]


def atom(changes: Changes, telling: Telling, *, at: dt.datetime | None = None) -> str:
    """Return the changes as an Atom feed.

    Args:
        changes: the changes.
        telling: the same changes in words.
        at: when they were made; None: the time of the newer edition.

    Raises:
        OspoEventsError: neither of them gives a time; a feed needs one.
    """
    event = changes.newer
    moment = at or event.updated
    if moment is None:
        raise OspoEventsError(
            "an Atom feed needs the time of the changes: give --at TIME, or write `updated` into the newer file"
        )
    when = moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    # The feed keeps its id from edition to edition; the id of an entry belongs to this edition.
    feed = uuid5(f"{event.id}/changes")
    address = href(event.url)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{text(f'{event.title}: what changed')}</title>",
        f"<id>urn:uuid:{feed}</id>",
        f"<updated>{when}</updated>",
        f"<author><name>{text(event.title)}</name></author>",
        *([f'<link href="{address}"/>'] if address is not None else []),
    ]
    for section in telling.sections:
        for entry in section.entries:
            lines += _entry(event, section, entry, when)
    return "\n".join([*lines, "</feed>", ""])


def _entry(event: Event, section: Section, entry: Entry, when: str) -> list[str]:
    address = href(entry.url)
    content = "\n".join((entry.key, when, *entry.facts))
    return [
        "<entry>",
        f"<title>{text(f'{section.heading}: {entry.title}')}</title>",
        f"<id>urn:uuid:{uuid5(f'{event_uid(event)}/changes/{content}')}</id>",
        f"<updated>{when}</updated>",
        f'<category term="{section.impact.value}"/>',
        *([f'<link href="{address}"/>'] if address is not None else []),
        f'<content type="html">{text(entry_html(entry))}</content>',
        "</entry>",
    ]
