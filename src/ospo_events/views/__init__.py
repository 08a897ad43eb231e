"""Views: an event as people look at it, computed from the model and never stored.

`select` gives a part of a programme as a smaller event, `for_audience` and `public` what an audience may see of it, and
`view_for` says too what that is without. `make_outline` gives the days with their sessions, each below what it is a
part of; `make_grid` gives a day as a table of rooms and times; `make_relations` and `now` say what is parallel, what
comes next and what is on. `diff` gives what changed between two editions, and `apply` does it to another copy;
`match` says who is who. `publish` says what calendars have to be told, from a `History` of what they were told.
`translated` gives an event in another language, from a `Translation`. The other names are the English words for
people, rooms, times and links, the same in every output.
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
    from .outline import Item, Outline, OutlineDay, OutlineSlot, make_outline
    from .relations import Now, Relations, happening, make_relations, now, with_ends_of_next
    from .selection import check_ids, public, select
    from .translations import (
        SourceText,
        Translated,
        TranslatedText,
        Translation,
        TranslationStatus,
        digest_of,
        make_translation,
        source_texts,
        translated,
        translation_status,
    )
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
            "outline": ("Item", "Outline", "OutlineDay", "OutlineSlot", "make_outline"),
            "relations": ("Now", "Relations", "happening", "make_relations", "now", "with_ends_of_next"),
            "selection": ("check_ids", "public", "select"),
            "translations": (
                "SourceText",
                "Translated",
                "TranslatedText",
                "Translation",
                "TranslationStatus",
                "digest_of",
                "make_translation",
                "source_texts",
                "translated",
                "translation_status",
            ),
        },
    )

__all__ = [
    "ACT_ON",
    "GUARDS",
    "Action",
    "Cell",
    "Change",
    "Changes",
    "Column",
    "Credits",
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
    "Now",
    "Outline",
    "OutlineDay",
    "OutlineSlot",
    "Pair",
    "PatchMisfit",
    "Published",
    "PublishingRefused",
    "Record",
    "Relations",
    "Revision",
    "Row",
    "SourceText",
    "Thing",
    "Told",
    "Translated",
    "TranslatedText",
    "Translation",
    "TranslationStatus",
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
    "digest_of",
    "event_dates",
    "for_audience",
    "happening",
    "in_billing_order",
    "link_label",
    "make_grid",
    "make_outline",
    "make_relations",
    "make_translation",
    "match",
    "merge_histories",
    "now",
    "place_line",
    "public",
    "publish",
    "room_line",
    "room_names",
    "select",
    "session_links",
    "source_texts",
    "spoken_words",
    "state_line",
    "translated",
    "translation_status",
    "view_for",
    "when",
    "with_ends_of_next",
    "with_ids_of",
    "zone_line",
]
