"""Numbers within numbers: what is part of an accepted longer number is none of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..arrays import byte_set
from ..detector import Hits, Verdicts

_SURE = 0.5
_DIGITS = byte_set(b"0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one detector said about one chunk."""

    detector: int
    hits: Hits
    verdicts: Verdicts


def without_nested(judged: Sequence[Judged]) -> list[Judged]:
    """The same, without the hits that lie within a sure and longer number of another detector.

    There is no phone in `2 85 07 979 01 001 50`. Numbers are what the detectors look for whose columns vote.
    """
    numbers = [one for one in judged if one.hits.info.votes]
    if len(numbers) < 2:
        return list(judged)
    return [_without(one, [n for n in numbers if n is not one]) if one.hits.info.votes else one for one in judged]


def _without(one: Judged, others: Sequence[Judged]) -> Judged:
    nested = np.zeros(len(one.hits), np.bool_)
    for other in others:
        sure = np.flatnonzero(other.verdicts.confidence >= _SURE)
        if len(sure):
            nested |= _are_within(one.hits, other.hits, sure)
    if not bool(nested.any()):
        return one
    confidence = one.verdicts.confidence.copy()
    confidence[nested] = 0
    return replace(one, verdicts=replace(one.verdicts, confidence=confidence))


def _are_within(hits: Hits, covers: Hits, sure: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool[n]: which hits lie within one of the sure covers that is a number with more digits."""
    start, end = covers.start[sure], covers.end[sure]
    cover = np.searchsorted(start, hits.start, side="right") - 1
    within = (cover >= 0) & (hits.end <= end[cover]) & (hits.end - hits.start < (end - start)[cover])
    for i in np.flatnonzero(within).tolist():
        inner = hits.chunk.text[hits.start[i] : hits.end[i]]
        outer = hits.chunk.text[start[cover[i]] : end[cover[i]]]
        # Most of a number's characters are digits, whatever separates them.
        within[i] = _digits(outer) > _digits(inner) and 3 * _digits(outer) > len(outer)
    return within


def _digits(text: bytes) -> int:
    return int(_DIGITS[np.frombuffer(text, np.uint8)].sum())
