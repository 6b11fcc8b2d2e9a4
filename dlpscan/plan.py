"""What the workers are given: batches of small items, parts of large ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import FileReport, Item, Problem

if TYPE_CHECKING:
    from .contracts import Limits
    from .tally import Quota
    from .text.reader import Part

_BATCH_ITEMS, _BATCH_BYTES = 128, 4 << 20

Walked = Item | Problem | FileReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Items to be examined, or one part of one item.

    `full` says of which matches there are enough to report from earlier parts (see `Tally.full`).
    """

    number: int
    items: tuple[Item, ...]
    part: Part | None = None
    full: frozenset[Quota] = frozenset()


class Planner:
    """Makes tasks of what is walked: batches of small items, parts of large ones.

    What the walk itself reported waits in `passed` for its turn, under the number of the task it precedes. `full` is
    what there is enough of in the parts of `merging`, the very item: a path may be walked twice.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.passed: dict[int, list[Problem | FileReport]] = {}
        self.parts_of: dict[int, int] = {}
        self.merging: Item | None = None
        self.full: frozenset[Quota] = frozenset()

    def tasks(self, things: Iterator[Walked]) -> Iterator[Task]:
        """The tasks, numbered from 0. The last one is empty and closes the list."""
        batch: list[Item] = []
        number = size = 0
        for thing in things:
            if not isinstance(thing, Item):
                self.passed.setdefault(number, []).append(thing)
                continue
            if parts := self._parts(thing):
                if batch:
                    yield Task(number=number, items=tuple(batch))
                    number, batch, size = number + 1, [], 0
                self.parts_of[number + len(parts) - 1] = len(parts)
                for part in parts:
                    full = self.full if self.merging is thing else frozenset()
                    yield Task(number=number, items=(thing,), part=part, full=full)
                    number += 1
                continue
            batch.append(thing)
            size += thing.size
            if len(batch) >= _BATCH_ITEMS or size >= _BATCH_BYTES:
                yield Task(number=number, items=tuple(batch))
                number, batch, size = number + 1, [], 0
        yield Task(number=number, items=tuple(batch))

    def _parts(self, item: Item) -> list[Part]:
        from .text.reader import Part, is_splittable

        step = self.limits.part_bytes
        # A body that is kept elsewhere would be fetched anew for every part.
        if item.size < 2 * step or item.body is not None or not is_splittable(item):
            return []
        return [Part(start=at, end=min(at + step, item.size)) for at in range(0, item.size, step)]
