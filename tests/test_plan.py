"""What the workers are given, and what they are told of what is known already."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlpscan.contracts import Limits
from dlpscan.model import Item
from dlpscan.plan import Planner

LIMITS = Limits(part_bytes=1000)
FULL = frozenset({(0, 3, True)})


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.txt"
    path.write_bytes(b"une ligne\n" * 500)
    return path


def item(path: Path) -> Item:
    return Item(path=str(path), target=str(path), size=path.stat().st_size)


def test_later_parts_are_told_what_is_full(large: Path) -> None:
    planner, only = Planner(LIMITS), item(large)
    tasks = planner.tasks(iter([only]))
    assert next(tasks).full == frozenset()
    planner.merging, planner.full = only, FULL
    assert [task.full for task in tasks if task.part] == [FULL] * 4


def test_the_same_file_walked_again_starts_anew(large: Path) -> None:
    planner, first, second = Planner(LIMITS), item(large), item(large)
    tasks = planner.tasks(iter([first, second]))
    for _ in range(5):
        next(tasks)
    planner.merging, planner.full = first, FULL
    again = [task for task in tasks if task.part]
    assert [task.items for task in again] == [(second,)] * 5
    assert {task.full for task in again} == {frozenset()}


def test_small_items_go_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"x")
    items = [item(tmp_path / name) for name in ("a", "b")]
    (task,) = Planner(LIMITS).tasks(iter(items))
    assert (task.items, task.part) == (tuple(items), None)
