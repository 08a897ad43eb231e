"""Sessionize API v2: the views All, Sessions, GridSmart and Speakers are read, All is written."""
