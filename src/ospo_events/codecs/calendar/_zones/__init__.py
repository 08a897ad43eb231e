"""Time zones in calendars: VTIMEZONE from the zone database, and times of any zone as moments."""
