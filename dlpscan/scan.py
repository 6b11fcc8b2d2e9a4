"""The pipeline: targets in, events out.

    target ─source→ item ─examiner→ verdict ─→ events

Everything below is replaceable, everything above (commands, hooks, watch) calls `scan`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from .contracts import Limits
from .ledger import Ledger, now
from .model import (
    Coverage,
    Event,
    FileReport,
    Item,
    Kind,
    RunInfo,
)
from .plan import Planner, Walked
from .walk import LocalSource

if TYPE_CHECKING:
    from .allow.allowances import Allowances
    from .config import Config
    from .plan import Task
    from .plugins import Registry
    from .reading import Reading
    from .settings import Settings
    from .worker import Answer

# Few and small files are examined here; starting workers would take longer.
_FEW_ITEMS, _FEW_BYTES = 64, 8 << 20

Stop = Callable[[], str | None]


def _never() -> None:
    return


def scan(targets: Sequence[str], config: Config, registry: Registry, stop: Stop = _never) -> Iterator[Event]:
    """Scans targets. Yields a RunInfo, then what is found as it is found, and a Summary at last.

    `stop` gives the name of a signal once the scan is to end early; what was found until then is kept.
    Raises UsageError for a target that does not exist.
    """
    from . import __version__
    from .allow.allowances import expired

    source = source_of(config)
    for target in targets:
        source.check_target(target)
    kinds = tuple(
        Kind(id=info.id, title=info.title, severity=info.severity, reference=info.reference)
        for info in (detector.info for detector in registry.detectors)
        if info.reported
    )
    ids = tuple(kind.id for kind in kinds)
    allow = allowances_of(config, registry.known())
    yield RunInfo(version=__version__, started=now(), targets=tuple(targets), detectors=ids, kinds=kinds)
    yield from expired(allow)
    ledger = Ledger(targets=tuple(targets))
    walked = chain.from_iterable(source.items(target) for target in targets)
    first = list(islice(walked, _FEW_ITEMS))
    if _is_little(first) and registry.is_bundled:
        yield from _scan_here(first, config, allow, registry, ledger, stop)
    else:
        yield from _scan_in_pool(chain(first, walked), config, allow, registry, ledger, stop)
    yield ledger.summary(stop())


def inventory(targets: Sequence[str], config: Config, stop: Stop = _never) -> Iterator[Event]:
    """What a scan would read: a FileReport an item, and the Summary. Raises UsageError."""
    from . import __version__

    source = source_of(config)
    for target in targets:
        source.check_target(target)
    yield RunInfo(version=__version__, started=now(), targets=tuple(targets), detectors=())
    ledger = Ledger()
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


def source_of(config: Config) -> LocalSource:
    """What enumerates files. Raises UsageError."""
    return LocalSource(
        include=config.include,
        exclude=config.exclude,
        max_size=config.max_size,
        one_file_system=config.one_file_system,
        heeds_ignore_files=not config.no_ignore,
    )


def settings_of(config: Config, allow: Allowances) -> Settings:
    """How items are examined; the fingerprint key and the secret of the run among it."""
    from .redact import load_key, new_secret
    from .settings import Settings

    return Settings(
        min_confidence=config.min_confidence,
        min_severity=config.min_severity,
        max_findings=config.max_findings,
        show_values=config.show_values,
        all_files=config.all_files,
        exposure=config.exposure,
        incident=config.incident,
        allow=allow,
        limits=Limits(max_size=config.max_size, item_seconds=config.item_seconds),
        secret=new_secret(),
        key=load_key(),
    )


def allowances_of(config: Config, known: frozenset[str]) -> Allowances:
    """What the user says is fine; `known` are the detectors that there are. Raises ConfigError."""
    from .allow.allowances import Allowances

    if config.no_ignore:
        return Allowances()
    from .allow.baseline import load

    return Allowances(
        comments=True,
        rules=config.allow,
        baseline=load(config.baseline) if config.baseline is not None else None,
        known=known,
        today=datetime.now(UTC).astimezone().date(),
    )


def _is_little(things: Sequence[Walked]) -> bool:
    return len(things) < _FEW_ITEMS and sum(thing.size for thing in things if isinstance(thing, Item)) <= _FEW_BYTES


def _scan_here(
    things: Sequence[Walked], config: Config, allow: Allowances, registry: Registry, ledger: Ledger, stop: Stop
) -> Iterator[Event]:
    from .examine import Examiner

    examiner = Examiner.of(registry, settings_of(config, allow))
    for thing in things:
        if stop():
            return
        if isinstance(thing, Item):
            yield from ledger.examined(examiner.examine(thing))
        else:
            ledger.note(thing)
            yield thing


def _scan_in_pool(
    things: Iterator[Walked], config: Config, allow: Allowances, registry: Registry, ledger: Ledger, stop: Stop
) -> Iterator[Event]:
    from .pool import Pool
    from .worker import Setup

    settings = settings_of(config, allow)
    setup = Setup(
        plugin_paths=config.plugins,
        disable=config.disable,
        detectors=tuple(detector.info.id for detector in registry.detectors),
        silent=tuple(detector.info.id for detector in registry.detectors if not detector.info.reported),
        settings=settings,
    )
    planner = Planner(settings.limits)
    with Pool(setup, config.jobs or usable_processors()) as pool:
        merger: _Merger | None = None
        for answered in pool.run(planner.tasks(things), stop):
            if answered is not None:
                # Made late: what it imports would keep the workers from starting.
                merger = merger or _Merger(registry, settings)
                yield from merger.events(*answered, planner, ledger)
            yield from ledger.progress()


def usable_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Merger:
    """Turns answers into events; parts wait until their item is complete."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        from .conclude import Concluder

        self._reading: Reading | None = None
        self._concluder = Concluder([detector.info for detector in registry.detectors], registry.rules, settings)

    def events(self, task: Task, answer: Answer, planner: Planner, ledger: Ledger) -> Iterator[Event]:
        """The events of one task's answer."""
        for thing in planner.passed.pop(task.number, ()):
            ledger.note(thing)
            yield thing
        if task.part is None:
            yield from self._of_items(task, answer, ledger)
            return
        reading = self._add(task, answer)
        planner.merging, planner.full = reading.item, reading.tally.filled_up()
        if planner.parts_of.pop(task.number, None):
            self._reading = None
            yield from ledger.examined(self._concluder.conclude(reading))

    def _of_items(self, task: Task, answer: Answer, ledger: Ledger) -> Iterator[Event]:
        from .reading import ended

        for index, item in enumerate(task.items):
            if index in answer.skipped:
                report = ended(item, Coverage.SKIPPED, answer.skipped[index])
                ledger.note(report)
                yield report
            elif index in answer.examined:
                yield from ledger.examined(answer.examined[index])
            else:
                ledger.clean(item)

    def _add(self, task: Task, answer: Answer) -> Reading:
        from .reading import add_part

        if self._reading is None:
            self._reading = self._concluder.reading(task.items[0])
        add_part(self._reading, answer.reading, answer.examined.get(0))
        return self._reading
