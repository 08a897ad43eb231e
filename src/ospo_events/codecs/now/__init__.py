"""Now and next: the sessions that are on and those that come next, as JSON for screens in a venue."""
