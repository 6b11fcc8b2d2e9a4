"""The labelled cases in tests/cases, through the real engine: precision and recall of each detector and half."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dlpscan.examine import Examiner, Settings
from dlpscan.model import Item
from dlpscan_france import dlpscan_detectors

CASES = Path(__file__).parent / "cases"
DETECTORS = ("fr-nir", "phone", "blood-group", "hiv-result", "pregnancy-result")
# Measured, a little rounded down: precision, recall.
FLOORS = {"tuned": (0.97, 0.97), "frozen": (0.9, 0.85)}
_MARK = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, and what in it should be found: (line, value)."""

    half: str
    style: str
    text: str
    expected: tuple[tuple[int, str], ...]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file, in order."""
    style = half = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("== "):
            style, half = re.fullmatch(r"== (.*) \((tuned|frozen)\)", line).groups()  # type: ignore[union-attr]
        elif line and not line.startswith("# "):
            yield _case(line.removeprefix("- "), style, half)


def _case(line: str, style: str, half: str) -> Case:
    marked = line.replace("\\n", "\n").replace("\\t", "\t")
    expected = [(marked[: mark.start()].count("\n") + 1, mark[1]) for mark in _MARK.finditer(marked)]
    return Case(half=half, style=style, text=_MARK.sub(r"\1", marked), expected=tuple(expected))


@cache
def _examiner() -> Examiner:
    return Examiner(dlpscan_detectors(), Settings(secret=1, key=b"k" * 32, show_values=True, max_findings=0))


def judged(detector: str, case: Case, folder: Path) -> Counter[str]:
    """How many were found rightly, found wrongly and missed in one case."""
    path = folder / "case.txt"
    path.write_text(case.text, "utf-8")
    examined = _examiner().examine(Item(path=str(path), target=str(path), size=path.stat().st_size))
    found = [(f.line, f.preview) for f in examined.findings if f.detector == detector]
    missed = list(case.expected)
    tally: Counter[str] = Counter()
    for line, value in found:
        match = next((one for one in missed if one[0] == line and (one[1] in value or value in one[1])), None)
        tally["right" if match else "wrong"] += 1
        if match:
            missed.remove(match)
    tally["missed"] = len(missed)
    return tally


def measured(detector: str, half: str, folder: Path) -> Counter[str]:
    """The sums over one half of a detector's cases."""
    cases = [case for case in read_cases(CASES / f"{detector}.txt") if case.half == half]
    return sum((judged(detector, case, folder) for case in cases), Counter())


@pytest.mark.parametrize("half", ["tuned", "frozen"])
@pytest.mark.parametrize("detector", DETECTORS)
def test_precision_and_recall(detector: str, half: str, tmp_path: Path) -> None:
    tally = measured(detector, half, tmp_path)
    precision = tally["right"] / (tally["right"] + tally["wrong"])
    recall = tally["right"] / (tally["right"] + tally["missed"])
    assert precision >= FLOORS[half][0], tally
    assert recall >= FLOORS[half][1], tally


@pytest.mark.parametrize("detector", DETECTORS)
def test_there_are_enough_cases(detector: str) -> None:
    cases = list(read_cases(CASES / f"{detector}.txt"))
    assert sum(len(case.expected) for case in cases) >= 60
    assert sum(not case.expected for case in cases) >= 60
