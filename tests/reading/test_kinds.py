"""The kind of a session by its title, in the languages of agendas."""

from __future__ import annotations

import pytest

from ospo_events.codecs._reading.kinds import kind_by_title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        *(
            (title, "meal")
            for title in ("Lunch", "Mittagspause", "Pause déjeuner", "Almuerzo", "Lunsj", "昼食", "Обед")
        ),
        *(
            (title, "break")
            for title in ("Coffee break", "Pausa café", "Koffiepauze", "Fika", "休憩", "茶歇", "Перерыв")
        ),
        *((title, "registration") for title in ("Check-in", "Accueil café", "Inscripción", "Rejestracja", "受付")),
        *((title, "social") for title in ("Reception", "Empfang", "Borrel", "Welcome reception", "懇親会")),
        *((title, None) for title in ("How to break things", "Third party", "Data lunch", "Café scientifique")),
    ],
)
def test_a_title_that_leaves_no_doubt(title: str, kind: str | None) -> None:
    assert kind_by_title(title) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Cafe\u0301", "break"),
        ("Pane\u0301l", None),
        ("１ panel", None),
        ("Ｐanel", "panel"),
        ("P-a-n-e-l", "panel"),
        ("Ga", None),
        ("Gala – Dinner", "meal"),
        ("Panel – who pays?", "panel"),
        ("opening\u00a0KEYNOTE", "keynote"),
        ("Registration opens", "registration"),
        ("2026 gala dinner", "meal"),
    ],
)
def test_titles_that_begin_oddly(title: str, kind: str | None) -> None:
    assert kind_by_title(title) == kind
