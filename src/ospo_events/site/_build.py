"""What a site is made of, file by file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal
from urllib.parse import quote, urlsplit

import attrs

from ..codecs import CODECS, LANGUAGE_FORMATS, encode_in_languages
from ..codecs.calendar import Calendars
from ..codecs.history import write_log
from ..codecs.html import MANIFEST, WORKER, Page, PageLinks, for_pages, markdown_renderer, qr_codes
from ..codecs.jsonld.encode import page_pieces
from ..codecs.loss import withheld
from ..codecs.publishable import publishable
from ..codecs.schedule.encode import invented
from ..diagnostics import Diagnostic, Report, Severity
from ..errors import InvalidProgramme
from ..model.event import Event
from ..model.status import Audience
from ..validation import publication_problems
from ..views.audiences import view_for
from ..views.english import words_of
from ..views.history import History
from ..views.translations import Translation, source_texts, translated
from ..views.words import Words, missing_words
from ._changes import CHANGES, changes_page
from ._embedding import FRAGMENT, embedding
from ._feeds import CALENDARS, Feed, calendars_page, feeds, single_calendars
from ._languages import Languages, check_languages
from ._manifest import icons_of, manifest
from ._names import file_names, page_links
from ._offline import worker
from ._pages import overviews, plain_pages
from ._paper import door_sheets, nameplates
from ._pictures import FOLDER, pictures_of
from ._screen import now_screen
from ._write import GENERATOR, INDEX

__all__ = ["Options", "Site", "SiteBuild", "make_site"]

_DATA = (
    ("json", "event.json", "page.programme", "JSON"),
    ("jsonld", "event.jsonld", "", "schema.org (JSON-LD)"),
    ("schedule-xml", "schedule.xml", "", "schedule.xml"),
    ("schedule-json", "schedule.json", "", "schedule.json"),
    ("now", "now.json", "screen.title", "JSON"),
    ("pretalx-widget", "schedule/widgets/schedule.json", "page.programme", "pretalx"),
    ("markdown", "agenda.md", "page.agenda", "Markdown"),
    ("text", "agenda.txt", "page.agenda", "TXT"),
)
"""The formats, their files, the key of what each is, and its name."""
_CHANGES = "changes.atom"
_MEDIA = {
    "atom": "application/atom+xml",
    "css": "text/css",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "webmanifest": "application/manifest+json",
    "md": "text/markdown",
    "txt": "text/plain",
    "xml": "application/xml",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


@attrs.frozen(kw_only=True)
class Options:
    """How a site is to be made."""

    pages: bool = False
    """Whether to write a page for each day, session, person, room and track."""
    door_sheets: bool = False
    """Whether to write the sheets for the doors of the rooms."""
    nameplates: bool = False
    """Whether to write a nameplate for each person."""
    base_url: str | None = None
    """The address the folder will have: needed to subscribe to calendars, for the sitemap and for QR codes."""
    calendar_profile: Literal["compat", "rich", "lean"] = "compat"
    """How much to write into the calendars, as `profile` of the codec `ics` says."""
    qr_codes: bool = False
    """Whether what is printed and the screen of a hall lead to the pages by QR codes, which needs the `qr` extra."""
    markdown: bool = False
    """Whether texts are Markdown, which needs the `html` extra; HTML and Markdown become plain text otherwise."""
    theme: str = ""
    """CSS that follows the packaged one."""
    audience: Audience = Audience.PUBLIC
    """Whom the site is for."""
    history: History | None = None
    """What was published before, of an event that `publish` gave: its feeds stay, and what is gone in them."""
    templates: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Replacements of packaged templates, by name."""
    translations: tuple[Translation, ...] = ()
    """Translations of the programme: the same site in each, in a folder of its language."""
    offline: bool = False
    """Whether browsers keep the site for times without network."""
    assets: Mapping[str, bytes] = attrs.field(factory=dict[str, bytes])
    """Pictures by path: `logo.svg`, `favicon.png`, `header.jpg`, `people/ID.jpg`, `organizations/ID.svg`."""
    force: bool = False
    """Whether to make the site although ids, references or links are wrong (`validation.publication_problems`)."""


@attrs.frozen(kw_only=True)
class Site:
    """A site, ready to be written."""

    files: Mapping[str, bytes]
    """The content by path, in the order of the paths."""
    report: Report
    """What was left out or invented, and why."""
    losses: Mapping[str, Report] = attrs.field(factory=dict[str, Report])
    """What each format of its files cannot carry, by the name of the format; listed when somebody looks."""
    withheld: Report = attrs.field(factory=Report)
    """What its audience does not see."""


class _Index:
    """What is known of the files made so far: their content is not kept.

    Args:
        languages: to which pages have links; None: the site is in one language.
        words: the words that titles are said in.
    """

    def __init__(self, languages: Languages | None, words: Words) -> None:
        self.languages = languages
        self.words = words
        self.lines: dict[str, str] = {}
        """What the index of the site says of each file, by its path."""
        self.titles: dict[str, str] = {}
        """What to call each file that the page lists, by its path."""
        self.sizes: dict[str, tuple[int, str]] = {}
        """The size and the digest of each file, by its path."""

    def add(self, path: str, title: str, data: bytes) -> tuple[str, bytes]:
        """Note a file; return it, a page with links to the other languages."""
        if self.languages is not None and path.endswith(".html"):
            data = self.languages.linked(path, data)
        return self.note(path, title, data)

    def note(self, path: str, title: str, data: bytes) -> tuple[str, bytes]:
        """Note a file; return it."""
        size, digest = self.sizes[path] = len(data), _digest(data)
        entry = {"path": path, "title": title, "media_type": _media(path), "bytes": size, "sha256": digest}
        self.lines[path] = json.dumps(entry, ensure_ascii=False)
        if "/" not in path:
            self.titles[path] = title
        return path, data

    def file(self, event: Event) -> bytes:
        """Return the index as a file: one line for each of the others."""
        head = json.dumps({"generator": GENERATOR, "event": event.id, "title": event.title}, ensure_ascii=False)
        entries = ",\n ".join([self.lines[path] for path in sorted(self.lines)])
        return f'{head[:-1]}, "files": [\n {entries}\n]}}\n'.encode("utf-8", "replace")


class SiteBuild:
    """A site in the making: its files are made one after the other, so that only one at a time is in memory.

    Args:
        event: the event; what is not for the audience stays out, and so do links that are not http, https or mailto.
        options: how to make it.

    Raises:
        InvalidProgramme: ids, references or links are wrong, and nothing is forced.
        MissingExtra: Markdown or QR codes are asked for, and the extra `html` or `qr` is not installed.
        ValueError: an option has a value it cannot have.
    """

    def __init__(self, event: Event, options: Options | None = None) -> None:
        self._options = options = options or Options()
        if not options.force and not (problems := publication_problems(event)).ok:
            raise InvalidProgramme(problems)
        self._render_markdown = markdown_renderer(markdown=options.markdown)
        self._qr = qr_codes(wanted=options.qr_codes)
        self._base = _base(options.base_url)
        self._whole = event
        self._languages = (event.language or "en", *(item.language for item in options.translations))
        check_languages(self._languages)
        view = view_for(event, options.audience)
        ready = publishable(view.event)
        self._event = ready.event
        safe, unsafe, changed = for_pages(self._event.index.resolved, markdown=options.markdown)
        self._safe = safe
        self.report = ready.in_whole(unsafe)
        """What was left out or invented, and why; whole when the last file is made."""
        self.losses: Mapping[str, Report] = {"html": changed}
        """What each format of its files cannot carry, by the name of the format; listed when somebody looks."""
        self.withheld = withheld(view)
        """What its audience does not see."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the content of each file, the index last. To be asked once."""
        base, every = self._base, self._languages
        languages = Languages(every=every, own=every[0], base=base) if len(every) > 1 else None
        index = _Index(languages, words_of(self._safe))
        yield from self._files(index)
        for translation in self._options.translations:
            yield from self._in_other_language(translation, index)
        if base is not None:
            yield index.add("sitemap.xml", "Sitemap", _sitemap(self._safe, base, index.lines))
            yield index.add(
                "robots.txt", "For robots", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
            )
        else:
            self.report += Report((_no_base(qr_codes=self._options.qr_codes),))
        yield INDEX, index.file(self._safe)

    def _in_other_language(self, translation: Translation, index: _Index) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the site in another language, and note what of the translation is not shown."""
        options, language = self._options, translation.language
        there = translated(self._whole, translation, options.audience)
        if not there.report.ok:
            raise InvalidProgramme(there.report)
        kept = frozenset(there.originals)
        languages = Languages(
            every=self._languages,
            own=language,
            base=self._base,
            originals=[item.text for item in source_texts(self._whole, options.audience) if item.key in kept],
            note=translation.note,
        )
        folder = languages.folder(language)
        base = None if self._base is None else f"{self._base}{folder}"
        event = attrs.evolve(there.event, language=language)
        other = SiteBuild(event, attrs.evolve(options, translations=(), base_url=base, force=True))
        for path, data in other._files(_Index(languages, words_of(event))):
            yield index.note(f"{folder}{path}", path, data)
        told = set(self.report)
        self.report += (
            there.report + missing_words(language) + Report(tuple(item for item in other.report if item not in told))
        )

    def _files(self, index: _Index) -> Iterator[tuple[str, bytes]]:
        """Yield the files in one language."""
        options, base, safe, words = self._options, self._base, self._safe, index.words
        yield from self._data_files(index)
        self.report += _left_out(self.losses)
        if self.losses["schedule-xml"].ok or self.losses["schedule-json"].ok:
            self.report += invented(self._event, base_url=base)
        calendars = Calendars(self._event, audience=Audience.TEAM, profile=options.calendar_profile)
        names = _names(self._event)
        shown: list[Feed] = []
        for path, title, data in feeds(calendars, names, words, base=base, history=options.history, shown=shown):
            yield index.add(path, title, data)
        for path, title, data in single_calendars(self._event, calendars, names) if options.pages else ():
            yield index.add(path, title, data)
        if options.history is not None:
            yield index.add(_CHANGES, f"{words('changes.title')} (Atom)", write_log(options.history, "atom"))
        pictures, left_out = pictures_of(safe, options.assets)
        self.report += left_out
        links = page_links(safe, names) if options.pages else PageLinks()
        # A site of pages has one for the others.
        listed = ("all", "milestones", "day") if options.pages else ("all", "milestones", "day", "track", "room")
        page = Page(
            event=safe,
            page_links=attrs.evolve(
                links,
                picture={what: quote(path) for what, (path, _) in pictures.items()}.get,
                has_languages=index.languages is not None,
            ),
            pictures=bool(pictures),
            templates=options.templates,
            theme=options.theme,
            render_markdown=self._render_markdown,
            url=base,
            qr=self._qr,
            json_ld=partial(page_pieces, base_url=base, only_event=options.pages),
            feeds=tuple((feed.title, feed.path, feed.webcal) for feed in shown if feed.group in listed),
            files=tuple((title, path, _media(path)) for path, title in index.titles.items()),
            is_brief=options.pages,
            overviews=overviews(
                safe,
                pages=options.pages,
                calendars=CALENDARS if shown else None,
                changes=CHANGES if options.history else None,
            ),
        )
        for path, data in pictures.values():
            yield index.add(path, path.rpartition("/")[2], data)
        if options.pages or options.offline:
            icons = icons_of(safe, pictures)
            yield from (index.add(path, "Icon", data) for path, data in icons if path not in index.lines)
            yield index.add(MANIFEST, "Manifest", manifest(safe, icons))
        for path, title, data in embedding(page):
            yield index.add(path, title, data)
        yield from self._pages(page, names, index, shown)
        if options.offline:
            script, told = worker(index.sizes)
            self.report += told
            yield index.add(WORKER, "Offline", script)

    def _pages(
        self, page: Page, names: Mapping[str, str], index: _Index, shown: Sequence[Feed]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the pages, and first what they share."""
        options, words = self._options, index.words
        wanted = {MANIFEST: options.pages or options.offline, WORKER: options.offline}
        addresses = {name: name for name, is_wanted in wanted.items() if is_wanted}
        page = attrs.evolve(page, page_links=attrs.evolve(page.page_links, shared=addresses.get))
        if options.pages:
            for name, code in page.shared().items():
                path, data = index.add(f"{FOLDER}/{name}", name, code.encode("utf-8", "replace"))
                addresses[name] = f"{path}?{_digest(data)[:8]}"  # a browser that kept an older one asks for the new
                yield path, data
        yield index.add("index.html", page.event.title, page.document())
        if options.pages:
            for path, title, data in plain_pages(page, names, index.lines):
                yield index.add(path, title, data)
        if shown:
            yield index.add(CALENDARS, words("page.calendars"), calendars_page(page, shown))
        if options.history is not None:
            yield index.add(CHANGES, words("changes.title"), changes_page(page, options.history, _CHANGES))
        yield index.add("now.html", words("screen.title"), now_screen(page))
        if options.door_sheets:
            yield index.add("doors.html", words("paper.doors"), door_sheets(page))
        if options.nameplates:
            yield index.add("nameplates.html", words("paper.plates"), nameplates(page))

    def _data_files(self, index: _Index) -> Iterator[tuple[str, bytes]]:
        """Yield the files for programs, and note what each format cannot carry, and so the calendars."""
        event, base = self._event, self._base
        losses = dict(self.losses)
        for name, path, what, format in _DATA:
            title = f"{index.words(what)} ({format})" if what else format
            codec = CODECS[name]
            takes_base = base is not None and any(option.name == "base_url" for option in codec.encode_options)
            where = {"base_url": base} if takes_base else {}
            encoded = codec.encode(event, audience=Audience.TEAM, **where)
            losses[name] = encoded.report
            if encoded.report.ok:
                translations = self._options.translations if name in LANGUAGE_FORMATS else ()
                if translations:
                    audience = self._options.audience
                    encoded = encode_in_languages(self._whole, translations, name, audience=audience, **where)
                yield index.add(path, title, encoded.data)
        profile = self._options.calendar_profile
        losses["ics"] = Report(later=lambda: CODECS["ics"].fit(event, audience=Audience.TEAM, profile=profile).report)
        self.losses = losses


def make_site(event: Event, options: Options | None = None) -> Site:
    """Return the site of an event, all of whose files are in memory; arguments and errors as for `SiteBuild`."""
    build = SiteBuild(event, options)
    files = dict(sorted(build.files()))
    return Site(files=files, report=build.report, losses=build.losses, withheld=build.withheld)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _base(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"expected an http or https address as the base URL, got {url!r}")
    return f"{url.split('#')[0].split('?')[0].rstrip('/')}/"


def _media(path: str) -> str:
    return _MEDIA[path.rpartition(".")[2].lower()]


def _no_base(*, qr_codes: bool) -> Diagnostic:
    left_out = "no sitemap and no QR codes" if qr_codes else "no sitemap"
    return Diagnostic(
        code="missing-base-url",
        severity=Severity.INFO,
        message=f"expected the address of the site, got none: {left_out}, and calendars are files only",
        help="say where the folder will be: --base-url https://example.org/2024/",
    )


def _left_out(losses: Mapping[str, Report]) -> Report:
    """Return why files are missing."""
    return Report(tuple(dict.fromkeys([item for report in losses.values() if not report.ok for item in report.errors])))


def _names(event: Event) -> Mapping[str, str]:
    collections = (event.sessions, event.people, event.organizations, event.rooms, event.tracks)
    return file_names(item.id for items in collections for item in items)


def _sitemap(event: Event, base: str, files: Collection[str]) -> bytes:
    """Return the sitemap of the pages (sitemaps.org, protocol 0.9)."""
    changed = f"<lastmod>{event.updated:%Y-%m-%d}</lastmod>" if event.updated else ""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for path in sorted(path for path in files if path.endswith(".html") and not path.endswith(FRAGMENT)):
        address = base + ("" if path == "index.html" else quote(path))
        escaped = address.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        lines.append(f"<url><loc>{escaped}</loc>{changed}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()
