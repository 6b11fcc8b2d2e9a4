"""The pipeline: targets in, events out.

    target ─source→ item ─examiner→ verdict ─→ events

Everything below is replaceable, everything above (commands, hooks, watch) calls `scan`.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from .contracts import Limits
from .model import (
    Coverage,
    Event,
    FileReport,
    Item,
    Problem,
    Progress,
    RunInfo,
    Severity,
    Summary,
)
from .walk import LocalSource

if TYPE_CHECKING:
    from .config import Config
    from .examine import Examined, Examiner, Reading, Settings
    from .people import People
    from .plugins import Registry
    from .pool import Answer, Task
    from .text.reader import Part

# Few and small files are examined here; starting workers would take longer.
_FEW_ITEMS, _FEW_BYTES = 64, 8 << 20
_BATCH_ITEMS, _BATCH_BYTES = 128, 4 << 20
_PROGRESS_SECONDS = 0.2

Stop = Callable[[], str | None]
Walked = Item | Problem | FileReport


def _never() -> None:
    return


def scan(targets: Sequence[str], config: Config, registry: Registry, stop: Stop = _never) -> Iterator[Event]:
    """Scans targets. Yields a RunInfo, then what is found as it is found, and a Summary at last.

    `stop` gives the name of a signal once the scan is to end early; what was found until then is kept.
    Raises UsageError for a target that does not exist.
    """
    from . import __version__

    source = _source(config)
    for target in targets:
        source.check_target(target)
    started = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    detectors = tuple(detector.info.id for detector in registry.detectors if detector.info.reported)
    yield RunInfo(version=__version__, started=started, targets=tuple(targets), detectors=detectors)
    ledger = _Ledger()
    walked = chain.from_iterable(source.items(target) for target in targets)
    first = list(islice(walked, _FEW_ITEMS))
    if _is_little(first) and registry.is_bundled:
        yield from _scan_here(first, config, registry, ledger, stop)
    else:
        yield from _scan_in_pool(chain(first, walked), config, registry, ledger, stop)
    yield ledger.summary(stop())


def inventory(targets: Sequence[str], config: Config, stop: Stop = _never) -> Iterator[Event]:
    """What a scan would read: a FileReport an item, and the Summary. Raises UsageError."""
    from . import __version__

    source = _source(config)
    for target in targets:
        source.check_target(target)
    started = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    yield RunInfo(version=__version__, started=started, targets=tuple(targets), detectors=())
    ledger = _Ledger()
    for thing in chain.from_iterable(source.items(target) for target in targets):
        if stop():
            break
        event = _would_be_read(thing) if isinstance(thing, Item) else thing
        ledger.note(event)
        yield event
    yield ledger.summary(stop())


def _would_be_read(item: Item) -> FileReport:
    return FileReport(
        target=item.target, coverage=Coverage.SCANNED, size=item.size, exposure=item.exposure, owner=item.owner
    )


def _source(config: Config) -> LocalSource:
    return LocalSource(
        include=config.include,
        exclude=config.exclude,
        max_size=config.max_size,
        one_file_system=config.one_file_system,
    )


def _settings(config: Config) -> Settings:
    from .examine import Settings
    from .people import new_secret
    from .redact import load_key

    return Settings(
        min_confidence=config.min_confidence,
        min_severity=config.min_severity,
        max_findings=config.max_findings,
        show_values=config.show_values,
        all_files=config.all_files,
        limits=Limits(max_size=config.max_size, item_seconds=config.item_seconds),
        secret=new_secret(),
        key=load_key(),
    )


def _is_little(things: Sequence[Walked]) -> bool:
    return len(things) < _FEW_ITEMS and sum(thing.size for thing in things if isinstance(thing, Item)) <= _FEW_BYTES


def _scan_here(
    things: Sequence[Walked], config: Config, registry: Registry, ledger: _Ledger, stop: Stop
) -> Iterator[Event]:
    from .examine import Examiner

    examiner = Examiner(registry.detectors, _settings(config), readers=registry.readers)
    for thing in things:
        if stop():
            return
        if isinstance(thing, Item):
            yield from ledger.examined(examiner.examine(thing))
        else:
            ledger.note(thing)
            yield thing


def _scan_in_pool(
    things: Iterator[Walked], config: Config, registry: Registry, ledger: _Ledger, stop: Stop
) -> Iterator[Event]:
    from .pool import Pool, Setup

    settings = _settings(config)
    setup = Setup(
        plugin_paths=config.plugins,
        disable=config.disable,
        detectors=tuple(detector.info.id for detector in registry.detectors),
        settings=settings,
    )
    planner = _Planner(settings)
    with Pool(setup, config.jobs or usable_processors()) as pool:
        merger = _Merger(registry, settings)
        for answer in pool.run(planner.tasks(things), stop):
            if answer is not None:
                yield from merger.events(answer, planner, ledger)
            yield from ledger.progress()


def usable_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Planner:
    """Makes tasks of what is walked: batches of small items, parts of large ones.

    What the walk itself reported waits in `passed` for its turn, under the number of the task it precedes.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.passed: dict[int, list[Problem | FileReport]] = {}
        self.parts_of: dict[int, int] = {}

    def tasks(self, things: Iterator[Walked]) -> Iterator[Task]:
        """The tasks, numbered from 0. The last one is empty and closes the list."""
        from .pool import Task

        batch: list[Item] = []
        number = size = 0
        for thing in things:
            if not isinstance(thing, Item):
                self.passed.setdefault(number, []).append(thing)
                continue
            if parts := self._parts(thing):
                if batch:
                    yield Task(number=number, items=tuple(batch))
                    number, batch, size = number + 1, [], 0
                self.parts_of[number + len(parts) - 1] = len(parts)
                for part in parts:
                    yield Task(number=number, items=(thing,), part=part)
                    number += 1
                continue
            batch.append(thing)
            size += thing.size
            if len(batch) >= _BATCH_ITEMS or size >= _BATCH_BYTES:
                yield Task(number=number, items=tuple(batch))
                number, batch, size = number + 1, [], 0
        yield Task(number=number, items=tuple(batch))

    def _parts(self, item: Item) -> list[Part]:
        from .text.reader import Part, is_splittable

        step = self.settings.limits.part_bytes
        # All findings of an item are kept in order only by one reader.
        if item.size < 2 * step or not is_splittable(item):
            return []
        return [Part(start=at, end=min(at + step, item.size)) for at in range(0, item.size, step)]


class _Merger:
    """Turns answers into events; parts wait until their item is complete."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        self.registry, self.settings = registry, settings
        self._reading: Reading | None = None
        self._examiner: Examiner | None = None

    def events(self, answer: Answer, planner: _Planner, ledger: _Ledger) -> Iterator[Event]:
        """The events of one answer."""
        number = answer.task.number
        for thing in planner.passed.pop(number, ()):
            ledger.note(thing)
            yield thing
        if answer.task.part is None:
            for index, item in enumerate(answer.task.items):
                examined = answer.examined.get(index)
                if examined is None:
                    ledger.clean(item)
                else:
                    yield from ledger.examined(examined)
            return
        self._add(answer)
        if planner.parts_of.pop(number, None) and self._reading is not None:
            reading, self._reading = self._reading, None
            yield from ledger.examined(self.examiner.conclude(reading))

    @property
    def examiner(self) -> Examiner:
        from .examine import Examiner

        if self._examiner is None:
            self._examiner = Examiner(self.registry.detectors, self.settings)
        return self._examiner

    def _add(self, answer: Answer) -> None:
        from .examine import Reading, add_part

        if self._reading is None:
            self._reading = Reading(answer.task.items[0])
        add_part(self._reading, answer.reading, answer.examined.get(0), keep=self.examiner.keep)


@dataclass(slots=True)
class _Ledger:
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
