"""How far a scan is, in one line of a terminal that rewrites itself."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..model import Progress, Summary
from .units import duration, many, size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from ..model import Event

_CLEAR = "\r\x1b[K"


@contextmanager
def shown(terminal: TextIO) -> Iterator[Callable[[Event], None]]:
    """Shows every Progress; the line is gone when the summary comes or the context is left."""
    started = time.monotonic()

    def take(event: Event) -> None:
        if isinstance(event, Progress):
            width = shutil.get_terminal_size().columns - 1
            terminal.write(_CLEAR + line(event, time.monotonic() - started)[:width])
            terminal.flush()
        elif isinstance(event, Summary):
            terminal.write(_CLEAR)
            terminal.flush()

    try:
        yield take
    finally:
        terminal.write(_CLEAR)
        terminal.flush()


def line(progress: Progress, elapsed: float) -> str:
    """The line: what was done, what was found, and how long it may still take, if that is known."""
    of = f" of {progress.total_files:,}" if progress.total_files is not None else ""
    parts = [
        f"{progress.files:,}{of} files",
        size(progress.bytes),
        many(progress.findings, "finding", "findings"),
        many(progress.people, "person", "people"),
    ]
    if progress.total_bytes and 0 < progress.bytes <= progress.total_bytes:
        left = elapsed * (progress.total_bytes - progress.bytes) / progress.bytes
        parts.append(f"{duration(left)} left")
    return " · ".join(parts)
