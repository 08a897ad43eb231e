"""The reading kit, shared by all readers: bytes, JSON, HTML, times, time zones, ids, and the tables of a programme."""
