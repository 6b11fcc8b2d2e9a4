"""`dlpscan scan`."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from ..errors import DlpscanError, ExitCode, UsageError
from ..model import Coverage, Severity, Summary
from .options import chosen, config_options, registry_of, resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..config import Config
    from ..contracts import Reporter
    from ..model import Event

    Stop = Callable[[], str | None]
    Take = Callable[[Event], None]

_CODES = {"SIGINT": ExitCode.INTERRUPTED, "SIGTERM": ExitCode.TERMINATED}


@click.command("scan")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@config_options
def command(targets: tuple[str, ...], config_path: str | None, **arguments: Any) -> int:
    """Find personal medical data in files and folders.

    Nothing that is scanned is changed, and values are masked. What was found, what it is, how many people it
    concerns and what could not be read is reported; the exit code is 1 if a finding is as severe as --fail-on.
    """
    config = resolved(arguments, config_path, targets).config
    summary = run(targets, config)
    return exit_code(summary, config.fail_on)


def exit_code(summary: Summary, fail_on: Severity) -> ExitCode:
    """How a scan ends: interrupted, else with findings at least as severe, else incomplete, else clean."""
    if summary.interrupted:
        return _CODES.get(summary.interrupted, ExitCode.TERMINATED)
    if any(number and severity.rank >= fail_on.rank for severity, number in summary.findings.items()):
        return ExitCode.FINDINGS
    return ExitCode.INCOMPLETE if summary.files.get(Coverage.ERROR) else ExitCode.CLEAN


def run(targets: Sequence[str], config: Config) -> Summary:
    """Scans, or takes the inventory, and writes the reports. Raises DlpscanError."""
    from ..reports import output, reporter
    from ..scan import inventory, scan

    registry = chosen(registry_of(config), config)
    if not config.inventory and not any(detector.info.reported for detector in registry.detectors):
        raise UsageError("no detector is left to scan with, see 'dlpscan detectors'")
    reporters = [(reporter(name, registry.reporters), path) for name, path in config.reports]
    output.check_places([path for _, path in reporters], targets)
    with stopping() as stop:
        events = inventory(targets, config, stop) if config.inventory else scan(targets, config, registry, stop)
        return report(events, reporters)


def report(events: Iterator[Event], reporters: Sequence[tuple[Reporter, str | None]]) -> Summary:
    """Hands every event to every report and returns the last one, the summary."""
    from ..model import RunInfo
    from ..reports import output

    with ExitStack() as stack:
        stack.callback(getattr(events, "close", int))
        info = next(events)
        assert isinstance(info, RunInfo)
        takers: list[Take] = []
        for each, path in reporters:
            out = stack.enter_context(output.opened(path))
            takers.append(stack.enter_context(output.guarded(each, out, info)))
        if _has_room_for_progress(reporters):
            from ..reports.progress import shown

            takers.insert(0, stack.enter_context(shown(sys.stderr)))
        summary = None
        for event in events:
            for take in takers:
                take(event)
            if isinstance(event, Summary):
                summary = event
    if summary is None:
        raise DlpscanError("the scan ended without a summary")
    return summary


def _has_room_for_progress(reporters: Sequence[tuple[Reporter, str | None]]) -> bool:
    """There is a terminal, and no report is written to it as the scan goes."""
    if sys.stderr is None or not sys.stderr.isatty():
        return False
    streamed = any(path is None and each.name != "console" for each, path in reporters)
    return not (streamed and sys.stdout.isatty())


@contextmanager
def stopping() -> Iterator[Stop]:
    """SIGINT and SIGTERM ask the scan to end and to report what it has; a second SIGINT ends it at once."""
    received: list[str] = []

    def note(number: int, _: object) -> None:
        if received and number == signal.SIGINT:
            raise KeyboardInterrupt
        received.append(signal.Signals(number).name)
        if number == signal.SIGINT and sys.stderr is not None and sys.stderr.isatty():
            os.write(sys.stderr.fileno(), b"\nstopping; once more to stop at once\n")

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: received[0] if received else None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
