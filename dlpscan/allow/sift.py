"""Which findings of a file are allowed, and by what: one pure function, for scans and for commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..model import AllowedBy
from .baseline import Entry, Verdict
from .comments import Comments
from .marks import Mark


@dataclass(frozen=True, slots=True)
class Ground:
    """What allows a finding, and the reason given for it. What a comment says stays in its file."""

    by: AllowedBy
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be known of a finding: its detector, its line, and its mark where there is a baseline."""

    detector: str
    line: int | None
    mark: Mark | None = None


def sift(
    found: Sequence[Found], comments: Comments | None, entries: Sequence[Entry], today: date
) -> list[Ground | None]:
    """What allows each finding of a file, None for those that stay.

    `found` are all findings of the file, in order: an entry is used up by as many as it counts, so that one that is
    added beside them stays. (Which of several that are alike stays is chance; here it is the last.)
    """
    usable: dict[Mark, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.verdict is not Verdict.KEPT and not entry.is_expired(today):
            usable.setdefault(entry.mark, []).append(number)
    used: Counter[int] = Counter()
    grounds: list[Ground | None] = []
    for each in found:
        ground = Ground(AllowedBy.COMMENT) if comments and comments.allows(each.detector, each.line) else None
        for number in usable.get(each.mark, ()) if each.mark is not None and ground is None else ():
            if used[number] < entries[number].count:
                used[number] += 1
                ground = Ground(AllowedBy.BASELINE, entries[number].reason)
                break
        grounds.append(ground)
    return grounds
