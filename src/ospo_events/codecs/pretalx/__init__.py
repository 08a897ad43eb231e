"""pretalx: the answers of its REST API, read only."""
