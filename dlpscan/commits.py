"""The pipeline over what commits change: versions in, events out; only the lines that are new decide.

    change ─git→ version ─sieve→ ─examiner→ findings in new lines ─allowed→ events

Nothing is started that is not needed: most commits hold nothing that is worth to be looked at closely.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from .body import Held
from .filesystem import shown
from .git.blobs import Blobs, Missing, TooLarge, is_lfs_pointer
from .git.changes import LINK, SUBMODULE, Change
from .ledger import Ledger, now
from .model import AllowedBy, Coverage, Event, FileReport, Item, Problem, RunInfo, Stage

if TYPE_CHECKING:
    from .config import Config
    from .examine import Examiner
    from .plugins import Registry
    from .reading import Examined
    from .settings import Settings

# A version is read as a whole, by git and by us.
MOST_BYTES = 256 << 20
# So many findings of a detector in a file are looked at; nobody allows more of them one by one.
MOST_FINDINGS = 1000
# Numbers that nobody can have, and that are there to be used in tests.
PASSED_TAGS = frozenset({"fictitious"})

Stop = Callable[[], str | None]


@dataclass(frozen=True, kw_only=True)
class Examination:
    """How versions are examined. What takes long to import or to compile is made when it is first needed.

    `rules_out` says of a content and its name that there is nothing in it, where it is sure; `unread` why it is not
    read by anything, None if it may be. `root` is the folder that paths are in.
    """

    config: Config
    registry: Callable[[], Registry]
    detectors: tuple[str, ...]
    rules_out: Callable[[bytes, str], bool] = lambda _data, _name: False
    unread: Callable[[bytes, str], str | None] = lambda _data, _name: None
    root: str = "."

    @cached_property
    def settings(self) -> Settings:
        """How the engine examines them: what is not severe enough to stop a commit is not in the way of it either."""
        from .scan import allowances_of, settings_of

        return replace(
            settings_of(self.config, allowances_of(self.config, self.registry().known())),
            min_severity=self.config.fail_on,
            max_findings=MOST_FINDINGS,
            passed_tags=PASSED_TAGS,
        )

    @cached_property
    def examiner(self) -> Examiner:
        """The engine."""
        from .examine import Examiner

        return Examiner.of(self.registry(), self.settings)

    @cached_property
    def left_out(self) -> Callable[[str], str | None]:
        """Says why the user does not want a path to be looked at, None if he does. Raises UsageError."""
        from .ignoring import IGNORED, ignored_below

        ignored = (lambda _path: False) if self.config.no_ignore else ignored_below(self.root)
        if not self.config.include and not self.config.exclude:
            return lambda path: IGNORED if ignored(path) else None
        from .walk import LocalSource

        named = LocalSource(include=self.config.include, exclude=self.config.exclude).left_out
        return lambda path: named(path) or (IGNORED if ignored(path) else None)

    @property
    def most_bytes(self) -> int:
        """How large a version may be."""
        return self.config.max_size if self.config.max_size is not None else MOST_BYTES


def check(changes: Sequence[Change], asked: str, examination: Examination, stop: Stop) -> Iterator[Event]:
    """Examines the versions that `changes` brings. Yields a RunInfo, then what is found, and a Summary at last.

    `asked` says what they are changes of.
    """
    from . import __version__

    yield RunInfo(version=__version__, started=now(), targets=(asked,), detectors=examination.detectors)
    ledger = Ledger(targets=(asked,))
    if changes:
        with Blobs() as blobs:
            for change in changes:
                if stop():
                    break
                yield from _checked(change, blobs, examination, ledger)
    yield ledger.summary(stop())


def _checked(change: Change, blobs: Blobs, examination: Examination, ledger: Ledger) -> Iterator[Event]:
    item = Item(path=change.path, target=named(change), lines=change.lines)
    if (reason := examination.left_out(change.path)) is not None:
        yield from _noted(ledger, _skipped(item, reason))
        return
    if not change.is_file or change.lines == ():
        yield from _noted(ledger, _without_content(item, change))
        return
    data = blobs.read(change.blob, examination.most_bytes)
    match data:
        case TooLarge(size):
            yield from _noted(ledger, _skipped(item, "too-large", size))
        case Missing(kind, message):
            yield from _noted(
                ledger,
                FileReport(target=item.target, coverage=Coverage.ERROR, reason=kind),
                Problem(target=item.target, stage=Stage.READ, kind=kind, message=message),
            )
        case bytes():
            reason = "lfs-pointer" if is_lfs_pointer(data) else examination.unread(data, change.path)
            if reason is not None:
                yield from _noted(ledger, _skipped(item, reason, len(data)))
                return
            body = Held(data)
            item = replace(item, size=len(data), body=body)
            if examination.rules_out(data, change.path):
                ledger.clean(item)
                return
            if change.lines is not None and not counts_lines_alike(data):
                item = replace(item, lines=None)
            yield from ledger.examined(judged(examination.examiner.examine(item), item))


def named(change: Change) -> str:
    """The path, as git names it in a commit (`commit:path`) where a later commit has something else there."""
    path = shown(change.path)
    return path if change.commit is None else f"{change.commit[:12]}:{path}"


def _noted(ledger: Ledger, *events: FileReport | Problem) -> Iterator[Event]:
    for event in events:
        ledger.note(event)
        if isinstance(event, Problem) or event.coverage is not Coverage.SCANNED:
            yield event


def _without_content(item: Item, change: Change) -> FileReport:
    """What has nothing to be read, or nothing new: another name or mode, lines that were only taken out."""
    if change.mode == SUBMODULE:
        return _skipped(item, "submodule")
    if change.mode & LINK == LINK:
        return _skipped(item, "link")
    return FileReport(target=item.target, coverage=Coverage.SCANNED)


def _skipped(item: Item, reason: str, size: int = 0) -> FileReport:
    return FileReport(target=item.target, coverage=Coverage.SKIPPED, reason=reason, size=size)


def counts_lines_alike(data: bytes) -> bool:
    """Whether git and the engine mean the same by a line: not in UTF-16, nor where carriage returns end lines."""
    return b"\0" not in data and (b"\n" in data or b"\r" not in data)


def judged(examined: Examined, item: Item) -> Examined:
    """What an examination comes to when only the findings in new lines count.

    Counts and people of the whole file stand only where all of it is new.
    """
    report = examined.report
    if report is None:
        return examined
    kept = examined.findings
    per_detector = Counter(finding.detector for finding in kept)
    looked_at = per_detector.copy()
    for each in report.allowed:
        looked_at[each.detector] += each.count if each.by is not AllowedBy.RULE else 0
    truncated = any(number >= MOST_FINDINGS for number in looked_at.values())
    coverage, reason = examined.coverage, examined.reason
    if truncated and not kept:
        # What was looked at is allowed, of the rest nobody knows.
        coverage, reason = Coverage.ERROR, "too-many-findings"
    report = replace(
        report,
        counts=dict(per_detector),
        invalid={},
        truncated=truncated,
        coverage=coverage,
        reason=reason,
        severity=max((finding.severity for finding in kept), key=lambda severity: severity.rank, default=None),
    )
    if not kept or item.lines is not None:
        report = replace(report, people=0, band=None, headcount=None, assessment=None, score=None)
    is_eventful = kept or report.allowed or coverage is not Coverage.SCANNED
    return replace(
        examined,
        coverage=coverage,
        reason=reason,
        report=report if is_eventful else None,
        findings=kept,
        severities=dict(Counter(finding.severity for finding in kept)),
        people=examined.people if kept and item.lines is None else None,
    )
