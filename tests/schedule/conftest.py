"""Where the real files and the schemas of the family are, where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.support.corpus import real_files, shared_file


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "xml_file" in metafunc.fixturenames:
        metafunc.parametrize("xml_file", real_files("schedule-xml", ".xml"))
    if "json_file" in metafunc.fixturenames:
        metafunc.parametrize("json_file", real_files("schedule-json", ".json"))


@pytest.fixture(scope="session")
def xsd_errors() -> Callable[[bytes], list[str]]:
    """Return what the schema of schedule.xml says against a document."""
    from lxml import etree

    xsd = etree.XMLSchema(etree.parse(shared_file("schemas", "schedule.xml.xsd")))

    def errors(data: bytes) -> list[str]:
        xsd.validate(etree.fromstring(data))
        return [str(item) for item in xsd.error_log]

    return errors


def _json_errors(name: str) -> Callable[[bytes], list[str]]:
    import jsonschema

    checker = jsonschema.FormatChecker()
    if not checker.conforms("https://example.org/", "uri") or checker.conforms("no uri", "uri"):
        pytest.skip("jsonschema cannot check formats: install jsonschema[format]")
    validator = jsonschema.Draft6Validator(json.loads(shared_file("schemas", name).read_text()), format_checker=checker)
    return lambda data: [f"{list(item.path)}: {item.message[:200]}" for item in validator.iter_errors(json.loads(data))]


@pytest.fixture(scope="session")
def json_errors() -> Callable[[bytes], list[str]]:
    """Return what schema.json says against a document, formats checked."""
    return _json_errors("schema.json")


@pytest.fixture(scope="session")
def json2_errors() -> Callable[[bytes], list[str]]:
    """Return what schema2.json says against a document, formats checked."""
    return _json_errors("schema2.json")
