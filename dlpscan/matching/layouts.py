"""What the layouts of text have in common: spans before they are judged, and how they become hits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..chunk import Chunk
from ..detector import Detector, Hits
from .context import Context
from .program import Program
from .search import Search

NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Engine:
    """What the layouts need of the matcher: the search, its program, and how long `regex` may take a call."""

    search: Search
    program: Program
    seconds: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Hits before they are judged: pattern index, start, end, cell (-1 in prose)."""

    pattern: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    cell: NDArray[np.int64]


def settled(pieces: list[Spans], core: tuple[int, int]) -> Spans | None:
    """One detector's spans in the order of the text, leftmost and longest where they overlap, within the core."""
    pieces = [piece for piece in pieces if len(piece.start)]
    if not pieces:
        return None
    # The cells that are values stand in order.
    in_order = len(pieces) == 1 and bool((pieces[0].start[1:] >= pieces[0].end[:-1]).all())
    pattern, start, end, cell = (
        np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("pattern", "start", "end", "cell")
    )
    inside = (end > core[0]) & (end <= core[1])
    order = np.flatnonzero(inside)
    if not in_order:
        order = order[np.lexsort((pattern[order], -end[order], start[order]))]
    start, end = start[order], end[order]
    if len(start) and bool((start[1:] < np.maximum.accumulate(end)[:-1]).any()):
        kept = _without_overlaps(start.tolist(), end.tolist())
        order, start, end = order[kept], start[kept], end[kept]
    return Spans(pattern[order], start, end, cell[order]) if len(order) else None


def _without_overlaps(start: list[int], end: list[int]) -> NDArray[np.int64]:
    kept, reached = [], -1
    for i, (a, b) in enumerate(zip(start, end, strict=True)):
        if a >= reached:
            kept.append(i)
            reached = b
    return np.array(kept, np.int64)


def context_of(engine: Engine, text: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> Context:
    """The phrases in some stretches of a text."""
    if len(start) == 0:
        return Context(engine.program, (NONE, NONE, NONE))
    pieces = [text[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    numbers, starts, ends = engine.search.phrases(b"\n".join(pieces))
    begins = np.cumsum(np.append(0, end - start + 1))[:-1]
    piece = np.searchsorted(begins, starts, side="right") - 1
    inside = ends <= begins[piece] + (end - start)[piece]
    shift = (start - begins)[piece]
    return Context(engine.program, (numbers[inside], (starts + shift)[inside], (ends + shift)[inside]))


def hits_of(detector: Detector, chunk: Chunk, spans: Spans, bits: NDArray[np.uint32]) -> Hits:
    """The spans as what a detector judges."""
    return Hits(
        info=detector.info,
        chunk=chunk,
        pattern=spans.pattern.astype(np.int32),
        start=spans.start,
        end=spans.end,
        cell=spans.cell,
        cues=bits,
    )
