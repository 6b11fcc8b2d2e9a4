"""Counting people, against plain sets."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dlpscan import people
from dlpscan.detector import Person
from dlpscan.model import Headcount
from dlpscan.people import SETS, People, band, people_keys

SECRET = 0x1234_5678_9ABC_DEF0


Row = dict[Person, int]
SIZES = {
    Person.NATIONAL_ID: 400,
    Person.BIRTH_DATE: 30,
    Person.NAME: 200,
    Person.EMAIL: 300,
    Person.PHONE: 40,
}


def records(seed: int, count: int) -> list[Row]:
    """What tells people apart in each record, 0 for none; few of each, so that they meet."""
    chance = random.Random(seed)
    return [
        {
            person: chance.choice([0, 0, *range(1, size)]) if chance.random() < 0.5 else 0
            for person, size in SIZES.items()
        }
        for _ in range(count)
    ]


def by_the_rule(rows: list[Row]) -> Headcount:
    """The same with plain sets: each kind of key without those that stood with something better."""
    sets: dict[str, set[object]] = {name: set() for name in SETS}
    better: dict[str, set[object]] = {name: set() for name in SETS}
    for row in rows:
        nir, date, name, email, phone = (row[person] for person in SIZES)
        has_better = False
        for which, key in (
            ("id_and_birth_date", (nir, date) if nir and date else None),
            ("id", nir or None),
            ("name_and_birth_date", (name, date) if name and date else None),
            ("email", email or None),
            ("name_and_phone", (name, phone) if name and phone else None),
            ("name", name or None),
        ):
            if key is not None:
                (better if has_better else sets)[which].add(key)
                has_better = True
    return Headcount(**{which: len(sets[which] - better[which]) for which in SETS})


def counted(rows: list[Row], pieces: int) -> People:
    counted = People()
    for piece in range(pieces):
        found = {person: np.array([row[person] for row in rows[piece::pieces]], np.uint64) for person in SIZES}
        counted.add(people_keys(found, SECRET))
    return counted


@pytest.mark.parametrize("pieces", [1, 7])
@pytest.mark.parametrize("seed", range(20))
def test_the_rule_exactly(seed: int, pieces: int) -> None:
    rows = records(seed, 500)
    assert counted(rows, pieces).headcount() == by_the_rule(rows)


def test_sets_that_spill_count_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_BUFFERED", 64)
    rows = records(3, 20_000)
    spilled = counted(rows, 50)
    assert spilled.sets[SETS.index("id")].has_spilled
    assert spilled.headcount() == by_the_rule(rows)


def test_people_of_several_files_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_BUFFERED", 64)
    rows = records(5, 2000)
    together = People()
    together.add_all(counted(rows[:1200], 3))
    together.add(counted(rows[800:], 2).keys())
    assert together.headcount() == by_the_rule(rows)


def test_people_of_a_refused_column_count_by_what_else_there_is() -> None:
    rows = records(7, 300)
    refused = People()
    refused.add_without_ids(counted(rows, 2))
    assert refused.headcount() == by_the_rule([{**row, Person.NATIONAL_ID: 0} for row in rows])


def test_keys_say_nothing_without_the_secret() -> None:
    row = {Person.NATIONAL_ID: 2850797901001, Person.BIRTH_DATE: 19850712, Person.NAME: 77}
    found = {person: np.array([value], np.uint64) for person, value in row.items()}
    first, second = (people_keys(found, secret) for secret in (1, 2))
    keys = [{key for keys in own.sets for key in keys.tolist()} for own in (first, second)]
    assert len(keys[0]) == 4
    assert not keys[0] & keys[1]
    assert "0x" not in repr(first)
    assert "2850797901001" not in repr(first)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (0, None),
        (1, "1"),
        (2, "2-10"),
        (11, "11-100"),
        (100, "11-100"),
        (101, "101+"),
        (5000, "1000+"),
        (10**6, "100000+"),
    ],
)
def test_bands(people: int, expected: str | None) -> None:
    assert band(people) == expected
