"""From what was read of an item to what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .allow.allowances import MOST_FINDINGS
from .allowing import Allower
from .detector import DetectorInfo
from .filesystem import readable_by
from .model import Allowed, Assessment, Coverage, Exposure, FileReport, Finding, Item, Severity
from .people import band
from .reading import Examined, Reading
from .redact import fingerprint, mask, normal
from .rules import RecordRule
from .score import assess, points, severity_of, worst
from .settings import Settings
from .settle import Decisions, Outcome, Settled, settle
from .tally import Quota, Tally

_UNLIMITED = 1 << 60


def _severity(outcome: Outcome | None, assessment: Assessment | None) -> Severity | None:
    """The severity of a file: that of its score, but no less than that of its worst finding."""
    if outcome is None or outcome.severity is None:
        return None
    return worst([outcome.severity, *([severity_of(assessment)] if assessment else [])])


class Concluder:
    """Settles readings and words the outcome."""

    def __init__(self, infos: Sequence[DetectorInfo], rules: Sequence[RecordRule], settings: Settings) -> None:
        self.infos, self.rules, self.settings = infos, rules, settings
        self.allower = Allower(settings.allow, self.most)

    @property
    def most(self) -> int:
        """How many findings a detector may have in one item's report."""
        return self.settings.max_findings or _UNLIMITED

    def reading(self, item: Item, full: frozenset[Quota] = frozenset(), *, closely: bool = False) -> Reading:
        """What an item is read into; `closely` where its findings are looked at one by one."""
        allow = self.settings.allow
        marked = allow.marks or (allow.baseline is not None and bool(allow.baseline.of(item.path, item.member)))
        keep = max(self.most, MOST_FINDINGS) if marked or closely else self.most
        return Reading(item, Tally(keep=keep, full=full, marked=marked, lines=item.lines))

    def conclude(self, reading: Reading) -> Examined:
        """The decisions at the end of an item."""
        tally = reading.tally
        if not (tally.counts or tally.failed or reading.problems or reading.reason or self.settings.all_files):
            return Examined(coverage=reading.coverage, size=reading.item.size)
        outcome: Outcome | None = None
        allowed: tuple[Allowed, ...] = ()
        if tally.counts or tally.failed:
            outcome, allowed = self.allower.outcome(reading, self.outcome)
            if not outcome.counts and not outcome.invalid:
                outcome = None
        found = outcome is not None and bool(outcome.counts)
        return Examined(
            coverage=reading.coverage,
            reason=reading.reason,
            size=reading.item.size,
            report=self._report(reading, outcome, allowed),
            findings=tuple(self._findings(reading.item, outcome)) if outcome is not None else (),
            problems=tuple(reading.problems),
            severities=outcome.severities if outcome is not None else {},
            people=outcome.people if outcome is not None and found else None,
            marks=tuple(one.candidate.mark for one in self._shown(outcome)) if outcome is not None else (),
        )

    def outcome(self, tally: Tally, waive: frozenset[str] = frozenset()) -> Outcome:
        """What a tally comes to, without the findings of detectors to `waive`."""
        return settle(self.infos, self.rules, tally, min_confidence=self.settings.min_confidence, waive=waive)

    def decisions(self, tally: Tally) -> Decisions:
        """What a tally says of each of its pairs."""
        return Decisions(self.infos, self.rules, tally, self.settings.min_confidence)

    def _report(self, reading: Reading, outcome: Outcome | None, allowed: tuple[Allowed, ...]) -> FileReport | None:
        item = reading.item
        if outcome is None and not allowed and reading.coverage is Coverage.SCANNED and not self.settings.all_files:
            return None
        exposure = self._exposure(item) if outcome else item.exposure
        people = outcome.headcount.total if outcome else 0
        assessment = (
            assess(outcome.terms, exposure, self.settings.incident, people) if outcome and outcome.terms else None
        )
        return FileReport(
            target=item.target,
            member=item.member,
            severity=_severity(outcome, assessment),
            score=points(assessment.se) if assessment else None,
            assessment=assessment,
            people=people,
            band=band(people),
            headcount=outcome.headcount if outcome and people else None,
            counts=outcome.counts if outcome else {},
            invalid=outcome.invalid if outcome else {},
            allowed=allowed,
            truncated=outcome.truncated if outcome else False,
            coverage=reading.coverage,
            reason=reading.reason,
            reader=reading.reader,
            encoding=reading.encoding,
            size=item.size,
            exposure=exposure,
            owner=item.owner,
        )

    def _exposure(self, item: Item) -> Exposure:
        """Who can read an item: what the user says of all, else what the system says of it."""
        return self.settings.exposure or readable_by(item.path, item.exposure)

    def _findings(self, item: Item, outcome: Outcome) -> Iterator[Finding]:
        for one in self._shown(outcome):
            yield self._finding(item, one)

    def _shown(self, outcome: Outcome) -> Iterator[Settled]:
        return (one for one in outcome.settled if one.severity.rank >= self.settings.min_severity.rank)

    def _finding(self, item: Item, one: Settled) -> Finding:
        candidate = one.candidate
        return Finding(
            target=item.target,
            member=item.member,
            detector=one.info.id,
            severity=one.severity,
            confidence=round(one.confidence, 2),
            tag=one.info.tags[candidate.kind.tag] if candidate.kind.tag >= 0 else None,
            line=candidate.line,
            column=candidate.column,
            field=one.field,
            record=candidate.record,
            preview=candidate.value if self.settings.show_values else mask(candidate.value),
            fingerprint=fingerprint(self.settings.key, one.info.id, normal(candidate.value)),
        )
