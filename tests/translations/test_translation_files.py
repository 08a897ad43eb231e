"""Translations as YAML and PO: what is written is read again, and whatever is wrong is said at its place."""

import shutil
import subprocess
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Event, InvalidProgramme, Session, load
from ospo_events.codecs.translations import (
    TRANSLATION_FORMATS,
    read_translation,
    translation_format,
    write_translation,
)
from ospo_events.errors import InvalidOption, UnknownFormat
from ospo_events.model import Audience
from ospo_events.strategies import events, languages, texts
from ospo_events.views import TranslatedText, Translation, digest_of, make_translation, translated

EXAMPLES = Path(__file__).parents[2] / "examples"
EVENT = Event(
    id="e",
    title="The event",
    timezone="UTC",
    sessions=(Session(id="a", title="Opening", abstract='One.\n\nTwo: "three".'), Session(id="b", title="Closing")),
)
HEAD = "translation: 1\nof: e\nlanguage: fr\n"
PO = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"X-Ospo-Event: e\\n"\n\n'


def half_done(event, draw):
    """Return a translation of an event in which some texts are done, some missing, some stale."""
    empty = make_translation(event, draw(languages()), audience=Audience.TEAM)
    said = {}
    for key, item in empty.texts.items():
        text = draw(st.just("") | texts())
        source = draw(st.sampled_from([item.source, "12345678", "1234e567"])) if text else item.source
        said[key] = TranslatedText(text, source)
    return attrs.evolve(empty, texts=said, note=draw(st.none() | st.just("machine translation: not #reviewed")))


@given(events(max_sessions=2), st.data())
def test_what_is_written_is_read_again(event, data):
    translation = half_done(event, data.draw)
    for format in TRANSLATION_FORMATS:
        document = write_translation(translation, event, format)
        again = read_translation(document)
        assert not len(again.report)
        assert again.value() == translation
        assert write_translation(again.value(), event, format) == document


@given(st.binary() | st.text().map(str.encode))
def test_no_document_makes_a_reader_raise(data):
    for head in (b"", HEAD.encode() + b"texts:\n", PO.encode(), PO.encode() + b'msgctxt "'):
        result = read_translation(head + data)
        assert result.translation is not None or not result.report.ok
        assert all(item.span is not None for item in result.report)


def test_what_is_written_is_for_people():
    done = make_translation(EVENT, "fr", previous=Translation(
        language="fr", of="e", note="machine translation", texts={
            "event.title": TranslatedText("L'événement"),
            "sessions.b.title": TranslatedText("Fin", "00000001"),
        },
    ))  # fmt: skip
    assert (
        write_translation(done, EVENT).decode()
        == f"""\
# Write the translation of each text after `text:`; the original is above it.
# `from` is the digest of the original. Remove that line when you translate a text again.

translation: 1
of: e
language: fr
note: machine translation

texts:
  # title of the event
  # | The event
  event.title:
    from: "{digest_of("The event")}"
    text: L'événement
  # title of a session (talk)
  # | Opening
  sessions.a.title:
    from: {digest_of("Opening")}
    text: ""
  # abstract of a session (talk)
  # | One.
  # |
  # | Two: "three".
  sessions.a.abstract:
    from: {digest_of(EVENT.sessions[0].abstract)}
    text: ""
  # title of a session (talk)
  # | Closing
  # outdated: the original has changed since this was translated
  sessions.b.title:
    from: "00000001"
    text: Fin
"""
    )
    assert (
        write_translation(done, EVENT, "po").decode().partition("\n\n")[2]
        == """\
#. title of the event
msgctxt "event.title"
msgid "The event"
msgstr "L'événement"

#. title of a session (talk)
msgctxt "sessions.a.title"
msgid "Opening"
msgstr ""

#. abstract of a session (talk)
msgctxt "sessions.a.abstract"
msgid ""
"One.\\n"
"\\n"
"Two: \\"three\\"."
msgstr ""

#. title of a session (talk)
#. from: 00000001
#, fuzzy
msgctxt "sessions.b.title"
msgid "Closing"
msgstr "Fin"
"""
    )


def test_a_text_that_was_looked_at_again_is_not_stale_any_more():
    """A person takes the line `from` away, a tool takes the mark `fuzzy` away."""
    stale = make_translation(EVENT, "fr", previous=Translation(
        language="fr", of="e", texts={"sessions.b.title": TranslatedText("Fin", "00000001")}
    ))  # fmt: skip
    yaml = write_translation(stale, EVENT).decode()
    po = write_translation(stale, EVENT, "po").decode()
    for before, after in ((yaml, yaml.replace('    from: "00000001"\n', "")), (po, po.replace("#, fuzzy\n", ""))):
        assert translated(EVENT, read_translation(before.encode()).value()).event.sessions[1].title == "Closing"
        assert translated(EVENT, read_translation(after.encode()).value()).event.sessions[1].title == "Fin"


def test_a_fuzzy_text_that_does_not_say_of_what_is_stale():
    document = f'{PO}#, fuzzy, c-format\n#| msgid "Old"\nmsgctxt "event.title"\nmsgid "The event"\nmsgstr "x"\n'
    assert read_translation(document.encode()).value().texts["event.title"].source == "00000000"


def test_po_of_other_programs_is_read():
    document = (
        '#~ msgid "gone"\n# somebody\nmsgid ""\nmsgstr "Language: fr\\nProject-Id-Version: e\\n"\n'
        'msgctxt "event.title"\nmsgid   "The "\n"event"\nmsgstr\t"\\u00e9\\x41\\101\\q\\t"\n'
        'msgctxt "sessions.a.title"\r\nmsgid "Opening"\r\nmsgstr ""\r\n'
    )
    translation = read_translation(document.encode()).value()
    assert translation.texts["event.title"] == TranslatedText("éAAq\t", digest_of("The event"))
    assert translation.texts["sessions.a.title"].text == ""


def test_short_yaml_is_read():
    document = f"{HEAD}texts:\n  event.title: Bonjour\n  sessions.a.title: 2024\n  sessions.b.title:\n"
    assert dict(read_translation(document.encode()).value().texts) == {
        "event.title": TranslatedText("Bonjour"),
        "sessions.a.title": TranslatedText("2024"),
        "sessions.b.title": TranslatedText(""),
    }


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("", ["empty-document 1"]),
        ("[", ["not-yaml 2"]),
        ("- a", ["wrong-type 1"]),
        ("translation: 2", ["unknown-format-version 1"]),
        ("of: e", ["unknown-format-version 1"]),
        ("translation: 1\ntexts: {}", ["missing-key 1", "missing-key 1"]),
        (f"{HEAD}texts: {{}}\nx: 1", ["unknown-key 5"]),
        (f"{HEAD}note: [1]\ntexts: {{}}", ["wrong-type 4"]),
        (HEAD, ["wrong-type 1"]),
        ("translation: 1\nof: a b\nlanguage: fr\ntexts: {}", ["wrong-type 2"]),
        ("translation: 1\nof: e\nlanguage: not a tag\ntexts: {}", ["bad-language-tag 3"]),
        (f"{HEAD}texts:\n  a: [1]", ["wrong-type 5"]),
        (f"{HEAD}texts:\n  a:\n    text: true\n    to: x", ["unknown-key 7", "wrong-type 6"]),
        (f"{HEAD}texts:\n  a:\n    text: x\n    from: 1", ["wrong-type 7"]),
        (f"{HEAD}texts:\n  a: x\n  a: y", ["duplicate-key 6"]),
        ('msgid "x', ["not-po 1"]),
        ('"x"\nmsgid ""', ["not-po 1"]),
        ('msgid ""\nmsgstr ""\nmsgid_plural ""', ["not-po 3"]),
        ('msgid ""\nmsgstr ""', ["missing-key 1", "missing-key 1"]),
        (f'{PO}msgid "a"\nmsgstr "b"', ["missing-key 6"]),
        (PO + 'msgctxt "k"\nmsgid "a"\nmsgstr "b"\n' * 2, ["duplicate-key 9"]),
        (PO.replace("Language: fr", "X-Ospo-Translation: 2\\nLanguage: fr"), ["unknown-format-version 1"]),
    ],
)
def test_whatever_is_wrong_is_said_at_its_place(document, expected):
    result = read_translation(document.encode(), "e.fr")
    assert [f"{item.code} {item.span.line}" for item in result.report] == expected
    assert all(item.span.source == "e.fr" for item in result.report)
    if not result.report.ok:
        with pytest.raises(InvalidProgramme):
            result.value()


def test_the_places_of_a_translation_are_found():
    for format, line in (("yaml", 17), ("po", 17)):
        other = EVENT.with_session("a", title="Another opening")
        document = write_translation(make_translation(EVENT, "fr"), EVENT, format).replace(b'text: ""', b"text: x")
        decoded = read_translation(document.replace(b'msgstr ""\n\n', b'msgstr "x"\n\n'), "e")
        report = translated(other, decoded.value()).report.located(decoded.source_map)
        stale = [item for item in report if item.code == "stale-translation"]
        assert [item.span.line for item in stale] == [line]


def test_formats_are_told_by_names():
    assert [translation_format(name) for name in ("a.fr.yaml", "a.yml", "a.fr.PO")] == ["yaml", "yaml", "po"]
    for name in ("a", "a.json"):
        with pytest.raises(UnknownFormat, match=r"\.po"):
            translation_format(name)
    with pytest.raises(InvalidOption, match="yaml, po"):
        write_translation(make_translation(EVENT, "fr"), EVENT, "xliff")


def test_a_key_that_the_event_does_not_have_is_not_lost_in_silence():
    translation = Translation(language="fr", of="e", texts={"sessions.z.title": TranslatedText("x")})
    with pytest.raises(ValueError, match=r"sessions\.z\.title"):
        write_translation(translation, EVENT)


def test_gettext_takes_what_is_written(tmp_path):
    program = shutil.which("msgfmt")
    if program is None:
        pytest.skip("gettext is not installed")
    event = load(EXAMPLES / "ospos2024.yaml")
    for number, (what, language) in enumerate(((event, "ar"), (EVENT, "fr"))):
        file = tmp_path / f"{number}.po"
        file.write_bytes(write_translation(make_translation(what, language), what, "po"))
        subprocess.run([program, "--check", "-o", tmp_path / "out.mo", file], check=True, capture_output=True)


def test_a_translation_without_a_text_is_a_file_still():
    empty = Translation(language="fr", of="e")
    for format in TRANSLATION_FORMATS:
        assert read_translation(write_translation(empty, EVENT, format)).value() == empty
