"""Content lines and jCal: the syntax of calendars."""
