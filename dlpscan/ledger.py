"""Everything that ended, counted so that the totals add up."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .filesystem import shown
from .model import (
    AllowedBy,
    Assessment,
    Coverage,
    Event,
    FileReport,
    Headcount,
    Item,
    Problem,
    Progress,
    Severity,
    Summary,
    TargetTotal,
)

if TYPE_CHECKING:
    from .people import People, PeopleKeys
    from .reading import Examined

_PROGRESS_SECONDS = 0.2


def now() -> str:
    """The time at which a run starts, ISO 8601 with offset."""
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


@dataclass(slots=True)
class Ledger:
    """Everything that ended, so that the totals add up."""

    targets: tuple[str, ...] = ()
    files: Counter[Coverage] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    allowed: Counter[AllowedBy] = field(default_factory=Counter)
    bytes: int = 0
    people_sum: int = 0
    totals: dict[str, _Total] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    shown: float = 0.0

    def clean(self, item: Item) -> None:
        """An item was wholly scanned, and there is nothing to say about it."""
        self.files[Coverage.SCANNED] += 1
        self.bytes += item.size

    def note(self, event: Problem | FileReport) -> None:
        """Something that ended without being examined."""
        if isinstance(event, FileReport):
            self.files[event.coverage] += 1
            if event.coverage is Coverage.SCANNED:
                self.bytes += event.size
            elif event.reason:
                self.reasons[event.reason] += 1

    def examined(self, one: Examined) -> Iterator[Event]:
        """The events of an item that was examined."""
        self.files[one.coverage] += 1
        if one.reason:
            self.reasons[one.reason] += 1
        if one.coverage in (Coverage.SCANNED, Coverage.PARTIAL):
            self.bytes += one.size
        self.severities.update(one.severities)
        for allowed in one.report.allowed if one.report is not None else ():
            self.allowed[allowed.by] += allowed.count
        if one.report is not None and one.report.severity is not None:
            self._add(one.report, one.people)
        yield from one.findings
        if one.report is not None:
            yield one.report
        yield from one.problems

    def _add(self, report: FileReport, people: People | PeopleKeys | None) -> None:
        """Adds what was found in a file to the total of its target."""
        target = self._target_of(report.target)
        total = self.totals.get(target)
        if total is None:
            total = self.totals[target] = _Total()
        total.add(report, people)
        self.people_sum += report.people

    def _target_of(self, path: str) -> str:
        """The target that a file was met under."""
        if len(self.targets) == 1:
            return self.targets[0]
        return max((target for target in self.targets if _is_under(path, shown(target))), key=len, default="")

    def progress(self) -> Iterator[Progress]:
        """How far the scan is, a few times a second."""
        now = time.monotonic()
        if now - self.shown >= _PROGRESS_SECONDS:
            self.shown = now
            yield Progress(
                files=self.files.total(), bytes=self.bytes, findings=self.severities.total(), people=self.people_sum
            )

    def summary(self, interrupted: str | None) -> Summary:
        """The totals."""
        summary = Summary(
            files={coverage: self.files[coverage] for coverage in Coverage},
            reasons=dict(self.reasons.most_common()),
            bytes=self.bytes,
            allowed={by: self.allowed[by] for by in AllowedBy if self.allowed[by]},
            seconds=round(time.monotonic() - self.started, 3),
            interrupted=interrupted,
        )
        return self._with_findings(summary) if self.severities or self.totals else summary

    def _with_findings(self, summary: Summary) -> Summary:
        """The totals of what was found; what it takes is not imported where there is nothing."""
        from .people import band
        from .score import of_all, points

        totals = self.totals
        everyone = _together(total.people for total in totals.values())
        headcount = everyone.headcount() if everyone else Headcount()
        assessment = of_all((total.assessment for total in totals.values() if total.assessment), headcount.total)
        return replace(
            summary,
            findings={
                severity: self.severities[severity] for severity in reversed(Severity) if self.severities[severity]
            },
            people=headcount.total,
            band=band(headcount.total),
            headcount=headcount if headcount.total else None,
            severity=_worst([*self.severities.keys(), *(total.severity for total in totals.values())]),
            score=points(assessment.se) if assessment else None,
            assessment=assessment,
            by_target=tuple(totals[target].named(shown(target)) for target in self.targets if target in totals),
        )


@dataclass(slots=True)
class _Total:
    """What a target comes to so far."""

    severity: Severity | None = None
    assessment: Assessment | None = None
    people: People | None = None

    def add(self, report: FileReport, people: People | PeopleKeys | None) -> None:
        """Adds a file in which something was found."""
        from .people import People
        from .score import of_all

        self.severity = _worst([self.severity, report.severity])
        self.assessment = of_all([each for each in (self.assessment, report.assessment) if each], 0)
        if people is None:
            return
        self.people = self.people or People()
        if isinstance(people, People):
            self.people.add_all(people)
        else:
            self.people.add(people)

    def named(self, target: str) -> TargetTotal:
        """As it is reported."""
        from .score import points

        return TargetTotal(
            target=target,
            people=self.people.count() if self.people else 0,
            severity=self.severity,
            score=points(self.assessment.se) if self.assessment else None,
        )


def _worst(severities: Iterable[Severity | None]) -> Severity | None:
    from .score import worst

    return worst([severity for severity in severities if severity])


def _together(parts: Iterable[People | None]) -> People | None:
    """The people of several targets; those of a single one as they are."""
    from .people import People

    some = [part for part in parts if part is not None]
    if len(some) < 2:
        return some[0] if some else None
    together = People()
    for part in some:
        together.add_all(part)
    return together


def _is_under(path: str, target: str) -> bool:
    return path == target or path.startswith(os.path.join(target, ""))
