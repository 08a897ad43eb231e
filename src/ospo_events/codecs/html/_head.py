"""The head of a page: what search engines and readers are told first."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.event import Event
from ...views.english import concept_label, event_dates, place_line, state_line, zone_line
from ...views.markup import href, text
from ._escape import flat
from ._parts import Pieces

__all__ = ["header", "meta"]

_PICTURES = ("image", "icon")


def meta(event: Event, url: str | None, files: Iterable[tuple[str, str, str]]) -> str:
    """Return what the head of the page says of it.

    Args:
        event: the event.
        url: the address the page will have.
        files: the same programme in other forms: title, file, media type.
    """
    lines: list[str] = []
    about = event.description or event.theme
    if about:
        lines.append(f'<meta name="description" content="{flat(about[:300])}">')
    address = href(url)
    if address:
        lines.append(f'<link rel="canonical" href="{address}">')
    for title, file, media_type in files:
        lines.append(f'<link rel="alternate" type="{media_type}" title="{flat(title)}" href="{text(file)}">')
    return "".join(line + "\n" for line in lines)


def header(pieces: Pieces, title: str | None, home: str | None) -> str:
    """Return what stands above the programme.

    Args:
        pieces: the pieces of the page.
        title: what the page is about, where it is not the whole event.
        home: the address of the page of the whole event, where this is not it.
    """
    event = pieces.event
    name = f"<bdi>{text(event.title)}</bdi>"
    lines: list[str] = []
    facts = " · ".join([text(fact) for fact in (event_dates(event), place_line(event)) if fact])
    if home is not None:
        lines.append(f'<p class="series"><a href="{text(home)}">{name}</a>{" · " if facts else ""}{facts}</p>')
    elif event.series is not None:
        edition = f" · {text(event.edition)} edition" if event.edition else ""
        lines.append(f'<p class="series"><bdi>{text(event.series.title)}</bdi>{edition}</p>')
    lines.append(f"<h1>{f'<bdi>{text(title)}</bdi>' if title else name}</h1>")
    if event.theme and home is None:
        lines.append(f'<p class="theme"><bdi>{text(event.theme)}</bdi></p>')
    if facts and home is None:
        lines.append(f'<p class="facts">{facts}</p>')
    lines.append(
        '<p class="zone" aria-live="polite">All times are in '
        f'<strong id="zone-name">{text(zone_line(event))}</strong>.<span id="zone-days"></span></p>'
    )
    if state := state_line(event):
        lines.append(f'<p class="state">{text(state[0].upper() + state[1:])}</p>')
    if home is None:
        lines += _about(pieces)
    return "".join(line + "\n" for line in lines if line)


def _about(pieces: Pieces) -> list[str]:
    event = pieces.event
    inside = pieces.about(event.description) if event.description else ""
    if event.objectives:
        items = "".join(f'<li dir="auto">{text(item.text)}</li>' for item in event.objectives)
        inside += f"<ol>{items}</ol>"
    if event.outputs:
        items = "".join(f"<li><bdi>{text(item.title)}</bdi></li>" for item in event.outputs)
        inside += f'<p class="note">To come out of it:</p><ul>{items}</ul>'
    if event.concepts:
        inside += f'<p class="note">{", ".join(text(concept_label(uri)) for uri in event.concepts)}</p>'
    return [
        f"<details><summary>About the event</summary>{inside}</details>" if inside else "",
        pieces.people(event.participants),
        pieces.links(link for link in event.links if link.rel not in _PICTURES),
    ]
