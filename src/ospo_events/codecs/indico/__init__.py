"""Indico: its exports and timetables, which are only read."""
