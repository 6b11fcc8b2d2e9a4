"""Treatments: the list of names, comment columns, families."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.arrays import Strings
from dlpscan.examine import Examiner
from dlpscan.model import Finding, Item
from dlpscan.settings import Settings
from dlpscan_france import birth_date, fr_nir, person_name, treatment
from dlpscan_france.language.folding import plain
from dlpscan_france.treatment.words import FAMILIES, NAME, named_in, naming, words


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    detectors = [module.DETECTOR for module in (treatment, person_name, birth_date, fr_nir)]
    return Examiner(detectors, Settings(secret=1, key=b"k" * 32, show_values=True))


def found(examiner: Examiner, folder: Path, text: str) -> list[Finding]:
    path = folder / "text.txt"
    path.write_text(text, "utf-8")
    examined = examiner.examine(Item(path=str(path), target=str(path), size=path.stat().st_size))
    return [finding for finding in examined.findings if finding.detector == "treatment"]


def strings(texts: list[str]) -> Strings:
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
    return Strings.cut(b"".join(encoded), np.concatenate((np.zeros(1, np.int64), ends[:-1])), ends)


def test_the_list_has_no_words_of_every_day() -> None:
    table = words()
    assert len(table) > 4000
    assert all(word == plain(word) for word in table)
    assert not {"solution", "rose", "paris", "marie", "orange", "glucose", "avec"} & table.keys()
    assert {family for kind, family in table.values() if kind == NAME} == {"", *FAMILIES}


@given(
    st.lists(st.sampled_from(["Lévothyrox", "KARDEGIC 75", "à jeun", "rappeler", "sous Previscan,", "", "a-b", "é"]))
)
def test_arrays_and_objects_name_the_same(texts: list[str]) -> None:
    assert naming(strings(texts)).tolist() == [bool(named_in(plain(text))) for text in texts]


def test_a_comment_is_of_the_person_of_its_row(examiner: Examiner, tmp_path: Path) -> None:
    rows = [
        "grossesse - Levothyrox",
        "Lévothyrox 75 depuis 2014",
        "allergie pénicilline",
        "vitamine B12 et D",
        "à jeun",
    ]
    table = "NOM;PRENOM;DDN;COMMENTAIRE\n" + "".join(f"EXEMPLE;Ana;12/07/1985;{row}\n" for row in rows)
    assert [finding.preview for finding in found(examiner, tmp_path, table)] == rows[:2]


def test_a_table_of_products_is_about_nobody(examiner: Examiner, tmp_path: Path) -> None:
    table = "NOM;DCI;STOCK;PRIX\n" + "DOLIPRANE;paracétamol;12;1,94\nKARDEGIC;acide acétylsalicylique;3;2,64\n" * 3
    assert found(examiner, tmp_path, table) == []


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Triumeq", "antiretroviral"),
        ("méthadone", "opioid-substitution"),
        ("Zyprexa", "psychiatric"),
        ("Femara", None),
        ("Leeloo", "contraception"),
        ("Aricept", "dementia"),
        ("Lantus", "diabetes"),
        ("cisplatine", "chemotherapy"),
    ],
)
def test_families_are_told(examiner: Examiner, tmp_path: Path, name: str, family: str | None) -> None:
    (finding,) = found(examiner, tmp_path, f"Mme Rozenn EXEMPLE, 54 ans, est sous {name} depuis 2016.")
    assert finding.tag == family
    assert finding.preview == name
