"""JSON-LD in the words of schema.org: what search engines and other machines read.

Every session is a `subEvent` with an `@id`; people, organizations, rooms and tracks are described once,
in `@included` (JSON-LD 1.1, section 4.5). Nothing is invented: what is unknown is absent, so a tentative
session has no `eventStatus` (schema.org has no word for it) and an open end has no `endDate`.
"""
