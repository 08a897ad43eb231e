"""What the codes of readers and writers mean. Rules explain themselves; see `ospo_events.rules`."""

from __future__ import annotations

__all__ = ["NATIVE_CODES"]

NATIVE_CODES: dict[str, str] = {
    "ambiguous-local-time": "a local time that the zone has twice; add the offset that is meant",
    "byte-order-mark": "a byte order mark before the text; harmless, and no part of UTF-8",
    "comment-not-kept": "a YAML comment that rewriting the file would lose",
    "contradictory-keys": "two keys that say the same thing, such as `slot` and `time`",
    "duplicate-key": "one key twice in one mapping; YAML and JSON readers disagree which holds",
    "empty-document": "a document with nothing in it",
    "empty-text": "a title, name or address without anything to read",
    "end-before-start": "a stretch of time that ends before it begins",
    "invalid-id": "an id with other characters than letters, digits, `.`, `_` and `-`",
    "invalid-value": "a value of the right type that says nothing sensible",
    "lone-surrogate": "half of a surrogate pair, which no file can hold",
    "missing-key": "a key that has to be there and is not",
    "missing-offset": "a moment that needs an offset, since it is not in the zone of the event",
    "no-event": "a Python file that does not define EVENT",
    "nonexistent-local-time": "a local time that the zone skips",
    "not-carried": "something the format to write has no place for",
    "not-json": "text that is not JSON",
    "not-utf-8": "bytes that are not UTF-8",
    "not-yaml": "text that is not YAML",
    "offset-contradicts-zone": "an offset that the event's zone does not have at that time",
    "python-error": "a Python file that does not run",
    "second-document": "a second YAML document in one file",
    "too-deep": "more levels than a programme needs; a sign of a hostile file",
    "too-large": "more bytes than a programme needs",
    "unknown-format": "a file whose format cannot be told",
    "unknown-format-version": "a document of a version this library does not read",
    "unknown-key": "a key the format does not have; data of your own goes under keys that begin with `x-`",
    "unknown-timezone": "a name the zone database does not have, an offset or an abbreviation",
    "unknown-value": "a word outside a closed vocabulary",
    "unreadable-file": "a file that is missing, a directory, or not readable",
    "wrong-type": "a value of another type than the key has",
    "yaml-alias": "a YAML anchor or alias; write the value out",
    "yaml-tag": "a YAML tag; the key says what its value is",
}
"""The codes of the native reader, of files and of declared loss, each with what it means."""
