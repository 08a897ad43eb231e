"""The head of a page: its metadata, and the header above the programme."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ...model.clock import Milestone
from ...views.credits import credits_of_event
from ...views.english import attending_line, concept_label, milestone_label, milestones_in_order
from ...views.markup import attribute, href, text
from ...views.words import Words
from ._snippets import Snippets

__all__ = ["Subject", "header", "meta"]

_PICTURES = ("image", "icon")


@attrs.frozen
class Subject:
    """The description of a page, for search engines and for sites that link to it."""

    title: str
    """Its title."""
    about: str
    """A sentence or more about it; empty: no description."""
    url: str | None
    """The address it will have."""
    image: str | None
    """The address of a picture."""
    site: str
    """The title of the event."""


def meta(subject: Subject, files: Iterable[tuple[str, str, str]] = (), *, paint: str | None = None) -> str:
    """Return the metadata of a page, as elements of its head.

    Args:
        subject: what it is about.
        files: the same in other forms: title, file, media type.
        paint: the colour of the frame of the browser; None: its own.
    """
    lines: list[str] = []
    if paint is not None:
        lines.append(f'<meta name="theme-color" content="{paint}">')
    about = attribute(subject.about[:300])
    if about:
        lines.append(f'<meta name="description" content="{about}">')
    address = href(subject.url)
    if address:
        lines.append(f'<link rel="canonical" href="{address}">')
        told = {"title": attribute(subject.title), "description": about, "url": address, "type": "website"}
        told |= {"site_name": attribute(subject.site), "image": href(subject.image) or ""}
        lines += [f'<meta property="og:{name}" content="{value}">' for name, value in told.items() if value]
        lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if subject.image else "summary"}">')
    for title, file, media_type in files:
        lines.append(f'<link rel="alternate" type="{media_type}" title="{attribute(title)}" href="{text(file)}">')
    return "".join(line + "\n" for line in lines)


def header(snippets: Snippets, title: str | None, home: str | None, pages: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the header above the programme.

    Args:
        snippets: makes the snippets of HTML of the event.
        title: the subject of the page; None: the whole event.
        home: the address of the page of the whole event; None: this is that page.
        pages: the title and the address of pages: those between that page and this one, or, of that page, overviews.
    """
    event = snippets.event
    name = f"<bdi>{text(event.title)}</bdi>"
    lines: list[str] = []
    facts = snippets.dates_and_place
    if home is not None:
        crumbs = [
            f'<a href="{text(home)}">{name}</a>',
            *(f'<a href="{text(path)}">{text(of)}</a>' for of, path in pages),
        ]
        lines.append(
            f'<nav class="series crumbs" aria-label="{snippets.words("plain.where")}">{" › ".join(crumbs)}</nav>'
        )
    elif event.series is not None:
        edition = f" · {snippets.words('page.edition', edition=text(event.edition))}" if event.edition else ""
        lines.append(f'<p class="series"><bdi>{text(event.series.title)}</bdi>{edition}</p>')
    if home is None and (picture := snippets.page_links.picture("header")):
        lines.insert(0, f'<img class="banner" src="{text(picture)}" alt="">')
    if logo := snippets.page_links.picture("logo"):
        lines.append(f'<img class="logo" src="{text(logo)}" alt="">')
    lines.append(f"<h1>{f'<bdi>{text(title)}</bdi>' if title else name}</h1>")
    if event.theme and home is None:
        lines.append(f'<p class="theme"><bdi>{text(event.theme)}</bdi></p>')
    if facts and home is None:
        lines.append(f'<p class="facts">{facts}</p>')
    if home is None and (attending := attending_line(event)):
        lines.append(f'<p class="facts">{text(attending)}</p>')
    if home is None:
        lines += [*snippets.zone_and_state, *_about(snippets)]
        if pages:
            items = "".join(f'<li><a href="{text(path)}">{text(of)}</a></li>' for of, path in pages)
            label = snippets.words("plain.pages")
            lines.append(f'<nav class="off-paper" aria-label="{label}"><ul class="links">{items}</ul></nav>')
    return "".join(line + "\n" for line in lines if line)


def _milestone(item: Milestone, when: str, words: Words) -> str:
    name, address = f"<bdi>{text(milestone_label(item, words))}</bdi>", href(item.url)
    if address is not None:
        name = f'<a href="{address}">{name}</a>'
    machine = (
        item.day.isoformat() if item.at is None else item.at.isoformat("T", "seconds" if item.at.second else "minutes")
    )
    return f'<li>{name}{words("mark.colon")}<time datetime="{machine}">{text(when)}</time></li>'


def _about(snippets: Snippets) -> list[str]:
    event, words = snippets.event, snippets.words
    inside = snippets.about(event.description) if event.description else ""
    if event.objectives:
        items = "".join(f'<li dir="auto">{text(item.text)}</li>' for item in event.objectives)
        inside += f"<ol>{items}</ol>"
    if event.outputs:
        items = "".join(f"<li><bdi>{text(item.title)}</bdi></li>" for item in event.outputs)
        heading = (words("page.outputs") + words("mark.colon")).rstrip()
        inside += f'<p class="note">{heading}</p><ul>{items}</ul>'
    if event.concepts:
        inside += f'<p class="note">{words.listed([text(concept_label(uri, words)) for uri in event.concepts])}</p>'
    inside += snippets.people(credits_of_event(event))
    dates = [_milestone(item, when, snippets.words) for item, when in milestones_in_order(event)]
    return [
        f'<ul class="dates">{"".join(dates)}</ul>' if dates else "",
        f"<details><summary>{snippets.words('page.about-event')}</summary>{inside}</details>" if inside else "",
        snippets.links(link for link in event.links if link.rel not in _PICTURES),
    ]
