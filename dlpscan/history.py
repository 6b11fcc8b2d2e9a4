"""The pipeline over all that a repository ever held, in several processes: each version once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .commits import Examination, judged, now
from .filesystem import shown
from .git.blobs import Blob
from .git.history import origins, versions
from .ledger import Ledger
from .model import Coverage, FileReport, Finding, Item, Problem, Progress, RunInfo, Stage

if TYPE_CHECKING:
    from .model import Event
    from .plan import Task, Walked
    from .worker import Answer

# So many versions with something to say of wait for the walk that tells which commits brought them.
_WAITING = 2000

Stop = Callable[[], str | None]
Told = list[Finding | FileReport | Problem]


def check_history(examination: Examination, sieve: str | None, stop: Stop) -> Iterator[Event]:
    """Examines every version. Yields a RunInfo, then what is found with the commit that brought it, and a Summary.

    `sieve` is under which name the workers find what rules out most versions.
    """
    from . import __version__
    from .plan import Planner
    from .pool import Pool
    from .reading import ended
    from .scan import usable_processors
    from .worker import Setup

    yield RunInfo(version=__version__, started=now(), targets=("history",), detectors=examination.detectors)
    config, registry, settings = examination.config, examination.registry(), examination.settings
    setup = Setup(
        plugin_paths=config.plugins,
        disable=config.disable,
        detectors=tuple(detector.info.id for detector in registry.detectors),
        silent=tuple(detector.info.id for detector in registry.detectors if not detector.info.reported),
        settings=settings,
        sieve=sieve,
    )
    ledger, planner = Ledger(targets=("history",)), Planner(settings.limits)
    waiting: list[Told] = []
    with Pool(setup, config.jobs or usable_processors()) as pool:
        for answered in pool.run(planner.tasks(_items(examination)), stop):
            if answered is not None:
                task, answer = answered
                for passed in planner.passed.pop(task.number, ()):
                    ledger.note(passed)
                    waiting.append([passed])
                for index, reason in answer.skipped.items():
                    report = ended(task.items[index], Coverage.SKIPPED, reason)
                    ledger.note(report)
                    waiting.append([report])
                waiting += _examined(task, answer, examination, ledger)
                if len(waiting) >= _WAITING:
                    yield from _with_origins(waiting)
                    waiting = []
            yield from ledger.progress()
    yield from _with_origins(waiting)
    yield ledger.summary(stop())


def _items(examination: Examination) -> Iterator[Walked]:
    """The versions, by the names of their objects; those that are not looked at as reports that say why."""
    for version in versions():
        if version.size is None:
            problem = "the repository lacks it"
            yield Problem(target=version.blob, stage=Stage.WALK, kind="vanished", message=problem)
            yield FileReport(target=version.blob, coverage=Coverage.ERROR, reason="vanished")
        elif (reason := examination.left_out(version.path)) is not None:
            yield FileReport(target=version.blob, coverage=Coverage.SKIPPED, reason=reason)
        elif version.size > examination.most_bytes:
            yield FileReport(target=version.blob, coverage=Coverage.SKIPPED, reason="too-large", size=version.size)
        else:
            yield Item(path=version.path, target=version.blob, size=version.size, body=Blob(version.blob))


def _examined(task: Task, answer: Answer, examination: Examination, ledger: Ledger) -> Iterator[Told]:
    """What is to be said of the versions of a task, an entry each."""
    for index, item in enumerate(task.items):
        if index in answer.skipped:
            continue
        if index not in answer.examined:
            ledger.clean(item)
            continue
        one = judged(answer.examined[index], item, lambda: Blob(item.target).read(), examination.keep)  # noqa: B023
        told = [event for event in ledger.examined(one) if not isinstance(event, Progress)]
        if told:
            yield told  # type: ignore[misc]


def _with_origins(waiting: list[Told]) -> Iterator[Event]:
    """The events under the names that git has for them: `commit:path`, of the commit that brought the version."""
    known = origins({told[0].target for told in waiting}) if waiting else {}
    for told in waiting:
        for event in told:
            origin = known.get(event.target)
            name = f"{origin[0][:12]}:{shown(origin[1])}" if origin else event.target
            yield replace(event, target=name)
