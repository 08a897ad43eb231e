"""Safe fixes: only what was meant to change has changed, in YAML and in JSON, and once is enough."""

import json
import shutil
import subprocess

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.codecs.native import _yaml_edit as yaml_edit
from ospo_events.codecs.native._json_edit import replace_values
from ospo_events.diagnostics import Diagnostic, Edit, Fix, Report
from ospo_events.rules.pages import complete
from ospo_events.strategies import events
from ospo_events.validation import validate
from ospo_events.validation.fixing import fix_text

FRAGMENT = """\
# what the file says of itself
sessions:
  # the first of the day
  - id: one            # stays
    title: "Open  models "
    kind: 'pannel'
    tag: law
"""


def edits(*changes):
    """Return a check that finds the same fixes, each a list of edits, as long as there is anything to change."""

    def check(event):
        found = []
        for change in changes:
            fix = Fix(title="change it", edits=tuple(Edit(path=path, replacement=new) for path, new in change))
            found.append(Diagnostic(code="to-change", message="to change", fix=fix))
        return Report(tuple(found))

    return check


def event_of(data, format="yaml"):
    return codec_named(format).decode(data).value()


def test_only_the_values_change():
    text = complete(FRAGMENT)
    fixed = fix_text(text.encode(), source="e.yaml", check=validate)
    assert fixed.data.decode() == text.replace('"Open  models "', '"Open models"').replace("'pannel'", "'panel'")
    assert fixed.left == 0


def test_json_keeps_its_layout():
    event = event_of(complete(FRAGMENT).encode())
    plain = codec_named("json").encode(event).value()
    for layout in ({"indent": 4}, {"separators": (",", ":")}, {"ensure_ascii": True}):
        text = json.dumps(json.loads(plain), **layout).replace("Open  models", "Op\\u00e9n  models")
        fixed = fix_text(text.encode(), source="e.json", format="json", check=validate)
        assert fixed.applied >= 2
        expected = text.replace("Op\\u00e9n  models ", "Op\\u00e9n models").replace("pannel", "panel")
        assert fixed.data.decode() == expected


def test_json_values_that_are_not_as_expected_stay():
    text = '{"a": ["x", 5, {"b": "y"}]}'
    changed, done = replace_values(text, {("a", 0): ("x", "z"), ("a", 1): ("5", "6"), ("a", 2, "b"): ("q", "r")})
    assert changed == '{"a": ["z", 5, {"b": "y"}]}'
    assert done == {("a", 0)}


def test_a_fix_is_applied_whole_or_not_at_all():
    data = complete("sessions:\n  - {id: one, title: One, subtitle: Two}\n").encode()
    title, gone = ("sessions", 0, "title"), ("sessions", 0, "abstract")
    fixed = fix_text(data, source="e", check=edits([(title, "Eins"), (gone, "Drei")]))
    assert (fixed.data, fixed.applied, fixed.left) == (data, 0, 1)
    both = [(title, "Eins"), (("sessions", 0, "subtitle"), "Zwei")]
    fixed = fix_text(data, source="e", check=lambda event: edits(both)(event) if event == event_of(data) else Report())
    assert fixed.data == data.replace(b"title: One, subtitle: Two", b"title: Eins, subtitle: Zwei")
    assert fixed.applied == 1


def test_one_of_a_fix_in_block_text_keeps_all_of_it_back():
    data = complete("sessions:\n  - id: one\n    title: One\n    description: |\n      Two\n      lines\n").encode()
    change = [(("sessions", 0, "title"), "Eins"), (("sessions", 0, "description"), "Zwei")]
    fixed = fix_text(data, source="e", check=edits(change))
    assert (fixed.data, fixed.applied, fixed.left) == (data, 0, 1)


def test_two_fixes_of_one_value_do_not_meet():
    data = complete("sessions:\n  - {id: one, title: One}\n").encode()
    path = ("sessions", 0, "title")

    def check(event):
        return edits([(path, "Two")], [(path, "Three")])(event) if event.sessions[0].title == "One" else Report()

    fixed = fix_text(data, source="e", check=check)
    assert event_of(fixed.data).sessions[0].title == "Two"


@pytest.mark.parametrize("new", ["", "   "])
def test_what_the_model_refuses_is_not_written(new):
    data = complete("sessions:\n  - {id: one, title: One}\n").encode()
    fixed = fix_text(data, source="e", check=edits([(("sessions", 0, "title"), new)]))
    assert (fixed.data, fixed.left) == (data, 1)


def test_what_would_read_otherwise_is_not_kept(monkeypatch):
    """A slip in the replacing itself: it touches the neighbour too."""
    data = complete("sessions:\n  - {id: one, title: One, subtitle: Two}\n").encode()

    def clumsy(text, changes):
        changed, done = yaml_edit.replace_values(text, changes)
        return changed.replace("Two", "Zwei"), done

    monkeypatch.setattr("ospo_events.validation.fixing.replace_values", lambda _: clumsy)
    fixed = fix_text(data, source="e", check=edits([(("sessions", 0, "title"), "Eins")]))
    assert (fixed.data, fixed.applied, fixed.left) == (data, 0, 1)


def test_letters_beyond_the_basic_plane_that_do_not_print_are_written():
    data = complete("sessions:\n  - {id: one, title: One}\n").encode()
    new = "\U000e0041 \U0001f5d3 \x85 \ufeff"
    path = ("sessions", 0, "title")
    fixed = fix_text(
        data, source="e", check=lambda event: edits([(path, new)])(event) if event == event_of(data) else Report()
    )
    assert event_of(fixed.data).sessions[0].title == new


def test_a_check_without_end_ends():
    data = complete("sessions:\n  - {id: one, title: a}\n").encode()

    def check(event):
        title = event.sessions[0].title
        return edits([(("sessions", 0, "title"), title + "a")])(event)

    assert fix_text(data, source="e", check=check).applied == 8


@pytest.mark.parametrize("format", ["yaml", "json"])
@given(event=events(max_sessions=3), spoil=st.sampled_from(["{} ", "  {}", "a  {}"]))
def test_mending_changes_what_it_says_and_once_is_enough(format, event, spoil):
    titles = [spoil.format(session.title) for session in event.sessions]
    sessions = tuple(
        attrs.evolve(session, title=title, kind="pannel") for session, title in zip(event.sessions, titles, strict=True)
    )
    data = codec_named(format).encode(attrs.evolve(event, sessions=sessions)).value()
    once = fix_text(data, source="e", format=format, check=validate)
    again = fix_text(once.data, source="e", format=format, check=validate)
    assert again.data == once.data
    assert again.applied == 0
    assert once.applied >= len(sessions)
    after = event_of(once.data, format)
    assert [session.kind for session in after.sessions] == ["panel"] * len(sessions)
    assert [item.slot for item in after.sessions] == [item.slot for item in event.sessions]


def test_the_command_mends_json_and_shows_what_it_would(tmp_path, capsys):
    path = tmp_path / "e.json"
    event = event_of(complete(FRAGMENT).encode())
    before = codec_named("json").encode(event).value()
    path.write_bytes(before)
    assert main(["validate", "--diff", str(path), "--select", "unknown-kind"]) == 1
    captured = capsys.readouterr()
    assert path.read_bytes() == before
    assert "1 can be fixed" in captured.err
    assert "+++ " in captured.out
    assert main(["validate", "--fix", str(path), "--select", "unknown-kind"]) == 0
    assert path.read_bytes() == before.replace(b"pannel", b"panel")
    assert main(["validate", "--diff", str(path), "--select", "unknown-kind"]) == 0


@pytest.mark.parametrize("name", ["e.ics", "e.py", "-"])
def test_only_native_files_are_mended(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "e.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    (tmp_path / "e.py").write_text("EVENT = None\n")
    assert main(["validate", "--fix", name]) == 2
    assert "expected a native file to fix" in capsys.readouterr().err


def test_a_file_of_no_known_format_is_not_mended(tmp_path, capsys):
    path = tmp_path / "e.bin"
    path.write_bytes(b"\x00\x01\x02")
    assert main(["validate", "--fix", str(path)]) == 2
    assert "expected a native file to fix" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs the program patch")
def test_a_diff_of_a_text_without_a_last_line_end_can_be_applied(tmp_path, monkeypatch, capsys):
    path = tmp_path / "e.yaml"
    path.write_text(complete("").rstrip("\n") + "\ntheme: 'a  b'", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["validate", "--diff", "e.yaml"]) == 1
    diff = capsys.readouterr().out
    assert "\\ No newline at end of file" in diff
    subprocess.run(["patch", "-s", "e.yaml"], cwd=tmp_path, input=diff.encode(), check=True)
    assert path.read_text("utf-8") == complete("").rstrip("\n") + "\ntheme: 'a b'"
