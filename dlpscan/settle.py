"""The decisions at the end of an item: column votes, record rules, severities, exact counts.

A column of a voting detector most of whose cells are valid is promoted; one whose look-alikes mostly fail the check
(IMEIs under a header that says NIR) is demoted, with everything in it. A needy match counts only beside the
category that it needs. What is left has its final confidence, and the record it stands in gives its severity; the
worst record gives the item's score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .detector import DetectorInfo
from .model import Headcount, Severity
from .people import People
from .rules import RecordRule, applying
from .score import Terms, finding_severity, names_of, terms_of, worst
from .tally import NO_COLUMN, Candidate, Kind, Tally

PROMOTED_CONFIDENCE = 0.95
_PROMOTE_SHARE, _PROMOTE_CELLS = 0.8, 5
_DEMOTE_SHARE, _DEMOTE_LOOKALIKES = 0.5, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A match as it ended: final confidence and severity."""

    candidate: Candidate
    info: DetectorInfo
    field: str | None
    confidence: float
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an item came to. `severities` counts all findings, `settled` are those to report, in order; `waived` are
    those of detectors that were not to be counted.
    """

    counts: dict[str, int]
    invalid: dict[str, int]
    severities: dict[Severity, int]
    severity: Severity | None
    settled: tuple[Settled, ...]
    terms: Terms | None
    truncated: bool
    people: People = field(repr=False)
    headcount: Headcount
    waived: dict[str, int] = field(default_factory=dict)


class Decisions:
    """What a tally says of each of its pairs, and so of each kind of match."""

    def __init__(
        self, infos: Sequence[DetectorInfo], rules: Sequence[RecordRule], tally: Tally, min_confidence: float
    ) -> None:
        self.infos, self.rules, self.tally, self.min_confidence = infos, rules, tally, min_confidence
        self.pairs = list(tally.pairs.values())
        self._holding: dict[frozenset[int], tuple[RecordRule, ...]] = {}

    @cached_property
    def valid(self) -> Counter[int]:
        """How many matches each pair has."""
        valid: Counter[int] = Counter()
        for kind, count in self.tally.counts.items():
            valid[kind.pair] += count
        return valid

    @cached_property
    def demoted(self) -> frozenset[int]:
        """The pairs whose look-alikes mostly fail the check."""
        return frozenset(number for number in range(len(self.pairs)) if self._is_demoted(number))

    @cached_property
    def promoted(self) -> frozenset[int]:
        """The pairs that are a column of that kind of data."""
        return frozenset(number for number in range(len(self.pairs)) if self._is_promoted(number))

    @cached_property
    def counting(self) -> frozenset[int]:
        """The pairs of which anything is sure enough to count."""
        sure = {kind.pair for kind in self.tally.counts if kind.confidence / 100 >= self.min_confidence}
        return frozenset(sure | self.promoted) - self.demoted

    def _is_demoted(self, number: int) -> bool:
        valid, failed = self.valid[number], self.tally.failed[number]
        lookalikes = valid + failed
        return self._votes(number) and lookalikes >= _DEMOTE_LOOKALIKES and valid < _DEMOTE_SHARE * lookalikes

    def _is_promoted(self, number: int) -> bool:
        filled = self.tally.filled[self.pairs[number].column]
        in_column = self._votes(number) and self.pairs[number].column not in NO_COLUMN and number not in self.demoted
        return in_column and filled >= _PROMOTE_CELLS and self.valid[number] >= _PROMOTE_SHARE * filled

    def _votes(self, number: int) -> bool:
        return self.infos[self.pairs[number].detector].votes

    def confidence(self, kind: Kind) -> float:
        """The final confidence of a kind of match, 0 if it does not count."""
        if kind.pair in self.demoted:
            return 0.0
        confidence = kind.confidence / 100
        if kind.pair in self.promoted:
            confidence = max(confidence, PROMOTED_CONFIDENCE)
        info = self.infos[self.pairs[kind.pair].detector]
        if kind.needy and not set(info.needs) & {self.infos[other].category for other in self.beside(kind)}:
            return 0.0
        return confidence if confidence >= self.min_confidence else 0.0

    def beside(self, kind: Kind) -> frozenset[int]:
        """The detectors of what stands in the record, but for the match's own pair."""
        others = kind.signature & ~(1 << kind.pair)
        return frozenset(
            pair.detector for number, pair in enumerate(self.pairs) if others >> number & 1 and number in self.counting
        )

    def record(self, kind: Kind) -> frozenset[int]:
        """The detectors of what stands in the record of a match that counts."""
        return self.beside(kind) | {self.pairs[kind.pair].detector}

    def holding(self, record: frozenset[int]) -> tuple[RecordRule, ...]:
        """The rules that hold for a record."""
        if record not in self._holding:
            names = {name for detector in record for name in names_of(self.infos[detector])}
            self._holding[record] = tuple(applying(self.rules, names))
        return self._holding[record]

    def severity(self, kind: Kind, confidence: float) -> Severity:
        """The severity of a kind of match that counts."""
        info = self.infos[self.pairs[kind.pair].detector]
        return finding_severity(info, confidence, self.holding(self.record(kind)))

    def terms(self) -> Terms | None:
        """What the worst record amounts to, with the flags of all; None where nothing counts."""
        counting = [kind for kind in self.tally.counts if self.confidence(kind)]
        detectors = {self.pairs[kind.pair].detector for kind in counting}
        found = [
            terms_of([self.infos[detector] for detector in sorted(record)], self.rules)
            for record in {self.record(kind) & detectors for kind in counting}
        ]
        if not found:
            return None
        # Whatever order the records come in, the same reasons are given.
        best = max(
            found,
            key=lambda terms: (terms.product, terms.context, terms.context_reason, terms.identification_reason),
        )
        return replace(best, flags=frozenset().union(*(terms.flags for terms in found)))

    def is_evident(self, number: int) -> bool:
        """Whether a pair's invalid values mean something: its column is known for what it is."""
        return number in self.promoted or (self.pairs[number].labelled and number not in self.demoted)


def settle(
    infos: Sequence[DetectorInfo],
    rules: Sequence[RecordRule],
    tally: Tally,
    *,
    min_confidence: float,
    waive: frozenset[str] = frozenset(),
) -> Outcome:
    """Decides about everything an item's tally holds; the findings of detectors to `waive` are counted apart."""
    decisions = Decisions(infos, rules, tally, min_confidence)
    counts: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    waived: Counter[str] = Counter()
    for kind, count in tally.counts.items():
        info = infos[decisions.pairs[kind.pair].detector]
        confidence = decisions.confidence(kind)
        if confidence and info.id in waive:
            waived[info.id] += count
        elif confidence and info.reported:
            counts[info.id] += count
            severities[decisions.severity(kind, confidence)] += count
    chosen = tuple(_chosen(decisions, waive))
    people = _people(decisions)
    return Outcome(
        counts=_in_order(infos, counts),
        invalid=_in_order(infos, _invalid(decisions)),
        severities=dict(severities),
        severity=worst(severities),
        settled=chosen,
        terms=decisions.terms() if counts else None,
        truncated=len(chosen) < counts.total(),
        people=people,
        headcount=people.headcount() if counts else Headcount(),
        waived=dict(waived),
    )


def _in_order(infos: Sequence[DetectorInfo], counts: Counter[str]) -> dict[str, int]:
    return {info.id: counts[info.id] for info in infos if counts[info.id]}


def _invalid(decisions: Decisions) -> Counter[str]:
    invalid: Counter[str] = Counter()
    for number, count in decisions.tally.failed.items():
        info = decisions.infos[decisions.pairs[number].detector]
        if decisions.is_evident(number) and info.reported:
            invalid[info.id] += count
    return invalid


def _chosen(decisions: Decisions, waive: frozenset[str]) -> Iterator[Settled]:
    """The worst matches of each detector, the first among equals, in the order of the item."""
    by_detector: dict[int, list[Settled]] = {}
    for (number, _rich), candidates in decisions.tally.candidates.items():
        pair = decisions.pairs[number]
        for candidate in candidates:
            confidence = decisions.confidence(candidate.kind)
            if confidence and decisions.infos[pair.detector].id not in waive:
                settled = Settled(
                    candidate=candidate,
                    info=decisions.infos[pair.detector],
                    field=pair.name,
                    confidence=confidence,
                    severity=decisions.severity(candidate.kind, confidence),
                )
                by_detector.setdefault(pair.detector, []).append(settled)
    for found in by_detector.values():
        found.sort(key=lambda one: (-one.severity.rank, one.candidate.line, one.candidate.column))
    kept = [one for found in by_detector.values() for one in found[: decisions.tally.keep]]
    return iter(sorted(kept, key=lambda one: (one.candidate.line, one.candidate.column)))


def _people(decisions: Decisions) -> People:
    people = People()
    for number, own in decisions.tally.people.items():
        if number in decisions.demoted:
            people.add_without_ids(own)
        else:
            people.add_all(own)
    return people
