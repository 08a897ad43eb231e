"""The readers of the family: schedule.xml, schedule.json and schedule2, in all their dialects."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from .._codec import Decoded

__all__ = ["decode_schedule2", "decode_schedule_json", "decode_schedule_xml"]


def decode_schedule_xml(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    duration: str | None = None,
    times: str | None = None,
    merge_breaks: bool = True,
) -> Decoded:
    """Read schedule.xml in any of its dialects; never raises because of its content.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the zone of the event, where the file does not say.
        duration: what durations of three parts are, `d:hh:mm` or `h:mm:ss`; None: as the maker of the file writes them.
        times: what the UTC of its dates is: `utc`, or `local`, a mark that means nothing; None: decided by the file.
        merge_breaks: whether a break that stands in each of several rooms is read as one session in all of them.
    """
    from ._xml_reader import read_xml  # noqa: PLC0415 # a format does not pay for the others of its family

    return read_xml(data, source, zone=zone, duration=duration, times=times, merge_breaks=merge_breaks)


def decode_schedule_json(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    duration: str | None = None,
    times: str | None = None,
    merge_breaks: bool = True,
) -> Decoded:
    """Read schedule.json as frab, pretalx, c3voc and this library write it; never raises because of its content.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the zone of the event, where the file does not say.
        duration: what durations of three parts are, `d:hh:mm` or `h:mm:ss`; None: as the maker of the file writes them.
        times: what the UTC of its dates is: `utc`, or `local`, a mark that means nothing; None: decided by the file.
        merge_breaks: whether a break that stands in each of several rooms is read as one session in all of them.
    """
    from ._json_reader import JsonReader, read_with  # noqa: PLC0415 # a format does not pay for the others of its family

    return read_with(JsonReader, data, source, zone=zone, duration=duration, times=times, merge_breaks=merge_breaks)


def decode_schedule2(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    times: str | None = None,
    merge_breaks: bool = True,
) -> Decoded:
    """Read schedule2; never raises because of its content.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the zone of the event, where the file does not say.
        times: what the UTC of its times is: `local`, a mark that means nothing; None or `utc`: UTC.
        merge_breaks: whether a break that stands in each of several rooms is read as one session in all of them.
    """
    from ._json_reader import read_with  # noqa: PLC0415 # a format does not pay for the others of its family
    from ._schedule2_reader import Schedule2Reader  # noqa: PLC0415 # a format does not pay for the others of its family

    return read_with(Schedule2Reader, data, source, zone=zone, times=times, merge_breaks=merge_breaks)
