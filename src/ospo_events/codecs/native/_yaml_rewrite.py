"""Rewrites a YAML file for another programme, with the comments and the notation of its author."""

from __future__ import annotations

from ...model import Event
from ._as_written import as_written
from ._yaml_comments import comment_places
from ._yaml_patch import NotPatched, patched
from ._yaml_reader import YamlText, read_yaml
from .encode import encode_yaml

__all__ = ["rewritten"]

_BOM = "\ufeff"


def rewritten(data: bytes, older: Event, newer: Event) -> bytes:
    """Return the file with another programme in it.

    What is written is read again, and kept only where it says the programme. A file that cannot be changed in place is
    written as a whole, below its comments.

    Args:
        data: the file.
        older: the programme that it says.
        newer: the programme to say.
    """
    if older == newer:
        return data
    whole = data.decode("utf-8")
    bom = _BOM if whole.startswith(_BOM) else ""
    windows = "\r\n" in whole
    text = whole.removeprefix(_BOM).replace("\r\n", "\n")
    for slots_anew in (False, True):
        result = _in_place(text, older, newer, slots_anew=slots_anew)
        if result is not None:
            break
    else:
        comments = [text[place:].partition("\n")[0].rstrip() + "\n" for place in comment_places(text)]
        result = "".join(comments) + encode_yaml(newer).value().decode("utf-8")
    return (bom + (result.replace("\n", "\r\n") if windows else result)).encode("utf-8")


def _in_place(text: str, older: Event, newer: Event, *, slots_anew: bool) -> str | None:
    """Return the text with the programme in it; None if the text would mean something else."""
    tree = YamlText(text, "").value()
    try:
        result = patched(text, tree, as_written(tree, older, newer, slots_anew=slots_anew))
    except NotPatched:
        return None
    again = read_yaml(result.encode("utf-8"), "")
    return result if again.event == newer and again.report.ok else None
