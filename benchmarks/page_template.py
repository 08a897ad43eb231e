"""The listing, the grid and the people of a page as a Jinja2 template makes them, of values looked up beforehand.

It escapes what it prints and decides little: no links between parts, no statuses, no languages, no private data.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import jinja2

from ospo_events.codecs.html import Page
from ospo_events.model import Event, thing_uid
from ospo_events.model.vocabulary import KNOWN_KINDS

__all__ = ["rendered", "same_page"]

_TEMPLATE = """<!doctype html><html lang="en"><head><title>{{ event.title }}</title></head><body><main>
{%- macro span(talk) %}<time datetime="{{ talk.start.isoformat() }}">{{ talk.start.strftime("%H:%M") }}</time>–<time \
datetime="{{ talk.end.isoformat() }}">{{ talk.end.strftime("%H:%M") }}</time>{% endmacro %}
{% for day in days %}<section class="day" id="d-{{ day.date }}"><h2>{{ day.name }}</h2>
<div class="agenda">{% for slot in day.slots %}<div class="slot">
{% for talk in slot %}<article class="s tk {{ talk.color }}" id="s-{{ talk.id }}" data-k="{{ talk.kind }}" \
data-u="{{ talk.uid }}" data-t="{{ talk.track_id }}" data-r="{{ talk.room_id }}" data-p="{{ talk.people_ids }}">\
<p class="w">{{ span(talk) }}</p>
<h3><a href="#s-{{ talk.id }}"><bdi>{{ talk.title }}</bdi></a></h3>
<p class="m"><span class="k">{{ talk.label }}</span> · <span class="r"><bdi>{{ talk.room }}</bdi></span> · \
<span class="tr {{ talk.color }}"><bdi>{{ talk.track }}</bdi></span></p>
<p class="who">{% for role, names in talk.who %}{{ role }}: {% for name, from in names %}<bdi>{{ name }}</bdi> \
(<bdi>{{ from }}</bdi>){% if not loop.last %}, {% endif %}{% endfor %} {% endfor %}</p>
<details><summary>About<span class="h"> <bdi>{{ talk.title }}</bdi></span></summary>\
<p dir="auto">{{ talk.abstract }}</p>
<p class="note">{% for tag in talk.tags %}<bdi>{{ tag }}</bdi>{% if not loop.last %}, {% endif %}{% endfor %}</p>
<ul class="links">\
{% for link in talk.links %}<li><a href="{{ link.href }}"><bdi>About it</bdi></a></li>{% endfor %}</ul>\
</details></article>
{% endfor %}</div>{% endfor %}</div>
<div class="grid"><table><caption class="h">{{ day.name }}</caption><thead><tr><th scope="col">Time</th>\
{% for room in rooms %}<th scope="col"><bdi>{{ room.name }}</bdi></th>{% endfor %}</tr></thead><tbody>
{% for start, cells in day.rows %}<tr><th scope="row"><time datetime="{{ start.isoformat() }}">\
{{ start.strftime("%H:%M") }}</time></th>{% for talk in cells %}{% if talk %}<td class="e tk {{ talk.color }}">\
<div class="ge" data-g="s-{{ talk.id }}"><a href="#s-{{ talk.id }}"><bdi>{{ talk.title }}</bdi></a> \
<small>{{ span(talk) }}</small></div></td>{% else %}<td></td>{% endif %}{% endfor %}</tr>
{% endfor %}</tbody></table></div></section>
{% endfor %}<section id="people"><h2>People</h2>{% for person in people %}<div class="person">
<h3><bdi>{{ person.name }}</bdi></h3><p class="note"><bdi>{{ person.of }}</bdi></p><p dir="auto">{{ person.bio }}</p>
<p>{% for talk in person.talks %}<a href="#s-{{ talk.id }}"><bdi>{{ talk.title }}</bdi></a>\
{% if not loop.last %}, {% endif %}{% endfor %}</p></div>
{% endfor %}</section></main></body></html>
"""


@cache
def _template() -> jinja2.Template:
    return jinja2.Environment(autoescape=True).from_string(_TEMPLATE.replace("\\\n", ""))


def same_page(event: Event) -> bytes:
    """Return our page without JSON-LD, which no template has."""
    return Page(event=event).document()


def rendered(event: Event) -> bytes:
    """Return the page that the template makes."""
    tracks, rooms = {track.id: track for track in event.tracks}, {room.id: room for room in event.rooms}
    people, groups = {item.id: item for item in event.people}, {item.id: item.name for item in event.organizations}
    talks_of: dict[str, list[Any]] = {}
    days: dict[dt.date, list[Any]] = {}
    for session in event.sessions:
        slot, track = session.slot, tracks[session.tracks[0]]
        assert slot is not None
        roles: dict[str, list[tuple[str, str]]] = {}
        talk = {
            "id": session.id,
            "title": session.title,
            "kind": session.kind,
            "abstract": session.abstract,
            "label": KNOWN_KINDS[session.kind].label,
            "start": slot.start,
            "end": slot.end,
            "tags": session.tags,
            "uid": thing_uid(event, "session", session.id),
            "links": session.links,
            "track": track.title,
            "track_id": track.id,
            "color": f"c{track.id[6:]}",
            "room_id": slot.rooms[0],
            "room": rooms[slot.rooms[0]].name,
            "people_ids": " ".join(str(item.agent) for item in session.participants),
        }
        for item in session.participants:
            person = people[str(item.agent)]
            roles.setdefault(f"{item.role.capitalize()}s", []).append((person.name, groups[person.affiliation]))
            talks_of.setdefault(person.id, []).append(talk)
        talk["who"] = list(roles.items())
        days.setdefault(slot.start.date(), []).append(talk)
    shown: list[dict[str, Any]] = []
    for date, talks in sorted(days.items()):
        slots: dict[dt.datetime, list[Any]] = {}
        for talk in sorted(talks, key=lambda talk: talk["start"]):
            slots.setdefault(talk["start"], []).append(talk)
        rows = [(at, [{item["room_id"]: item for item in some}.get(id) for id in rooms]) for at, some in slots.items()]
        shown.append(
            {"date": date, "name": f"{date:%A} {date.day} {date:%B %Y}", "slots": list(slots.values()), "rows": rows}
        )
    listed = [
        {"name": item.name, "of": groups[item.affiliation], "bio": item.bio, "talks": talks_of.get(item.id, [])}
        for item in event.people
    ]
    return _template().render(event=event, days=shown, rooms=event.rooms, people=listed).encode()
