"""What runs in a worker process: tasks in, answers out.

Only what starting a process needs is imported at the top: the parent starts its workers before it imports more.
"""

from __future__ import annotations

import contextlib
import signal
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .settings import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from .examine import Examiner
    from .model import Item
    from .plan import Task
    from .reading import Examined, Reading
    from .sieve.sieve import Sieve

IDLE = -1.0
"""What the journal says of a worker that examines nothing."""
_MEMORY_BYTES = 4 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a worker needs to be like its parent. `sieve` is the name of what rules out items that have a body."""

    plugin_paths: tuple[str, ...]
    disable: tuple[str, ...]
    detectors: tuple[str, ...]
    silent: tuple[str, ...]
    settings: Settings
    sieve: str | None = None


@dataclass(slots=True)
class Answer:
    """What came of a task: by the index of the item, only where there is something to say."""

    examined: dict[int, Examined] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)
    reading: Reading | None = None


def work(pipe: Connection, journal: Any, setup: Setup) -> None:
    """The life of a worker: tasks in, answers out, until the pipe closes."""
    _be_quiet_and_bounded()
    examiner, sieve = _examiner(setup, journal), _sieve(setup)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(None)
        while True:
            task, skip = pipe.recv()
            pipe.send(_answer(examiner, sieve, journal, task, skip))


def _be_quiet_and_bounded() -> None:
    """The parent answers to signals; a runaway allocation is a MemoryError here, not the machine's end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _examiner(setup: Setup, journal: Any) -> Examiner:
    from .examine import Examiner
    from .plugins import load

    registry = load(setup.plugin_paths, disable=setup.disable).only(setup.detectors, setup.silent)

    def watch(detector: int | None) -> None:
        journal[2] = IDLE if detector is None else detector

    return Examiner.of(registry, setup.settings, watch)


def _sieve(setup: Setup) -> Sieve | None:
    from .sieve.recipe import load
    from .sieve.sieve import Sieve

    recipe = load(setup.sieve) if setup.sieve is not None else None
    return Sieve(recipe) if recipe is not None else None


def _answer(examiner: Examiner, sieve: Sieve | None, journal: Any, task: Task, skip: frozenset[int]) -> Answer:
    answer = Answer()
    for index, item in enumerate(task.items):
        if index in skip:
            continue
        journal[1] = time.monotonic()
        journal[0] = index
        if task.part is not None:
            answer.reading = examiner.packed(examiner.read(item, task.part, task.full))
            continue
        if item.body is not None:
            item, reason = _fetched(item, sieve)
            if reason is not None:
                if reason:
                    answer.skipped[index] = reason
                continue
        examined = examiner.examine(item)
        if examined.is_uneventful():
            answer.skipped[index] = examined.reason or ""
        elif examined.report is not None or examined.problems:
            answer.examined[index] = examined.packed()
    journal[0] = IDLE
    return answer


def _fetched(item: Item, sieve: Sieve | None) -> tuple[Item, str | None]:
    """The item with its body in memory, and why it need not be examined: empty if there is nothing in it."""
    from .body import Held
    from .git.blobs import is_lfs_pointer

    assert item.body is not None
    try:
        data = item.body.read()
    except OSError:
        return item, None  # the examiner meets it again, and tells
    if is_lfs_pointer(data):
        return item, "lfs-pointer"
    if sieve is not None:
        if (reason := sieve.unread(data, item.path)) is not None:
            return item, reason
        if sieve.rules_out(data, item.path):
            return item, ""
    return replace(item, body=Held(data)), None
