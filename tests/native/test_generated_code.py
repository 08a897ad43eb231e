"""The short way to read and write native files says what the long way says, or leaves the document to it."""

import copy
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Event
from ospo_events.codecs import CODECS
from ospo_events.codecs.native import _fast, _json_reader, _read_generated
from ospo_events.codecs.native._document import Input
from ospo_events.codecs.native._fast import read_fast
from ospo_events.codecs.native._long_way import read_with_findings
from ospo_events.codecs.native._shorthand import COLLECTIONS, contract
from ospo_events.codecs.native._spellings import with_languages
from ospo_events.codecs.native._to_tree import to_tree
from ospo_events.codecs.native._tree import _writer
from ospo_events.codecs.native._yaml_reader import YamlText
from ospo_events.strategies import events
from tests.support.native_layout import write_by_the_tree
from tests.support.native_mutants import mutant

HEAD = '{"format":1,"id":"e","title":"E","timezone":"UTC"'


def _long_way(tree):
    return read_with_findings(
        Input(source="x", data=b"", tree=tree, problems=(), parse_again=lambda: tree, find=lambda paths: {})
    )


def _alike(tree):
    """Assert that both ways give the same event, or that both refuse; return whether they read it."""
    before = copy.deepcopy(tree)
    read = read_fast(tree)
    assert tree == before, "the document stays as it is"
    decoded = _long_way(copy.deepcopy(tree))
    if decoded.report:
        assert read is None, decoded.report
        return False
    assert read is not None, "the long way found nothing wrong"
    event, keys = read
    assert (event, hash(event)) == (decoded.event, hash(decoded.event))
    assert str(event.sessions) == str(decoded.event.sessions)
    assert keys == _number_of_keys(tree)
    return True


def _number_of_keys(value):
    if isinstance(value, dict):
        return len(value) + sum(map(_number_of_keys, value.values()))
    return sum(map(_number_of_keys, value)) if isinstance(value, list) else 0


@given(events(max_sessions=4), st.booleans(), st.booleans())
def test_both_ways_read_every_event(event: Event, shorthand: bool, as_yaml: bool) -> None:
    if as_yaml:
        tree = YamlText(CODECS["yaml"].encode(event, shorthand=shorthand).data.decode(), "x").value()
    else:
        tree = json.loads(json.dumps(contract(to_tree(event)) if shorthand else to_tree(event)))
    assert _alike(tree)
    assert read_fast(tree)[0] == event


@given(events(max_sessions=4))
def test_both_ways_write_the_same_bytes(event: Event) -> None:
    tree = to_tree(event)
    by_cattrs = with_languages(event, {"format": 1, **_writer(offsets=False).unstructure(event)})
    assert json.dumps(tree) == json.dumps(by_cattrs)
    assert CODECS["json"].encode(event).data == write_by_the_tree(event)


@given(events(max_sessions=3), st.booleans(), st.randoms(use_true_random=False))
def test_both_ways_read_alike_or_both_refuse(event: Event, shorthand: bool, random) -> None:
    tree = json.loads(json.dumps(contract(to_tree(event)) if shorthand else to_tree(event)))
    tree = mutant(tree, random)
    if isinstance(tree, dict):
        _alike(tree)


@pytest.mark.parametrize(
    "members",
    [
        '"theme":"a","theme":"b"',
        '"theme":"a","them\\u0065":"b"',
        '"theme" :"a","theme":": b"',
        '"theme"\n:"a","theme"\t:"b","tags":["\\":","\\" :",":"]',
        '"x-a":{"b":1,"b":2}',
        '"x-a\\\\":1,"x-a\\\\":2',
        '"x-a\\\\":1,"x-b":{"c":1,"c":2}',
        '"x-a\\\\ ":1,"x-a\\\\ " : 2, "theme":": a"',
        '"x-a":"\\\\","x-a":":"',
        '"sessions":[{"id":"a","title":"A","title":"B"}]',
        '"sessions":[{"id":"a","title":"A","x-b":1,"x-b":": "}]',
        '"sessions":[{"id":"a","title":"A","speaker":"ada","speaker":"bob"}],"people":[{"id":"ada","name":"\\"A\\":"}]',
        '"links":[{"href":"https://example.org/","private":true,"private":false}]',
        '"links":[{"href":"https://example.org/","private":false,"rel":"x","rel":": y"}]',
        '"id":"f"',
    ],
)
def test_duplicate_keys_are_found_whatever_surrounds_them(members, read_json):
    decoded = read_json(f"{HEAD},{members}}}")
    assert "duplicate-key" in decoded.report.codes, decoded.report


@pytest.mark.parametrize(
    ("members", "is_plain"),
    [
        ('"theme":"a"', True),
        ('"theme" : "a"', True),
        ('"theme":"He said \\"a\\": yes, \\"b\\" : no"', True),
        ('"theme":"\\\\"', True),
        ('"x-a":{"b":[{"c":null}]}', True),
        ('"theme":": starts with a colon"', False),
        ('"x-a\\\\":1', True),
        ('"x-a\\\\":1,"theme":"\\"A\\":"', False),
    ],
)
def test_what_is_plain_is_read_at_once(members, is_plain, read_json):
    text = f"{HEAD},{members}}}"
    assert (_json_reader._by_tree(text.encode()) is not None) is is_plain
    assert read_json(text).report.codes == ()


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ('"x-a":NaN', "not-json"),
        ('"x-a":[1e999]', "invalid-value"),
        ('"theme":"\\ud800"', "lone-surrogate"),
        ('"theme":null,"tags":null', "wrong-type"),
        ('"extra":{"x-a":1}', "unknown-key"),
        ('"sessions":[{"id":"a","title":"A","extra":{"x-a":1}}]', "unknown-key"),
        ('"sessions":[{"id":"a","title":"A","slot":{"start":"2024-07-09","all_day":true,"extra":1}}]', "unknown-key"),
        ('"sessions":[{"id":"a","title":"A","slot":{"start":"2024-07-09","all_day":1}}]', "bad-time"),
        ('"sessions":[{"id":"a","title":"A","sequence":null}]', "wrong-type"),
        ('"sessions":[{"id":"a","title":"A","status":[]}]', "wrong-type"),
        ('"sessions":[{"id":"a","title":"A","sequence":' + "9" * 30 + "}]", "invalid-value"),
        ('"sessions":{}', "wrong-type"),
        ('"sessions":[1]', "wrong-type"),
        ('"x-a":' + "[" * 3000 + "]" * 3000, "too-deep"),
    ],
)
def test_the_long_way_says_what_the_short_one_refuses(members, code, read_json):
    report = read_json(f"{HEAD},{members}}}").report
    assert code in report.codes, report
    assert all(item.span is not None for item in report)


def test_every_collection_has_its_reader():
    assert list(_fast.READERS) == list(COLLECTIONS)


def test_what_comes_out_is_of_the_very_class_and_frozen():
    event = CODECS["json"].decode(f'{HEAD},"sessions":[{{"id":"a","title":"A"}}]}}'.encode()).value()
    assert type(event) is Event
    with pytest.raises(AttributeError):
        event.sessions[0].title = "B"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del event.title  # type: ignore[misc]


def test_a_file_without_a_mistake_needs_no_cattrs():
    code = (
        "import sys, ospo_events\n"
        "event = ospo_events.load(sys.argv[1])\n"
        "for format in ('json', 'yaml'): ospo_events.loads(ospo_events.dumps(event, format), format)\n"
        "assert 'ospo_events.codecs.native._read_generated' in sys.modules\n"
        "assert 'cattrs' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, "examples/ospos2024.yaml"], check=True)


def test_generated_code_knows_every_class_that_the_model_has():
    assert {name for name in vars(_read_generated) if name.startswith("read_")} >= {
        "read_event",
        "read_slot",
        "read_geo",
    }
