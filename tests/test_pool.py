"""Workers that die, hang or raise cost what they were at, and nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from dlpscan.config import Config
from dlpscan.model import Coverage, Event, FileReport, Finding, Problem, Summary
from dlpscan.plugins import load
from dlpscan.scan import scan

PLUGIN = """
import os, time
import numpy as np
from dlpscan import Category, PatternDetector, Severity, hookimpl

def check(text):
    if text == "KILLME":
        os.kill(os.getpid(), 9)
    if text == "HANGME":
        while True:
            pass
    if text == "RAISEME":
        raise ZeroDivisionError("a value: " + text)
    if text == "EATMEM":
        np.ones(1 << 40, np.uint8)
    return True

@hookimpl
def dlpscan_detectors():
    return [
        PatternDetector(
            id="sample-number", title="Sample", category=Category.IDENTITY, severity=Severity.HIGH,
            patterns=(r"KILLME|HANGME|RAISEME|EATMEM|SAMPLE-\\d{4}",), validate=check,
        ),
        PatternDetector(
            id="other-number", title="Other", category=Category.IDENTITY, severity=Severity.HIGH,
            patterns=(r"OTHER-\\d{4}",),
        ),
    ]
"""


@pytest.fixture
def plugin(tmp_path: Path) -> str:
    path = tmp_path / "sample_plugin.py"
    path.write_text(PLUGIN, encoding="utf-8")
    return str(path)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    for i in range(200):
        (folder / f"{i:03}.txt").write_text(f"a SAMPLE-{i:04} and OTHER-{i:04}\n", encoding="utf-8")
    return folder


def run(tree: Path, plugin: str, **options: object) -> SimpleNamespace:
    registry = load([plugin]).only(("sample-number", "other-number"))
    config = Config(plugins=(plugin,), jobs=2, **options)  # type: ignore[arg-type]
    events: list[Event] = list(scan([str(tree)], config, registry))
    return SimpleNamespace(
        findings=[event for event in events if isinstance(event, Finding)],
        reports={event.target: event for event in events if isinstance(event, FileReport)},
        problems=[event for event in events if isinstance(event, Problem)],
        summary=next(event for event in events if isinstance(event, Summary)),
    )


def test_everything_is_found_in_the_order_of_the_tree(tree: Path, plugin: str) -> None:
    result = run(tree, plugin)
    assert [(f.target[-7:], f.detector) for f in result.findings[:3]] == [
        ("000.txt", "sample-number"),
        ("000.txt", "other-number"),
        ("001.txt", "sample-number"),
    ]
    assert len(result.findings) == 400
    assert result.summary.files[Coverage.SCANNED] == 200


@pytest.mark.parametrize(("word", "kind"), [("KILLME", "crash"), ("HANGME", "timeout")])
def test_a_lost_worker_costs_one_item(tree: Path, plugin: str, word: str, kind: str) -> None:
    (tree / "100.txt").write_text(word, encoding="utf-8")
    result = run(tree, plugin, item_seconds=2.0)
    assert len(result.findings) == 398
    lost = result.reports[str(tree / "100.txt")]
    assert (lost.coverage, lost.reason) == (Coverage.ERROR, kind)
    assert [problem.kind for problem in result.problems] == [kind]
    assert result.summary.files == {
        Coverage.SCANNED: 199, Coverage.PARTIAL: 0, Coverage.SKIPPED: 0, Coverage.ERROR: 1,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["RAISEME", "EATMEM"])
def test_a_detector_that_raises_loses_its_own_results_only(tree: Path, plugin: str, word: str) -> None:
    (tree / "100.txt").write_text(f"{word} and OTHER-0100", encoding="utf-8")
    result = run(tree, plugin)
    assert len(result.findings) == 399
    assert result.reports[str(tree / "100.txt")].coverage is Coverage.PARTIAL
    assert "detector sample-number" in result.problems[0].message
    assert "a value" not in result.problems[0].message


def test_a_large_file_is_read_in_parts(tmp_path: Path, plugin: str) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    rows = 1_500_000
    with (folder / "a.csv").open("w", encoding="utf-8") as file:
        file.write("ID;TEXT\n")
        file.writelines(f"{i};SAMPLE-{i % 10000:04}\n" for i in range(rows))
    result = run(folder, plugin, max_findings=5)
    report = result.reports[str(folder / "a.csv")]
    assert report.counts == {"sample-number": rows}
    assert [(f.line, f.column, f.record) for f in result.findings] == [
        (i + 2, len(f"{i};") + 1, i + 1) for i in range(5)
    ]


def test_a_part_that_is_lost_leaves_the_rest(tmp_path: Path, plugin: str) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    line = "x" * 1000 + " OTHER-0001\n"
    count = (40 << 20) // len(line)
    with (folder / "a.txt").open("w", encoding="utf-8") as file:
        file.writelines(line if i != count // 2 else "KILLME\n" for i in range(count))
    result = run(folder, plugin)
    report = result.reports[str(folder / "a.txt")]
    assert report.coverage is Coverage.PARTIAL
    assert 0 < report.counts["other-number"] < count - 1
    assert [problem.kind for problem in result.problems] == ["crash"]


def test_stopping_early_keeps_what_was_found(tree: Path, plugin: str) -> None:
    registry = load([plugin])
    polls = iter(range(1000))
    config = Config(plugins=(plugin,), jobs=1)
    seen = list(scan([str(tree)], config, registry, lambda: "SIGINT" if next(polls) > 2 else None))
    assert isinstance(seen[-1], Summary)
    assert seen[-1].interrupted == "SIGINT"
