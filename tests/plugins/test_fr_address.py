from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan_france.fr_address.columns import _is_postcode
from dlpscan_france.fr_address.context import points
from dlpscan_france.language.near_person import Around, Who, actors
from dlpscan_france.language.tables import about_persons
from dlpscan_france.language.weighing import LEAST


def is_postcode(text: str) -> bool:
    data = np.frombuffer(text.encode() + b"\n", np.uint8)
    return bool(_is_postcode(data, np.array([0]), np.array([len(text)]))[0])


@given(st.integers(0, 99_999))
def test_a_postcode_begins_with_a_department(number: int) -> None:
    department = number // 1000
    third = number // 100 % 10
    expected = 1 <= department <= 95 or (department == 97 and 1 <= third <= 8) or (department == 98 and 4 <= third <= 8)
    assert is_postcode(f"{number:05}") == expected


@pytest.mark.parametrize(("text", "expected"), [("1000", True), ("560", False), ("5600A", False), ("560001", False)])
def test_a_spreadsheet_loses_the_zero_in_front(text: str, expected: bool) -> None:
    assert is_postcode(text) == expected


def test_the_nearest_actor_decides() -> None:
    street = "12 rue des Lilas, 56000 VANNES"
    assert points(street, Around("Mme KERVADEC Anne, ", "")) >= LEAST
    assert points(street, Around("Laboratoire des Embruns, ", "")) < 0
    assert points(street, Around("", "", ("Docteur Yann LE GOFFIC",))) < 0
    assert points(street, Around("", "", ("Madame Anne KERVADEC",))) >= LEAST
    assert points(street, Around("", "")) < LEAST


def test_a_street_bears_any_name_and_is_nobody() -> None:
    assert not [one for one in actors("12 rue de l'Hôpital") if one.who is Who.COMPANY]


def test_headers_tell_persons_from_organisations() -> None:
    assert about_persons(("NOM", "PRENOM", "DDN", "ADRESSE")) >= 2
    assert about_persons(("RAISON SOCIALE", "SIRET", "ADRESSE")) < 0
