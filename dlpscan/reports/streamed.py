"""What the reports for machines share: one JSON document written piece by piece, and words for places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..model import Severity
from ..redact import escape

if TYPE_CHECKING:
    from typing import BinaryIO

    from ..model import FileReport, Finding, Kind, Problem, RunInfo


def dumps(value: object) -> bytes:
    """A value as JSON in ASCII on one line."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


class Elements:
    """Writes the elements of a JSON array as they come, so that nothing is held back."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.separator = b"\n"

    def add(self, value: object) -> None:
        """Writes one more."""
        self.out.write(self.separator + dumps(value))
        self.separator = b",\n"


class Occurrences:
    """Numbers what looks alike within one file: what a place is called must not change when its line moves."""

    def __init__(self) -> None:
        self._file: tuple[str, str | None] | None = None
        self._seen: dict[tuple[str, ...], int] = {}

    def fingerprint(self, finding: Finding) -> str:
        """32 hex digits that are the same in every run, on every machine, wherever in its file the finding stands.

        Of what the report shows (file, detector, field, masked preview) and of how many alike came before. The
        finding's own fingerprint has this user's key in it, which another machine has not.
        """
        from hashlib import blake2b

        if self._file != (finding.target, finding.member):
            self._file, self._seen = (finding.target, finding.member), {}
        key = (finding.detector, finding.field or "", finding.preview)
        number = self._seen[key] = self._seen.get(key, 0) + 1
        data = "\0".join([finding.target, finding.member or "", *key, str(number)])
        return blake2b(data.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def kinds_of(run: RunInfo) -> dict[str, Kind]:
    """What is known of the detectors of a run, by id, in order; a detector that says nothing is called by its id."""
    from ..model import Kind

    known = {kind.id: kind for kind in run.kinds}
    return {name: known.get(name) or Kind(id=name, title=name, severity=Severity.MEDIUM) for name in run.detectors}


def title_of(finding: Finding, kinds: dict[str, Kind]) -> str:
    """What a finding is, in words; its detector's id where that says nothing."""
    return kinds[finding.detector].title if finding.detector in kinds else finding.detector


def name_of(thing: Finding | FileReport | Problem) -> str:
    """The item, safe to show."""
    return escape(f"{thing.target} → {thing.member}" if thing.member else thing.target)


def said(finding: Finding, title: str) -> str:
    """A finding in one line, safe to show: what, masked, and where in a file without lines."""
    field = f" ({escape(finding.field)})" if finding.field else ""
    place = f" at {escape(finding.location)}" if finding.location else ""
    member = f" in {escape(finding.member)}" if finding.member else ""
    return f"{escape(title)}: {escape(finding.preview)}{field}{place}{member}"
