"""A look at files for a baseline: what is found in each, and the marks by which it is known again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .model import Coverage, FileReport, Finding, Item, Problem

if TYPE_CHECKING:
    from .allow.baseline import Baseline
    from .allow.marks import Mark
    from .config import Config
    from .examine import Examiner
    from .plugins import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A file that was looked at, by its name in the baseline. `fault` says why not all of it is known."""

    name: str
    findings: tuple[tuple[Finding, Mark], ...] = ()
    fault: str | None = None

    def marks(self) -> Mapping[Mark, int]:
        """How many findings have each mark."""
        counts: dict[Mark, int] = {}
        for _, mark in self.findings:
            counts[mark] = counts.get(mark, 0) + 1
        return counts


def survey(targets: Sequence[str], baseline: Baseline, config: Config, registry: Registry) -> Iterator[Surveyed]:
    """Looks at every file of the targets. What comments and rules allow is none of a baseline's business.

    Raises UsageError for a target that does not exist.
    """
    from .allow.allowances import MOST_FINDINGS
    from .examine import Examiner
    from .scan import allowances_of, settings_of, source_of

    config = replace(config, baseline=None, max_findings=MOST_FINDINGS, show_values=False)
    source = source_of(config)
    for target in targets:
        source.check_target(target)
    settings = settings_of(config, replace(allowances_of(config, registry.known()), marks=True))
    examiner = Examiner.of(registry, settings)
    for target in targets:
        for thing in source.items(target):
            yield from _looked_at(thing, baseline, examiner)


def _looked_at(thing: Item | FileReport | Problem, baseline: Baseline, examiner: Examiner) -> Iterator[Surveyed]:
    if isinstance(thing, Problem):
        return
    if isinstance(thing, FileReport):
        if thing.coverage is Coverage.ERROR:
            yield Surveyed(name=thing.target, fault=thing.reason)
        return
    name = baseline.name_of(thing.path, thing.member)
    if name is None:
        yield Surveyed(name=thing.target, fault="it is not below the folder of the baseline")
        return
    examined = examiner.examine(thing)
    pairs = tuple(
        (finding, mark) for finding, mark in zip(examined.findings, examined.marks, strict=True) if mark is not None
    )
    fault = None if examined.coverage is Coverage.SCANNED else examined.reason
    if examined.coverage is Coverage.SKIPPED:
        return
    if examined.report is not None and examined.report.truncated:
        fault = "it has more findings than a baseline takes; a rule in dlpscan.toml allows all of a file"
    yield Surveyed(name=name, findings=pairs, fault=fault)
