"""Pregnancies and tests: how they are written, and what only looks like one."""

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


def tags(examiner: Examiner, folder: Path, text: str) -> set[str | None]:
    path = folder / "text.txt"
    path.write_text(text + "\n", "utf-8")
    examined = examiner.examine(Item(path=str(path), target=str(path), size=path.stat().st_size))
    return {finding.tag for finding in examined.findings if finding.detector == "pregnancy-result"}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("ß HCG : inférieur à 2 UI/L", "negative"),
        ("?HCG : 1520 UI/L", "positive"),
        ("B.HCG totale 18,5 UI/L", "unknown"),
        ("bhcg neg ce jour", "negative"),
        ("hCG totale 12 345 UI/L (antériorité 10/03/2024 : 5 210)", "positive"),
        ("TG : -", "negative"),
        ("TGU positif, DDR 12/03", "positive"),
        ("Clearblue + 2-3 sem", "positive"),
        ("Le dosage des bêta-HCG est revenu positif à 1250 UI/L", "positive"),
        ("Mme DUPONT n'est pas enceinte", "negative"),
        ("pas de grossesse en cours, HCG nég", "negative"),
        ("Enceinte ☒ oui ☐ non", "positive"),
        ("Grossesse : oui [x] non [ ]", "positive"),
        ("GROSSESSE=O", "positive"),
        ("IMG à 22 SA pour trisomie 21", "positive"),
        ("Mme LEROY attend des jumeaux", "positive"),
        ("G3P1 à 31 SA, MAP", "positive"),
        ("Mme Martin, au 8e mois de grossesse, consulte pour des œdèmes", "positive"),
    ],
)
def test_a_statement_says_what_came_out(examiner: Examiner, tmp_path: Path, text: str, tag: str) -> None:
    assert tags(examiner, tmp_path, text) == {tag}


@pytest.mark.parametrize(
    "text",
    [
        "AFP 3,2 ng/mL, hCG < 1 UI/L, LDH normale, marqueurs tumoraux du testicule",
        "hCG 5000 UI IM à 22h",
        "un taux de hCG > 1000 UI/L impose une échographie",
        "TG à 2,4",
        "HCG + groupe + RAI",
        "chienne enceinte de 45 jours",
        "G2P2",
        "née à 36 SA par césarienne",
        "veut tomber enceinte",
        "test urinaire cannabis positif",
        "contrôle hCG niveau 2 : 250 UI/L",
        "La grossesse dure 41 SA",
    ],
)
def test_what_is_about_nobody_is_not_found(examiner: Examiner, tmp_path: Path, text: str) -> None:
    assert tags(examiner, tmp_path, text) == set()
