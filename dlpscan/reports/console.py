"""The report for a person: the verdict, the worst files, who holds most, and what was not scanned."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Coverage, Exposure, FileReport, Level, Severity
from ..redact import escape
from .digest import PROBLEMS, Digest, Entry
from .units import duration, many, size

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from rich.console import Console

    from ..model import AllowedBy, Assessment, Event, Finding, RunInfo, Summary

_IN_DETAIL = 10
_NAMES = 5
_REASONS = 6
_INDENT = " " * 10
_STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
_READABLE_BY = {
    Exposure.PUBLIC: "open to the public",
    Exposure.EVERYONE: "everyone can read it",
    Exposure.GROUP: "its group can read it",
}
_FLAGS = {
    "over-100-people": "more than 100 people",
    "highly-intimate": "highly intimate",
    "unintelligible": "unintelligible without a key",
}
_NO_BREACH = "A finding is no breach; the decision to notify is the controller's."
# ENISA's levels as the guidelines on articles 33 and 34 of the GDPR are read.
_ADVICE = {
    Level.LOW: "it is to be kept in the register of breaches (GDPR 33.5)",
    Level.MEDIUM: "the CNIL is probably to be told (GDPR 33)",
    Level.HIGH: "CNIL and people are probably to be told (GDPR 33-34)",
    Level.VERY_HIGH: "CNIL and people are probably to be told (GDPR 33-34)",
}
_COVERAGE = {
    Coverage.SCANNED: "scanned",
    Coverage.PARTIAL: "scanned in part",
    Coverage.SKIPPED: "skipped",
    Coverage.ERROR: "could not be read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleReport:
    """Writes all at the end, the verdict first; an inventory lists files as they come."""

    name: str = "console"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Colours on a terminal, plain UTF-8 text elsewhere; nothing where the run ends without a summary."""
        digest = Digest()
        is_inventory = not run.detectors
        with _text(out) as file:

            def take(event: Event) -> None:
                if is_inventory and isinstance(event, FileReport) and event.coverage is Coverage.SCANNED:
                    file.write(f"{size(event.size):>9}  {_name(event)}\n")
                digest.add(event)

            yield take
            if digest.summary is not None:
                _Page(file).write(digest, digest.summary, is_inventory=is_inventory)


@contextmanager
def _text(out: BinaryIO) -> Iterator[io.TextIOWrapper]:
    """The bytes as text, in the terminal's encoding or UTF-8; `out` stays open."""
    encoding = (sys.stdout.encoding if out.isatty() else None) or "utf-8"
    file = io.TextIOWrapper(out, encoding=encoding, errors="replace", newline="\n", write_through=True)
    try:
        yield file
    finally:
        file.detach()


def _name(thing: FileReport | Finding) -> str:
    member = f" → {thing.member}" if thing.member else ""
    return escape(thing.target + member)


def _console(file: io.TextIOWrapper) -> Console:
    from rich.console import Console

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1, the code of findings

    # What the environment says of colours is meant for terminals, not for a report in a file.
    is_terminal = None if file.isatty() else False
    return Ours(file=file, highlight=False, markup=False, emoji=False, force_terminal=is_terminal)


class _Page:
    """Where the lines go. Names are never read as markup, lines never cut."""

    def __init__(self, file: io.TextIOWrapper) -> None:
        self.console = _console(file)

    def line(self, *parts: str | tuple[str, str]) -> None:
        """A line of texts, or of pairs of text and style."""
        from rich.text import Text

        self.console.print(Text.assemble(*parts), soft_wrap=True)

    def title(self, text: str) -> None:
        """A line that starts a part."""
        self.line()
        self.line((text, "bold"))

    def write(self, digest: Digest, summary: Summary, *, is_inventory: bool) -> None:
        """All of it."""
        if is_inventory:
            self.line()
            read = summary.files.get(Coverage.SCANNED, 0)
            self.line((f"{many(read, 'file', 'files')} would be read, {size(summary.bytes)}", "bold"))
        else:
            self.verdict(digest, summary)
            self.files(digest)
            self.names("Folders with most people", digest.folders)
            self.names("Owners with most people", digest.owners)
        self.coverage(digest, summary)
        self.problems(digest)
        self.line()
        total = sum(summary.files.values())
        self.line(f"{many(total, 'file', 'files')}, {size(summary.bytes)} in {duration(summary.seconds)}")

    def verdict(self, digest: Digest, summary: Summary) -> None:
        """What it comes to."""
        read = sum(summary.files.get(one, 0) for one in (Coverage.SCANNED, Coverage.PARTIAL))
        if summary.severity is None:
            so_far = " so far" if summary.interrupted else ""
            self.line((f"Nothing found{so_far} in {many(read, 'file', 'files')}", "bold"))
        else:
            severity = summary.severity
            kind = "medical" if severity is Severity.CRITICAL and summary.people else "personal"
            whose = f" of {many(summary.people, 'person', 'people')}" if summary.people else ""
            where = f"in {digest.found:,} of {many(read, 'file', 'files')}"
            self.line((severity.upper(), _STYLES[severity]), (f"  {kind} data{whose} {where}", "bold"))
            if digest.kinds:
                self.line(_INDENT, _counts(digest.kinds))
        for total in summary.by_target if len(summary.by_target) > 1 else ():
            score = f", score {total.score}" if total.score is not None else ""
            self.line(
                _INDENT,
                *_severity(total.severity)[:1],
                f"{escape(total.target)}  {many(total.people, 'person', 'people')}{score}",
            )
        if summary.interrupted:
            self.line((f"The scan was interrupted ({escape(summary.interrupted)}): this is not all.", "bold yellow"))
        missed = sum(summary.files.get(one, 0) for one in (Coverage.PARTIAL, Coverage.ERROR))
        if missed:
            self.line((f"{many(missed, 'file', 'files')} could not be read, or not wholly: see below.", "yellow"))
        if summary.assessment is not None and summary.severity is not None:
            self.risk(summary.assessment, summary.score)

    def risk(self, assessment: Assessment, score: int | None) -> None:
        """How bad the loss of the worst file would be, term by term, and what is to be thought of."""
        self.line()
        flags = "".join(f" · {_FLAGS.get(flag, escape(flag))}" for flag in assessment.flags)
        self.line((f"Score {score} of 100", "bold"), f", severity if lost: {assessment.level}{flags}")
        self.line(_INDENT, _terms(assessment))
        for name, term, reason in (
            ("DPC", assessment.dpc, assessment.dpc_reason),
            ("EI ", assessment.ei, assessment.ei_reason),
            ("CB ", assessment.cb, assessment.cb_reason),
        ):
            self.line(_INDENT, f"{name} {term:<4g}  ", (escape(reason), "dim"))
        self.line(_INDENT, f"If lost: {_ADVICE[assessment.level]}.")
        self.line(_INDENT, (_NO_BREACH, "dim"))

    def files(self, digest: Digest) -> None:
        """The worst files, the first ones with findings."""
        worst = digest.worst()
        for entry in worst[:_IN_DETAIL]:
            self.line()
            self.file(entry)
        if len(worst) > _IN_DETAIL:
            self.line()
        for entry in worst[_IN_DETAIL:]:
            report = entry.report
            people = f"  {many(report.people, 'person', 'people')}" if report.people else ""
            self.line(_severity(report.severity), _name(report), (people, "dim"))
        if digest.found > len(worst):
            self.line(f"and {digest.found - len(worst):,} more; --format jsonl lists all of them")

    def file(self, entry: Entry) -> None:
        """One file: how bad, what, and where."""
        report = entry.report
        self.line(_severity(report.severity), (_name(report), "bold"))
        facts = [many(report.people, "person", "people")] if report.people else []
        facts += [size(report.size)]
        facts += [_READABLE_BY[report.exposure]] if report.exposure in _READABLE_BY else []
        facts += [f"owner {escape(report.owner)}"] if report.owner else []
        if report.coverage is not Coverage.SCANNED:
            facts += [f"{_COVERAGE[report.coverage]}: {escape(report.reason or 'unknown')}"]
        self.line(_INDENT, " · ".join(facts))
        if report.counts:
            self.line(_INDENT, _counts(report.counts))
        if report.assessment is not None:
            self.line(_INDENT, f"score {report.score}: {_terms(report.assessment)}")
        width = max((len(finding.detector) for finding in entry.findings), default=0)
        for finding in entry.findings:
            field = f"  {escape(finding.field)}" if finding.field else ""
            where = f"{_where(finding)}  {escape(finding.detector):{width}}  "
            self.line(_INDENT, (where, "dim"), escape(finding.preview), (field, "dim"))

    def names(self, title: str, people: Counter[str]) -> None:
        """Who or what holds most people; one who is in several files counts in each."""
        if not people:
            return
        self.title(title)
        for name, number in people.most_common(_NAMES):
            self.line(f"{number:>12,}  {escape(name)}")
        if len(people) > _NAMES:
            self.line(" " * 14, f"and {len(people) - _NAMES:,} more")

    def coverage(self, digest: Digest, summary: Summary) -> None:
        """How every file ended, and why."""
        self.title("Coverage")
        for coverage, words in _COVERAGE.items():
            number = summary.files.get(coverage, 0)
            if not number and coverage is not Coverage.SCANNED:
                continue
            reasons = {reason: count for (ending, reason), count in digest.endings.items() if ending is coverage}
            why = f"  ({_counts(reasons)})" if reasons else ""
            self.line(f"{number:>12,}  {words}{why}")
        if summary.allowed:
            number = sum(summary.allowed.values())
            self.line(
                f"{number:>12,}  {'finding' if number == 1 else 'findings'} allowed  ({_counts(summary.allowed)})"
            )

    def problems(self, digest: Digest) -> None:
        """What went wrong."""
        if not digest.problems:
            return
        self.title("Problems")
        for problem in digest.problems:
            member = f" → {problem.member}" if problem.member else ""
            self.line(
                f"  {escape(problem.target + member)}: ", (escape(f"{problem.kind}: {problem.message}"), "yellow")
            )
        if digest.problem_count > PROBLEMS:
            self.line(f"  and {digest.problem_count - PROBLEMS:,} more")


def _severity(severity: Severity | None) -> tuple[str, str]:
    severity = severity or Severity.INFO
    return f"{severity.upper():10}", _STYLES[severity]


def _counts(counts: dict[str, int] | dict[AllowedBy, int]) -> str:
    """ "fr-nir 12 · phone 3 · 4 more kinds"."""
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    parts = [f"{escape(name)} {number:,}" for name, number in ranked[:_REASONS]]
    return " · ".join(parts) + (f" · {len(ranked) - _REASONS} more kinds" if len(ranked) > _REASONS else "")


def _terms(assessment: Assessment) -> str:
    """ENISA's SE = DPC x EI + CB."""
    return f"ENISA {assessment.se:g} = DPC {assessment.dpc:g} × EI {assessment.ei:g} + CB {assessment.cb:g}"


def _where(finding: Finding) -> str:
    if finding.line is not None:
        return f"line {finding.line:<7}"
    return f"{escape(finding.location or ''):12}"


REPORTER = ConsoleReport()
