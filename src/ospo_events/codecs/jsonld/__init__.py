"""JSON-LD with the terms of schema.org, which search engines and other programs read.

Every session is a `subEvent` with an `@id`; people, organizations, rooms and tracks are described once, in `@included`
(JSON-LD 1.1, section 4.5). Nothing is made up: unknown values are absent, so a tentative session has no `eventStatus`
(schema.org has no word for it) and an open end has no `endDate`.
"""
