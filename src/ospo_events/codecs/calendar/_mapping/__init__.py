"""Turns calendars into events, and events into calendars."""
