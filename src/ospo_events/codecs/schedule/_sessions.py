"""Makes one session from each entry of a schedule file."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import TypeAlias, cast

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Path, Severity
from ...model import Link, RecordingPolicy, Session, Slot, Status
from ...model.ids import is_id, slugify
from ...model.vocabulary import KNOWN_KINDS, kind_of
from .._reading.addresses import Addresses
from .._reading.located import Where
from .._reading.programme import ProgrammeBuilder, construct
from ._agents import AgentReader
from ._entry_fields import relation_of
from ._further_entries import ENTRIES
from ._identifiers import as_guid, is_color, positive_int, slug_for, unused_int
from ._raw_schedule import RawElement, RawEvent, RawSchedule, extra_of
from ._tree import PREFIXES

__all__ = ["OF_OUR_TRACKS", "SeenIdentifiers", "add_session", "read_kind", "read_languages"]

Runs: TypeAlias = "tuple[tuple[object, str], ...]"
"""Identifies runs of one submission: its code, or its number with its title."""

_is_language = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*").fullmatch
_LANGUAGES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "dutch": "nl",
    "nederlands": "nl",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
}
_STATES = {status.value: status for status in Status}
_STATUS = {prefix: status for status, prefix in PREFIXES.items()}
_PREFIXES = tuple(_STATUS)
_OF_LINKS = frozenset({"href", "url", "type", "title"})
_OF_TRACKS = frozenset({"name", "slug", "color"})
OF_OUR_TRACKS = _OF_TRACKS | {"x-id"}
"""The keys of a track that the reader of our own JSON understands."""
_IN_THE_MODEL = frozenset(
    {
        "@id",
        "@guid",
        "date",
        "start",
        "duration",
        "room",
        "title",
        "subtitle",
        "track",
        "track.slug",
        "type",
        "language",
        "abstract",
        "description",
        "url",
        "feedback_url",
        "origin_url",
        "recording.license",
        "recording.optout",
        "recording.url",
        "recording.link",
        "end",
        "state",
        "persons",
        "links",
        "attachments",
        "recording",
        "slug",
        "logo",
        "video_download_url",
    }
)
_OF_RECORDINGS = ("recording.optout", "recording.license", "recording.url", "recording.link")
_ELSEWHERE = (("logo", "image"), ("feedback_url", "feedback"), ("origin_url", "canonical"))
"""Fields that contain a link, with its relation."""


class SeenIdentifiers:
    """Identifiers that earlier entries have used, and values that many entries share.

    Args:
        raw: the file.
        programme: takes the sessions and the tracks.
        addresses: completes addresses.
    """

    def __init__(self, raw: RawSchedule, programme: ProgrammeBuilder, addresses: Addresses) -> None:
        acronym = raw.conference.get("acronym", "").lower()
        self.prefixes = tuple(f"{text}-" for text in dict.fromkeys((acronym, acronym.replace("-", "_"))) if text)
        self.prefix = acronym.replace("-", "_")
        self.programme = programme
        self.findings = programme.findings
        self.addresses = addresses
        self.is_own = raw.is_own
        self.has_ids = raw.has_ids
        self.own_values = raw.sessions
        self.uids: set[str] = set()
        self.numbers: set[int] = set()
        self._runs: dict[tuple[object, str], str] = {}
        self.policies: dict[tuple[str | None, ...], RecordingPolicy | None] = {}
        """The recording policy for each combination of texts: nearly all entries have the same."""

    def own_value(self, raw: RawEvent, name: str) -> str | None:
        """Return the `id` or the `uid` of a session that our own JSON has beside its entry."""
        if not self.own_values:
            return None
        values = self.own_values.get(raw.fields.get("@guid", ""))
        value = cast("dict[str, object]", values).get(name) if isinstance(values, dict) else None
        return value if isinstance(value, str) and value else None

    def first_run(self, runs: Runs) -> str | None:
        """Return the id of the session of which an entry is a further run: with the same code, or number and title."""
        for key in runs:
            if (first := self._runs.get(key)) is not None:
                return first
        return None

    def remember_run(self, runs: Runs, session: Session) -> None:
        """Record a session by its code and its number."""
        for key in runs:
            self._runs.setdefault(key, session.id)

    def add_track(self, attributes: Mapping[str, object], path: Path) -> None:
        """Add a track that the conference lists.

        Entries name a track by its title: where two have one title, they are in the first.
        """
        name, slug, color = attributes.get("name"), attributes.get("slug"), attributes.get("color")
        if not isinstance(name, str) or not name.strip():
            return
        name = name.strip()
        own = attributes.get("x-id") if self.has_ids else None
        id = next((text for text in (own, slug) if isinstance(text, str) and is_id(text)), None)
        tracks = self.programme.tracks
        key: Hashable = name
        if tracks.known(name) is not None:
            key = (name, slug) if isinstance(slug, str) and slug else name
            if tracks.known(key) is not None:
                if len(attributes) > 1:
                    self.findings.add(
                        "track-twice",
                        f"expected a title of its own for each track, got {name[:60]!r} again: the first is taken",
                        path,
                    )
                return
        known = OF_OUR_TRACKS if self.has_ids else _OF_TRACKS
        kept = {key: value for key, value in attributes.items() if key not in known and value not in ("", None, [])}
        if isinstance(color, str) and not is_color(color):
            kept["color"] = color
        if isinstance(slug, str) and slug and id != slug and not self.has_ids:
            kept["slug"] = slug
        made = self.programme.track(
            name,
            path,
            key=key,
            id=id or slugify(name),
            color=color if isinstance(color, str) and is_color(color) else None,
            extra=extra_of(kept),
        )
        if made is not None and isinstance(slug, str):
            tracks.alias((name, slug), made)

    def track(self, fields: Mapping[str, str], path: Path) -> str | None:
        """Return the id of the track that an entry names."""
        title = fields.get("track")
        if not title:
            return None
        tracks = self.programme.tracks
        if (slug := fields.get("track.slug")) and (known := tracks.known((title, slug))) is not None:
            return known
        return tracks.known(title) or self.programme.track(title, path)


def add_session(
    raw: RawEvent,
    slot: Slot | None,
    agents: AgentReader,
    seen: SeenIdentifiers,
    kept: Mapping[str, object],
    *,
    where: Where,
) -> None:
    """Add the session of an entry to the programme.

    Args:
        raw: the entry.
        slot: when and where it is.
        agents: reads who takes part.
        seen: what the entries before have used up.
        kept: what another system said of its further entries, by room.
        where: what the name of its room says, where it is not that of a room.
    """
    fields = raw.fields
    get = fields.get
    unmodelled: dict[str, object] = {}
    title, status = _title(raw, seen)
    kind, kind_text = read_kind(get("type", ""))
    if kind_text is not None:
        unmodelled["type"] = kind_text
    languages, language_text = read_languages(get("language", ""))
    if language_text is not None:
        unmodelled["language"] = language_text
    links = _links(raw, seen, unmodelled)
    id = _id(raw, title, seen, unmodelled)
    track = seen.track(fields, raw.path)
    if kept:
        unmodelled[ENTRIES] = kept
    number = positive_int(get("@id", ""))
    runs = _runs_of(get("@code", ""), number, title)
    first_run = seen.first_run(runs)
    session = construct(
        Session,
        seen.findings,
        raw.path,
        id=id,
        title=title,
        subtitle=get("subtitle") or None,
        kind=kind,
        status=status,
        slot=slot,
        repeat_of=first_run,
        tracks=() if track is None else (track,),
        participants=agents.participants(raw.persons, raw.path) if raw.persons else (),
        abstract=get("abstract") or None,
        description=get("description") or None,
        languages=languages,
        attendance_mode=where.mode,
        recording=_recording(raw, seen, unmodelled),
        url=_address(raw, "url", seen, unmodelled),
        links=(*links, *(link for link in where.links if link not in links)) if where.links else links,
        uid=_uid(raw, seen, unmodelled),
        extra=_extra(raw, number, seen, unmodelled, is_repeat=first_run is not None),
    )
    if session is not None:
        seen.programme.sessions.put(session, raw.path)
        if first_run is None:
            seen.remember_run(runs, session)


def _title(raw: RawEvent, seen: SeenIdentifiers) -> tuple[str, Status]:
    title = raw.fields.get("title", "")
    if title and (state := raw.fields.get("state")) is not None:
        return title, _STATES.get(state) or Status(state)
    if title.startswith(_PREFIXES):
        prefix = next(prefix for prefix in _PREFIXES if title.startswith(prefix))
        return title[len(prefix) :].strip(), _STATUS[prefix]
    if not title:
        fields = raw.fields
        title = fields.get("subtitle") or fields.get("slug") or fields.get("track") or "Untitled"
        seen.findings.add("missing-title", f"expected a title, got none: {title[:80]!r} is seen", (*raw.path, "title"))
    return title, Status.CONFIRMED


def _id(raw: RawEvent, title: str, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> str:
    """Return the id of a session: from its slug, else from its guid or number; titles may repeat and change."""
    slug = raw.fields.get("slug", "")
    wanted = slug
    for prefix in seen.prefixes:
        if slug.startswith(prefix):
            wanted = slug[len(prefix) :]
            break
    ids = seen.programme.sessions.ids
    if not wanted:
        wanted = _id_without_slug(raw.fields, seen) or slugify(title)
    elif not is_id(wanted):
        wanted = slugify(wanted)
    if (own := seen.own_value(raw, "id")) and is_id(own):
        wanted = own
    elif ids.is_taken(wanted) and (guid := as_guid(raw.fields.get("@guid", ""))):
        # Two slugs that are alike: a number behind the second would depend on the order.
        wanted = f"{wanted[:90]}-{guid[:8]}"
    id = ids.new(wanted)
    if slug and slug != slug_for(seen.prefix, id):
        unmodelled["slug"] = slug
    return id


def _id_without_slug(fields: Mapping[str, str], seen: SeenIdentifiers) -> str | None:
    """Return an id made from the guid of an entry, else from its number; None if it has neither."""
    guid = fields.get("@guid", "").strip()
    if guid:
        return as_guid(guid) or slugify(guid)
    number = positive_int(fields.get("@id", ""))
    return None if number is None or number in seen.numbers else f"event-{number}"


def _uid(raw: RawEvent, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> str | None:
    guid = raw.fields.get("@guid", "")
    if not guid:
        return None
    uid = as_guid(guid) or guid
    if uid in seen.uids:
        seen.findings.add(
            "duplicate-uid",
            f"expected a guid of its own, got {guid[:60]!r} a second time: another will be made",
            (*raw.path, "@guid"),
        )
        unmodelled["guid"] = guid
        return None
    seen.uids.add(uid)
    # In our own JSON the guid may be one that the writer made.
    return seen.own_value(raw, "uid") if seen.has_ids else uid


def read_kind(text: str) -> tuple[str, str | None]:
    """Return the kind for a `type`, and the text if the kind alone cannot restore it."""
    kind = kind_of(text) if text else "other"
    if kind is None:
        return text, None
    return kind, None if text == KNOWN_KINDS[kind].label else text


def read_languages(text: str) -> tuple[tuple[str, ...], str | None]:
    """Return the languages in a `language`, and the text if they alone cannot restore it."""
    if not text:
        return (), None
    if len(text) == 2 and text.isascii() and text.islower():
        return (text,), None
    words = [word for word in re.split(r"[\s,;/&|]+", text[:200]) if word]
    codes = [_LANGUAGES.get(word.casefold(), word.lower() if len(word) <= 3 else word) for word in words]
    codes = [code for code in dict.fromkeys(codes) if _is_language(code) and code not in ("and", "und")]
    if len(codes) != len([word for word in words if word not in ("and", "und")]):
        codes = []
    return tuple(codes), None if ", ".join(codes) == text else text


def _recording(raw: RawEvent, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> RecordingPolicy | None:
    texts = tuple(map(raw.fields.get, _OF_RECORDINGS))
    if texts not in seen.policies:
        if texts[2] or texts[3]:
            # Where they are stands in an entry alone, and so does what they are relative to.
            addresses = (_address(raw, name, seen, unmodelled) or "" for name in _OF_RECORDINGS[2:])
            return _policy(texts[0] or "", texts[1] or "", *addresses)
        seen.policies[texts] = _policy(texts[0] or "", texts[1] or "")
    return seen.policies[texts]


def _policy(optout: str, license: str, *addresses: str) -> RecordingPolicy | None:
    links = tuple(Link(address, "recording") for address in addresses if address)
    if not optout and not license and not links:
        return None
    opt_out = {"true": True, "1": True, "false": False, "0": False}.get(optout.lower())
    return RecordingPolicy(opt_out=opt_out, license=license or None, links=links)


def _address(raw: RawEvent, name: str, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> str | None:
    """Return the address in a field; an address that cannot be completed is preserved as unknown data."""
    text = raw.fields.get(name)
    if not text:
        return None
    address = seen.addresses.absolute(text, (*raw.path, name))
    if address is None:
        unmodelled[name] = text
    return address


def _links(raw: RawEvent, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> tuple[Link, ...]:
    links = _listed(raw, seen, unmodelled) if raw.links or raw.attachments else []
    if download := raw.fields.get("video_download_url"):
        address = seen.addresses.absolute(download, (*raw.path, "video_download_url"))
        unmodelled["video_download_url"] = address or download
    for name, rel in _ELSEWHERE:
        if name in raw.fields and (address := _address(raw, name, seen, unmodelled)):
            links.append(Link(address, rel))
    return tuple(links)


def _listed(raw: RawEvent, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> list[Link]:
    """Return the links and attachments; invalid addresses beside them are preserved as unknown data."""
    reader = _LinkReader(seen)
    links = reader.read(raw.links, "related", (*raw.path, "links"))
    number = len(reader.plain)
    files = reader.read(raw.attachments, "enclosure", (*raw.path, "attachments")) if raw.attachments else []
    for item in reader.plain[number:]:
        item["attached"] = True
    if reader.plain:
        unmodelled["links"] = reader.plain
    if reader.beyond:
        unmodelled["of_links"] = reader.beyond
    if files and (attached := [link.href for link in files if link.rel != "enclosure"]):
        unmodelled["attachments"] = attached
    return links + files


class _LinkReader:
    """Reads the links of one entry."""

    def __init__(self, seen: SeenIdentifiers) -> None:
        self.addresses = seen.addresses
        self.plain: list[dict[str, object]] = []
        """Texts that are not addresses."""
        self.beyond: dict[str, object] = {}
        """Data that a link cannot hold, such as the service it is at, by its address."""

    def read(self, things: list[RawElement], default: str, path: Path) -> list[Link]:
        """Return the links to addresses; those without a type have the default relation."""
        links: list[Link] = []
        for thing in things:
            attributes, title = thing.attributes, thing.text
            href = attributes.get("href") or attributes.get("url")
            text = href.strip() if isinstance(href, str) else title
            rel = relation_of(attributes.get("type"), default)
            address = self.addresses.absolute(text, path, only_addresses=False)
            if not attributes.keys() <= _OF_LINKS:
                more = {key: value for key, value in attributes.items() if key not in _OF_LINKS}
                self.beyond.setdefault(address or text, {k: v for k, v in more.items() if v not in ("", None, [])})
            if address is not None:
                links.append(Link(address, rel, title=title or None))
            elif text:
                self.plain.append({"href": text, "title": title, **({"type": rel} if rel != default else {})})
        return links


def _runs_of(code: str, number: int | None, title: str) -> Runs:
    """Return the identities by which entries are recognised as runs of one submission."""
    if number is None:
        return (("code", code),) if code else ()
    return (("code", code), (number, title)) if code else ((number, title),)


def _extra(
    raw: RawEvent, number: int | None, seen: SeenIdentifiers, unmodelled: dict[str, object], *, is_repeat: bool
) -> FrozenMap[str, JsonValue]:
    fields = raw.fields
    id = fields.get("@id", "")
    if id and not (is_repeat and number in seen.numbers):
        if number is not None and number in seen.numbers:
            seen.findings.add(
                "duplicate-id",
                f"expected an id of its own, got {id[:40]!r} a second time",
                (*raw.path, "@id"),
                severity=Severity.INFO,
            )
        elif number is None:
            seen.findings.add(
                "invalid-id",
                f"expected a positive integer as the id, got {id[:40]!r}",
                (*raw.path, "@id"),
                severity=Severity.INFO,
            )
        else:
            seen.numbers.add(number)
        if not seen.is_own or number != unused_int(fields.get("@guid", ""), ()):
            unmodelled["id"] = number if number is not None else id
    if raw.room and (room := fields.get("room", "")) and room != raw.room:
        unmodelled["room"] = room
    if not fields.keys() <= _IN_THE_MODEL:
        for name, value in fields.items():
            if value and name not in _IN_THE_MODEL:
                unmodelled[name.lstrip("@")] = value
    if raw.other:
        unmodelled.update((key, value) for key, value in raw.other.items() if value not in ("", [], None))
    return extra_of(unmodelled)
