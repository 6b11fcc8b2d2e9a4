"""What is handed around about an item while and after it is examined."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .allow.comments import Comments
from .allow.marks import Mark
from .chunk import Chunk
from .model import Coverage, FileReport, Finding, Item, Problem, Severity, Stage
from .people import People, PeopleKeys
from .tally import Tally, merge
from .text.decode import WITH_STRAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What became of one item. `report` is None where there is nothing to say; `marks` are those of the findings."""

    coverage: Coverage
    reason: str | None = None
    size: int = 0
    report: FileReport | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    severities: dict[Severity, int] = field(default_factory=dict)
    people: People | PeopleKeys | None = None
    marks: tuple[Mark | None, ...] = ()

    def is_uneventful(self) -> bool:
        """Whether nothing was found, and coverage and reason say all there is."""
        return not self.severities and not self.problems and self.coverage is Coverage.SKIPPED

    def packed(self) -> Examined:
        """The same in a form that can go to another process."""
        return replace(self, people=self.people.keys()) if isinstance(self.people, People) else self


@dataclass(slots=True)
class Reading:
    """An item while it is read, or a part of one; parts are merged before they are settled."""

    item: Item
    tally: Tally
    coverage: Coverage = Coverage.SCANNED
    reason: str | None = None
    problems: list[Problem] = field(default_factory=list)
    reader: str | None = None
    encoding: str | None = None
    lines: int = 0
    characters: int = 0
    records: int = 0
    last: Chunk | None = None
    people: dict[int, PeopleKeys] = field(default_factory=dict)
    comments: Comments | None = None

    def lower(self, coverage: Coverage, reason: str) -> None:
        """The item is not wholly read; the first reason stays."""
        if self.coverage is Coverage.SCANNED:
            self.coverage, self.reason = coverage, reason

    def read_as(self, encoding: str | None) -> None:
        """Notes the encoding; that there were stray bytes stays noted."""
        if self.encoding != WITH_STRAYS:
            self.encoding = encoding or self.encoding

    def problem(self, stage: Stage, kind: str, message: str) -> None:
        """Notes a problem, once for each."""
        problem = Problem(target=self.item.target, member=self.item.member, stage=stage, kind=kind, message=message)
        if problem not in self.problems:
            self.problems.append(problem)


def ended(item: Item, coverage: Coverage, reason: str | None) -> FileReport:
    """The report of an item in which nothing was found."""
    return FileReport(
        target=item.target,
        member=item.member,
        coverage=coverage,
        reason=reason,
        size=item.size,
        exposure=item.exposure,
        owner=item.owner,
    )


def add_part(whole: Reading, part: Reading | None, lost: Examined | None) -> None:
    """Adds the next part of an item to what is known of the whole; a part that was lost leaves a problem."""
    if lost is not None:
        whole.problems += lost.problems
        whole.lower(Coverage.PARTIAL, lost.reason or "crash")
    if part is None:
        return
    merge(
        whole.tally,
        part.tally,
        part.people,
        lines=whole.lines,
        characters=whole.characters,
        records=whole.records,
    )
    whole.characters = part.characters + (0 if part.lines else whole.characters)
    whole.lines += part.lines
    whole.records += part.records
    whole.reader = whole.reader or part.reader
    whole.read_as(part.encoding)
    whole.problems += [problem for problem in part.problems if problem not in whole.problems]
    if part.coverage is not Coverage.SCANNED:
        whole.lower(Coverage.PARTIAL if part.coverage is Coverage.ERROR else part.coverage, part.reason or "error")
