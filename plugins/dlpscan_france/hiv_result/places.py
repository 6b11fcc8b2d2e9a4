"""Where the hits of HIV stand: their cells and the labels of these, their lines and what is above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language.statements import UNKNOWN
from .context import Around
from .statement import legible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dlpscan import Hits

    from ..language.statements import Mask

_REACH, _REACH_BEHIND, _REACH_AROUND, _REACH_ABOVE, _REACH_HEAD = 240, 200, 500, 700, 200
_SENTENCE_END = re.compile(r"(?<![.:\s])(?<!\bm)[.!?] +|\n|;")
_WRAPPED = re.compile(r"(?<=[a-zà-ÿ,'’])\n(?=[a-zà-ÿ(])")


_OF_RESULTS = re.compile(
    r"\b(?:res|resultat|result|valeur|value|val|interpretation|conclusion|statut|index|reponse|answer)(?:$|[^a-z])"
)

_RESULT_BELOW = re.compile(
    r"[^\n;]{0,40}\n(?:[^\n;]{0,45}\n)?\W{0,8}(?:resultats?|interpretation|conclusion|rendue?)["
    r" .:=]{1,20}"
)


class Places:
    """Where hits stand: their cells, their lines and what is above."""

    def __init__(self, hits: Hits) -> None:
        self._hits, self._text, self._cells = hits, hits.chunk.text, hits.chunk.cells()
        self._start, self._end, self._cell = hits.start.tolist(), hits.end.tolist(), hits.cell.tolist()

    def _bounds(self, index: int) -> tuple[int, int]:
        cell = self._cell[index]
        if self._cells is None or cell < 0:
            return 0, len(self._text)
        return int(self._cells.start[cell]), int(self._cells.end[cell])

    def _cut(self, low: int, high: int) -> str:
        return self._text[max(low, 0) : max(high, 0)].decode(errors="replace")

    def behind(self, index: int) -> str:
        """What stands behind a hit in its line and cell, plain."""
        end = self._end[index]
        return legible(self._cut(end, min(self._bounds(index)[1], end + _REACH_BEHIND)).partition("\n")[0])

    def around(self, index: int, behind: str | None = None) -> Around:
        """What stands around a hit."""
        (low, high), start, end = self._bounds(index), self._start[index], self._end[index]
        left = _WRAPPED.sub(" ", self._cut(max(low, start - _REACH), start))
        right = _WRAPPED.sub(" ", self._cut(end, min(high, end + _REACH_BEHIND)))
        before, line_before = _SENTENCE_END.split(left)[-1], left.rpartition("\n")[2]
        line = legible(line_before + self._cut(start, end) + right.partition("\n")[0])
        behind = legible(right.partition("\n")[0]) if behind is None else behind
        in_cell = self._cell[index] >= 0
        wide = "" if in_cell else legible(self._cut(start - _REACH_AROUND, end + _REACH_AROUND))
        above = "" if in_cell else self._above(start)
        value, sentence = legible(self._cut(start, end)), _SENTENCE_END.split(behind)[0]
        return Around(legible(before), value, behind, sentence, line, above, wide)

    def _above(self, start: int) -> str:
        """The lines above and the head of the text."""
        near = max(start - _REACH_ABOVE, 0)
        head = self._cut(0, min(_REACH_HEAD, near)) + "\n" if near else ""
        return legible(head + self._cut(near, start).rpartition("\n")[0])

    def result_below(self, index: int) -> str:
        """What a line below, at most the second one, calls the result; empty where there is none."""
        if self._cell[index] >= 0:
            return ""
        below = legible(self._cut(self._end[index], self._end[index] + _REACH_BEHIND))
        told = _RESULT_BELOW.match(below)
        return below[told.end() :].partition("\n")[0] if told else ""

    def of_cell(self, index: int) -> tuple[str, ...]:
        """All that a verdict on a hit in a cell rests on: the text before and behind it there, and the next cells."""
        low, high = self._bounds(index)
        return (self._cut(low, self._start[index]), self._cut(self._end[index], high), *self.next_cells(index))

    def next_cells(self, index: int) -> list[str]:
        """The texts of the next three cells of a record behind a cell that a hit fills."""
        cells, cell = self._cells, self._cell[index]
        if cells is None or cell < 0 or self._cells_slack(index) > 4:
            return []
        last = min(cell + 4, len(cells.start))
        same = [i for i in range(cell + 1, last) if cells.record[i] == cells.record[cell]]
        names = [cells.names[cells.label[i]] if cells.label[i] >= 0 else None for i in same]
        return [
            self._cut(int(cells.start[i]), int(cells.end[i]))
            for i, name in zip(same, names, strict=True)
            if name is None or _OF_RESULTS.search(legible(name))
        ]

    def _cells_slack(self, index: int) -> int:
        low, high = self._bounds(index)
        slack: int = (self._start[index] - low) + (high - self._end[index])
        return slack

    def label(self, index: int) -> str:
        """What announces a cell: its header, and the cell that names it in its row."""
        cells, cell = self._cells, self._cell[index]
        if cells is None or cell < 0:
            return ""
        number = int(cells.label[cell])
        name = cells.labels()[number] if 0 <= number < len(cells.names) else None
        row = [i for i in range(max(cell - 3, 0), cell) if cells.record[i] == cells.record[cell]]
        return legible(
            " ".join(
                [
                    name or "",
                    *(self._cut(int(cells.start[i]), min(int(cells.end[i]), int(cells.start[i]) + 40)) for i in row),
                ]
            )
        )

    def enumerated(self, chosen: Mask, tags: NDArray[np.int8]) -> Mask:
        """bool[n]: cells of one field of one record that give several outcomes: what may be, not what is."""
        import numpy as np

        several = np.zeros(len(chosen), np.bool_)
        if self._cells is None:
            return several
        said: dict[tuple[int, int], set[int]] = {}
        keys = [(int(self._cells.record[c]), int(self._cells.label[c])) for c in self._cell]
        for i in np.flatnonzero(chosen & (tags < UNKNOWN)).tolist():
            said.setdefault(keys[i], set()).add(int(tags[i]))
        for i in np.flatnonzero(chosen).tolist():
            several[i] = len(said.get(keys[i], ())) > 1
        return several

    def beside(self, others: Mask, sure: Mask) -> Mask:
        """bool[n]: hits in a record in which one of the others is sure."""
        import numpy as np

        if self._cells is None or not bool((others & sure).any()):
            return np.zeros(len(others), np.bool_)
        record = np.where(self._hits.cell >= 0, self._cells.record[np.maximum(self._hits.cell, 0)], -1)
        found: Mask = np.isin(record, record[others & sure]) & (self._hits.cell >= 0)
        return found
