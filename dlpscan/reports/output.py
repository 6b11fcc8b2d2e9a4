"""Where reports go: files for their user alone, and the standard output."""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from ..errors import DlpscanError, ReportError, UsageError
from ..redact import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from ..contracts import Reporter
    from ..model import Event, RunInfo

_STANDARD_OUTPUT = "the standard output"


class _Output(io.FileIO):
    """A file whose write errors end the command with one line; a closed pipe stays a BrokenPipeError."""

    def __init__(self, descriptor: int, shown: str, *, closefd: bool) -> None:
        super().__init__(descriptor, "wb", closefd=closefd)
        self.shown = shown

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            raise
        except OSError as error:
            raise ReportError(f"cannot write {self.shown}: {error.strerror or error}") from None


@contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """The file, new or emptied, readable by its user alone; the standard output for None. Raises ReportError."""
    raw = _standard() if path is None else _file(path)
    with io.BufferedWriter(raw, 64 << 10) as out:
        yield out


@contextmanager
def guarded(reporter: Reporter, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
    """The reporter's function. What fails in the reporter is a ReportError, what fails in the block passes as it is."""

    def call(event: Event) -> None:
        with _named(reporter.name):
            take(event)

    with ExitStack() as stack:
        with _named(reporter.name):
            take = stack.enter_context(reporter.open(out, run))
        yield call
        with _named(reporter.name):
            stack.close()


@contextmanager
def _named(report: str) -> Iterator[None]:
    """Says which report failed, but not what the exception says: that may be a value."""
    try:
        yield
    except (OSError, DlpscanError):
        raise
    except Exception as error:
        raise ReportError(f"the report {escape(report)!r} failed: {type(error).__name__}") from error


def check_places(paths: Sequence[str | None], targets: Sequence[str]) -> None:
    """Raises UsageError where two reports go to one place, or one would replace what is to be scanned."""
    places = [os.path.realpath(path) if path is not None else None for path in paths]
    for place in places:
        if places.count(place) > 1:
            raise UsageError(f"two reports go to {escape(place) if place is not None else _STANDARD_OUTPUT}")
        if place is not None and any(os.path.realpath(target) == place for target in targets):
            raise UsageError(f"the report would replace what is to be scanned: {escape(place)}")


def _standard() -> _Output:
    if sys.stdout is None:
        raise ReportError("there is no standard output")
    sys.stdout.flush()
    return _Output(sys.stdout.fileno(), _STANDARD_OUTPUT, closefd=False)


def _file(path: str) -> _Output:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077 and hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else str(error)
        raise ReportError(f"cannot write {escape(path)}: {cause}") from None
    return _Output(descriptor, escape(path), closefd=True)
