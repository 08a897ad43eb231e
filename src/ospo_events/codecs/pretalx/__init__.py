"""pretalx: the answers of its REST API, which are only read."""
