"""Comments that allow findings, in any language.

    nir = "2 79 01 …"    # dlpscan: allow fr-nir until 2026-12-31 -- an invented person
    <!-- dlpscan: allow fr-nir, birth-date -->

`dlpscan: allow`, then detectors with commas between them or `all`, then if wanted `until` and the last day on which
it holds, then if wanted two dashes and a reason. It stands directly behind what begins a comment, and ends the line but
for what ends the comment. Beside something else it covers its own line; alone in a line, the next one.

A comment comes with what is scanned, and whoever can write a file could write one. So it covers one line only, never
one of more than a kilobyte, in a file of at most a megabyte, in a format that has comments (not in CSV, JSON, HL7,
fixed width or printed tables, where it would be data), of a file that belongs to who scans (see `trust.py`). What it
covers is counted in the report, and `--no-ignore` shows it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

MARKER = b"dlpscan:"
MOST_BYTES = 1 << 20
LONGEST_LINE = 1024
WITHOUT_COMMENTS = frozenset({"delimited", "fixed-width", "hl7", "hprim", "hprim-medecins", "printed-table", "json"})
ALL = "all"

# Beside other text only what is never text itself; a semicolon, star, percent sign or REM only in front of the line.
_BEGIN = re.compile(rb"(?:^|[ \t])(?:#{1,8}|/{2,8}|/\*{1,8}|<!--|--|\(\*|\{-|\{#|\{\{!--)$")
_BEGIN_OF_LINE = re.compile(rb";{1,8}|\*|%{1,8}|REM|rem|::")
_ALLOW = re.compile(rb"dlpscan:[ \t]*allow(?![A-Za-z0-9_-])")
_END = re.compile(r"\s*(?:\*/|--+>|\*\)|-\}|#\}|--\}\})\s*$")
_REST = re.compile(
    r"\s+(?P<ids>[\w.-]+(?:\s*,\s*[\w.-]+)*)(?:\s+until\s+(?P<until>\S+))?(?:\s+--+(?:\s+(?P<reason>.*))?)?\s*",
    re.ASCII | re.DOTALL,
)


@dataclass(slots=True)
class Comments:
    """What the comments of a text allow, by line, and what is wrong with others.

    `faults` has the first line, the message and their number by kind.
    """

    covered: dict[int, frozenset[str]] = field(default_factory=dict)
    faults: dict[str, tuple[int, str, int]] = field(default_factory=dict)

    def allows(self, detector: str, line: int | None) -> bool:
        """Whether a finding in that line is allowed."""
        ids = self.covered.get(line, ()) if line is not None else ()
        return detector in ids or ALL in ids

    def fault(self, kind: str, line: int, message: str) -> None:
        """Notes what is wrong with a comment; of each kind the first stays, and their number."""
        first, words, number = self.faults.get(kind, (line, message, 0))
        self.faults[kind] = first, words, number + 1

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as kind and message."""
        return [
            (kind, f"line {line}: {message}" + (f", and {number - 1} more such comments" if number > 1 else ""))
            for kind, (line, message, number) in self.faults.items()
        ]


def read(text: bytes, first_line: int, known: Collection[str], today: date) -> Comments:
    """The comments of a text that begins with the line `first_line`. `known` are the detectors that there are."""
    found = Comments()
    at, line, counted = text.find(MARKER), first_line, 0
    while at >= 0:
        begin, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
        end = end if end >= 0 else len(text)
        line += text.count(b"\n", counted, begin)
        counted = begin
        _line(text, begin, end, line, known, today, found)
        at = text.find(MARKER, end)
    return found


def _line(text: bytes, begin: int, end: int, line: int, known: Collection[str], today: date, found: Comments) -> None:
    """Takes what a line with the marker says."""
    own = text[begin:end].rstrip(b"\r") if end - begin <= LONGEST_LINE else b""
    at = own.rfind(MARKER)
    said = _ALLOW.match(own, max(at, 0))
    before = own[: max(at, 0)].rstrip(b" \t")
    is_alone = _BEGIN_OF_LINE.fullmatch(before.strip()) is not None
    opener = _BEGIN.search(before[-16:])
    if end - begin > LONGEST_LINE:
        if _ALLOW.search(text, begin, end):
            found.fault("allow-line-too-long", line, f"a line of more than {LONGEST_LINE} bytes is not covered")
        return
    if said is None or not (is_alone or opener):
        return
    ids = _ids(own[said.end() :].decode("utf-8", "replace"), line, known, today, found)
    if not ids:
        return
    is_alone = is_alone or not before[: len(before) - len(opener[0]) if opener else 0].strip()
    covered = line + 1 if is_alone else line
    if is_alone and _line_length(text, end + 1) > LONGEST_LINE:
        found.fault("allow-line-too-long", line, f"a line of more than {LONGEST_LINE} bytes is not covered")
        return
    found.covered[covered] = found.covered.get(covered, frozenset()) | ids


def _line_length(text: bytes, begin: int) -> int:
    stop = text.find(b"\n", begin)
    return (stop if stop >= 0 else len(text)) - begin


def _ids(rest: str, line: int, known: Collection[str], today: date, found: Comments) -> frozenset[str]:
    """The detectors that a comment allows; what is wrong with it goes to `found`."""
    parsed = _REST.fullmatch(_END.sub("", rest))
    if parsed is None:
        found.fault("allow-malformed", line, "a comment must say: dlpscan: allow DETECTOR [until DATE] [-- reason]")
        return frozenset()
    if (until := parsed["until"]) is not None:
        try:
            last = date.fromisoformat(until)
        except ValueError:
            found.fault("allow-malformed", line, "'until' must be followed by a date like 2026-12-31")
            return frozenset()
        if last < today:
            found.fault("allow-expired", line, f"what a comment allows it allowed until {last}")
            return frozenset()
    ids = frozenset(re.split(r"\s*,\s*", parsed["ids"]))
    unknown = sorted(ids - {*known, ALL})
    if unknown:
        # It could be a value that stands there by mistake: shown only if it could be a detector's name.
        name = f" {unknown[0]!r}" if re.fullmatch(r"[A-Za-z][A-Za-z-]{0,40}", unknown[0]) else ""
        found.fault("allow-unknown", line, f"a comment allows a detector{name} that there is not")
    return ids - set(unknown)
