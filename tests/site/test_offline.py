"""The script by which browsers keep a site: what it names, and that its name is what is in the site."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events.model import Audience, Event
from ospo_events.site import Options, make_site
from ospo_events.site import _offline as offline
from ospo_events.strategies import events
from ospo_events.testing._events import with_private_data
from tests.site.test_shared import policy

OFFLINE = Options(pages=True, offline=True)


def constants(files: Any, path: str = "sw.js") -> dict[str, Any]:
    """Return what stands before the packaged script."""
    return {
        name: json.loads(value)
        for name, value in re.findall(r"^const (VERSION|KEPT|MORE) = (.*);$", files[path].decode(), re.M)
    }


def test_all_that_is_named_is_published_with_its_digest(programme: Event) -> None:
    files = make_site(programme, attrs.evolve(OFFLINE, door_sheets=True, nameplates=True)).files
    told = constants(files)
    assert told["MORE"] == {}
    for path, digest in told["KEPT"].items():
        assert hashlib.sha256(files[path]).hexdigest()[:8] == digest, path
    pages = {path for path in files if path.endswith(".html")}
    assert pages - told["KEPT"].keys() == {"doors.html", "nameplates.html", "programme.fragment.html"}
    assert {"assets/page.css", "assets/page.js", "assets/plain.js", "manifest.webmanifest", "assets/icon.svg"} <= told[
        "KEPT"
    ].keys()
    assert next(iter(told["KEPT"])) == "index.html"


@given(event=events(max_sessions=3))
def test_the_version_is_what_is_in_the_site_and_nothing_else(event: Event) -> None:
    options = attrs.evolve(OFFLINE, force=True)
    first, again = (make_site(event, options).files["sw.js"] for _ in range(2))
    assert first == again
    other = make_site(attrs.evolve(event, title=f"{event.title} 2"), options).files
    assert constants({"sw.js": first})["VERSION"] != constants(other)["VERSION"]


def test_a_change_that_no_page_shows_keeps_the_version(programme: Event) -> None:
    changed = programme.with_session(
        "keynote", privacy=programme.index.sessions["keynote"].privacy, expected_attendance=70
    )
    versions = [constants(make_site(event, OFFLINE).files)["VERSION"] for event in (programme, changed)]
    assert versions[0] == versions[1]


def test_what_is_not_for_the_audience_is_not_named(programme: Event) -> None:
    event = with_private_data(programme)
    for audience in (Audience.PUBLIC, Audience.TEAM):
        files = make_site(event, attrs.evolve(OFFLINE, audience=audience, force=True)).files
        assert constants(files)["KEPT"].keys() <= files.keys()


def test_what_is_beyond_the_limit_is_kept_when_it_was_seen(programme: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "MOST", 60_000)
    site = make_site(programme, OFFLINE)
    told = constants(site.files)
    assert sum(len(site.files[path]) for path in told["KEPT"]) <= 60_000
    assert "people/bo.html" in told["MORE"]
    assert told["KEPT"].keys() & told["MORE"].keys() == set()
    (finding,) = [item for item in site.report if item.code == "not-kept-at-once"]
    assert finding.message.startswith(f"{len(told['MORE'])} pages and pictures are beyond")


def test_the_policy_stays_strict(programme: Event) -> None:
    files = make_site(programme, OFFLINE).files
    for path in ("index.html", "sessions/keynote.html", "people.html"):
        assert policy(files[path]) == (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
            "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
        ), path
    one = policy(make_site(programme, Options(offline=True)).files["index.html"])
    assert "script-src 'sha256-" in one
    assert "style-src 'sha256-" in one
    assert "'unsafe" not in one
    assert "manifest-src 'self'; worker-src 'self'; " in one


def test_a_site_without_it_has_nothing_of_it(programme: Event) -> None:
    files = make_site(programme, Options(pages=True)).files
    assert "sw.js" not in files
    assert "assets/plain.js" not in files
    assert not any(b"serviceWorker" in data for path, data in files.items() if path.endswith((".html", ".js")))
    assert b"script-src" not in files["sessions/keynote.html"]


def test_own_templates_are_kept_offline_too(programme: Event) -> None:
    files = make_site(programme, attrs.evolve(OFFLINE, templates={"page.js": "let mine"})).files
    assert files["assets/page.js"].startswith(b"let mine\nif (")
    assert b"navigator.serviceWorker" in files["assets/page.js"]
