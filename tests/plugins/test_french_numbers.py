"""What the detectors say of themselves, and the tags and refusals of French numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlpscan.detector import Detector
from dlpscan.examine import Examiner
from dlpscan.model import Finding, Item
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors

DETECTORS = {detector.info.id: detector for detector in dlpscan_detectors()}


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner(dlpscan_detectors(), Settings(secret=1, key=b"k" * 32, show_values=True))


def findings(examiner: Examiner, folder: Path, text: str) -> tuple[Finding, ...]:
    path = folder / "text.txt"
    path.write_text(text, "utf-8")
    return examiner.examine(Item(path=str(path), target="text.txt", size=path.stat().st_size)).findings


@pytest.mark.parametrize("detector", DETECTORS.values(), ids=DETECTORS)
def test_the_examples_of_a_detector_hold(examiner: Examiner, tmp_path: Path, detector: Detector) -> None:
    own = detector.info.id
    missed = [
        text for text in detector.info.matches if own not in {f.detector for f in findings(examiner, tmp_path, text)}
    ]
    wrong = [text for text in detector.info.rejects if own in {f.detector for f in findings(examiner, tmp_path, text)}]
    assert (missed, wrong) == ([], [])


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("NIR 285079790100150", "fictitious"),
        ("NIR 1 94 05 2A 994 018 90", "fictitious"),
        ("NIR 785072A99000112", "provisional"),
        ("NIR 255555575103036", "special"),
        ("tél. 06 39 98 12 34", "fictitious"),
        ("tél. +33 1 99 00 12 34", "fictitious"),
    ],
)
def test_numbers_that_are_no_ordinary_ones_are_tagged(examiner: Examiner, tmp_path: Path, text: str, tag: str) -> None:
    assert [finding.tag for finding in findings(examiner, tmp_path, text)] == [tag]


def test_a_column_of_orders_holds_no_phones(examiner: Examiner, tmp_path: Path) -> None:
    numbers = "".join(f"06399812{i:02};{i}\n" for i in range(10, 20))
    assert findings(examiner, tmp_path, "NUM_COMMANDE;TOTAL\n" + numbers) == ()
    assert len(findings(examiner, tmp_path, "NUMERO;TOTAL\n" + numbers)) == 10
