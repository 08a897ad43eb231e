"""One session from each entry of a schedule file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Severity
from ...model import Link, RecordingPolicy, Session, Slot, Status
from ...model.ids import is_id, slugify
from ...model.vocabulary import KNOWN_KINDS, kind_of
from .._reading.programme import ProgrammeBuilder, construct
from ._agents import AgentReader
from ._identifiers import as_guid, positive_int, slug_for, unused_int
from ._raw_schedule import RawElement, RawEvent, RawSchedule, extra_of
from ._tree import PREFIXES

__all__ = ["SeenIdentifiers", "add_session", "read_kind", "read_languages"]

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
_STATES = {status.value: status for status in Status}
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


class SeenIdentifiers:
    """What the entries before have used up, and what is the same in many of them.

    Args:
        raw: the file.
        programme: takes the sessions and the tracks.
    """

    def __init__(self, raw: RawSchedule, programme: ProgrammeBuilder) -> None:
        acronym = raw.conference.get("acronym", "").lower()
        self.prefixes = tuple(f"{text}-" for text in dict.fromkeys((acronym, acronym.replace("-", "_"))) if text)
        self.prefix = acronym.replace("-", "_")
        self.programme = programme
        self.findings = programme.findings
        self.is_own = raw.is_own
        self.has_ids = raw.has_ids
        self.own_values = raw.sessions
        self.uids: set[str] = set()
        self.numbers: set[int] = set()
        self.policies: dict[tuple[str | None, ...], RecordingPolicy | None] = {}
        """What may be recorded, by the texts that say so: nearly all entries have the same."""

    def own_value(self, raw: RawEvent, name: str) -> str | None:
        """Return the `id` or the `uid` of a session that our own JSON has beside its entry."""
        if not self.own_values:
            return None
        values = self.own_values.get(raw.fields.get("@guid", ""))
        value = cast("dict[str, object]", values).get(name) if isinstance(values, dict) else None
        return value if isinstance(value, str) and value else None

    def add_track(self, attributes: Mapping[str, object]) -> None:
        """Take a track that the conference lists; one of a title that is known already is passed over."""
        name, slug, color = attributes.get("name"), attributes.get("slug"), attributes.get("color")
        if not isinstance(name, str) or not name.strip():
            return
        own = attributes.get("x-id") if self.has_ids else None
        id = next((text for text in (own, slug) if isinstance(text, str) and is_id(text)), None)
        known = ("name", "slug", "color", "x-id") if self.has_ids else ("name", "slug", "color")
        self.programme.track(
            name.strip(),
            ("conference", "tracks"),
            id=id or slugify(name),
            color=color if isinstance(color, str) and _is_color(color) else None,
            extra=extra_of({key: value for key, value in attributes.items() if key not in known and value}),
        )


def add_session(raw: RawEvent, slot: Slot | None, agents: AgentReader, seen: SeenIdentifiers) -> None:
    """Add the session of an entry to the programme."""
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
    links = _links(raw, unmodelled)
    id = _id(raw, title, seen, unmodelled)
    tracks = seen.programme.tracks
    track = (tracks.known(text) or seen.programme.track(text, raw.path)) if (text := get("track")) else None
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
        tracks=() if track is None else (track,),
        participants=agents.participants(raw.persons, raw.path) if raw.persons else (),
        abstract=get("abstract") or None,
        description=get("description") or None,
        languages=languages,
        recording=_recording(fields, seen),
        url=get("url") or None,
        links=links,
        uid=_uid(raw, seen, unmodelled),
        extra=_extra(raw, seen, unmodelled),
    )
    if session is not None:
        seen.programme.sessions.put(session, raw.path)


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
    """Return the id of a session: from its slug, else from its guid or number; a title may come twice and change."""
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
    """Return an id made from the guid of an entry, else from its number; None where it has none of its own."""
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
    """Return the kind that a `type` says, and the text where the kind alone does not lead back to it."""
    kind = kind_of(text) if text else "other"
    if kind is None:
        return text, None
    return kind, None if text == KNOWN_KINDS[kind].label else text


def read_languages(text: str) -> tuple[tuple[str, ...], str | None]:
    """Return the languages that a `language` says, and the text where they alone do not lead back to it."""
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


def _recording(fields: Mapping[str, str], seen: SeenIdentifiers) -> RecordingPolicy | None:
    texts = tuple(map(fields.get, _OF_RECORDINGS))
    if texts not in seen.policies:
        seen.policies[texts] = _policy(*(text or "" for text in texts))
    return seen.policies[texts]


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


def _links(raw: RawEvent, unmodelled: dict[str, object]) -> tuple[Link, ...]:
    links = _listed(raw, unmodelled) if raw.links or raw.attachments else []
    for name, rel in _ELSEWHERE:
        if address := raw.fields.get(name):
            if address.startswith(_WEB):
                links.append(Link(address, rel))
            else:
                unmodelled[name] = address
    return tuple(links)


def _listed(raw: RawEvent, unmodelled: dict[str, object]) -> list[Link]:
    """Return the links and attachments; what leads nowhere is unmodelled beside them."""
    plain: list[dict[str, str]] = []
    links = _addresses(raw.links, "related", plain)
    files = _addresses(raw.attachments, "enclosure", plain)
    if plain:
        unmodelled["links"] = plain
    if files and (attached := [link.href for link in files if link.rel != "enclosure"]):
        unmodelled["attachments"] = attached
    return links + files


def _addresses(things: list[RawElement], default: str, plain: list[dict[str, str]]) -> list[Link]:
    """Return the links to addresses; what is none goes to the plain ones."""
    if not things:
        return []
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


def _extra(raw: RawEvent, seen: SeenIdentifiers, unmodelled: dict[str, object]) -> FrozenMap[str, JsonValue]:
    fields = raw.fields
    id = fields.get("@id", "")
    if id:
        number = positive_int(id)
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
