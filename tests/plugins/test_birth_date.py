"""Birth dates in running text: forms, labels, and what is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan_france.birth_date.text import is_labelled, of_name, parsed

DAYS = st.dates(min_value=date(1931, 1, 1), max_value=date(2020, 12, 31))


@given(DAYS)
def test_every_way_to_write_a_day_is_the_same_day(day: date) -> None:
    key = day.year * 10_000 + day.month * 100 + day.day
    for form in ("%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%d %m %Y", "%d / %m / %Y"):
        assert parsed(day.strftime(form)) == key, form


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12 juillet 1985", 19850712),
        ("1er mars 1950", 19500301),
        ("12.07.85", 19850712),
        ("l2/O7/1953", 19530712),
        ("1 2 0 7 1 9 8 5", 19850712),
        ("deux janvier mille neuf cent soixante dix huit", 19780102),
        ("vingt et un mars mille neuf cent quatre vingt treize", 19930321),
        ("premier mars deux mille douze", 20120301),
        ("00/00/1947", 19470000),
        ("14/07/1789", 0),
        ("45/07/1985", 0),
    ],
)
def test_forms(text: str, key: int) -> None:
    assert parsed(text) == key


@pytest.mark.parametrize("before", ["née DUPONT le ", "né à Brest (29) le ", "D.D.N. : ", "Sa ddn est ", "né(e) le : "])
def test_labels(before: str) -> None:
    assert is_labelled(before, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("née DUPONT, hospitalisée le ", ""),
        ("les assurés nés le ", " ou après"),
        ("congé de naissance du ", ""),
        ("la loi est née le ", ""),
        ("poulain né le ", ""),
        ("Simone VEIL, née le ", " et morte le 30 juin 2017"),
    ],
)
def test_what_is_nobodys_birth(before: str, after: str) -> None:
    assert not is_labelled(before, after)


def test_a_doctors_name_makes_no_birth_date() -> None:
    assert of_name("M. Paul MARTIN, ", ", 71 ans", 19520312) > 0
    assert of_name("Dr Paul MARTIN ", "", 19520312) == 0
