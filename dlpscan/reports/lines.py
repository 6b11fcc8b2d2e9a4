"""One finding a line, `file:line:column:` in front as compilers have it, and at the end what to do."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Coverage, FileReport, Finding, Problem, Summary
from ..redact import escape
from .streamed import name_of
from .units import many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from ..model import Event, RunInfo

_IN_A_FILE = 10
_WHY = "Whatever is committed goes to every clone, and stays in the history when the file is deleted."
_HOW = (
    "Take it out, or put invented people in its place (their numbers pass: README, 'In a repository').",
    "If it is fine as it is, write in the same line, in a comment: dlpscan: allow {}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReport:
    """Writes findings as they come, the first ones of each file. `title` gives the title of a detector by its id."""

    name: str = "lines"
    title: Callable[[str], str] = field(default=str)

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Plain UTF-8 text; nothing where nothing is to be said."""
        file = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="\n", write_through=True)
        page = _Page(file, self.title)
        try:
            yield page.take
        finally:
            file.detach()


class _Page:
    def __init__(self, file: io.TextIOWrapper, title: Callable[[str], str]) -> None:
        self.file, self.title = file, title
        self.of_file: Counter[str] = Counter()
        self.detectors: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()

    def say(self, text: str) -> None:
        self.file.write(text + "\n")

    def take(self, event: Event) -> None:
        """Writes what there is to say of an event."""
        match event:
            case Finding():
                self.finding(event)
            case FileReport():
                self.report(event)
            case Problem():
                self.say(f"{name_of(event)}: {escape(event.kind)}: {escape(event.message)}")
            case Summary():
                self.summary(event)

    def finding(self, finding: Finding) -> None:
        """Where, how bad, what, masked, and below which header."""
        self.detectors[finding.detector] += 1
        self.of_file[name_of(finding)] += 1
        if self.of_file[name_of(finding)] > _IN_A_FILE:
            return
        place = f"{finding.line}:{finding.column}" if finding.line is not None else escape(finding.location or "")
        label = f" ({escape(finding.field)})" if finding.field else ""
        what = f"{finding.severity} {finding.detector} {escape(finding.preview)}{label}"
        title = self.title(finding.detector)
        self.say(f"{name_of(finding)}:{place}: {what}" + (f": {escape(title)}" if title != finding.detector else ""))

    def report(self, report: FileReport) -> None:
        """What is left out above, and a file that was not wholly looked at."""
        more = self.of_file.pop(name_of(report), 0) - _IN_A_FILE
        if more > 0:
            self.say(f"{name_of(report)}: and {'at least ' if report.truncated else ''}{more:,} more")
        reason = escape(report.reason or "unknown")
        match report.coverage:
            case Coverage.PARTIAL:
                self.say(f"{name_of(report)}: looked at in part: {reason}")
            case Coverage.ERROR:
                self.say(f"{name_of(report)}: could not be looked at: {reason}")
            case Coverage.SKIPPED:
                self.skipped[reason] += 1

    def summary(self, summary: Summary) -> None:
        """What to do, and what was not looked at."""
        found = sum(summary.findings.values())
        if found:
            self.say(f"\n{many(found, 'finding', 'findings')} of personal data. {_WHY}")
            for line in _HOW:
                self.say(line.format(self.detectors.most_common(1)[0][0]))
        if self.skipped:
            reasons = ", ".join(f"{reason} {number}" for reason, number in self.skipped.most_common())
            self.say(f"{many(self.skipped.total(), 'file', 'files')} not looked at: {reasons}")
        if summary.interrupted:
            self.say(f"interrupted ({escape(summary.interrupted)}): this is not all")


REPORTER = LineReport()
