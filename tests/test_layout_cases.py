"""Layouts of text, written by hand, through the real engine: every finding at its place, with its field and record.

In tests/cases/layouts/<layout>.txt a line `@ filename.ext people=N` begins a case, the lines below are the file.
⟦value|detector field record⟧ marks what must be found of some detectors, and nothing else of theirs may be; field and
record are `-` where a finding has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dlpscan.examine import Examiner
from dlpscan.model import FileReport, Finding, Item
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors
from dlpscan_health import dlpscan_layouts

CASES = Path(__file__).parent / "cases" / "layouts"
DETECTORS = {"fr-nir", "phone", "blood-group", "hiv-result", "pregnancy-result"}
_MARK = re.compile(r"⟦([^⟦⟧]*)\|([\w-]+) (.+?) (\d+|-)⟧", re.DOTALL)


@dataclass(frozen=True)
class Expected:
    line: int
    column: int
    detector: str
    field: str | None
    record: int | None


@dataclass(frozen=True)
class Case:
    layout: str
    name: str
    people: int
    text: str
    expected: frozenset[Expected]


def read_cases(path: Path) -> Iterator[Case]:
    name, people = "", 0
    lines: list[str] | None = None
    for line in [*path.read_text("utf-8").split("\n"), "@ end people=0"]:
        head = re.fullmatch(r"@ (\S+) people=(\d+)", line)
        if head and lines is not None:
            yield _case(path.stem, name, people, "\n".join(lines))
        if head:
            name, people, lines = head[1], int(head[2]), []
        elif lines is not None:
            lines.append(line)


def _case(layout: str, name: str, people: int, marked: str) -> Case:
    text, at, expected = "", 0, set()
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        column = len(text) - (text.rfind("\n") + 1) + 1
        field = None if mark[3] == "-" else mark[3]
        record = None if mark[4] == "-" else int(mark[4])
        expected.add(Expected(text.count("\n") + 1, column, mark[2], field, record))
        text += mark[1]
        at = mark.end()
    return Case(layout, name, people, text + marked[at:], frozenset(expected))


ALL = [case for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@cache
def examiner() -> Examiner:
    settings = Settings(secret=1, key=b"k" * 32, show_values=True, max_findings=0)
    return Examiner(dlpscan_detectors(), settings, layouts=dlpscan_layouts())


def look(case: Case, folder: Path) -> tuple[frozenset[Expected], FileReport | None]:
    path = folder / case.name
    path.write_text(case.text, "utf-8", newline="")
    examined = examiner().examine(Item(path=str(path), target=case.name, size=path.stat().st_size))
    assert examined.problems == ()
    return frozenset(_seen(one) for one in examined.findings if one.detector in DETECTORS), examined.report


def _seen(finding: Finding) -> Expected:
    assert finding.line is not None
    assert finding.column is not None
    return Expected(finding.line, finding.column, finding.detector, finding.field, finding.record)


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.layout}-{case.name}")
def test_every_finding_at_its_place(case: Case, tmp_path: Path) -> None:
    found, report = look(case, tmp_path)
    assert found == case.expected
    assert (report.people if report else 0) == case.people
    if case.expected:
        assert report is not None
        assert report.reader in READERS.get(case.layout, {case.layout})


# Where a layout is not called what its file of cases is.
READERS = {
    "mixed": {"prose"},
    "hprim": {"hprim", "hprim-medecins"},
    "repaired": {"prose", "delimited"},
    "fixed-width": {"fixed-width", "printed-table"},
}


@pytest.mark.parametrize("layout", sorted({case.layout for case in ALL}))
def test_there_are_enough_cases(layout: str) -> None:
    assert sum(case.layout == layout for case in ALL) >= 8
