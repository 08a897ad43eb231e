"""A document with a programme in all its languages: schedule2 and JSON-LD."""

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

from ospo_events import load
from ospo_events.cli import main
from ospo_events.codecs import LANGUAGE_FORMATS, codec_named, encode_in_languages
from ospo_events.codecs.translations import read_translation
from ospo_events.errors import UnknownFormat
from ospo_events.model import Audience
from ospo_events.site import Options, make_site
from ospo_events.strategies import events
from ospo_events.views import digest_of, make_translation, source_texts

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = load(EXAMPLES / "ospos2024.yaml")
FEW = max(1, settings.default.max_examples // 4)
TRANSLATIONS = [
    read_translation((EXAMPLES / f"ospos2024.{language}.yaml").read_bytes()).value()
    for language in ("ar", "es", "fr", "ru", "zh")
]


def filled(event, language):
    """Return a translation of every text into capitals, more or less."""
    empty = make_translation(event, language, audience=Audience.TEAM)
    originals = {item.key: item.text for item in source_texts(event)}
    texts = {key: attrs.evolve(item, text=f"x{originals[key].upper()}") for key, item in empty.texts.items()}
    return attrs.evolve(empty, texts=texts)


@given(events(max_sessions=1))
@settings(max_examples=FEW)
def test_the_languages_beside_it_change_nothing_of_the_first(event):
    """Read again, the document is what one in the event's own language is."""
    for format in LANGUAGE_FORMATS:
        codec = codec_named(format)
        several = encode_in_languages(event, [filled(event, "fr"), filled(event, "ar")], format)
        if several.report.ok:
            alone = codec.decode(codec.encode(event).value()).event
            assert codec.decode(several.data).event == alone
            assert encode_in_languages(event, [], format) == codec.encode(event)


def test_json_ld_says_the_language_of_each_text():
    document = json.loads(encode_in_languages(EXAMPLE, TRANSLATIONS, "jsonld").value())
    assert [item["@language"] for item in document["name"]] == ["en", "ar", "es", "fr", "ru", "zh"]
    coffee = next(item for item in document["subEvent"] if item["@id"].endswith("day-1-morning-coffee"))
    assert {item["@language"]: item["@value"] for item in coffee["name"]}["es"] == "Pausa para el café"
    assert isinstance(coffee["startDate"], str)


def test_schedule2_has_maps_where_its_schema_takes_them():
    event = EXAMPLE.with_session("reboot-the-earth", abstract="About it.")
    translation = filled(event, "fr")
    encoded = encode_in_languages(event, [translation], "schedule2")
    schedule = json.loads(encoded.value())["schedule"]
    entry = next(item for item in schedule["events"] if item.get("abstract"))
    assert entry["abstract"] == {"en": "About it.", "fr": "xABOUT IT."}
    assert entry["title"] == "Presentation: Reboot the Earth"
    assert [*schedule["conference"]["description"]] == ["en", "fr"]
    places = [item.message.split(" at ")[1].split(",")[0] for item in encoded.report if " at " in item.message]
    assert "schedule.events.title" in places
    assert "schedule.conference.description" not in places
    assert encoded.data.count(b"\n") > len(schedule["events"])


def test_schedule2_takes_languages_of_two_letters():
    encoded = encode_in_languages(EXAMPLE, [filled(EXAMPLE, "pt-BR")], "schedule2")
    assert isinstance(json.loads(encoded.value())["schedule"]["conference"]["description"], str)
    assert any("schedule.conference.description" in item.message for item in encoded.report)


def test_other_formats_hold_one_language():
    with pytest.raises(UnknownFormat, match="schedule2, jsonld"):
        encode_in_languages(EXAMPLE, TRANSLATIONS, "ics")


def test_what_cannot_be_written_cannot_be_written_in_several_languages():
    empty = attrs.evolve(EXAMPLE, sessions=(), days=(), start=None)
    alone = codec_named("schedule2").encode(empty)
    assert encode_in_languages(empty, TRANSLATIONS, "schedule2").report.ok is alone.report.ok


def test_stale_texts_are_in_the_report_and_not_in_the_document():
    changed = EXAMPLE.with_session("reboot-the-earth", title="Another title")
    encoded = encode_in_languages(changed, TRANSLATIONS[:1], "jsonld")
    assert "stale-translation" in [item.code for item in encoded.report]
    document = json.loads(encoded.value())
    entry = next(item for item in document["subEvent"] if item["@id"].endswith("reboot-the-earth"))
    assert entry["name"] == "Another title"
    assert digest_of("Another title") != digest_of("Presentation: Reboot the Earth")


def test_a_site_has_its_data_in_all_languages():
    files = make_site(EXAMPLE, Options(translations=tuple(TRANSLATIONS[:2]))).files
    assert len(json.loads(files["event.jsonld"])["name"]) == 3
    assert isinstance(json.loads(files["es/event.jsonld"])["name"], str)


def test_the_command_writes_the_languages_that_are_asked_for(capsysbinary):
    words = ["convert", str(EXAMPLES / "ospos2024.yaml"), "--to"]
    assert main([*words, "jsonld", "--also-in", "fr", "--also-in", "ru"]) == 0
    assert [item["@language"] for item in json.loads(capsysbinary.readouterr().out)["name"]] == ["en", "fr", "ru"]
    named = ["--translation", str(EXAMPLES / "ospos2024.zh.yaml")]
    assert main([*words, "jsonld", "--also-in", "zh", *named]) == 0
    assert [item["@language"] for item in json.loads(capsysbinary.readouterr().out)["name"]] == ["en", "zh"]
    for more in (["--language", "fr"], ["--older", str(EXAMPLES / "ospos2024.yaml")], ["--strict-loss"]):
        assert main([*words, "jsonld", "--also-in", "fr", *more]) == 2
    assert main([*words, "ics", "--also-in", "fr"]) == 2
