"""Annotations of GitHub Actions: a workflow command a finding, shown beside its line."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Coverage, Finding, Problem, Severity, Summary
from ..redact import escape
from .streamed import kinds_of, name_of, said, title_of
from .units import many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from ..model import Event, RunInfo

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHub:
    """Writes commands as the events come."""

    name: str = "github"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Findings at their lines, problems as warnings, and what it comes to."""
        kinds = kinds_of(run)

        def write(event: Event) -> None:
            line = None
            if isinstance(event, Finding):
                title = title_of(event, kinds)
                line = _command(_LEVELS[event.severity], _place(event), said(event, title))
            elif isinstance(event, Problem):
                text = f"{name_of(event)}: {escape(event.kind)}: {escape(event.message)}"
                line = _command("warning", {"title": "dlpscan: not wholly read"}, text)
            elif isinstance(event, Summary):
                line = _command("notice", {"title": "dlpscan"}, _total(event))
            if line is not None:
                out.write(line.encode("utf-8", "backslashreplace"))

        yield write


def _place(finding: Finding) -> dict[str, str]:
    place = {"file": escape(finding.target)}
    if finding.line is not None:
        place["line"] = str(finding.line)
        if finding.column is not None:
            place["col"] = str(finding.column)
    place["title"] = f"dlpscan: {finding.severity} {escape(finding.detector)}"
    return place


def _total(summary: Summary) -> str:
    found = ", ".join(f"{number} {severity}" for severity, number in summary.findings.items()) or "nothing"
    missed = sum(summary.files.get(one, 0) for one in (Coverage.PARTIAL, Coverage.ERROR))
    text = f"found {found} in {many(sum(summary.files.values()), 'file', 'files')}"
    if missed:
        text += f"; {many(missed, 'file', 'files')} not wholly read"
    if summary.interrupted:
        text += f"; interrupted ({escape(summary.interrupted)})"
    return text


def _command(name: str, properties: dict[str, str], text: str) -> str:
    """The line of a command, with its values escaped as the runner's toolkit does it."""
    given = ",".join(
        f"{key}={_data(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items()
    )
    return f"::{name} {given}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


REPORTER = GitHub()
