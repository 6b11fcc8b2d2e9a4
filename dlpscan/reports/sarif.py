"""SARIF 2.1.0 (OASIS), as code hosts and editors read it: a result a finding, a rule a detector."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..model import Finding, Problem, Severity, Summary
from ..redact import escape
from .streamed import Elements, Occurrences, dumps, kinds_of, said, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    from ..model import Event, Kind, RunInfo

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NOTIFICATIONS = 1000
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
# GitHub reads it as of CVSS: critical above 9, high from 7, medium from 4.
_SECURITY = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "1.0",
}
_HELP = (
    "Remove the value or put an invented person in its place. If it is fine, say so: a comment "
    "'dlpscan: allow {id}' in its line, a rule in dlpscan.toml, or a baseline."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sarif:
    """One run with all results; problems and coverage are notifications. Whole whenever the context is left."""

    name: str = "sarif"

    @contextmanager
    def open(self, out: BinaryIO, run: RunInfo) -> Iterator[Callable[[Event], None]]:
        """Results are written as they come; what was not read follows them, the first thousand of it."""
        kinds = kinds_of(run)
        numbers = {name: number for number, name in enumerate(kinds)}
        occurrences = Occurrences()
        notifications: list[dict[str, Any]] = []
        left_out = 0
        summary: Summary | None = None
        out.write(_head(run, kinds))
        results = Elements(out)

        def write(event: Event) -> None:
            nonlocal summary, left_out
            if isinstance(event, Finding):
                title = title_of(event, kinds)
                results.add(_result(event, title, numbers.get(event.detector), occurrences.fingerprint(event)))
            elif isinstance(event, Problem):
                if len(notifications) < _NOTIFICATIONS:
                    notifications.append(_notification(event))
                else:
                    left_out += 1
            elif isinstance(event, Summary):
                summary = event

        try:
            yield write
        finally:
            out.write(b'\n],"invocations":[' + dumps(_invocation(notifications, left_out, summary)) + b"]}]}\n")


def _head(run: RunInfo, kinds: dict[str, Kind]) -> bytes:
    driver = {
        "name": "dlpscan",
        "version": run.version,
        "fullName": f"dlpscan {run.version}: personal medical data in files",
        "rules": [_rule(kind) for kind in kinds.values()],
    }
    root = quote(os.fsencode(os.getcwd()))
    facts = {
        "tool": {"driver": driver},
        # Our columns count characters, not UTF-16 code units.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"uri": f"file://{root.rstrip('/')}/"}},
    }
    start = dumps({"$schema": SCHEMA, "version": "2.1.0"})[:-1] + b',"runs":['
    return start + dumps(facts)[:-1] + b',"results":['


def _rule(kind: Kind) -> dict[str, Any]:
    text = _HELP.format(id=kind.id)
    source = f" Reference: {kind.reference}." if kind.reference else ""
    return {
        "id": escape(kind.id),
        "name": "".join(part.capitalize() for part in escape(kind.id).split("-")),
        "shortDescription": {"text": escape(kind.title)},
        "fullDescription": {"text": f"{escape(kind.title)}.{escape(source)}"},
        "help": {"text": text, "markdown": f"**{escape(kind.title)}**\n\n{text}{escape(source)}"},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
        "properties": {"security-severity": _SECURITY[kind.severity], "tags": ["security", "privacy"]},
    }


def _result(finding: Finding, title: str, number: int | None, fingerprint: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact(finding.target)}
    if finding.line is not None:
        physical["region"] = {"startLine": finding.line}
        if finding.column is not None:
            physical["region"]["startColumn"] = finding.column
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.member:
        location["logicalLocations"] = [{"fullyQualifiedName": escape(finding.member), "kind": "member"}]
    result: dict[str, Any] = {
        "ruleId": escape(finding.detector),
        "level": _LEVELS[finding.severity],
        "message": {"text": said(finding, title)},
        "locations": [location],
        "partialFingerprints": {"dlpscan/v1": fingerprint},
        "properties": {"severity": finding.severity, "confidence": finding.confidence},
    }
    if number is not None:
        result["ruleIndex"] = number
    return result


def artifact(target: str) -> dict[str, str]:
    """Where a file is, as a URI: relative ones to the folder that the scan was started in."""
    path = target.replace(os.sep, "/")
    encoded = quote(path.encode("utf-8", "surrogateescape"))
    if os.path.isabs(target):
        return {"uri": f"file://{encoded if encoded.startswith('/') else '/' + encoded}"}
    # A first segment with a colon would be read as a scheme; quote leaves none.
    return {"uri": encoded, "uriBaseId": "SRCROOT"}


def _notification(problem: Problem) -> dict[str, Any]:
    member = f" in {escape(problem.member)}" if problem.member else ""
    return {
        "level": "warning",
        "descriptor": {"id": f"{problem.stage}/{escape(problem.kind)}"},
        "message": {"text": f"{escape(problem.kind)}{member}: {escape(problem.message)}"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact(problem.target)}}],
    }


def _invocation(notifications: list[dict[str, Any]], left_out: int, summary: Summary | None) -> dict[str, Any]:
    if left_out:
        notifications = [*notifications, {"level": "warning", "message": {"text": f"and {left_out} more problems"}}]
    invocation: dict[str, Any] = {
        "executionSuccessful": summary is not None and summary.interrupted is None,
        "toolExecutionNotifications": notifications,
    }
    if summary is not None:
        invocation["properties"] = {
            "files": summary.files,
            "reasons": {escape(reason): number for reason, number in summary.reasons.items()},
            "people": summary.people,
        }
        if summary.interrupted:
            invocation["exitSignalName"] = escape(summary.interrupted)
    return invocation


REPORTER = Sarif()
