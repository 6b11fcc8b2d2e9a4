"""The pipeline over all that a repository ever held, in several processes: each version once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .commits import Examination, counts_lines_alike, judged, named
from .git.blobs import Blob
from .git.history import origins, versions
from .ledger import Ledger, now
from .model import Coverage, FileReport, Finding, Item, Problem, RunInfo, Stage
from .places import is_among

if TYPE_CHECKING:
    from .git.changes import Change
    from .model import Event
    from .plan import Walked
    from .reading import Examined

# So many versions with something to say of wait for the walk that tells which commits brought them.
_WAITING = 2000

Stop = Callable[[], str | None]


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
    waiting: list[_Found | FileReport | Problem] = []
    with Pool(setup, config.jobs or usable_processors()) as pool:
        for answered in pool.run(planner.tasks(_items(examination)), stop):
            if answered is not None:
                task, answer = answered
                waiting += planner.passed.pop(task.number, ())
                for index, item in enumerate(task.items):
                    if index in answer.skipped:
                        waiting.append(ended(item, Coverage.SKIPPED, answer.skipped[index]))
                    elif index in answer.examined:
                        waiting.append(_Found(item=item, examined=answer.examined[index]))
                    else:
                        ledger.clean(item)
            if len(waiting) >= _WAITING:
                yield from _told(waiting, ledger)
                waiting = []
            yield from ledger.progress()
    yield from _told(waiting, ledger)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A version in which there may be something."""

    item: Item
    examined: Examined


def _told(waiting: list[_Found | FileReport | Problem], ledger: Ledger) -> Iterator[Event]:
    """The events under the names that git has for them, `commit:path`, of the commit that brought the version.

    Only lines that it brought count: the others were told where they came from.
    """
    known = (
        origins({each.item.target if isinstance(each, _Found) else each.target for each in waiting}) if waiting else {}
    )
    for each in waiting:
        if isinstance(each, _Found):
            events = ledger.examined(_judged(each, known.get(each.item.target)))
        else:
            ledger.note(each)
            events = iter((each,))
        for event in events:
            if isinstance(event, Finding | FileReport | Problem):
                change = known.get(event.target)
                yield replace(event, target=named(change) if change is not None else event.target)


def _judged(found: _Found, change: Change | None) -> Examined:
    lines, body, examined = change.lines if change is not None else None, Blob(found.item.target), found.examined
    if lines is not None and examined.findings and counts_lines_alike(body.read()):
        within = tuple(each for each in examined.findings if each.line is None or is_among(each.line, lines))
        examined = replace(examined, findings=within)
    return judged(examined, replace(found.item, lines=lines))
