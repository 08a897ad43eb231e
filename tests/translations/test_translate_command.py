"""`ospo-events translate`, and `--language` where programmes are shown, converted and published."""

import json
import shutil
from pathlib import Path

import pytest

from ospo_events import load
from ospo_events.cli import main
from ospo_events.codecs.translations import read_translation

EXAMPLES = Path(__file__).parents[2] / "examples"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
SMALL = """\
format: 1
id: e
title: The event
timezone: UTC
rooms:
  - {id: hall, name: Hall}
sessions:
  - {id: a, title: Opening, day: "2026-05-04", time: "09:00-10:00", room: hall}
  - {id: b, title: Plans of the team, privacy: private}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "e.yaml").write_text(SMALL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(path: Path) -> None:
    """Translate each text of a file: say the same, louder."""
    for key, text in (("event.title", "L'événement"), ("hall.name", "La salle"), ("a.title", "Ouverture")):
        lines = path.read_text("utf-8").splitlines()
        at = next(number for number, line in enumerate(lines) if line.strip() == f"{_last(lines, key)}:")
        lines[at + 2] = f"    text: {text}"
        path.write_text("\n".join(lines) + "\n", "utf-8")


def _last(lines: list[str], key: str) -> str:
    return next(line.strip()[:-1] for line in lines if line.strip().endswith(f"{key}:"))


def test_from_the_texts_to_the_programme_in_another_language(here, capsys):
    assert main(["translate", "extract", "e.yaml", "e.fr.yaml", "--to", "fr"]) == 0
    assert capsys.readouterr().err == "fr: 3 texts, 0 translated, 3 missing\n"
    assert "Plans" not in (here / "e.fr.yaml").read_text()
    assert main(["translate", "status", "e.yaml", "e.fr.yaml", "--require", "100"]) == 1
    fill(here / "e.fr.yaml")
    capsys.readouterr()
    assert main(["translate", "status", "e.yaml", "e.fr.yaml", "--require", "100"]) == 0
    assert capsys.readouterr().out == "fr: 100 % of 3 texts, 3 translated\n"
    assert main(["translate", "apply", "e.yaml", "e.fr.yaml", "out.yaml"]) == 0
    event = load(here / "out.yaml")
    assert (event.title, event.language, event.sessions[0].title) == ("L'événement", "fr", "Ouverture")
    assert event.sessions[1].title == "Plans of the team"  # a native file is for the team
    assert main(["translate", "apply", "e.yaml", "e.fr.yaml", "--to", "markdown"]) == 0
    assert "Plans" not in capsys.readouterr().out
    assert main(["translate", "apply", "e.yaml", "e.fr.yaml"]) == 0
    assert "title: L'événement" in capsys.readouterr().out


def test_an_original_that_changed_is_told_and_shown(here, capsys):
    main(["translate", "extract", "e.yaml", "e.fr.yaml", "--to", "fr"])
    fill(here / "e.fr.yaml")
    (here / "e.yaml").write_text(SMALL.replace("Opening", "Welcome"))
    capsys.readouterr()
    assert main(["show", "e.yaml", "--language", "fr"]) == 0
    out, err = capsys.readouterr()
    assert "Welcome" in out
    assert "L'événement" in out
    assert "stale-translation" in err
    assert "e.fr.yaml:22:5" in err
    assert main(["translate", "status", "e.yaml", "e.fr.yaml", "--format", "json"]) == 0
    state = json.loads(capsys.readouterr().out)["languages"][0]
    assert (state["percent"], state["stale"]) == (66, ["sessions.a.title"])
    assert main(["translate", "status", "e.yaml", "e.fr.yaml"]) == 0
    assert "  stale  sessions.a.title" in capsys.readouterr().out
    assert main(["translate", "extract", "e.yaml", "again.po", "--to", "fr", "--keep", "e.fr.yaml"]) == 0
    assert capsys.readouterr().err == "fr: 3 texts, 2 translated, 1 stale\n"
    assert (
        '#, fuzzy\nmsgctxt "sessions.a.title"\nmsgid "Welcome"\nmsgstr "Ouverture"' in (here / "again.po").read_text()
    )


def test_what_is_gone_is_told_when_the_texts_are_written_anew(here, capsys):
    main(["translate", "extract", "e.yaml", "e.fr.yaml", "--to", "fr", "--audience", "team"])
    text = (here / "e.fr.yaml").read_text().replace('text: ""', "text: x")
    (here / "e.fr.yaml").write_text(text.replace("rooms.hall.name", "rooms.gone.name"))
    capsys.readouterr()
    assert main(["translate", "extract", "e.yaml", "--to", "fr", "--keep", "e.fr.yaml"]) == 0
    out, err = capsys.readouterr()
    assert "translation-withheld" in err
    assert "unknown-translation" in err
    assert "sessions.b.title" not in out
    assert read_translation(out.encode()).value().texts["event.title"].text == "x"
    assert main(["translate", "status", "e.yaml", "e.fr.yaml"]) == 0
    assert "  unknown  rooms.gone.name" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["extract", "e.yaml", "--to", "not a tag"], "a language tag"),
        (["extract", "e.yaml", "out.json", "--to", "fr"], ".po"),
        (["extract", "e.yaml", "--to", "es", "--keep", "e.fr.yaml"], "'es' to keep"),
        (["apply", "e.yaml", "e.fr.yaml", "e.fr.yaml"], "another file to write"),
        (["apply", "-", "-"], "got both"),
        (["apply", "e.yaml", "e.fr.yaml", "--to", "pretalx"], "can be read but not written"),
        (["status", "e.yaml", "not-there.yaml"], "not-there.yaml"),
        (["status"], "required"),
    ],
)
def test_usage_errors(here, capsys, words, said):
    main(["translate", "extract", "e.yaml", "e.fr.yaml", "--to", "fr"])
    capsys.readouterr()
    assert main(["translate", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_programme_or_a_translation_with_errors_is_not_used(here, capsys):
    (here / "broken.yaml").write_text("format: 1\nid: e\n")
    (here / "e.fr.yaml").write_text("translation: 1\n")
    (here / "other.yaml").write_text("translation: 1\nof: other\nlanguage: fr\ntexts: {}\n")
    for words in (
        ["extract", "broken.yaml", "--to", "fr"],
        ["status", "e.yaml", "e.fr.yaml"],
        ["status", "e.yaml", "other.yaml"],
        ["apply", "e.yaml", "other.yaml"],
    ):
        assert main(["translate", *words]) == 1
        out, err = capsys.readouterr()
        assert not out
        assert "error" in err or "expected" in err
    assert main(["show", "e.yaml", "--translation", "other.yaml"]) == 1
    assert "translation of 'e'" in capsys.readouterr().err


def test_translations_are_found_beside_the_programme_or_where_they_are_said_to_be(here, capsys):
    assert main(["show", "e.yaml", "--language", "fr"]) == 2
    assert "translate extract" in capsys.readouterr().err
    main(["translate", "extract", "e.yaml", "e.fr.po", "--to", "fr"])
    (here / "e.fr.po").write_text(
        (here / "e.fr.po").read_text().replace('"Opening"\nmsgstr ""', '"Opening"\nmsgstr "Ouverture"')
    )
    capsys.readouterr()
    assert main(["show", "e.yaml", "--language", "fr"]) == 0
    out, err = capsys.readouterr()
    assert "Ouverture" in out
    assert "2 of 3 texts are not in fr" in err
    shutil.move("e.fr.po", "elsewhere.po")
    for words in (["--translation", "elsewhere.po"], ["--translation", "elsewhere.po", "--language", "fr"]):
        assert main(["convert", "e.yaml", "--to", "markdown", *words]) == 0
        assert "Ouverture" in capsys.readouterr().out
    shutil.copy("elsewhere.po", "e.es.po")
    assert main(["show", "e.yaml", "--language", "es"]) == 2
    assert "expected a translation to 'es' in 'e.es.po', got one to 'fr'" in capsys.readouterr().err
    (here / "e.yaml").write_text(SMALL + "language: en\n")
    assert main(["show", "e.yaml", "--language", "en"]) == 0
    assert "Opening" in capsys.readouterr().out
    assert main(["convert", "e.yaml", "--to", "json", "--language", "en", "--older", "e.yaml"]) == 2


def test_a_language_without_words_is_told(here, capsys):
    assert main(["translate", "extract", "e.yaml", "e.de.po", "--to", "de", "--format", "po"]) == 0
    assert (here / "e.de.po").read_text().startswith("msgid")
    capsys.readouterr()
    assert main(["show", "e.yaml", "--language", "de"]) == 0
    assert "no-words-in-language" in capsys.readouterr().err
    main(["translate", "extract", "e.yaml", "e.fr.yaml", "--to", "fr"])
    capsys.readouterr()
    assert main(["show", "e.yaml", "--language", "fr"]) == 0
    assert "no-words-in-language" not in capsys.readouterr().err


def test_feeds_in_another_language(here, capsys):
    main(["translate", "extract", "e.yaml", "e.fr.yaml", "--to", "fr"])
    fill(here / "e.fr.yaml")
    assert main(["feeds", "e.yaml", "--out", "feeds", "--language", "fr"]) == 0
    calendar = (here / "feeds" / "all.ics").read_text("utf-8")
    assert "SUMMARY:Ouverture" in calendar
    assert "La salle" in calendar


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worked_example_is_translated_as_a_whole(language, capsys):
    example, translation = EXAMPLES / "ospos2024.yaml", EXAMPLES / f"ospos2024.{language}.yaml"
    assert main(["translate", "status", str(example), str(translation), "--require", "100"]) == 0
    assert capsys.readouterr().out == f"{language}: 100 % of 48 texts, 48 translated\n"
    decoded = read_translation(translation.read_bytes())
    assert decoded.value().note == "machine translation, not reviewed by a person"
    # Names that are the same in every language; all else differs from the original.
    same = {item.text for item in decoded.value().texts.values()} & {"OSPO++", "OpenForum Europe"}
    assert len(same) == 2


def test_a_changed_title_makes_one_text_stale_in_each_language(tmp_path, capsys):
    text = (EXAMPLES / "ospos2024.yaml").read_text("utf-8")
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace("Presentation: Reboot the Earth", "Talk: Reboot the Earth"), "utf-8")
    files = [str(EXAMPLES / f"ospos2024.{language}.yaml") for language in LANGUAGES]
    assert main(["translate", "status", str(changed), *files]) == 0
    out = capsys.readouterr().out
    assert out.count("  stale  sessions.reboot-the-earth.title") == out.count("1 stale") == len(LANGUAGES)
