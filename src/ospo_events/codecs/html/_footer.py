"""The foot of a page: calendars, data files, places, accessibility."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.place import Room, Venue
from ...views.credits import role_heading
from ...views.english import day_name
from ...views.markup import attribute, href, text
from ...views.words import Words
from ._snippets import Snippets, place_remarks

__all__ = ["footer"]


def footer(
    snippets: Snippets, feeds: Iterable[tuple[str, str, str | None]], files: Iterable[tuple[str, str, str]]
) -> str:
    """Return the foot of a page.

    Args:
        snippets: makes the snippets of HTML of the event.
        feeds: calendars: what to call each, the file, and the address to subscribe to.
        files: the same programme in other forms: title, file, media type.
    """
    event, words = snippets.event, snippets.words
    lines = [_sponsors(snippets), _calendars(snippets, tuple(feeds))]
    if files:
        items = "".join(f'<li><a href="{text(file)}">{text(title)}</a></li>' for title, file, _ in files)
        lines.append(
            f'<section class="off-paper"><h2>{words("page.data")}</h2><ul class="links">{items}</ul></section>'
        )
    places = [f"<p>{_venue(venue, words)}</p>" for venue in event.venues]
    places += [f"<p>{snippets.of_room(room)}</p>" for room in event.rooms if _has_more(room)]
    if places:
        lines += [f"<h2>{words('page.places')}</h2>", *places]
    if event.accessibility:
        lines.append(f"<h2>{words('page.accessibility')}</h2>{snippets.about(event.accessibility)}")
    if event.license:
        lines.append(f"<p>{words('page.license', license=text(event.license))}{words('mark.stop')}</p>")
    return "".join(line + "\n" for line in lines if line)


def _sponsors(snippets: Snippets) -> str:
    """Return the sponsors of the event with their logos, by role; nothing without a logo."""
    event = snippets.event
    tiers: dict[str, list[str]] = {}
    for one in event.participants:
        home = event.index.organizations.get(one.agent) if one.agent else None
        logo = snippets.page_links.picture(f"organizations/{home.id}") if home else None
        if one.role != "sponsor" or home is None or logo is None:
            continue
        picture = f'<img src="{text(logo)}" alt="{attribute(home.name)}" loading="lazy">'
        address = href(home.url)
        shown = f'<a href="{address}">{picture}</a>' if address else picture
        tiers.setdefault(one.role_title or role_heading(one.role, True, snippets.words), []).append(f"<li>{shown}</li>")
    blocks = [f"<h2><bdi>{text(name)}</bdi></h2><ul>{''.join(items)}</ul>" for name, items in tiers.items()]
    return f'<section class="sponsors">{"".join(blocks)}</section>' if blocks else ""


def _calendars(snippets: Snippets, feeds: tuple[tuple[str, str, str | None], ...]) -> str:
    """Return the calendars: files if there are any, and those that the script of the page can save without files."""
    event, words = snippets.event, snippets.words
    title = words("page.calendars")
    files = "".join(
        f'<li><bdi>{text(name)}</bdi>{words("mark.colon")}<a href="{text(file)}" download>{words("page.file")}</a>'
        + (f', <a href="{text(address)}">{words("page.subscribe")}</a>' if address else "")
        + "</li>"
        for name, file, address in feeds
    )
    if files:
        return f'<section class="off-paper"><h2>{title}</h2><ul>{files}</ul></section>'
    days = [day.date for day in event.agenda.days if day.slots]
    if not days:
        return ""
    saves = [("", words("page.everything"))]
    if len(days) > 1:
        saves += [(f"day {date}", day_name(date, words)) for date in days]
    saves += [(f"track {track.id}", track.title) for track in event.tracks if track.id in event.index.by_track]
    buttons = "".join(
        f'<li><button type="button" data-save="{attribute(what)}"><bdi>{text(name)}</bdi> (.ics)</button></li>'
        for what, name in saves
    )
    return f'<section class="off-paper" data-js hidden><h2>{title}</h2><ul class="links">{buttons}</ul></section>'


def _venue(venue: Venue, words: Words) -> str:
    name = f"<strong><bdi>{text(venue.name)}</bdi></strong>"
    address = href(venue.url)
    parts = [f'<a href="{address}">{name}</a>' if address else name]
    if venue.address:
        a = venue.address
        parts += [
            f"<bdi>{text(part)}</bdi>" for part in (a.street, a.postal_code, a.locality, a.region, a.country) if part
        ]
    return place_remarks(", ".join(parts), venue, words)


def _has_more(room: Room) -> bool:
    return bool(room.floor or room.capacity is not None or room.description or room.accessibility or room.stream)
