"""What is known of an item while it is read: counts instead of matches.

Matches are counted by (detector, column) pair, confidence and record signature, where a signature is the set of pairs
that stand in one record. Beside the counts a tally keeps a few candidates to report, and the keys of people. Column
votes and record rules are applied to these when the item ends (`settle.py`), so that one decision about a column
changes every count exactly. The tallies of an item's parts are merged first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .allow.marks import Mark
from .model import Lines
from .people import People, PeopleKeys

Column = int | str
"""A column of an item: the path that its cells' labels share, its number where it has no label."""

Quota = tuple[int, Column, bool]
"""A detector, a column, and whether the records hold identity and health: matches of which only so many are kept."""

PROSE = -1
_OWN_COLUMN_PAIRS = 48
_OVERFLOW = -2
NO_COLUMN = frozenset((PROSE, _OVERFLOW))
SIGNATURE_BITS = 63


@dataclass(frozen=True, slots=True)
class Pair:
    """A detector in a column; `column` is PROSE outside of tables, and one for all columns beyond the first pairs."""

    detector: int
    column: Column
    name: str | None = None
    labelled: bool = False


class Kind(NamedTuple):
    """Matches that are decided alike. `confidence` is in hundredths, `tag` -1 for none, `signature` a set of pairs.

    A tuple, because it is made and looked up for every kind in every chunk.
    """

    pair: int
    confidence: int
    tag: int
    needy: bool
    signature: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A match that may be reported. `line`, `column` and `record` are relative to the part it was found in.

    `mark` is what a baseline knows it by, where there is one.
    """

    kind: Kind
    line: int
    column: int
    record: int | None
    value: str = field(repr=False)
    mark: Mark | None = None


@dataclass(slots=True)
class Tally:
    """What is known of an item, or of a part of one, while it is read.

    Of what is `full` no candidate is kept, nor outside of `lines`, if there are any, else at most `keep` of a kind;
    `marked` ones have a mark.
    """

    keep: int
    full: frozenset[Quota] = frozenset()
    lines: Lines | None = None
    marked: bool = False
    pairs: dict[tuple[int, Column], Pair] = field(default_factory=dict)
    numbers: dict[tuple[int, Column], int] = field(default_factory=dict)
    counts: Counter[Kind] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)
    filled: Counter[Column] = field(default_factory=Counter)
    candidates: dict[tuple[int, bool], list[Candidate]] = field(default_factory=dict)
    people: dict[int, People] = field(default_factory=dict)

    def pair_number(self, pair: Pair) -> int:
        """The number of a pair, which is its bit in a signature as far as there are bits."""
        key = (pair.detector, pair.column)
        if key not in self.pairs and len(self.pairs) >= _OWN_COLUMN_PAIRS:
            key, pair = (pair.detector, _OVERFLOW), Pair(pair.detector, _OVERFLOW)
        if key not in self.numbers:
            self.pairs[key] = pair
            self.numbers[key] = len(self.numbers)
        return self.numbers[key]

    def filled_up(self) -> frozenset[Quota]:
        """Of what there are as many candidates as are kept."""
        pairs = list(self.pairs.values())
        return frozenset(
            (pairs[number].detector, pairs[number].column, rich)
            for (number, rich), kept in self.candidates.items()
            if len(kept) >= self.keep
        )

    def people_of(self, pair: int) -> People:
        """The people whose national id comes from a pair (-1: who have none)."""
        return self.people.setdefault(pair, People())


def merge(
    into: Tally, part: Tally, people: dict[int, PeopleKeys], *, lines: int, characters: int, records: int
) -> None:
    """Adds a part's tally, which `lines` line ends, `characters` characters in the line and `records` rows precede."""
    bits = [into.pair_number(pair) for pair in part.pairs.values()]

    def moved(kind: Kind) -> Kind:
        own = {bit for number, bit in enumerate(bits) if kind.signature >> number & 1 and bit < SIGNATURE_BITS}
        signature = sum(1 << bit for bit in own)
        return kind._replace(pair=bits[kind.pair], signature=signature)

    for kind, count in part.counts.items():
        into.counts[moved(kind)] += count
    for number, count in part.failed.items():
        into.failed[bits[number]] += count
    into.filled.update(part.filled)
    for (number, rich), candidates in part.candidates.items():
        kept = into.candidates.setdefault((bits[number], rich), [])
        kept += [
            replace(
                one,
                kind=moved(one.kind),
                line=one.line + lines,
                column=one.column + (characters if one.line == 1 else 0),
                record=one.record + records if one.record is not None else None,
            )
            for one in candidates[: max(0, into.keep - len(kept))]
        ]
    for number, keys in people.items():
        into.people_of(bits[number] if number >= 0 else number).add(keys)


def packed(people: dict[int, People]) -> dict[int, PeopleKeys]:
    """The people's keys as plain arrays, for another process."""
    return {number: own.keys() for number, own in people.items()}
