"""What the model refuses, and what it says then."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from ospo_events.model import Slot
from ospo_events.model._checks import as_tuple
from ospo_events.model.agent import as_agent_id
from ospo_events.model.link import as_extra, as_texts
from ospo_events.model.place import Geo
from ospo_events.model.vocabulary import sdg

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_single_text_is_not_several() -> None:
    with pytest.raises(TypeError, match=r"expected several values, got the single text 'en'"):
        as_texts("en")  # type: ignore[arg-type]
    assert as_tuple(iter([1, 2])) == (1, 2)


def test_extra_is_a_mapping_with_keys_that_begin_with_x() -> None:
    with pytest.raises(TypeError, match=r"expected a mapping as extra"):
        as_extra(["x-a"])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"begin with 'x-', got 'a'"):
        as_extra({"a": 1})


@pytest.mark.parametrize(("latitude", "longitude", "what"), [(91, 0, "latitude"), (0, -181, "longitude")])
def test_places_are_on_the_globe(latitude: float, longitude: float, what: str) -> None:
    with pytest.raises(ValueError, match=f"expected a {what} from"):
        Geo(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("goal", [0, 18])
def test_there_are_seventeen_goals(goal: int) -> None:
    with pytest.raises(ValueError, match=r"expected a goal from 1 to 17"):
        sdg(goal)


def test_an_agent_is_a_person_an_organization_or_an_id() -> None:
    with pytest.raises(TypeError, match=r"expected a Person, an Organization or an id, got the number 3"):
        as_agent_id(3)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [1800, 9999])
def test_years_that_no_programme_has_are_refused(year: int) -> None:
    with pytest.raises(ValueError, match=r"to be in the years"):
        Slot(start=dt.datetime(year, 5, 4, 9, tzinfo=BERLIN))


def test_paths_name_keys_by_their_holder() -> None:
    from ospo_events.diagnostics import format_path
    from ospo_events.diagnostics._model import AT_KEY

    assert format_path(("sessions", 3, "slot", AT_KEY)) == "sessions[3].slot"
    assert format_path(()) == "."


def test_what_is_right_already_is_taken_as_it_is() -> None:
    from ospo_events.model.agent import as_optional_agent_id

    values = (1, 2)
    assert as_tuple(values) is values
    assert (as_optional_agent_id(None), as_optional_agent_id("ada")) == (None, "ada")
