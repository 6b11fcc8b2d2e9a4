"""Paperwork written by hand, through the real engine: precision, recall and tags of each detector.

In tests/cases/<detector>/ a line `## …` names a style of writing, `@ kind: text` begins a case (with `@ kind` alone,
its text is the lines below), and ⟦…⟧ marks what should be found, with its tag behind a bar: ⟦VIH : négatif|-⟧. The
styles in *tuned.txt were looked at while the detectors were written; those in *frozen.txt are for measuring only. The
files second-*.txt are by another author, who marked only the decisive part of a value, third-*.txt by one author each.

In tests/cases/ordinary a line `@ title` begins a leaflet, guideline, article, catalogue or code: nobody is in it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dlpscan.examine import Examiner
from dlpscan.model import Finding, Item, Severity
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors
from dlpscan_health import dlpscan_layouts

CASES = Path(__file__).parent / "cases"
FLOORS: dict[str, dict[str, tuple[float, float]]] = tomllib.loads((CASES / "floors.toml").read_text("utf-8"))
FILES = [(detector, half) for detector, halves in FLOORS.items() for half in halves]
# The five that were the first have the most cases.
CORE, ENOUGH, ENOUGH_OF_THE_OTHERS = ("fr-nir", "phone", "blood-group", "hiv-result", "pregnancy-result"), 250, 100
# In all ordinary texts together.
MOST_FALSE_ALARMS = 1
TAGS = {"+": "positive", "-": "negative", "?": "unknown"}
_MARK = re.compile(r"⟦(.+?)(?:\|([-+?]))?⟧", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What stands or was found at [start, end) of a text, in characters."""

    start: int
    end: int
    tag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, the kind of document it is from, and what in it should be found."""

    style: str
    kind: str
    text: str
    expected: tuple[Span, ...]


def read_cases(detector: str, half: str) -> Iterator[Case]:
    """The cases of one half, in order."""
    style = kind = ""
    lines: list[str] | None = None
    for line in [*(CASES / detector / f"{half}.txt").read_text("utf-8").splitlines(), "## end"]:
        if line.startswith(("## ", "@ ")) and lines is not None:
            yield _case(style, kind, "\n".join(lines).rstrip("\n"))
        if line.startswith("## "):
            style, lines = line[3:], None
        elif line.startswith("@ "):
            kind, colon, rest = line[2:].partition(": ")
            lines = [rest] if colon else []
        elif lines is not None:
            lines.append(line)


def _case(style: str, kind: str, marked: str) -> Case:
    text, expected, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        expected.append(Span(start=len(text), end=len(text) + len(mark[1]), tag=TAGS.get(mark[2])))
        text += mark[1]
        at = mark.end()
    return Case(style=style, kind=kind, text=text + marked[at:], expected=tuple(expected))


@cache
def _examiner() -> Examiner:
    settings = Settings(secret=1, key=b"k" * 32, show_values=True, max_findings=0)
    return Examiner(dlpscan_detectors(), settings, layouts=dlpscan_layouts())


def find(text: str, folder: Path) -> list[tuple[str, Span]]:
    """What a scan of a file with this text reports: detector and span."""
    path = folder / "case.txt"
    path.write_text(text + "\n", "utf-8")
    examined = _examiner().examine(Item(path=str(path), target="case.txt", size=path.stat().st_size))
    assert examined.problems == (), [problem.message for problem in examined.problems]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return [(finding.detector, _span(finding, starts)) for finding in examined.findings]


def _span(finding: Finding, starts: list[int]) -> Span:
    assert finding.line is not None
    assert finding.column is not None
    start = starts[finding.line - 1] + finding.column - 1
    return Span(start=start, end=start + len(finding.preview), tag=finding.tag)


def measure(detector: str, half: str, folder: Path) -> Counter[str]:
    """Expected spans that were found (`right`, and `exact` to the character) or `missed`, findings that are `wrong`."""
    tally: Counter[str] = Counter()
    for case in read_cases(detector, half):
        found = [span for by, span in find(case.text, folder) if by == detector]
        for want in case.expected:
            hits = [span for span in found if span.start < want.end and want.start < span.end]
            tally["right" if hits else "missed"] += 1
            tally["exact"] += any((span.start, span.end) == (want.start, want.end) for span in hits)
            tally["mistagged"] += bool(hits and want.tag and all(span.tag != want.tag for span in hits))
            found = [span for span in found if span not in hits]
        tally["wrong"] += len(found)
    return tally


@pytest.mark.parametrize(("detector", "half"), FILES)
def test_precision_and_recall(detector: str, half: str, tmp_path: Path) -> None:
    tally = measure(detector, half, tmp_path)
    precision = tally["right"] / (tally["right"] + tally["wrong"])
    recall = tally["right"] / (tally["right"] + tally["missed"])
    print(f"{detector:17}{half:13} precision {precision:.3f} recall {recall:.3f} {dict(tally)}")
    least_precision, least_recall = FLOORS[detector][half]
    assert precision >= least_precision, tally
    assert recall >= least_recall, tally


def test_every_file_of_cases_has_its_floors() -> None:
    files = {(path.parent.name, path.stem) for path in CASES.glob("*/*tuned.txt")}
    files |= {(path.parent.name, path.stem) for path in CASES.glob("*/*frozen.txt")}
    assert files == set(FILES)


@pytest.mark.parametrize("detector", ["fr-nir", "phone"])
def test_numbers_are_found_to_the_character(detector: str, tmp_path: Path) -> None:
    tally = measure(detector, "tuned", tmp_path)
    assert tally["exact"] >= 0.95 * tally["right"]


@pytest.mark.parametrize("detector", ["hiv-result", "pregnancy-result"])
def test_results_are_tagged(detector: str, tmp_path: Path) -> None:
    assert measure(detector, "tuned", tmp_path)["mistagged"] == 0
    assert measure(detector, "frozen", tmp_path)["mistagged"] <= 2


@pytest.mark.parametrize("detector", FLOORS)
def test_there_are_enough_cases(detector: str) -> None:
    cases = [case for half in FLOORS[detector] for case in read_cases(detector, half)]
    enough = ENOUGH if detector in CORE else ENOUGH_OF_THE_OTHERS
    assert sum(bool(case.expected) for case in cases) >= enough
    assert sum(not case.expected for case in cases) >= enough


def ordinary_texts() -> Iterator[tuple[str, str]]:
    """Title and text of what is about nobody."""
    for path in sorted((CASES / "ordinary").glob("*.txt")):
        for text in re.split(r"^@ ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = text.partition("\n")
            yield f"{path.stem}: {title}", body


def test_leaflets_guidelines_and_articles_raise_no_alarm(tmp_path: Path) -> None:
    texts = list(ordinary_texts())
    path = tmp_path / "text.txt"
    alarms = []
    for title, body in texts:
        path.write_text(body, "utf-8")
        examined = _examiner().examine(Item(path=str(path), target="text.txt", size=path.stat().st_size))
        alarms += [
            f"{title}: {finding.detector} in line {finding.line}: {finding.preview}"
            for finding in examined.findings
            if finding.severity.rank >= Severity.MEDIUM.rank
        ]
    assert len(texts) >= 300
    assert len(alarms) <= MOST_FALSE_ALARMS, "\n".join(alarms)
