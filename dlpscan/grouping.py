"""In which record each hit stands: its cell's, its stretch's, or in prose that of the person named last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .chunk import Cells
from .detector import Hits, Person

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .matching.nested import Judged

# In prose a record ends where nothing was found for this many bytes.
_PROSE_GAP = 16 << 10


def records_of(cells: Cells | None, judged: Sequence[Judged]) -> tuple[int, list[NDArray[np.int64]]]:
    """How many records a chunk has, and the record of each hit."""
    if cells is None:
        return _split(judged, [np.zeros(len(one.hits), np.int64) for one in judged], 1, np.ones(1, np.bool_))
    records = [_record_of(cells, one.hits) for one in judged]
    if cells.free is None or not judged:
        return cells.records, records
    return _split(judged, records, cells.records, prose_records(cells))


def prose_records(cells: Cells) -> NDArray[np.bool_]:
    """bool[records]: which records are stretches of prose."""
    is_prose = np.zeros(cells.records, np.bool_)
    if cells.free is not None:
        is_prose[cells.free.record] = True
    return is_prose


def _record_of(cells: Cells, hits: Hits) -> NDArray[np.int64]:
    """The record of each hit: its cell's, or that of the stretch it stands in."""
    record = np.zeros(len(hits), np.int64)
    in_cell = hits.cell >= 0
    record[in_cell] = cells.record[hits.cell[in_cell]]
    if cells.free is not None and not bool(in_cell.all()):
        stretch = np.searchsorted(cells.free.start, hits.start[~in_cell], side="right") - 1
        record[~in_cell] = cells.free.record[stretch]
    return record


def _split(
    judged: Sequence[Judged], records: Sequence[NDArray[np.int64]], count: int, is_prose: NDArray[np.bool_]
) -> tuple[int, list[NDArray[np.int64]]]:
    """Records of prose as they really are: another begins where another national id stands, or behind a long gap.

    The first keeps its number, the others are numbered from `count` on.
    """
    if not judged:
        return 0, []
    starts = np.concatenate([one.hits.start for one in judged])
    keys = np.concatenate([_id_keys(one) for one in judged])
    record = np.concatenate(records)
    order = np.lexsort((starts, record))
    own = record[order]
    begins = np.zeros(len(order), np.bool_)
    begins[1:] = (np.diff(starts[order]) > _PROSE_GAP) & (own[1:] == own[:-1])
    with_id = np.flatnonzero(keys[order] != 0)
    ids = keys[order][with_id]
    begins[with_id[1:][(ids[1:] != ids[:-1]) & (own[with_id[1:]] == own[with_id[:-1]])]] = True
    begins &= is_prose[own]
    added = np.cumsum(begins)
    # How many were added before the first hit of the same record.
    first = np.flatnonzero(np.diff(own, prepend=-1))
    before: NDArray[np.int64] = np.repeat(added[first] - begins[first], np.diff(np.append(first, len(own))))
    record[order] = np.where(added > before, count - 1 + added, own)
    sizes = np.cumsum([len(one.hits) for one in judged])[:-1]
    return count + int(added[-1]) if len(added) else count, np.split(record, sizes)


def _id_keys(judged: Judged) -> NDArray[np.uint64]:
    verdicts = judged.verdicts
    if judged.hits.info.person is not Person.NATIONAL_ID or verdicts.key is None:
        return np.zeros(len(judged.hits), np.uint64)
    return np.where(verdicts.confidence >= 0.5, verdicts.key, np.uint64(0))
