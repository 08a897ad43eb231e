"""The words of the bar and the script of a page, in one place."""

from __future__ import annotations

__all__ = ["BAR", "PLAIN", "SCREEN", "SCRIPT"]

BAR = {
    "bar": "What to show, and how",
    "days": "Days",
    "view": "View",
    "list": "List",
    "grid": "Grid",
    "now": "Now",
    "search": "Search",
    "filters": "Filters",
    "kind": "Kind",
    "track": "Track",
    "room": "Room",
    "person": "Person",
    "language": "Language",
    "any": "Any",
    "zone": "Times in",
    "only": "My picks",
    "details": "Open all details, also for paper",
    "save": "Save what is shown (.ics)",
    "save_picks": "Save my picks (.ics)",
    "share": "Link to my picks",
    "clear": "Show everything",
    "chosen": "Chosen filters",
    "nothing": "No session is like that.",
}
"""What the bar says, and the line that stands where nothing is left."""

SCRIPT = {
    "pick": "Pick",
    "add": "Add to calendar",
    "remove": "Remove",
    "also": "Only with",
    "count": "{shown} of {all} sessions",
    "revealed": "Everything is shown again: the link leads to what was filtered away",
    "now": "now",
    "nowAt": "Now, {time}",
    "soon": "Next at {time}, in {minutes} min",
    "before": "The programme begins on {day} at {time}",
    "after": "The programme is over",
    "day": "{count} day",
    "days": "{count} days",
    "later": ", later ",
    "zoneDays": " The days are those of the event, in {zone}.",
    "ofEvent": "The event: {zone}",
    "here": "Here: {zone}",
    "yours": "Show your time, {zone}",
    "allZones": "All zones",
    "shared": "Somebody shared {count} sessions with you: they are shown here.",
    "sharedPicks": "Shared picks",
    "keep": "Add them to my picks",
    "search": "Search: {words}",
    "onwards": " onwards",
    "close": "Close",
    "whole": "Show the session",
}
"""What the script says; a word in braces is filled."""

PLAIN = {
    "where": "You are here",
    "pages": "More of this programme",
    "people": "People",
    "rooms": "Rooms",
    "tracks": "Tracks",
    "around": "Around this session",
    "before": "Before, in {room}",
    "after": "After, in {room}",
    "parallel": "At the same time",
    "more": "and {count} more",
}
"""What the pages without script say beyond the programme itself."""

SCREEN = {
    "title": "Now and next",
    "programme": "The whole programme",
    "pause": "Pause",
    "free": "Nothing is on",
    "until": "until {time}, {left} left",
    "since": "since {time}",
    "next": "Next at {time}",
    "in": "in {left}",
    "minutes": "{minutes} min",
    "hours": "{hours} h {minutes} min",
    "begins": "The programme begins at {time}, in {left}",
    "beginsOn": "The programme begins on {day} at {time}",
    "over": "The programme is over",
    "nothing": "Nothing is scheduled",
    "noRoom": "The programme has no room {room}",
}
"""What a screen in a hall says; a word in braces is filled."""
