"""What calendars say as an event, and what an event says as a calendar."""
