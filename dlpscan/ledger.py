"""Everything that ended, counted so that the totals add up."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .model import Coverage, Event, FileReport, Item, Problem, Progress, Severity, Summary

if TYPE_CHECKING:
    from .people import People
    from .reading import Examined

_PROGRESS_SECONDS = 0.2


@dataclass(slots=True)
class Ledger:
    """Everything that ended, so that the totals add up."""

    files: Counter[Coverage] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    bytes: int = 0
    people_sum: int = 0
    people: People | None = None
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
        if one.people is not None:
            self._add_people(one)
        yield from one.findings
        if one.report is not None:
            yield one.report
        yield from one.problems

    def _add_people(self, one: Examined) -> None:
        from .people import People

        self.people = self.people or People()
        if isinstance(one.people, People):
            self.people.add_all(one.people)
        elif one.people is not None:
            self.people.add(one.people)
        self.people_sum += one.report.people if one.report else 0

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
        from .score import worst

        return Summary(
            files={coverage: self.files[coverage] for coverage in Coverage},
            reasons=dict(self.reasons.most_common()),
            bytes=self.bytes,
            findings={
                severity: self.severities[severity] for severity in reversed(Severity) if self.severities[severity]
            },
            people=self.people.count() if self.people is not None else 0,
            severity=worst([severity for severity, count in self.severities.items() if count]),
            seconds=round(time.monotonic() - self.started, 3),
            interrupted=interrupted,
        )
