"""Prose with what it holds: who it is about, the tables in it, and that no text makes it slow."""

from __future__ import annotations

import time

import pytest

from dlpscan.chunk import Cells
from dlpscan.matching.matcher import Matcher
from dlpscan.text.layouts.prose.layout import ProseLayout, recognise
from dlpscan_france import dlpscan_detectors

MATCHER = Matcher(dlpscan_detectors())


def laid_out(text: str) -> Cells:
    layout = recognise(text.encode(), MATCHER)
    assert isinstance(layout, ProseLayout)
    return layout.lay_out(text.encode(), first=True)


def values(text: str) -> list[tuple[str, str | None, int]]:
    """The cells' texts, paths and records."""
    cells = laid_out(text)
    columns = zip(cells.start.tolist(), cells.end.tolist(), cells.label.tolist(), cells.record.tolist(), strict=True)
    return [(text.encode()[a:b].decode(), cells.paths[label], record) for a, b, label, record in columns]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Nom : EXEMPLE", "EXEMPLE"),
        ("Nom ........ EXEMPLE", "EXEMPLE"),
        ("Nom (en capitales) : EXEMPLE", "EXEMPLE"),
        ("Nom : LE GOFF Camille, né le", "LE GOFF Camille"),
        ("Date de naissance : 12/07/1985 à Vannes", "12/07/1985"),
        ("née le 12/07/1985, mariée", "12/07/1985"),
        ("nom=EXEMPLE;prenom", "EXEMPLE"),
        ('nom="EXEMPLE" site', "EXEMPLE"),
        ("Nom\nEXEMPLE\n", "EXEMPLE"),
        ("Nom :\n\n  EXEMPLE  \n", "EXEMPLE"),
    ],
)
def test_a_value_beside_or_below_its_label(line: str, value: str) -> None:
    assert values(line)[0][0] == value


@pytest.mark.parametrize("line", ["Nom du médecin : X", "son nom est connu", "le prénom manque", "Nom :\nPrénom :\n"])
def test_words_that_announce_nothing(line: str) -> None:
    assert values(line) == []


def test_another_person_begins_another_record() -> None:
    text = "Nom : A\nNé le : 01/02/1960\nvu ce jour\n\nNom : B\nNé le : 03/04/1970\n"
    assert [(value, record) for value, _, record in values(text)] == [
        ("A", 0),
        ("01/02/1960", 0),
        ("B", 1),
        ("03/04/1970", 1),
    ]


def test_the_same_person_on_the_next_page_does_not() -> None:
    page = "Patient : EXEMPLE Camille   Né(e) le : 12/07/1985\nglycémie 0,9\n\n"
    assert {record for _, _, record in values(page * 3)} == {0}


def test_a_header_names_what_stands_below_it() -> None:
    header = "Nom         Prénom    Né(e) le\n"
    text = f"Liste\n\n{header}EXEMPLE     Camille   12/07/1985\nLE GOFF     Morgan    02/03/1979\n\nFin\n"
    assert values(text) == [
        ("EXEMPLE", "Nom", 1),
        ("Camille", "Prénom", 1),
        ("12/07/1985", "Né(e) le", 1),
        ("LE GOFF", "Nom", 2),
        ("Morgan", "Prénom", 2),
        ("02/03/1979", "Né(e) le", 2),
    ]


def test_tables_of_a_letter_are_no_prose() -> None:
    text = "Bonjour,\n\nNOM;DDN;VILLE\nEXEMPLE;12/07/1985;VANNES\n\nBien à vous\n"
    cells = laid_out(text)
    assert cells.free is not None
    stretches = [text.encode()[a:b].decode() for a, b in zip(cells.free.start, cells.free.end, strict=True)]
    assert stretches == ["Bonjour,\n\n", "\nBien à vous\n"]


def test_objects_in_the_lines_of_a_log() -> None:
    text = 'a {"nom": "A"} b\nc {"nom": "B", "x": {"ddn": "1"}}\nd {nom}\n'
    assert values(text) == [("A", "nom", 1), ("B", "nom", 2), ("1", "x.ddn", 2)]


@pytest.mark.parametrize(
    "piece",
    [
        "nom ",
        "nom\n",
        "nom : ",
        "nom : x\n",
        "nom prénom\n",
        "nom   prénom\nA   B\n",
        '{"a":',
        '{"a": 1}',
        '{"a": 1}\n',
        "nom;ddn\n",
        "a;b\n",
        "né le 1",
        "tel\n0639981234\n",
        "nom" + " " * 50,
        "| a | b |\n|---|---|\n",
    ],
)
def test_no_text_makes_it_slow(piece: str) -> None:
    seconds = []
    for size in (150_000, 300_000):
        text = (piece * (size // len(piece))).encode()
        started = time.process_time()
        ProseLayout(labels=MATCHER).lay_out(text, first=True)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 3.5 * seconds[0] + 0.2
