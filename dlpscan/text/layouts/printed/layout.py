"""Tables as database clients and documents print them: psql, mysql, sqlite3, sqlplus, sqlcmd, Markdown, boxes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from ....chunk import Cells, Stretches
from ..spans import trimmed
from .frames import Block, Frame, Rule, begins_row, blocks_in, rules_in
from .rows import Printed, values_of

if TYPE_CHECKING:
    from ....edits import Edits
    from ....layout import Labels

_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*+")
_FIRST_LINES, _SHORTEST = 3, 10
_SAMPLE = 64 << 10
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table in a text, with its header and rules; the offsets of its cells are those of the whole text."""

    start: int
    end: int
    cells: Cells = field(repr=False)


def tables_in(text: bytes) -> list[PrintedTable]:
    """The printed tables of a text, in order; none overlaps. Cheap where there is none."""
    rules = list(rules_in(text))
    blocks = blocks_in(text, rules, None) if rules else []
    tables = []
    for block, values in zip(blocks, _values(text, [[block] for block in blocks], rules), strict=True):
        if len(values.start):
            tables.append(PrintedTable(start=block.start, end=block.end, cells=_cells([values], None)))
    return tables


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLayout:
    """A text of printed tables. `frame` is the first one's; `going_on` that of a table which began before the text."""

    frame: Frame
    is_single: bool
    going_on: Frame | None = None

    @property
    def name(self) -> str:
        return "printed-table"

    @property
    def is_splittable(self) -> bool:
        return self.is_single

    @property
    def has_memory(self) -> bool:
        return True

    def edits(self, text: bytes) -> Edits | None:
        return None

    def columns(self, text: bytes) -> tuple[str | None, ...]:
        if self.is_single and self.frame.names:
            return self.frame.names
        return self.lay_out(text if self.frame.names else text[:_SAMPLE], first=True).names

    def lay_out(self, text: bytes, *, first: bool) -> Cells:
        rules = list(rules_in(text))
        blocks = blocks_in(text, rules, self.going_on)
        runs = [list(run) for _, run in groupby(blocks, key=lambda block: block.frame)]
        return _cells(_values(text, runs, rules), _around(text, blocks))

    def last_border(self, text: bytes, low: int) -> int:
        end = len(text)
        while (at := text.rfind(b"\n", low, end)) >= 0:
            following = text.find(b"\n", at + 1)
            line = text[at + 1 : following if following >= 0 else len(text)]
            if line and begins_row(line, self.frame):
                return at + 1 if at + 1 > low else 0
            end = at
        return 0

    def first_border(self, window: bytes) -> int | None:
        at = window.find(b"\n")
        while at >= 0:
            following = window.find(b"\n", at + 1)
            if following < 0:
                return None
            if begins_row(window[at + 1 : following], self.frame):
                return at + 1
            at = following
        return None

    def after(self, text: bytes) -> PrintedLayout:
        blocks = blocks_in(text, list(rules_in(text)), self.going_on)
        is_open = bool(blocks) and blocks[-1].end == len(text)
        return replace(self, going_on=blocks[-1].frame if is_open else None)


def recognise(head: bytes, labels: Labels) -> PrintedLayout | None:
    """The layout of a text that begins with a printed table and holds little else."""
    del labels  # a table is told by its rules
    lead = _LEAD.match(head)
    start = lead.end() if lead else 0
    end = start
    for _ in range(_FIRST_LINES):
        end = head.find(b"\n", end) + 1 or len(head)
    start = head.rfind(b"\n", 0, start) + 1 or start * (head[:1] == b"\xef")
    if next(rules_in(head[start:end]), None) is None:
        return None
    text = head[start:_SAMPLE]
    blocks = blocks_in(text, list(rules_in(text)), None)
    covered = sum(block.end - block.start for block in blocks)
    if not blocks or blocks[0].start > 0 or covered < _LEAST_SHARE * len(text.rstrip()):
        return None
    frames = {block.frame for block in blocks}
    return PrintedLayout(frame=blocks[0].frame, is_single=len(frames) == 1)


def _values(text: bytes, runs: Sequence[Sequence[Block]], rules: Sequence[Rule]) -> list[Printed]:
    """The values of runs of tables, each run of one frame."""
    starts = [rule.start for rule in rules]
    return [
        values_of(text, run, rules[bisect_left(starts, run[0].start) : bisect_left(starts, run[-1].end)])
        for run in runs
    ]


def _cells(parts: Sequence[Printed], free: Stretches | None) -> Cells:
    """The cells of some tables. Columns of the same name are one; what is around the tables is one more record."""
    labels: dict[str | None, int] = {}
    names: list[str | None] = []
    label = []
    for part in parts:
        for name in part.names:
            if name is None or name not in labels:
                labels[name] = len(names)
                names.append(name)
        number = np.array([*map(labels.__getitem__, part.names), -1], np.int32)
        label.append(number[part.label])
    record = np.concatenate([np.zeros(0, np.int64), *(part.record for part in parts)])
    changes = np.diff(record, prepend=-1) != 0
    records = int(np.count_nonzero(changes))
    if free is not None:
        free = replace(free, record=np.full(len(free.start), records, np.int64))
    return Cells(
        start=np.concatenate([np.zeros(0, np.int64), *(part.start for part in parts)]),
        end=np.concatenate([np.zeros(0, np.int64), *(part.end for part in parts)]),
        label=np.concatenate([np.zeros(0, np.int32), *label]),
        record=np.cumsum(changes) - 1,
        names=tuple(names),
        records=records + (free is not None),
        free=free,
    )


def _around(text: bytes, blocks: Sequence[Block]) -> Stretches | None:
    """What stands before, between and behind tables, if it is worth a look."""
    start = np.array([0, *(block.end for block in blocks)], np.int64)
    end = np.array([*(block.start for block in blocks), len(text)], np.int64)
    start, end = trimmed(np.frombuffer(text, np.uint8), start, end)
    long = np.flatnonzero(end - start >= _SHORTEST)
    if len(long) == 0:
        return None
    return Stretches(start=start[long], end=end[long], record=np.zeros(len(long), np.int64))
