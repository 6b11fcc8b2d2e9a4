"""Runs whole processes: pairs of them in turn against the clock, and one of them against the memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Seconds of two commands that ran in turn, in the order of the runs."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def best(self) -> float:
        """Ratio of the best runs: how many times as long as the other program."""
        return min(self.ours) / min(self.theirs)

    @property
    def medians(self) -> float:
        """Ratio of the medians."""
        return statistics.median(self.ours) / statistics.median(self.theirs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """Peak resident memory in MB (10**6 bytes): of the first process, and of each of its descendants."""

    parent: float
    workers: tuple[float, ...]

    @property
    def largest(self) -> float:
        """The peak of the process that took most."""
        return max(self.parent, *self.workers) if self.workers else self.parent


def environment() -> dict[str, str]:
    """Ours without what would change the start of Python or hide the installed package."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONPROFILEIMPORTTIME", "RIPGREP_CONFIG_PATH"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def seconds(command: Sequence[str], *, accept: Sequence[int] = (0,)) -> float:
    """Wall-clock seconds of one run whose output is thrown away.

    Raises RuntimeError where the exit code is not one of `accept`: a program that failed is not a fast one.
    """
    start = time.perf_counter()
    done = subprocess.run(
        command,
        check=False,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    taken = time.perf_counter() - start
    if done.returncode not in accept:
        message = done.stderr.decode(errors="replace").strip()[-500:]
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {message}")
    return taken


def paired(
    ours: Sequence[str],
    theirs: Sequence[str],
    *,
    runs: int,
    accept: Sequence[int] = (0, 1),
    their: Sequence[int] = (0,),
) -> Pair:
    """Times both in turn, A B A B ..., after one run of each that only warms the caches."""
    seconds(ours, accept=accept)
    seconds(theirs, accept=their)
    times = [(seconds(ours, accept=accept), seconds(theirs, accept=their)) for _ in range(runs)]
    return Pair(ours=tuple(a for a, _ in times), theirs=tuple(b for _, b in times))


def peak_memory(command: Sequence[str], *, accept: Sequence[int] = (0, 1)) -> Peak:
    """Runs the command and reads the high-water mark (VmHWM) of its whole process tree every 20 ms."""
    peaks: dict[int, float] = {}
    process = subprocess.Popen(
        command, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None:
        for pid in _tree(process.pid):
            peaks[pid] = max(peaks.get(pid, 0.0), _high_water(pid))
        time.sleep(POLL_SECONDS)
    if process.returncode not in accept:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    parent = peaks.pop(process.pid)
    return Peak(parent=parent, workers=tuple(sorted(peaks.values(), reverse=True)))


def _tree(pid: int) -> list[int]:
    """The process and all its descendants that are alive."""
    found = [pid]
    for parent in found:  # grows while it is read
        found += _children(parent)
    return found


def _children(pid: int) -> list[int]:
    """Every thread may have started some."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += [int(child) for child in task.read_text().split()]
        except OSError:
            continue  # it has ended in the meantime
    return children


def _high_water(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) * 1024 / 1e6 if lines else 0.0
