"""GitLab's code quality report: an array of issues in the format of Code Climate."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Finding, Severity
from ..redact import escape
from .streamed import Elements, Occurrences, kinds_of, said, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from ..model import Event, RunInfo

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GitLab:
    """Writes issues as they come; the array is whole whenever the context is left."""

    name: str = "gitlab"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Findings only: the format has no place for coverage. What has no line is shown at the first."""
        kinds = kinds_of(run)
        occurrences = Occurrences()
        out.write(b"[")
        issues = Elements(out)

        def write(event: Event) -> None:
            if not isinstance(event, Finding):
                return
            title = title_of(event, kinds)
            issues.add(
                {
                    "description": said(event, title),
                    "check_name": escape(event.detector),
                    "fingerprint": occurrences.fingerprint(event),
                    "severity": _SEVERITIES[event.severity],
                    "location": {"path": escape(event.target), "lines": {"begin": event.line or 1}},
                }
            )

        try:
            yield write
        finally:
            out.write(b"\n]\n")


REPORTER = GitLab()
