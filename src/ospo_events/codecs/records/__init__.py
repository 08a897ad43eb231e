"""Tables of sessions: a CSV or a flat JSON list with columns of any names, read with a map of columns."""
