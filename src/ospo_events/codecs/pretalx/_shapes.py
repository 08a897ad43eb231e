"""Which of pretalx's collections an object is of, by its members: data only, read by `detect()` too."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["collection_of"]

_SHAPES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(keys.split()))
    for name, keys in (
        ("submissions", "code submission_type"),
        ("submissions", "code state"),
        ("submissions", "code title"),
        ("speakers", "code name"),
        ("event", "slug date_from"),
        ("event", "slug timezone"),
        ("schedule", "version slots"),
        ("schedule", "version published"),
        ("slots", "submission start"),
        ("slots", "slot_type start"),
        ("breaks", "title start room"),
        ("breaks", "description start room_id"),
        ("answers", "question answer"),
        ("types", "name default_duration"),
        ("tags", "tag color"),
        ("rooms", "name capacity"),
        ("rooms", "name guid"),
        ("tracks", "name color"),
        ("questions", "question variant"),
    )
)


def collection_of(members: Collection[str]) -> str | None:
    """Return the collection that an object with these members is of, where they leave no doubt."""
    keys = set(members)
    return next((name for name, wanted in _SHAPES if wanted <= keys), None)
