"""Writing: characters that do not belong in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .._patterns import late_pattern
from ..diagnostics import Severity
from ._context import Context, short
from ._registry import Finding, replacement, rule
from ._texts import Text

# C0 except TAB and LF (CR too: texts use LF), DEL, C1, the line and paragraph separators, unpaired surrogates and
# non-characters: XML 1.0 and iCalendar cannot hold them, or only with other lines.
_CONTROL = late_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr((plane << 16) + 0xFFFE) + chr((plane << 16) + 0xFFFF) for plane in range(1, 17))
    + "]"
)
# Characters that end lines or pages: if they were just removed, words would run together.
_BREAKING = late_pattern("[\x0b\x0c\x85\u2028\u2029]")
_BIDI = late_pattern("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = late_pattern("[\u00ad\u200b\u2060\ufeff\u180e\u2061-\u2064]")
_MARKUP = late_pattern(
    r"</?(?:p|br|b|i|u|em|strong|a|ul|ol|li|div|span|h[1-6]|img|table|tr|td|code|pre|blockquote|script|style|iframe|font)"
    r"(?:\s[^<>]{0,500})?/?>|&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6}|[aeiou](?:uml|acute|grave|circ)|szlig|[nm]dash|hellip);",
    re.IGNORECASE,
)
_MOJIBAKE = late_pattern("Ã[\u0080-\u00bf¡-¿]|â€[\u0080-\u00ff™œ\u009d“”¦]|Â[\u00a0-\u00bf]|ï»¿|\ufffd")


@rule(
    "control-character",
    severity=Severity.ERROR,
    category="content",
    since="0.1",
    fixable=True,
    see=("pretalx/pretalx#94",),
)
def control_character(context: Context) -> Iterator[Finding]:
    r"""Text contains a control character, a line separator, an unpaired surrogate or a non-character.

    Line feeds and tabs are fine. Carriage returns in texts from web forms are reported as info.

    Why:
        XML and iCalendar cannot hold them, and they control terminals. They come with copy and paste.

    Bad:
        sessions:
          - {id: one, title: "Open\u0007 models"}

    Good:
        sessions:
          - {id: one, title: "Open models"}
    """
    for item in context.texts_with_unprintable:
        if match := _CONTROL.search(item.text):
            yield _control(item, match)


def _control(item: Text, match: re.Match[str]) -> Finding:
    found = f"expected text, got the control character U+{ord(match[0]):04X} at character {match.start() + 1}"
    unix = item.text.replace("\r\n", "\n").replace("\r", "\n")
    if not _CONTROL.search(unix):
        fix = replacement("end the lines with line feeds", item.path, unix) if unix.strip() else None
        help = "end the lines with line feeds alone"
        return Finding(message=found, path=item.path, about=(item.about,), help=help, fix=fix, severity=Severity.INFO)
    clean = "" if _BREAKING.search(unix) else _CONTROL.sub("", unix)
    fix = replacement("remove the control characters", item.path, clean) if clean.strip() else None
    return Finding(message=found, path=item.path, about=(item.about,), help="remove it", fix=fix)


@rule("bidi-override", severity=Severity.WARNING, category="content", since="0.1")
def bidi_override(context: Context) -> Iterator[Finding]:
    r"""Text contains a character that changes the direction of the text after it.

    Right-to-left scripts need none of them in a title; the marks U+200E, U+200F and U+061C are fine.

    Why:
        They reverse the text after them, in the whole line of a calendar or a table, and can hide what a link or a
        name really says.

    Bad:
        sessions:
          - {id: one, title: "Open \u202emodels"}

    Good:
        sessions:
          - {id: one, title: "Open models"}
    """
    for item in context.texts_with_unprintable:
        if match := _BIDI.search(item.text):
            yield Finding(
                message=f"the bidirectional control U+{ord(match[0]):04X} {unicodedata.name(match[0]).lower()} is at "
                f"character {match.start() + 1}",
                path=item.path,
                about=(item.about,),
                help="remove it",
            )


@rule("invisible-character", severity=Severity.INFO, category="content", since="0.1", fixable=True)
def invisible_character(context: Context) -> Iterator[Finding]:
    r"""Text contains an invisible character: a soft hyphen, a zero-width space, a byte order mark.

    Joiners inside words and emoji are fine.

    Why:
        A search for the title does not find it, and two names that look equal are not.

    Bad:
        sessions:
          - {id: one, title: "Open\u200b models"}

    Good:
        sessions:
          - {id: one, title: "Open models"}
    """
    for item in context.texts_with_unprintable:
        if match := _INVISIBLE.search(item.text):
            clean = _INVISIBLE.sub("", item.text)
            yield Finding(
                message=f"the invisible character U+{ord(match[0]):04X} is at character {match.start() + 1}",
                path=item.path,
                about=(item.about,),
                help="remove it",
                fix=replacement("remove the invisible characters", item.path, clean) if clean.strip() else None,
            )


@rule("surrounding-space", severity=Severity.INFO, category="content", since="0.1", fixable=True)
def surrounding_space(context: Context) -> Iterator[Finding]:
    """A title, a name or a text begins or ends with space.

    Why:
        Two rooms that look equal are sorted apart, and lists are not aligned.

    Bad:
        sessions:
          - {id: one, title: "Open models "}

    Good:
        sessions:
          - {id: one, title: "Open models"}
    """
    for item in context.texts:
        text = item.text
        # The line feed at the end of a YAML block text is part of the notation.
        clean = text.strip() if item.one_line else text.strip(" \t\u00a0\n") + ("\n" if text.endswith("\n") else "")
        if clean != text and text.strip() and (text[0].isspace() or text[-1].isspace()):
            yield Finding(
                message=f"{short(text)} begins or ends with space",
                path=item.path,
                about=(item.about,),
                help="remove it",
                fix=replacement("remove the space", item.path, clean),
            )


@rule("space-in-a-row", severity=Severity.INFO, category="content", since="0.1", fixable=True)
def space_in_a_row(context: Context) -> Iterator[Finding]:
    """A title or a name has several spaces in a row, or a line break.

    Why:
        A line break in a title breaks the line of a table, a calendar or a door sheet.

    Bad:
        sessions:
          - {id: one, title: "Open  models"}

    Good:
        sessions:
          - {id: one, title: "Open models"}
    """
    for item in context.texts:
        text = item.text
        if item.one_line and ("\n" in text or "\t" in text or "  " in text):
            middle = text.strip()
            clean = " ".join(middle.split())
            if clean != middle:
                yield Finding(
                    message=f"{short(text)} has {'a line break' if chr(10) in middle else 'several spaces'} inside",
                    path=item.path,
                    about=(item.about,),
                    help="write one space",
                    fix=replacement("write one space", item.path, clean),
                )


@rule("markup-in-text", severity=Severity.WARNING, category="content", since="0.1", see=("Wilm0r/giggity#184",))
def markup_in_text(context: Context) -> Iterator[Finding]:
    """Plain text contains HTML tags or entities.

    Why:
        Texts are plain text. Pages and calendars remove the tags and guess the meaning; titles and names are printed
        with the tags, and apps get all texts with the tags.

    Bad:
        sessions:
          - {id: one, title: Open models, abstract: "<p>Weights &amp; data</p>"}

    Good:
        sessions:
          - {id: one, title: Open models, abstract: "Weights & data; x < y is fine"}
    """
    if not context.says("<") and not context.says("&"):
        return
    for item in context.texts:
        if ("<" in item.text or "&" in item.text) and (match := _MARKUP.search(item.text)):
            yield Finding(
                message=f"expected plain text, got {short(match[0])}",
                path=item.path,
                about=(item.about,),
                help="write it as plain text",
            )


@rule("garbled-text", severity=Severity.WARNING, category="content", since="0.1")
def garbled_text(context: Context) -> Iterator[Finding]:
    """Text was read in the wrong encoding: Ã¼ for ü, or the replacement character.

    Why:
        The name of a speaker is broken on every page.

    Bad:
        people:
          - {id: juergen, name: "JÃ¼rgen Example"}
        sessions:
          - {id: one, title: Open models, participants: [{agent: juergen}]}

    Good:
        people:
          - {id: juergen, name: "Jürgen Example"}
        sessions:
          - {id: one, title: Open models, participants: [{agent: juergen}]}
    """
    for item in context.texts_beyond_ascii:
        if match := _MOJIBAKE.search(item.text):
            meant = _mended(item.text)
            yield Finding(
                message=f"{short(match[0])} at character {match.start() + 1} looks like the wrong encoding",
                path=item.path,
                about=(item.about,),
                help=f"did you mean {short(meant)}?" if meant else "copy the text again from its source",
            )


def _mended(text: str) -> str | None:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return None


@rule("decomposed-text", severity=Severity.INFO, category="content", since="0.1", fixable=True)
def decomposed_text(context: Context) -> Iterator[Finding]:
    r"""Text is not in Unicode normalization form C.

    Why:
        The accents are separate characters: a search for the name fails, and some fonts print the accents beside it.
        Names that come from file systems or PDF files are often written like this.

    Bad:
        people:
          - {id: renee, name: "Rene\u0301e Example"}
        sessions:
          - {id: one, title: Open models, participants: [{agent: renee}]}

    Good:
        people:
          - {id: renee, name: "Renée Example"}
        sessions:
          - {id: one, title: Open models, participants: [{agent: renee}]}
    """
    for item in context.texts_beyond_ascii:
        if not unicodedata.is_normalized("NFC", item.text):
            clean = unicodedata.normalize("NFC", item.text)
            yield Finding(
                message=f"{short(item.text)} is not in normalization form C",
                path=item.path,
                about=(item.about,),
                help="write it with composed characters",
                fix=replacement("write it in normalization form C", item.path, clean),
            )
