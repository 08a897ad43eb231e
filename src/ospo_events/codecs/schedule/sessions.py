"""From one entry of a file to a session."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..._frozenmap import EMPTY, FrozenMap, JsonValue
from ...diagnostics import Findings, Severity
from ...model import Link, RecordingPolicy, Session, Slot, Status, Track
from ...model.ids import is_id, slugify
from ...model.vocabulary import KNOWN_KINDS, kind_of
from .agents import Agents
from .ids import Names, as_guid, positive_int, slug_for
from .raw import RawEvent, RawSchedule, RawThing, kept_as_extra
from .tree import PREFIXES

__all__ = ["Taken", "session_of"]

_is_color = re.compile("#[0-9a-fA-F]{6}").fullmatch
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
_STATUS = {prefix: status for status, prefix in PREFIXES.items()}
_PREFIXES = tuple(_STATUS)
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
    }
)
_OF_RECORDINGS = ("recording.optout", "recording.license", "recording.url", "recording.link")
_WEB = ("https://", "http://")
_ELSEWHERE = (("logo", "image"), ("feedback_url", "feedback"), ("origin_url", "canonical"))
"""Fields that are a link, with its relation."""
_RELS = {"related": "related", "media": "recording", "video": "recording"}


class Taken:
    """What is taken already: ids, UIDs, tracks."""

    def __init__(self, raw: RawSchedule, found: Findings) -> None:
        acronym = raw.conference.get("acronym", "").lower()
        self.prefixes = tuple(f"{text}-" for text in dict.fromkeys((acronym, acronym.replace("-", "_"))) if text)
        self.prefix = acronym.replace("-", "_")
        self.found = found
        self.ids = Names(longest=100)
        self.uids: set[str] = set()
        self.numbers: set[int] = set()
        self.tracks: dict[str, Track] = {}
        self.policies: dict[tuple[str | None, ...], RecordingPolicy | None] = {}
        """What may be recorded, by the texts that say so: nearly all entries have the same."""
        self._track_ids = Names(longest=100)

    def known_track(self, told: Mapping[str, object]) -> None:
        """Take a track that the conference lists."""
        name, slug, color = told.get("name"), told.get("slug"), told.get("color")
        if not isinstance(name, str) or not name.strip() or name.strip() in self.tracks:
            return
        kept = {key: value for key, value in told.items() if key not in ("name", "slug", "color") and value}
        self._add_track(
            name.strip(),
            slug if isinstance(slug, str) and is_id(slug) else slugify(name),
            color if isinstance(color, str) and _is_color(color) else None,
            kept_as_extra(kept),
        )

    def _add_track(
        self, title: str, id: str, color: str | None = None, extra: FrozenMap[str, JsonValue] = EMPTY
    ) -> Track:
        id = self._track_ids.take(id)
        track = self.tracks[title] = Track(id=id, title=title, color=color, extra=extra)
        return track

    def track(self, title: str) -> Track:
        """Return the track of that title."""
        return self.tracks.get(title) or self._add_track(title, slugify(title))


def session_of(raw: RawEvent, slot: Slot | None, agents: Agents, taken: Taken) -> Session:
    """Return the session that an entry tells of."""
    fields = raw.fields
    get = fields.get
    kept: dict[str, object] = {}
    title, status = _title(raw, taken)
    links = _links(raw, kept)
    return Session(
        id=_id(raw, title, taken, kept),
        title=title,
        subtitle=get("subtitle") or None,
        kind=_kind(fields, kept),
        status=status,
        slot=slot,
        tracks=(taken.track(track).id,) if (track := get("track")) else (),
        participants=agents.participants(raw.persons, raw.path) if raw.persons else (),
        abstract=get("abstract") or None,
        description=get("description") or None,
        languages=_languages(fields, kept),
        recording=_recording(fields, taken),
        url=get("url") or None,
        links=links,
        uid=_uid(raw, taken, kept),
        extra=_extra(raw, taken, kept),
    )


def _title(raw: RawEvent, taken: Taken) -> tuple[str, Status]:
    title = raw.fields.get("title", "")
    if title and (state := raw.fields.get("state")) is not None:
        return title, Status(state)
    if title.startswith(_PREFIXES):
        prefix = next(prefix for prefix in _PREFIXES if title.startswith(prefix))
        return title[len(prefix) :].strip(), _STATUS[prefix]
    if not title:
        fields = raw.fields
        title = fields.get("subtitle") or fields.get("slug") or fields.get("track") or "Untitled"
        taken.found.add("missing-title", f"expected a title, got none: {title[:80]!r} is taken", (*raw.path, "title"))
    return title, Status.CONFIRMED


def _id(raw: RawEvent, title: str, taken: Taken, kept: dict[str, object]) -> str:
    slug = raw.fields.get("slug", "")
    wanted = slug
    for prefix in taken.prefixes:
        if slug.startswith(prefix):
            wanted = slug[len(prefix) :]
            break
    if not is_id(wanted):
        wanted = slugify(title)
    id = taken.ids.take(wanted)
    if slug and slug != slug_for(taken.prefix, id):
        kept["slug"] = slug
    return id


def _uid(raw: RawEvent, taken: Taken, kept: dict[str, object]) -> str | None:
    guid = raw.fields.get("@guid", "")
    if not guid:
        return None
    uid = as_guid(guid) or guid
    if uid in taken.uids:
        taken.found.add(
            "duplicate-uid",
            f"expected a guid of its own, got {guid[:60]!r} a second time: another will be made",
            (*raw.path, "@guid"),
        )
        kept["guid"] = guid
        return None
    taken.uids.add(uid)
    return uid


def _kind(fields: Mapping[str, str], kept: dict[str, object]) -> str:
    text = fields.get("type", "")
    kind = kind_of(text) if text else "other"
    if kind is None:
        return text
    if text != KNOWN_KINDS[kind].label:
        kept["type"] = text
    return kind


def _languages(fields: Mapping[str, str], kept: dict[str, object]) -> tuple[str, ...]:
    text = fields.get("language", "")
    if not text:
        return ()
    if len(text) == 2 and text.isascii() and text.islower():
        return (text,)
    words = [word for word in re.split(r"[\s,;/&|]+", text[:200]) if word]
    codes = [_LANGUAGES.get(word.casefold(), word.lower() if len(word) <= 3 else word) for word in words]
    codes = [code for code in dict.fromkeys(codes) if _is_language(code) and code not in ("and", "und")]
    if len(codes) != len([word for word in words if word not in ("and", "und")]):
        codes = []
    if ", ".join(codes) != text:
        kept["language"] = text
    return tuple(codes)


def _recording(fields: Mapping[str, str], taken: Taken) -> RecordingPolicy | None:
    told = tuple(map(fields.get, _OF_RECORDINGS))
    if told not in taken.policies:
        taken.policies[told] = _policy(*(text or "" for text in told))
    return taken.policies[told]


def _policy(optout: str, license: str, *addresses: str) -> RecordingPolicy | None:
    links = tuple(Link(address, "recording") for address in addresses if address)
    if not optout and not license and not links:
        return None
    opt_out = {"true": True, "1": True, "false": False, "0": False}.get(optout.lower())
    return RecordingPolicy(opt_out=opt_out, license=license or None, links=links)


def _is_address(text: str) -> bool:
    if text.startswith(_WEB) and text[8:9] not in ("", "/"):  # nearly all
        return True
    scheme, colon, rest = text.partition(":")
    return bool(colon) and scheme.isascii() and scheme.isalpha() and len(scheme) > 1 and bool(rest.strip("/"))


def _links(raw: RawEvent, kept: dict[str, object]) -> tuple[Link, ...]:
    links = _listed(raw, kept) if raw.links or raw.attachments else []
    for name, rel in _ELSEWHERE:
        if address := raw.fields.get(name):
            if address.startswith(_WEB):
                links.append(Link(address, rel))
            else:
                kept[name] = address
    return tuple(links)


def _listed(raw: RawEvent, kept: dict[str, object]) -> list[Link]:
    """Return the links and attachments; what leads nowhere is kept beside them."""
    plain: list[dict[str, str]] = []
    links = _addresses(raw.links, "related", plain)
    files = _addresses(raw.attachments, "enclosure", plain)
    if plain:
        kept["links"] = plain
    if files and (attached := [link.href for link in files if link.rel != "enclosure"]):
        kept["attachments"] = attached
    return links + files


def _addresses(things: list[RawThing], default: str, plain: list[dict[str, str]]) -> list[Link]:
    """Return the links to addresses; what is none goes to the plain ones."""
    links: list[Link] = []
    for thing in things:
        attributes, title = thing.attributes, thing.text
        href = attributes.get("href") or attributes.get("url")
        address = href.strip() if isinstance(href, str) else title
        type = attributes.get("type")
        rel = _RELS.get(type, type) if isinstance(type, str) and type else default
        if _is_address(address):
            links.append(Link(address, rel, title=title or None))
        elif address:
            plain.append({"href": address, "title": title, **({"type": rel} if rel != "related" else {})})
    return links


def _extra(raw: RawEvent, taken: Taken, kept: dict[str, object]) -> FrozenMap[str, JsonValue]:
    fields = raw.fields
    id = fields.get("@id", "")
    if id:
        number = positive_int(id)
        if number is not None and number in taken.numbers:
            taken.found.add(
                "duplicate-id",
                f"expected an id of its own, got {id[:40]!r} a second time",
                (*raw.path, "@id"),
                severity=Severity.INFO,
            )
        elif number is None:
            taken.found.add(
                "invalid-id",
                f"expected a positive integer as the id, got {id[:40]!r}",
                (*raw.path, "@id"),
                severity=Severity.INFO,
            )
        else:
            taken.numbers.add(number)
        kept["id"] = number if number is not None else id
    if raw.room and (room := fields.get("room", "")) and room != raw.room:
        kept["room"] = room
    if not fields.keys() <= _IN_THE_MODEL:
        for name, value in fields.items():
            if value and name not in _IN_THE_MODEL:
                kept[name.lstrip("@")] = value
    if raw.other:
        kept.update((key, value) for key, value in raw.other.items() if value not in ("", [], None))
    return kept_as_extra(kept)
