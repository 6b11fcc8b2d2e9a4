"""The grammar of HIV statements, by itself: what cases in whole files do not show."""

from __future__ import annotations

import pytest

from dlpscan_france.hiv_result.statement import analyte_in, cell_reading, legible, reading, status_tag
from dlpscan_france.language.statements import NEGATIVE, POSITIVE, UNKNOWN


def read(text: str) -> int | None:
    found = reading(*analyte_in(legible(text)))
    return None if found is None else found.tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("VIH, VHB et VHC négatifs", NEGATIVE),
        ("VIH nég, VHC pos", NEGATIVE),
        ("VIH - VHC + HBs -", NEGATIVE),
        ("VlH 1 + 2 : NEGATlF", NEGATIVE),
        ("VIH : index 0,14 (négatif si < 1,00)", NEGATIVE),
        ("VIH index 1,04 douteux", UNKNOWN),
        ("charge virale VIH indétectable", POSITIVE),
        ("ARN VIH-1 < 20", POSITIVE),
        ("PCR VIH négative", NEGATIVE),
        ("VIH : [ ] positif [x] négatif", NEGATIVE),
        ("Test VIH fait ? oui - résultat : négatif", NEGATIVE),
        ("VIH demandée le 3, résultat : négatif", NEGATIVE),
    ],
)
def test_a_result_belongs_to_the_virus(text: str, tag: int) -> None:
    assert read(text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "VIH à faire, VHC négatif",
        "VIH en cours, résultat négatif pour VHB",
        "VIH : positif / négatif",
        "VIH positif ou négatif",
        "VIH : [ ] positif [ ] négatif",
        "VIH 1/2 ........... 14,00",
        "VIH négatif ?",
        "VIH, soirée le 12 juin, réponse positive",
        "VIH positif si deux bandes",
    ],
)
def test_what_is_no_result(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("label", "cell", "tag"),
    [("vih", "NEG", NEGATIVE), ("vih", "+", POSITIVE), ("vih", "non", NEGATIVE), ("cv vih", "118", POSITIVE)],
)
def test_a_cell_answers_its_label(label: str, cell: str, tag: int) -> None:
    found = cell_reading(label, cell.lower())
    assert found is not None
    assert found.tag == tag


@pytest.mark.parametrize(("label", "cell"), [("vih", "14"), ("vih", "à faire"), ("vih", ""), ("vih", "12/05/2025")])
def test_a_cell_that_answers_nothing(label: str, cell: str) -> None:
    assert cell_reading(label, legible(cell)) is None


def test_a_status_says_its_own_polarity() -> None:
    assert status_tag("seronegatif pour le vih") == NEGATIVE
    assert status_tag("positivite de sa serologie vih") == POSITIVE
