"""The laws of the native formats, over whole valid events."""

import copy
import json
import pickle
import re

import attrs
import jsonschema
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ospo_events import Event
from ospo_events.codecs import CODECS
from ospo_events.codecs.native._shorthand import Expansion, contract
from ospo_events.codecs.native._to_tree import to_tree
from ospo_events.codecs.native.edit import keep_comments
from ospo_events.codecs.native.schema import json_schema
from ospo_events.strategies import events
from tests.support.native_mutants import mutant


@given(events(max_sessions=5))
def test_every_event_survives(event: Event) -> None:
    for codec, options in ((CODECS["json"], {}), (CODECS["yaml"], {}), (CODECS["yaml"], {"shorthand": True})):
        encoded = codec.encode(event, **options)
        assert encoded.report.codes == ()
        decoded = codec.decode(encoded.data)
        assert decoded.report.codes == (), decoded.report
        assert decoded.event == event
        assert codec.encode(decoded.value(), **options).data == encoded.data, "the same event, the same bytes"


@given(events(max_sessions=5))
def test_shorthand_and_canonical_form_say_the_same(event):
    tree = json.loads(json.dumps(to_tree(event)))
    again = Expansion().event({key: value for key, value in contract(tree).items() if key != "format"})
    canonical = CODECS["json"].decode(json.dumps({"format": 1, **_inline(again)}).encode())
    assert canonical.event == event


def _inline(tree):
    """Undo what the expansion does with unknown data, so that the tree is a document again."""
    if isinstance(tree, dict):
        plain = {key: _inline(value) for key, value in tree.items() if key != "extra"}
        return {**plain, **tree.get("extra", {})} if isinstance(tree.get("extra"), dict) else plain
    return [_inline(item) for item in tree] if isinstance(tree, list) else tree


@given(events(max_sessions=4))
def test_every_yaml_file_of_ours_passes_the_schema(event):
    for shorthand in (False, True):
        document = yaml.load(CODECS["yaml"].encode(event, shorthand=shorthand).data, Loader=CoreLoader)
        _VALIDATOR.validate(document)
    _VALIDATOR.validate(json.loads(CODECS["json"].encode(event).data))


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 by its core schema, as editors read it."""


CoreLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _starts in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_starts))

_VALIDATOR = jsonschema.Draft202012Validator(json.loads(json_schema()))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(json_schema()))


@given(events(max_sessions=4))
def test_other_yaml_readers_read_the_same(event):
    data = CODECS["yaml"].encode(event).data
    strict = yaml.load(data, Loader=yaml.SafeLoader)  # YAML 1.1, with all its surprises
    assert strict == yaml.load(data, Loader=CoreLoader)
    assert strict == json.loads(json.dumps(to_tree(event)))


@given(events(max_sessions=5), st.randoms(use_true_random=False))
def test_changing_one_session_changes_its_lines_only(event, random):
    if not event.sessions:
        return
    number = random.randrange(len(event.sessions))
    changed = list(event.sessions)
    changed[number] = attrs.evolve(changed[number], title="Another title")
    before = CODECS["json"].encode(event).data.split(b"\n")
    after = CODECS["json"].encode(attrs.evolve(event, sessions=tuple(changed))).data.split(b"\n")
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 1


@given(events(max_sessions=4))
def test_events_are_values(event):
    assert pickle.loads(pickle.dumps(event)) == event
    assert copy.deepcopy(event) == event
    assert hash(copy.deepcopy(event)) == hash(event)


@given(events(max_sessions=3), st.randoms(use_true_random=False))
def test_no_document_makes_the_reader_raise(event, random):
    tree = json.loads(CODECS["json"].encode(event).data)
    for _ in range(3):
        tree = mutant(tree, random) if isinstance(tree, (dict, list)) else tree
    data = json.dumps(tree).encode()
    for codec in (CODECS["json"], CODECS["yaml"]):
        decoded = codec.decode(data)
        assert decoded.event is not None or not decoded.report.ok
        assert all(item.span is not None for item in decoded.report), decoded.report
        if decoded.event is not None:
            CODECS["json"].encode(decoded.event)


@settings(max_examples=settings.default.max_examples * 5)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_no_bytes_make_the_reader_raise(data):
    for codec in (CODECS["json"], CODECS["yaml"]):
        decoded = codec.decode(data)
        assert not decoded.report.ok


@settings(max_examples=40)
@given(events(max_sessions=5), st.booleans(), st.booleans(), st.data())
def test_comments_survive_and_change_nothing(event: Event, before: bool, after: bool, data: st.DataObject) -> None:
    lines = CODECS["yaml"].encode(event, shorthand=before).value().decode().split("\n")
    safe = [number for number, line in enumerate(lines) if re.fullmatch(r" *(- )?[\w-]+:( \w+)?", line)]
    for count, number in enumerate(data.draw(st.lists(st.sampled_from(safe), unique=True, max_size=5))):
        lines[number] += f"  # comment {count}"
    text = "\n".join(lines)
    decoded = CODECS["yaml"].decode(text.encode())
    assume(decoded.event == event)  # else a line was in the middle of a text
    kept = keep_comments(decoded, text, CODECS["yaml"].encode(event, shorthand=after).value().decode())
    assert CODECS["yaml"].decode(kept.encode()).event == event
    assert sorted(re.findall(r"# comment \d", kept)) == sorted(re.findall(r"# comment \d", text))
