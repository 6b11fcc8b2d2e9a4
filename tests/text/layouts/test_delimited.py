"""Delimited text as cells."""

from __future__ import annotations

import csv
import io
import random
import time
from collections.abc import Callable

import pytest

from dlpscan.detector import Person
from dlpscan.layout import Label
from dlpscan.text.layouts.delimited.layout import sniff
from dlpscan.text.layouts.delimited.rows import Dialect, lay_out


class Known:
    """Labels that are given."""

    def __init__(self, *labels: str) -> None:
        self.labels = labels

    def is_label(self, names: tuple[str, ...]) -> bool:
        return any(label in names for label in self.labels)

    def may_hold(self, text: bytes, columns: Callable[[], tuple[str | None, ...]]) -> bool:
        return True

    def occurrences(self, text: bytes) -> list[Label]:
        return []

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        return {}


def table(text: str, dialect: Dialect) -> list[list[str]]:
    cells, data = lay_out(text.encode(), dialect), text.encode()
    rows: list[list[str]] = [[] for _ in range(cells.records)]
    for start, end, record in zip(cells.start.tolist(), cells.end.tolist(), cells.record.tolist(), strict=True):
        rows[record].append(data[start:end].decode())
    return rows


def dialect(columns: int, delimiter: str = ";", *, quoted: bool = True) -> Dialect:
    return Dialect(delimiter=ord(delimiter), columns=columns, quoted=quoted, names=())


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (["NOM", "CP"], ["EXEMPLE", "56000"], ["ESSAI", "29000"]))
    found = sniff(text.encode(), Known())
    assert found is not None
    assert (chr(found.delimiter), found.names) == (delimiter, ("NOM", "CP"))


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,\nvoici le courrier, merci.\nCordialement,\nle laboratoire, à Vannes\n",
        "une seule ligne; rien d'autre",
        "if a, b:\n    c(d)\n    return e, f, g\nelse:\n    pass\n",
        "",
        "\n\n\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert sniff(text.encode(), Known()) is None


def test_a_headerless_table_has_no_names() -> None:
    found = sniff(b"EXEMPLE;56000\nESSAI;29000\nTEST;22000\n", Known())
    assert found is not None
    assert found.column_names() == (None, None)


def test_a_known_label_makes_a_header_of_words() -> None:
    found = sniff(b"NOM;GROUPE\nEXEMPLE;A+\nESSAI;O-\n", Known("NOM"))
    assert found is not None
    assert found.names == ("NOM", "GROUPE")


def test_an_identifier_with_digits_makes_a_header_only_beside_a_label() -> None:
    rows = b"nir;valeur_2021;c123456\n285079790100150;1;2\n"
    known, unknown = sniff(rows, Known("nir")), sniff(rows, Known())
    assert known is not None
    assert known.names == ("nir", "valeur_2021", "c123456")
    assert unknown is not None
    assert unknown.names == ()


def test_the_header_is_left_out_of_the_cells() -> None:
    cells = lay_out(
        b"A;B\n1;2\n", Dialect(delimiter=ord(";"), columns=2, quoted=False, names=("A", "B")), skip_header=True
    )
    assert (cells.start.tolist(), cells.label.tolist(), cells.record.tolist(), cells.records) == (
        [4, 6],
        [0, 1],
        [0, 0],
        1,
    )


def test_quotes_hide_delimiters_and_line_ends() -> None:
    assert table('"a;b";"c\nd"\r\n"e";f\r\n', dialect(2)) == [["a;b", "c\nd"], ["e", "f"]]


def test_a_quote_inside_a_field_is_a_character() -> None:
    assert table('5" tube;x\ny;z\n', dialect(2)) == [['5" tube', "x"], ["y", "z"]]


def test_a_stray_quote_swallows_no_rows() -> None:
    text = 'a;b\n"c;d\n' + "".join(f"{i};x\n" for i in range(50)) + '"y";z\n'
    assert table(text, dialect(2))[1:4] == [['"c', "d"], ["0", "x"], ["1", "x"]]


def test_ragged_rows_keep_their_columns() -> None:
    cells = lay_out(b"1;2;3\n4;5\n6;7;8;9\n", dialect(3))
    assert cells.label.tolist() == [0, 1, 2, 0, 1, 0, 1, 2, -1]
    assert cells.record.tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize("seed", range(200))
def test_written_by_csv_read_alike(seed: int) -> None:
    chance = random.Random(seed)
    columns = chance.randint(2, 5)
    alphabet = ["a", "é", ";", '"', "\n", " ", "12", ""]
    rows = [["".join(chance.choices(alphabet, k=chance.randint(0, 4))) for _ in range(columns)] for _ in range(20)]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    got = [[cell.replace('""', '"') for cell in row] for row in table(out.getvalue(), dialect(columns))]
    assert got == rows


def test_quotes_made_to_be_slow_are_linear() -> None:
    def seconds(size: int) -> float:
        text = b';"x' * size
        started = time.process_time()
        lay_out(text, dialect(3))
        return time.process_time() - started

    seconds(1000)
    assert seconds(400_000) < 30 * max(seconds(40_000), 0.001)
