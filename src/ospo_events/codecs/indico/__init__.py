"""Indico: exports and timetables are read."""
