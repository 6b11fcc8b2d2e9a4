"""Phones, blood groups, results, names and dates where the surroundings decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlpscan.examine import Examiner
from dlpscan.model import Item
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner(dlpscan_detectors(), Settings(secret=1, key=b"k" * 32))


def counts(examiner: Examiner, folder: Path, text: str) -> dict[str, int]:
    path = folder / "text.txt"
    path.write_text(text, "utf-8")
    report = examiner.examine(Item(path=str(path), target=str(path), size=path.stat().st_size)).report
    return dict(report.counts) if report else {}


def test_a_column_of_groups_needs_no_header(examiner: Examiner, tmp_path: Path) -> None:
    rows = "".join(f"M{i};DUPONT;{group}\n" for i, group in enumerate(["A+", "O+", "O-", "AB+", "B+", "O+", "A-"]))
    assert counts(examiner, tmp_path, rows) == {"blood-group": 7}


def test_a_column_of_marks_is_no_blood_group(examiner: Examiner, tmp_path: Path) -> None:
    rows = "ELEVE;NOTE\n" + "".join(f"E{i};{mark}\n" for i, mark in enumerate(["A+", "B+", "A-", "B-", "A+", "B+"]))
    assert counts(examiner, tmp_path, rows) == {}


@pytest.mark.parametrize("status", ["séropositif", "enceinte"])
def test_an_ambiguous_comment_needs_an_identity(examiner: Examiner, tmp_path: Path, status: str) -> None:
    assert counts(examiner, tmp_path, f"NOM;COMMENTAIRE\nDUPONT;{status}\nMOREL;rien\n").keys() & {
        "hiv-result",
        "pregnancy-result",
    }
    assert counts(examiner, tmp_path, f"REF;COMMENTAIRE\n12;{status}\n13;rien\n") == {}


@pytest.mark.parametrize(
    "text",
    ["Tél. 0 806 000 111", "appelez le 3646", "démarché par le 01 62 12 34 56", "version 01.02.03.04.05"],
)
def test_a_service_is_no_phone(examiner: Examiner, tmp_path: Path, text: str) -> None:
    assert counts(examiner, tmp_path, text) == {}


def test_people_are_told_apart_by_name_and_date(examiner: Examiner, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        "NOM;PRENOM;DDN;GS\nLE GALL;Élodie;01/02/1980;A+\nle gall;ELODIE;01.02.80;A+\nLE GALL;Élodie;1981-02-01;O+\n",
        "utf-8",
    )
    report = examiner.examine(Item(path=str(path), target="p", size=path.stat().st_size)).report
    assert report is not None
    assert report.people == 2
