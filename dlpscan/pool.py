"""The examiner over several processes.

Workers are spawned, not forked; each has a pipe and a journal in shared memory that says what it is at. Tasks are
handed out in batches and answered once a task, so that a worker that dies or hangs loses nothing but the item it was
at: it is replaced, the task is run again without that item, and the item ends as an error.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from .errors import DlpscanError
from .model import Coverage, Item, Problem, Stage
from .worker import IDLE, Answer, Setup, work

if TYPE_CHECKING:
    from .plan import Task
    from .reading import Examined
    from .settings import Settings

_QUEUED = 2
_AHEAD = 64
_POLL_SECONDS = 0.2
_GRACE = 1.5
_START_SECONDS = 60.0


class _Worker:
    """One process, its pipe, its journal and the tasks it was given."""

    def __init__(self, context: Any, setup: Setup) -> None:
        self.journal = context.RawArray("d", [IDLE, IDLE, IDLE])
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, self.journal, setup), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[Task] = deque()
        self.started = time.monotonic()
        self.ready = False

    def give(self, task: Task, skip: frozenset[int]) -> None:
        """Hands over a task, without the items of the given indexes. A worker that is gone shows when it answers."""
        self.tasks.append(task)
        with contextlib.suppress(OSError):
            self.pipe.send((task, skip))

    def is_stuck(self, settings: Settings) -> bool:
        """Whether the item at hand takes far longer than it may."""
        if not self.tasks:
            return False
        if not self.ready:
            return time.monotonic() - self.started > _START_SECONDS
        index, since = int(self.journal[0]), self.journal[1]
        if index < 0 or index >= len(self.tasks[0].items):
            return False
        allowed = settings.seconds_for(self.tasks[0].items[index].size)
        return bool(time.monotonic() - since > _GRACE * allowed)

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self.kill()
        self.process.join()

    def kill(self) -> None:
        """Begins to end the process."""
        self.pipe.close()
        self.process.kill()


class Pool:
    """Workers that examine tasks; answers come in the order of the tasks."""

    def __init__(self, setup: Setup, jobs: int) -> None:
        self.setup = setup
        self.context = multiprocessing.get_context("spawn")
        self.workers = [_Worker(self.context, setup) for _ in range(jobs)]
        self.lost: dict[int, dict[int, Examined]] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_exception: object) -> None:
        for worker in self.workers:
            worker.kill()
        for worker in self.workers:
            worker.process.join()

    def run(self, tasks: Iterator[Task], stop: Callable[[], str | None]) -> Iterator[tuple[Task, Answer] | None]:
        """Every task's answer, in order; None now and then, so that the caller is never kept waiting."""
        answers: dict[int, tuple[Task, Answer]] = {}
        given = answered = 0
        exhausted = False
        while not stop():
            while not exhausted and given - answered < _AHEAD and self._has_room():
                following = next(tasks, None)
                exhausted = following is None
                if following is not None:
                    given += 1
                    self._give(following)
            for task, answer in self._receive():
                answers[task.number] = task, answer
            while answered in answers:
                yield answers.pop(answered)
                answered += 1
            if exhausted and given == answered:
                return
            yield None

    def _has_room(self) -> bool:
        return any(len(worker.tasks) < _QUEUED for worker in self.workers)

    def _give(self, task: Task) -> None:
        worker = min(self.workers, key=lambda one: len(one.tasks))
        worker.give(task, frozenset(self.lost.get(task.number, ())))

    def _receive(self) -> Iterator[tuple[Task, Answer]]:
        busy = {worker.pipe: worker for worker in self.workers}
        for ready in wait(list(busy), timeout=_POLL_SECONDS):
            worker = busy[ready]
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if answer is None:
                worker.ready = True
                continue
            task = worker.tasks.popleft()
            answer.examined |= self.lost.pop(task.number, {})
            yield task, answer
        for worker in self.workers:
            if worker.is_stuck(self.setup.settings):
                self._replace(worker, kind="timeout")

    def _replace(self, worker: _Worker, kind: str = "crash") -> None:
        """A new worker in the place of one that is gone or stuck; its tasks run again without the culprit."""
        if not worker.ready:
            raise DlpscanError("a worker process could not start")
        index = int(worker.journal[0])
        worker.end()
        self.workers[self.workers.index(worker)] = fresh = _Worker(self.context, self.setup)
        if worker.tasks and 0 <= index < len(worker.tasks[0].items):
            culprit = worker.tasks[0]
            self.lost.setdefault(culprit.number, {})[index] = _lost(culprit.items[index], kind)
        for task in worker.tasks:
            fresh.give(task, frozenset(self.lost.get(task.number, ())))


def _lost(item: Item, kind: str) -> Examined:
    from .reading import Examined, ended

    message = "the process examining it died" if kind == "crash" else "examining it did not end"
    problem = Problem(target=item.target, member=item.member, stage=Stage.READ, kind=kind, message=message)
    report = ended(item, Coverage.ERROR, kind)
    return Examined(coverage=Coverage.ERROR, reason=kind, size=item.size, report=report, problems=(problem,))
