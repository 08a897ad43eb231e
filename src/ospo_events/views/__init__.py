"""Views: an event as people look at it, computed from the model and never stored.

`select` gives a part of a programme as a smaller event, `for_audience` and `public` what an audience may see of it, and
`view_for` says too what that is without. `make_outline` gives the days with their sessions,
each below what it is a part of; `make_grid` gives a day as a table of rooms and times; `make_relations` and `now` say
what is parallel, what comes next and what is on. `diff` gives what changed between two editions, and `apply` does it to
another copy; `match` says who is who, and `merge` unites two editions that both began with a third. `next_edition`
moves a programme to the dates of another year. `publish` says what calendars have to be told, from a `History` of what
they were told. The other names are the English words for people, rooms, times and links, the same in every output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._lazy import lazy_names

if TYPE_CHECKING:
    from .audiences import View, Withheld, WithheldKind, for_audience, view_for
    from .changes import (
        ACT_ON,
        Action,
        Change,
        Changes,
        FieldChange,
        Group,
        GroupKind,
        Impact,
        PatchMisfit,
        apply,
        diff,
    )
    from .credits import Credits, agent_name, in_billing_order
    from .edition import DEFAULT_PARTS, Fate, Next, Outcome, Part, next_edition
    from .english import (
        clock,
        concept_label,
        day_name,
        event_dates,
        link_label,
        place_line,
        room_line,
        room_names,
        session_links,
        spoken_words,
        state_line,
        when,
        zone_line,
    )
    from .grid import Cell, Column, Grid, Row, make_grid
    from .history import (
        GUARDS,
        History,
        Limits,
        Published,
        PublishingRefused,
        Record,
        Revision,
        Told,
        count_words,
        merge_histories,
        publish,
    )
    from .kept_ids import KeptIds, with_ids_of
    from .matching import Matching, Pair, Thing, match
    from .merging import Merged, merge
    from .outline import Item, Outline, OutlineDay, OutlineSlot, make_outline
    from .relations import Now, Relations, happening, make_relations, now, with_ends_of_next
    from .selection import check_ids, public, select
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "audiences": ("View", "Withheld", "WithheldKind", "for_audience", "view_for"),
            "changes": (
                "ACT_ON",
                "Action",
                "Change",
                "Changes",
                "FieldChange",
                "Group",
                "GroupKind",
                "Impact",
                "PatchMisfit",
                "apply",
                "diff",
            ),
            "credits": ("Credits", "agent_name", "in_billing_order"),
            "english": (
                "clock",
                "count_words",
                "concept_label",
                "day_name",
                "event_dates",
                "link_label",
                "place_line",
                "room_line",
                "room_names",
                "session_links",
                "spoken_words",
                "state_line",
                "when",
                "zone_line",
            ),
            "edition": ("DEFAULT_PARTS", "Fate", "Next", "Outcome", "Part", "next_edition"),
            "grid": ("Cell", "Column", "Grid", "Row", "make_grid"),
            "history": (
                "GUARDS",
                "History",
                "Limits",
                "Published",
                "PublishingRefused",
                "Record",
                "Revision",
                "Told",
                "count_words",
                "merge_histories",
                "publish",
            ),
            "kept_ids": ("KeptIds", "with_ids_of"),
            "matching": ("Matching", "Pair", "Thing", "match"),
            "merging": ("Merged", "merge"),
            "outline": ("Item", "Outline", "OutlineDay", "OutlineSlot", "make_outline"),
            "relations": ("Now", "Relations", "happening", "make_relations", "now", "with_ends_of_next"),
            "selection": ("check_ids", "public", "select"),
        },
    )

__all__ = [
    "ACT_ON",
    "DEFAULT_PARTS",
    "GUARDS",
    "Action",
    "Cell",
    "Change",
    "Changes",
    "Column",
    "Credits",
    "Fate",
    "FieldChange",
    "Grid",
    "Group",
    "GroupKind",
    "History",
    "Impact",
    "Item",
    "KeptIds",
    "Limits",
    "Matching",
    "Merged",
    "Next",
    "Now",
    "Outcome",
    "Outline",
    "OutlineDay",
    "OutlineSlot",
    "Pair",
    "Part",
    "PatchMisfit",
    "Published",
    "PublishingRefused",
    "Record",
    "Relations",
    "Revision",
    "Row",
    "Thing",
    "Told",
    "View",
    "Withheld",
    "WithheldKind",
    "agent_name",
    "apply",
    "check_ids",
    "clock",
    "concept_label",
    "count_words",
    "day_name",
    "diff",
    "event_dates",
    "for_audience",
    "happening",
    "in_billing_order",
    "link_label",
    "make_grid",
    "make_outline",
    "make_relations",
    "match",
    "merge",
    "merge_histories",
    "next_edition",
    "now",
    "place_line",
    "public",
    "publish",
    "room_line",
    "room_names",
    "select",
    "session_links",
    "spoken_words",
    "state_line",
    "view_for",
    "when",
    "with_ends_of_next",
    "with_ids_of",
    "zone_line",
]
