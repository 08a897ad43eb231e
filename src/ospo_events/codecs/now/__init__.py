"""Now and next: what is on and what comes next, as JSON for screens in a venue."""
