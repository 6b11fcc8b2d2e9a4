"""What a person wants to know of a run, gathered in bounded memory however long the run is."""

from __future__ import annotations

import heapq
import os
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from ..model import Coverage, Event, FileReport, Finding, Problem, Summary

WORST_FILES = 50
FINDINGS_A_FILE = 5
FINDINGS_A_DETECTOR = 2
PROBLEMS = 20
_NAMES = 20_000

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file in which something was found, with its most telling findings."""

    report: FileReport
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class Digest:
    """Takes events and keeps the worst files, the first problems and counts.

    `folders` and `owners` count people, those of each file anew; `endings` counts files by coverage and
    reason, where that is not simply scanned.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    folders: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    endings: Counter[tuple[Coverage, str]] = field(default_factory=Counter)
    found: int = 0
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    summary: Summary | None = None
    _heap: list[tuple[tuple[int, int, int], int, Entry]] = field(default_factory=list)
    _item: tuple[str, str | None] | None = None
    _findings: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Takes the next event."""
        if isinstance(event, Finding):
            self._keep(event)
        elif isinstance(event, FileReport):
            self._file(event)
        elif isinstance(event, Problem):
            self.problem_count += 1
            if len(self.problems) < PROBLEMS:
                self.problems.append(event)
        elif isinstance(event, Summary):
            self.summary = event

    def worst(self) -> list[Entry]:
        """The worst files, the worst first, at most 50."""
        return [entry for _, _, entry in sorted(self._heap, key=lambda one: one[:2], reverse=True)]

    def _keep(self, finding: Finding) -> None:
        if self._item != (finding.target, finding.member):
            self._item = finding.target, finding.member
            self._findings = {}
        kept = self._findings.setdefault(finding.detector, [])
        if len(kept) < FINDINGS_A_DETECTOR:
            kept.append(finding)

    def _file(self, report: FileReport) -> None:
        if report.coverage is not Coverage.SCANNED:
            self.endings[report.coverage, report.reason or "unknown"] += 1
        if report.severity is None:
            return
        self.found += 1
        self.kinds.update(report.counts)
        if report.people:
            _count(self.folders, os.path.dirname(report.target) or ".", report.people)
            if report.owner:
                _count(self.owners, report.owner, report.people)
        rank = report.severity.rank, report.people, sum(report.counts.values())
        # Among equals the first one met stays.
        ranked = rank, -self.found, Entry(report=report, findings=self._chosen(report))
        if len(self._heap) < WORST_FILES:
            heapq.heappush(self._heap, ranked)
        else:
            heapq.heappushpop(self._heap, ranked)

    def _chosen(self, report: FileReport) -> tuple[Finding, ...]:
        """Few findings of many detectors, the most severe of them, in the order of the file."""
        if self._item != (report.target, report.member):
            return ()
        findings = [finding for kept in self._findings.values() for finding in kept]
        self._findings = {}
        chosen = heapq.nlargest(FINDINGS_A_FILE, findings, key=lambda one: (one.severity.rank, one.confidence))
        return tuple(sorted(chosen, key=lambda one: (one.line or 0, one.column or 0)))


def _count(counter: Counter[_Key], key: _Key, number: int) -> None:
    """Counts, and forgets the small half when there are too many names."""
    counter[key] += number
    if len(counter) > _NAMES:
        kept = counter.most_common(_NAMES // 2)
        counter.clear()
        counter.update(dict(kept))
