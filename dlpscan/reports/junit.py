"""JUnit XML, as every CI server reads it: a failed test a finding, a skipped one a file that was not read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from ..model import Coverage, FileReport, Finding, Summary
from ..redact import escape
from .streamed import kinds_of, name_of, said, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from ..model import Event, RunInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class JUnit:
    """One suite, written as the events come, so without totals in its head; readers count the tests themselves."""

    name: str = "junit"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Findings fail, files that could not be read are errors; the last test says whether the scan was whole."""
        kinds = kinds_of(run)
        ended = False

        def case(name: str, file: str, inner: str = "") -> None:
            text = f"<testcase classname={quoteattr(file)} name={quoteattr(name)}>{inner}</testcase>\n"
            out.write(text.encode("utf-8", "backslashreplace"))

        def write(event: Event) -> None:
            nonlocal ended
            if isinstance(event, Finding):
                title = title_of(event, kinds)
                place = f"line {event.line}" if event.line is not None else escape(event.location or "in it")
                kind = f"{event.severity} {escape(event.detector)}"
                failure = f"<failure type={quoteattr(kind)} message={quoteattr(said(event, title))}/>"
                case(f"{escape(event.detector)}: {place}", name_of(event), failure)
            elif isinstance(event, FileReport):
                if inner := _not_read(event):
                    case("is read", name_of(event), inner)
            elif isinstance(event, Summary):
                ended = event.interrupted is None

        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dlpscan">\n<testsuite name="dlpscan">\n')
        try:
            yield write
        finally:
            case(
                "the scan is complete", "dlpscan", "" if ended else '<error type="interrupted" message="interrupted"/>'
            )
            out.write(b"</testsuite>\n</testsuites>\n")


def _not_read(report: FileReport) -> str:
    if report.coverage is Coverage.SCANNED:
        return ""
    element = "skipped" if report.coverage is Coverage.SKIPPED else "error"
    kind = f" type={quoteattr(report.coverage)}" if element == "error" else ""
    return f"<{element}{kind} message={quoteattr(escape(report.reason or 'unknown'))}/>"


REPORTER = JUnit()
