"""pretalx: the answers of its REST API are read."""
