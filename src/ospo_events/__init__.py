"""Conference programmes as data: a typed model, validation that says where and why, and the formats of the field.

Nothing is imported before it is used (PEP 562), so that a command that only prints the version costs nothing.
"""

TYPE_CHECKING = False  # the value of `typing.TYPE_CHECKING`, without the cost of importing `typing`
if TYPE_CHECKING:
    from .codecs import CODECS, Codec, Decoded, Encoded, Fitted, Option, Stream, detect
    from .codecs.calendar import from_icalendar, to_icalendar
    from .diagnostics import Diagnostic, Report, Severity
    from .errors import (
        BrokenPlugin,
        InvalidOption,
        InvalidProgramme,
        MissingExtra,
        MissingZoneData,
        OspoEventsError,
        UnknownFormat,
        UnknownId,
        UnknownOption,
    )
    from .facade import convert, decode, dump, dumps, encode, fit, iterencode, load, loads
    from .model import (
        Acceptance,
        AgentId,
        AmbiguousTime,
        AttendanceMode,
        Audience,
        Collector,
        Day,
        EndBeforeStart,
        Event,
        EventId,
        Expectation,
        Geo,
        Link,
        NonexistentTime,
        Objective,
        Organization,
        Output,
        Participant,
        ParticipationMode,
        Person,
        PostalAddress,
        Privacy,
        RecordingPolicy,
        RelatedEvent,
        Room,
        RoomId,
        Series,
        Session,
        SessionId,
        Slot,
        Status,
        Track,
        TrackId,
        Venue,
        VenueId,
        WallClock,
        event_uid,
        sdg,
        session_uid,
    )
    from .validation import validate
    from .views import for_audience, public, select

__all__ = [
    "CODECS",
    "Acceptance",
    "AgentId",
    "AmbiguousTime",
    "AttendanceMode",
    "Audience",
    "BrokenPlugin",
    "Codec",
    "Collector",
    "Day",
    "Decoded",
    "Diagnostic",
    "Encoded",
    "EndBeforeStart",
    "Event",
    "EventId",
    "Expectation",
    "Fitted",
    "Geo",
    "InvalidOption",
    "InvalidProgramme",
    "Link",
    "MissingExtra",
    "MissingZoneData",
    "NonexistentTime",
    "Objective",
    "Option",
    "Organization",
    "OspoEventsError",
    "Output",
    "Participant",
    "ParticipationMode",
    "Person",
    "PostalAddress",
    "Privacy",
    "RecordingPolicy",
    "RelatedEvent",
    "Report",
    "Room",
    "RoomId",
    "Series",
    "Session",
    "SessionId",
    "Severity",
    "Slot",
    "Status",
    "Stream",
    "Track",
    "TrackId",
    "UnknownFormat",
    "UnknownId",
    "UnknownOption",
    "Venue",
    "VenueId",
    "WallClock",
    "__version__",
    "convert",
    "decode",
    "detect",
    "dump",
    "dumps",
    "encode",
    "event_uid",
    "fit",
    "for_audience",
    "from_icalendar",
    "iterencode",
    "load",
    "loads",
    "public",
    "sdg",
    "select",
    "session_uid",
    "to_icalendar",
    "validate",
]

__version__ = "0.1.0"

_HOMES = {
    "codecs": ("CODECS", "Codec", "Decoded", "Encoded", "Fitted", "Option", "Stream", "detect"),
    "codecs.calendar": ("from_icalendar", "to_icalendar"),
    "diagnostics": ("Diagnostic", "Report", "Severity"),
    "errors": (
        "BrokenPlugin",
        "InvalidOption",
        "InvalidProgramme",
        "MissingExtra",
        "MissingZoneData",
        "OspoEventsError",
        "UnknownFormat",
        "UnknownId",
        "UnknownOption",
    ),
    "facade": ("convert", "decode", "dump", "dumps", "encode", "fit", "iterencode", "load", "loads"),
    "validation": ("validate",),
    "views": ("for_audience", "public", "select"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 # this is what makes imports late

    value: object = getattr(import_module(f".{_HOME_OF.get(name, 'model')}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
