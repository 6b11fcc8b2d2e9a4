from __future__ import annotations

import pytest

from dlpscan_france.fr_health_insurer.columns import _is_value, _Role, _role
from dlpscan_france.fr_health_insurer.context import points
from dlpscan_france.fr_health_insurer.forms import Form
from dlpscan_france.language.near_person import Around
from dlpscan_france.language.weighing import LEAST


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("MUTUELLE", _Role.NAME),
        ("NUM_ADHERENT", _Role.NUMBER),
        ("codeRegime", _Role.CODE),
        ("CAISSE", _Role.FUND),
        ("ALD30", _Role.STATUS),
    ],
)
def test_a_header_says_what_its_column_holds(header: str, role: _Role) -> None:
    assert _role(header) is role


def test_a_diet_is_no_regime_and_an_amount_no_insurer() -> None:
    assert _is_value("01", _Role.CODE)
    assert not _is_value("sans sel", _Role.CODE)
    assert not _is_value("12,40", _Role.NAME)
    assert not _is_value("oui", _Role.NAME)
    assert _is_value("oui", _Role.STATUS)


def test_an_aid_needs_somebody() -> None:
    assert points(Form.STATUS, "CSS", Around("Mme KERVADEC bénéficie de la ", ".")) >= LEAST
    assert points(Form.STATUS, "CSS", Around("Vous bénéficiez de la ", " ?")) < LEAST
    assert points(Form.STATUS, "CSS", Around("feuille de style ", " { }")) < LEAST
