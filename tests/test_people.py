"""Counting people, against plain sets."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dlpscan import people
from dlpscan.people import People, people_keys

SECRET = 0x1234_5678_9ABC_DEF0


def records(seed: int, count: int) -> list[tuple[int, int, int]]:
    """National id, birth date and name of each, 0 for none; few of each, so that they meet."""
    chance = random.Random(seed)
    return [tuple(chance.choice([0, *range(1, size)]) for size in (400, 30, 200)) for _ in range(count)]  # type: ignore[misc]


def by_the_rule(rows: list[tuple[int, int, int]]) -> int:
    with_date = {(nir, date) for nir, date, _ in rows if nir and date}
    alone = {nir for nir, _, _ in rows if nir} - {nir for nir, _ in with_date}
    linked = {(name, date) for nir, date, name in rows if nir and date and name}
    names = {(name, date) for nir, date, name in rows if not nir and date and name} - linked
    return len(with_date) + len(alone) + len(names)


def counted(rows: list[tuple[int, int, int]], pieces: int) -> People:
    counted = People()
    for piece in range(pieces):
        ids, dates, names = (np.array(column, np.uint64) for column in zip(*rows[piece::pieces], strict=True))
        counted.add(people_keys(ids, dates, names, SECRET))
    return counted


@pytest.mark.parametrize("pieces", [1, 7])
@pytest.mark.parametrize("seed", range(20))
def test_the_rule_exactly(seed: int, pieces: int) -> None:
    rows = records(seed, 500)
    assert counted(rows, pieces).count() == by_the_rule(rows)


def test_sets_that_spill_count_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_BUFFERED", 64)
    rows = records(3, 20_000)
    spilled = counted(rows, 50)
    assert spilled.ids.has_spilled
    assert spilled.count() == by_the_rule(rows)


def test_people_of_several_files_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_BUFFERED", 64)
    rows = records(5, 2000)
    together = People()
    together.add_all(counted(rows[:1200], 3))
    together.add(counted(rows[800:], 2).keys())
    assert together.count() == by_the_rule(rows)


def test_names_of_a_refused_column_count_by_themselves() -> None:
    rows = [(1, 1, 1), (2, 2, 2), (3, 3, 2)]
    refused = People()
    refused.add_names_unlinked(counted(rows, 1))
    assert refused.count() == by_the_rule([(0, date, name) for _, date, name in rows])


def test_keys_say_nothing_without_the_secret() -> None:
    rows = [np.array([column], np.uint64) for column in (2850797901001, 19850712, 77)]
    first, second = (people_keys(*rows, secret) for secret in (1, 2))
    assert not {*first.ids.tolist(), *first.names.tolist()} & {*second.ids.tolist(), *second.names.tolist()}
    assert "0x" not in repr(first)
    assert "2850797901001" not in repr(first)
