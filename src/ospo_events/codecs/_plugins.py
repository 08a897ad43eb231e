"""Codecs of installed packages, from the entry point group `ospo_events.codecs`.

A package is imported only if its format is asked for by name, or if the installed formats are listed.
"""

from __future__ import annotations

from ..errors import BrokenPlugin
from ._codec import Codec

__all__ = ["GROUP", "plugin_codec", "plugin_names"]

GROUP = "ospo_events.codecs"
"""The entry point group: the name of the format leads to its `Codec`."""


def plugin_names() -> dict[str, str]:
    """Return the formats of installed packages -> the package, in the order of their names."""
    from importlib.metadata import entry_points  # noqa: PLC0415 # costs as much as the whole library, and nobody may need it

    return {
        point.name: point.dist.name if point.dist is not None else point.value
        for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)
    }


def plugin_codec(name: str) -> Codec | None:
    """Return the codec with that name from an installed package, or None.

    Raises:
        BrokenPlugin: the package cannot be imported, or its entry point leads to something other than a codec.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 # as above

    for point in entry_points(group=GROUP, name=name):
        package = point.dist.name if point.dist is not None else point.value
        try:
            codec: object = point.load()
        except Exception as problem:  # any exception that the package raises when imported
            raise BrokenPlugin(
                f"the format {name!r} of the package {package!r} cannot be used: {type(problem).__name__}: {problem}"
            ) from problem
        if not isinstance(codec, Codec):
            raise BrokenPlugin(f"expected a Codec at {point.value!r} of the package {package!r}, got {codec!r:.80}")
        if codec.name != name:
            raise BrokenPlugin(f"expected the codec {name!r} of the package {package!r}, got one named {codec.name!r}")
        return codec
    return None
