"""What looks like patients' data and is none raises no alarm."""

from __future__ import annotations

from pathlib import Path

import lookalikes
import pytest

from dlpscan.examine import Examiner
from dlpscan.model import Item, Severity
from dlpscan.rules import GENERAL
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors, dlpscan_rules
from dlpscan_health import dlpscan_layouts


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    settings = Settings(secret=1, key=b"k" * 32, show_values=True)
    rules = (*GENERAL, *dlpscan_rules())
    return Examiner(dlpscan_detectors(), settings, layouts=dlpscan_layouts(), rules=rules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lookalikes")
    lookalikes.write(folder, 1 << 20)
    return folder


@pytest.mark.parametrize("name", lookalikes.FILES)
def test_nothing_severe_is_found(name: str, folder: Path, examiner: Examiner) -> None:
    path = folder / name
    examined = examiner.examine(Item(path=str(path), target=name, size=path.stat().st_size))
    severe = [
        f"{one.detector} in line {one.line}: {one.preview}"
        for one in examined.findings
        if one.severity.rank >= Severity.MEDIUM.rank
    ]
    assert severe == []
