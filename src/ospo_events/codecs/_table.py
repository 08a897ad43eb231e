"""The table of formats: data only, so that no codec is imported to read it."""

from __future__ import annotations

from pathlib import PurePath

from ..diagnostics import suggest
from ..errors import UnknownFormat
from ._base import Codec
from .schedule.carried import NOT_IN_JSON, NOT_IN_SCHEDULE2, NOT_IN_XML

__all__ = ["CODECS", "codec_for_path", "codec_named"]

_CALENDAR_LOSS = (
    "accept",
    "extra",
    "organizations.description",
    "organizations.email",
    "organizations.extra",
    "organizations.links",
    "people.bio",
    "people.email",
    "people.extra",
    "people.links",
    "rooms.extra",
    "sessions.accept",
    "sessions.extra",
    "tracks.extra",
    "venues.extra",
)
_CALENDAR_NOTES = (
    "A session without a time is left out, and so is a fraction of a second; the report says so.",
    "What a foreign calendar holds beyond the model rides in extra['x-ical'] and is written back.",
)

_SCHEDULE_NOTES = (
    "A session of several rooms stands in each of them, one longer than 23:59 in parts, each entry with its own guid.",
    "Of the tracks of a session the first is told; who is in no session and links of the event are not.",
    "A cancelled or postponed session says so in its title, an open end is the duration 00:00.",
    "Times are cut to minutes, and whether a session may be recorded is always told: unsaid is not opted out.",
)

_SESSIONIZE_LOSS = (
    *[
        "theme",
        "acronym",
        "kind",
        "edition",
        "series",
        "related",
        "status",
        "version",
        "updated",
        "description",
        "objectives",
        "outputs",
        "attendance_mode",
        "access",
        "audience",
        "is_accessible_for_free",
        "languages",
        "interpretation",
        "captions",
        "sign_languages",
        "accessibility",
        "license",
        "recording",
        "url",
        "links",
        "color",
        "tags",
        "concepts",
        "participants",
        "day_change",
        "expects",
        "days",
        "venues",
        "organizations",
        "uid",
        "accept",
    ],
    *(
        f"rooms.{name}"
        for name in [
            "venue",
            "capacity",
            "floor",
            "description",
            "accessibility",
            "stream",
            "url",
            "links",
            "uid",
            "extra",
        ]
    ),
    *(f"tracks.{name}" for name in ["description", "color", "exclusive", "concepts", "url", "links", "uid", "extra"]),
    *(f"people.{name}" for name in ["honorific", "affiliation", "pronouns", "country", "email", "uid"]),
    "people.links.media_type",
    "people.links.language",
    *(
        f"sessions.{name}"
        for name in [
            "parent",
            "repeat_of",
            "interpretation",
            "captions",
            "sign_languages",
            "attendance_mode",
            "access",
            "expected_attendance",
            "recording.opt_out",
            "recording.license",
            "recording.links.media_type",
            "recording.links.language",
            "links.media_type",
            "links.language",
            "concepts",
            "privacy",
            "uid",
            "sequence",
            "updated",
            "previous_start",
            "accept",
            "participants.role",
            "participants.mode",
            "participants.status",
            "participants.credited_as",
            "participants.affiliation",
            "participants.job_title",
            "participants.order",
        ]
    ),
)

_ALL: tuple[Codec, ...] = (
    Codec(
        name="json",
        title="ospo-events JSON",
        module="ospo_events.codecs.native.json",
        suffixes=(".json",),
        media_types=("application/json",),
        reads=True,
        writes=True,
        specification="docs/reference/schema.md",
        notes=("The native format for programs: carries everything, one line for each session.",),
    ),
    Codec(
        name="yaml",
        title="ospo-events YAML",
        module="ospo_events.codecs.native.yaml",
        suffixes=(".yaml", ".yml"),
        media_types=("application/yaml",),
        reads=True,
        writes=True,
        specification="docs/reference/schema.md",
        notes=("The native format for people: carries everything, and takes shorthand.",),
        encode_options=("shorthand",),
    ),
    Codec(
        name="text",
        title="Agenda as plain text",
        module="ospo_events.codecs.text",
        suffixes=(".txt",),
        media_types=("text/plain",),
        reads=False,
        writes=True,
        specification="docs/reference/formats.md",
        notes=("For people in a terminal or a mail: says what, when, where and who, and nothing else.",),
        encode_options=("width", "zone", "abstracts"),
    ),
    Codec(
        name="markdown",
        title="Agenda as Markdown",
        module="ospo_events.codecs.markdown",
        suffixes=(".md", ".markdown"),
        media_types=("text/markdown",),
        reads=False,
        writes=True,
        specification="https://spec.commonmark.org/",
        notes=("For a README, a pad or an issue: the agenda as nested lists.",),
        encode_options=("zone", "abstracts"),
    ),
    Codec(
        name="now",
        title="Now and next (JSON for screens)",
        module="ospo_events.codecs.now_json",
        suffixes=(".now.json",),
        media_types=("application/json",),
        reads=False,
        writes=True,
        specification="docs/how-to/now-and-next.md",
        notes=("What is parallel, what comes next and what came before; with `at`, what is on at a moment.",),
        encode_options=("at",),
    ),
    Codec(
        name="jsonld",
        title="schema.org JSON-LD",
        module="ospo_events.codecs.jsonld",
        suffixes=(".jsonld",),
        media_types=("application/ld+json",),
        reads=True,
        writes=True,
        specification="https://schema.org/Event",
        cannot_carry=(
            "access",
            "accept",
            "accessibility",
            "captions",
            "color",
            "day_change",
            "edition",
            "expects",
            "extra",
            "interpretation",
            "license",
            "objectives",
            "organizations.email",
            "organizations.extra",
            "outputs",
            "participants.mode",
            "participants.order",
            "participants.status",
            "people.country",
            "people.email",
            "people.extra",
            "recording.opt_out",
            "related.edition",
            "rooms.extra",
            "rooms.floor",
            "rooms.stream.language",
            "rooms.stream.media_type",
            "rooms.stream.rel",
            "sessions.accept",
            "sessions.access",
            "sessions.captions",
            "sessions.description",
            "sessions.expected_attendance",
            "sessions.extra",
            "sessions.interpretation",
            "sessions.participants.mode",
            "sessions.participants.order",
            "sessions.participants.status",
            "sessions.privacy",
            "sessions.recording.opt_out",
            "sessions.repeat_of",
            "sessions.sequence",
            "sessions.sign_languages",
            "sessions.updated",
            "sign_languages",
            "tracks.color",
            "tracks.concepts",
            "tracks.exclusive",
            "tracks.extra",
            "updated",
            "venues.extra",
            "venues.timezone",
            "version",
        ),
        notes=(
            "What search engines read; pages that hold it can be read too.",
            "Roles of one schema.org property stand together: the order across properties is not kept.",
            "Properties of others that the model has no place for ride in extra['x-jsonld'] and are written back.",
        ),
        decode_options=("zone",),
        encode_options=("base",),
    ),
    Codec(
        name="html",
        title="Programme page (HTML)",
        module="ospo_events.codecs.html",
        suffixes=(".html", ".htm"),
        media_types=("text/html",),
        reads=False,
        writes=True,
        specification="https://html.spec.whatwg.org/",
        notes=("One file that needs nothing else: a list and a grid, for eyes, screen readers, phones and paper.",),
        encode_options=("abstracts", "theme", "templates", "url"),
    ),
    Codec(
        name="schedule-xml",
        title="schedule.xml (c3voc, Pentabarf, frab)",
        module="ospo_events.codecs.schedule.xml",
        suffixes=(".schedule.xml", ".xml", ".frab"),
        media_types=("application/vnd.c3voc.schedule+xml", "application/xml"),
        reads=True,
        writes=True,
        specification="https://c3voc.de/schedule/schema.xsd",
        cannot_carry=NOT_IN_XML,
        notes=_SCHEDULE_NOTES,
        decode_options=("zone", "duration", "times"),
        encode_options=("room_name", "base_url"),
    ),
    Codec(
        name="schedule-json",
        title="schedule.json, version 1 (c3voc)",
        module="ospo_events.codecs.schedule.json",
        suffixes=(".schedule.json",),
        media_types=("application/json",),
        reads=True,
        writes=True,
        specification="https://c3voc.de/schedule/schema.json",
        cannot_carry=NOT_IN_JSON,
        notes=_SCHEDULE_NOTES,
        decode_options=("zone", "duration", "times"),
        encode_options=("room_name", "base_url"),
    ),
    Codec(
        name="schedule2",
        title="schedule2, alpha-3 (c3voc)",
        module="ospo_events.codecs.schedule.schedule2",
        suffixes=(".schedule2.json",),
        media_types=("application/json",),
        reads=True,
        writes=True,
        specification="https://c3voc.de/schema/schedule2",
        cannot_carry=NOT_IN_SCHEDULE2,
        notes=(
            "The format still moves: nothing here is promised to stay.",
            "Kinds are told in ten words, roles in five (ours beside them), languages in one of two letters.",
            "Breaks, meals and registration are told by title, time and room alone.",
        ),
        decode_options=("zone", "times"),
        encode_options=("room_name", "base_url"),
        experimental=True,
    ),
    Codec(
        name="ics",
        title="iCalendar",
        module="ospo_events.codecs.calendar.ics",
        suffixes=(".ics", ".ical", ".ifb"),
        media_types=("text/calendar",),
        reads=True,
        writes=True,
        specification="https://www.rfc-editor.org/rfc/rfc5545",
        cannot_carry=_CALENDAR_LOSS,
        notes=_CALENDAR_NOTES,
        decode_options=("zone", "title"),
        encode_options=("profile", "times", "cancelled", "open_end", "sessions"),
    ),
    Codec(
        name="jcal",
        title="jCal (iCalendar as JSON)",
        module="ospo_events.codecs.calendar.jcal",
        suffixes=(".jcal", ".jcal.json"),
        media_types=("application/calendar+json",),
        reads=True,
        writes=True,
        specification="https://www.rfc-editor.org/rfc/rfc7265",
        cannot_carry=_CALENDAR_LOSS,
        notes=_CALENDAR_NOTES,
        decode_options=("zone", "title"),
        encode_options=("profile", "times", "cancelled", "open_end", "sessions"),
    ),
    Codec(
        name="sessionize",
        title="Sessionize API v2 (All, Sessions, GridSmart, Speakers)",
        module="ospo_events.codecs.sessionize",
        suffixes=(".sessionize.json",),
        media_types=("application/json",),
        reads=True,
        writes=True,
        specification="https://sessionize.com/playbook/api",
        notes=(
            "No view says the title or the time zone of the event: reading needs them as options.",
            "Written is the view All; cancelled sessions are left out, since whoever reads it shows all of it.",
            "Rooms, tracks and people carry our own id as the further member `x-id`.",
            "Times are local; a `Z` behind them is ignored and told, unless times=utc says that it is meant.",
        ),
        cannot_carry=_SESSIONIZE_LOSS,
        decode_options=("zone", "title", "id", "categories", "times"),
    ),
    Codec(
        name="pretalx",
        title="pretalx REST API (JSON)",
        module="ospo_events.codecs.pretalx",
        suffixes=(".pretalx.json",),
        media_types=("application/json",),
        reads=True,
        writes=False,
        specification="https://docs.pretalx.org/api/",
        notes=(
            "One document with several collections, or a folder of the end points' answers.",
            "Submissions that are not accepted, blockers and what is for the team only are left out.",
        ),
        reads_folders=True,
        decode_options=("zone", "title", "id", "language"),
    ),
    Codec(
        name="indico",
        title="Indico export (JSON)",
        module="ospo_events.codecs.indico",
        suffixes=(".indico.json",),
        media_types=("application/json",),
        reads=True,
        writes=False,
        specification="https://docs.getindico.io/en/stable/http-api/",
        notes=(
            "Blocks hold contributions, contributions hold subcontributions.",
            "A timetable and an export read together tell one programme.",
        ),
        reads_folders=True,
        decode_options=("zone", "title", "id", "event"),
    ),
)

CODECS: dict[str, Codec] = {codec.name: codec for codec in _ALL}
"""Every format, by name."""


def codec_named(name: str) -> Codec:
    """Return the codec of that name.

    Raises:
        UnknownFormat: there is none.
    """
    try:
        return CODECS[name]
    except KeyError:
        near = suggest(name, CODECS)
        hint = f"; did you mean {near!r}?" if near else f"; known are {', '.join(CODECS)}"
        raise UnknownFormat(f"unknown format {name!r}{hint}") from None


def codec_for_path(path: str, *, writes: bool = False) -> Codec:
    """Return the codec whose longest suffix the path ends in.

    Args:
        path: a file name.
        writes: whether it is to be written rather than read.

    Raises:
        UnknownFormat: none has such a suffix.
    """
    name = PurePath(path).name.lower()
    best: tuple[int, Codec] | None = None
    for codec in CODECS.values():
        if not (codec.writes if writes else codec.reads):
            continue
        for suffix in codec.suffixes:
            if name.endswith(suffix) and (best is None or len(suffix) > best[0]):
                best = (len(suffix), codec)
    if best is None:
        known = ", ".join(codec.name for codec in CODECS.values() if (codec.writes if writes else codec.reads))
        raise UnknownFormat(f"cannot tell the format of {path!r} from its name; say which of {known} it is")
    return best[1]
