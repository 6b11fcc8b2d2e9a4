"""Printed tables as cells."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.chunk import Cells
from dlpscan.layout import Labels
from dlpscan.text.layouts.printed.layout import PrintedLayout, recognise, tables_in

DUMPS = Path(__file__).parent / "dumps"
NO_LABELS = cast("Labels", None)

Row = dict[str | None, str]


def known(text: bytes) -> PrintedLayout:
    layout = recognise(text[: 64 << 10], NO_LABELS)
    assert layout is not None
    return layout


def rows_of(text: bytes, cells: Cells) -> list[Row]:
    table: list[Row] = []
    for start, end, label, record in zip(
        cells.start.tolist(), cells.end.tolist(), cells.label.tolist(), cells.record.tolist(), strict=True
    ):
        while len(table) <= record:
            table.append({})
        name = cells.names[label] if label >= 0 else None
        assert name not in table[record] or name == "commentaire"
        table[record].setdefault(name, text[start:end].decode())
    return table


def rows(text: str | bytes) -> list[Row]:
    raw = text.encode() if isinstance(text, str) else text
    return rows_of(raw, known(raw).lay_out(raw, first=True))


def printout(name: str) -> bytes:
    """What a real program printed of invented patients."""
    return (DUMPS / name).read_bytes()


SHORT = [
    {"id": "1", "nom": "EXEMPLE", "nir": "285079790100150", "telephone": "06 39 98 12 34"},
    {"id": "2", "nom": "D'ESSAI", "nir": "172039790201745", "telephone": "0261910045"},
    {"id": "3", "nom": "TEST-FICTIF", "nir": "201119790304255"},
    {"id": "4", "nom": "MODÈLE", "nir": "149019790400822", "telephone": "01 99 00 56 78"},
    {"id": "5", "nom": "SPÉCIMEN", "nir": "260099790512395", "telephone": "+33 6 39 98 00 11"},
]


@pytest.mark.parametrize("name", ["psql-border0.txt", "psql-border2.txt", "psql-expanded-border2.txt"])
def test_short_tables_of_psql(name: str) -> None:
    assert rows(printout(name)) == SHORT


def test_a_box_of_mysql() -> None:
    assert rows(printout("mariadb-box.txt")) == [SHORT[0], *SHORT[2:]]


@pytest.mark.parametrize(
    "name",
    [
        "psql.txt",
        "psql-expanded.txt",
        "psql-unicode.txt",
        "psql-unicode-x.txt",
        "mariadb-table.txt",
        "mariadb-vertical.txt",
    ],
)
def test_long_tables_of_real_programs(name: str) -> None:
    found = [row for row in rows(printout(name)) if "nir" in row]
    assert [{key: row[key] for key in ("id", "nom", "nir", "telephone") if key in row} for row in found] == SHORT
    assert found[0]["commentaire"] == "Grossesse suivie, ß-hCG 1250 UI/L"
    assert found[3]["commentaire"] == "dit : 'rien', (a, b); -- fin"
    if "-x" not in name:
        assert (found[0]["groupe sanguin"], found[2]["prénom"], found[4]["date_naissance"]) == (
            "A+",
            "Zoé",
            "1960-09-02",
        )


def test_two_tables_one_behind_the_other() -> None:
    text = printout("mariadb-table.txt")
    assert rows(text)[5] == {
        "id": "1",
        "patient_id": "1",
        "analyse": "VIH 1+2 Ag/Ac p24",
        "valeur": "Négatif",
        "date_analyse": "2020-05-22",
    }
    assert not known(text).is_splittable
    assert [table.cells.records for table in tables_in(text)] == [5, 3]


@pytest.mark.parametrize("name", ["sqlite-box.txt", "sqlite-column.txt", "sqlite-markdown.txt", "sqlite-table.txt"])
def test_modes_of_the_shell_of_sqlite(name: str) -> None:
    found = rows(printout(name))
    assert found[0] == {
        "id": "1",
        "nom": "EXEMPLE",
        "prenom": "Camille",
        "ddn": "1985-07-12",
        "nir": "285079790100150",
        "tel": "06 39 98 12 34",
        "gs": "A+",
        "com": "Grossesse suivie",
    }
    assert {key: found[1][key] for key in ("nom", "prenom", "tel", "com")} == {
        "nom": "D'ESSAI",
        "prenom": "Loïc",
        "tel": "0261910045",
        "com": "a",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "\nNOM                  GS     PRÉNOM\n-------------------- ---- ----------\n"
                "EXEMPLE              A+   Zoé\nLEFÈVRE              O-   Loïc\n\n"
                "NOM                  GS     PRÉNOM\n-------------------- ---- ----------\n"
                "ESSAI                AB+  Anne\n\n3 rows selected.\n"
            ),
            [
                {"NOM": "EXEMPLE", "GS": "A+", "PRÉNOM": "Zoé"},
                {"NOM": "LEFÈVRE", "GS": "O-", "PRÉNOM": "Loïc"},
                {"NOM": "ESSAI", "GS": "AB+", "PRÉNOM": "Anne"},
            ],
        ),
        (
            (
                "nom             naissance  poids      \n--------------- ---------- -----------\n"
                "EXEMPLE         1985-07-12       61.50\nESSAI           1972-03-30        NULL\n\n(2 rows affected)\n"
            ),
            [
                {"nom": "EXEMPLE", "naissance": "1985-07-12", "poids": "61.50"},
                {"nom": "ESSAI", "naissance": "1972-03-30"},
            ],
        ),
        (
            "| Nom | Groupe |\n|:----|:------:|\n| EXEMPLE | A+ |\n| ESSAI | |\n",
            [{"Nom": "EXEMPLE", "Groupe": "A+"}, {"Nom": "ESSAI"}],
        ),
        (
            "Nom | Groupe\n--- | ---\nEXEMPLE | A+\nESSAI | O-\n",
            [{"Nom": "EXEMPLE", "Groupe": "A+"}, {"Nom": "ESSAI", "Groupe": "O-"}],
        ),
        (
            (
                "┏━━━━━━━━━┳━━━━━━┓\n┃ Nom     ┃ GS   ┃\n┡━━━━━━━━━╇━━━━━━┩\n"
                "│ EXEMPLE │ A+   │\n│ ESSAI   │ O-   │\n└─────────┴──────┘\n"
            ),
            [{"Nom": "EXEMPLE", "GS": "A+"}, {"Nom": "ESSAI", "GS": "O-"}],
        ),
        (
            (
                "+---------+------+\n| Nom     | GS   |\n+=========+======+\n| EXEMPLE | A+   |\n"
                "+---------+------+\n| ESSAI   | O-   |\n+---------+------+\n"
            ),
            [{"Nom": "EXEMPLE", "GS": "A+"}, {"Nom": "ESSAI", "GS": "O-"}],
        ),
        (
            (
                "╔═════════╦══════╗\r\n║ Nom     ║ GS   ║\r\n╠═════════╬══════╣\r\n"
                "║ EXEMPLE ║ A+   ║\r\n╚═════════╩══════╝\r\n"
            ),
            [{"Nom": "EXEMPLE", "GS": "A+"}],
        ),
        ("=======  ====\nNom      GS\n=======  ====\nEXEMPLE  A+\n=======  ====\n", [{"Nom": "EXEMPLE", "GS": "A+"}]),
        (
            "-[ ENREGISTREMENT 1 ]---\nnom | EXEMPLE\ngs  | A+\n-[ ENREGISTREMENT 2 ]---\nnom | ESSAI\ngs  | \n",
            [{"nom": "EXEMPLE", "gs": "A+"}, {"nom": "ESSAI"}],
        ),
        (
            " nom | gs \n-----+----\n E   | A+\n F   | O- | trop\n(2 lignes)\n",
            [{"nom": "E", "gs": "A+"}, {"nom": "F", "gs": "O-", None: "trop"}],
        ),
    ],
)
def test_other_programs(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


MAIL = """Bonjour,

Voici l'extraction -- merci de la détruire :

| Nom | Tél. |
|---|---|
| EXEMPLE | 06 39 98 12 34 |

et de la base :

 nom   | gs
-------+----
 ESSAI | O-
(1 ligne)

Cordialement,
--
Le laboratoire
"""


def test_tables_in_a_mail() -> None:
    text = MAIL.encode()
    found = tables_in(text)
    assert [rows_of(text, table.cells) for table in found] == [
        [{"Nom": "EXEMPLE", "Tél.": "06 39 98 12 34"}],
        [{"nom": "ESSAI", "gs": "O-"}],
    ]
    assert [text[table.start : table.end].decode().split("\n")[0] for table in found] == [
        "| Nom | Tél. |",
        " nom   | gs",
    ]
    assert recognise(text, NO_LABELS) is None


def test_what_is_around_tables_is_prose() -> None:
    text = "Nom | GS\n----|---\nEXEMPLE | A+\nESSAI | O-\n\nTél. : 06 39 98 12 34\n".encode()
    cells = known(text).lay_out(text, first=True)
    assert cells.free is not None
    assert [text[a:b].decode() for a, b in zip(cells.free.start, cells.free.end, strict=True)] == [
        "Tél. : 06 39 98 12 34"
    ]
    assert (cells.records, cells.free.record.tolist()) == (3, [2])


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,\n\nun courrier -- sans tableau.\n",
        "Titre\n=====\n\nSous-titre\n----------\n\ntexte | texte\n",
        "---\ntitle: Notes\n---\n\nvoir a|b\n",
        "nom;gs\nEXEMPLE;A+\n",
        "a = b | c\n# --------\nd = e | f\n",
        "* un\n* deux\n-- - --\n",
        "2020-05-22 10:30:00 INFO | démarrage\n2020-05-22 10:30:01 INFO | fin\n",
        "----- -----\n----- -----\n",
        "",
        "\n",
        "|",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert recognise(text.encode(), NO_LABELS) is None
    assert tables_in(text.encode()) == []


def long_table(form: str, count: int = 200) -> bytes:
    values = [(str(i), f"D'ESSAI {i}", f"0639{i:06d}") for i in range(count)]
    lines = {
        "box": [
            "+-----+--------------+------------+",
            "| id  | nom          | tel        |",
            "+-----+--------------+------------+",
        ]
        + ["| {:<3} | {:<12} | {:<10} |".format(*row) for row in values]
        + ["+-----+--------------+------------+"],
        "psql": [" id  |     nom      |    tel     ", "-----+--------------+------------"]
        + [" {:>3} | {:<12} | {:<10}".format(*row) for row in values]
        + [f"({count} rows)"],
        "column": ["id   nom           tel       ", "---  ------------  ----------"]
        + ["{:<3}  {:<12}  {:<10}".format(*row) for row in values],
        "vertical": [
            f"*** {i + 1}. row ***\n id: {row[0]}\nnom: {row[1]}\ntel: {row[2]}" for i, row in enumerate(values)
        ],
        "expanded": [
            f"-[ RECORD {i + 1} ]----\nid  | {row[0]}\nnom | {row[1]}\ntel | {row[2]}" for i, row in enumerate(values)
        ],
    }[form]
    return ("\n".join(lines) + "\n").encode()


FORMS = ["box", "psql", "column", "vertical", "expanded"]


def values(text: bytes, layout: PrintedLayout) -> list[tuple[str | None, str]]:
    return [pair for row in rows_of(text, layout.lay_out(text, first=True)) for pair in row.items()]


@pytest.mark.parametrize("form", FORMS)
def test_pieces_and_parts_have_the_cells_of_the_whole(form: str) -> None:
    text = long_table(form)
    layout = known(text)
    whole = values(text, layout)
    assert len(whole) == 600
    assert layout.is_splittable
    found, rest, going = [], text, layout
    while rest:
        cut = len(rest) if len(rest) <= 900 else going.last_border(rest[:900], 0)
        assert cut
        found += values(rest[:cut], going)
        going, rest = going.after(rest[:cut]), rest[cut:]
    assert found == whole
    for at in range(1000, len(text) - 700, 777):
        border = layout.first_border(text[at : at + 500])
        assert border is not None
        before, behind = text[: at + border], text[at + border :]
        assert values(before, layout) + values(behind, layout.after(before)) == whole


def test_columns_are_told_cheaply() -> None:
    for path in sorted(DUMPS.glob("*.txt")):
        text = printout(path.name)
        layout = recognise(text, NO_LABELS)
        if layout is not None:
            assert layout.columns(text) == layout.lay_out(text, first=True).labels()


@pytest.mark.parametrize("name", ["mariadb-table.txt", "psql-unicode.txt", "sqlite-column.txt", "psql-expanded.txt"])
def test_truncated_anywhere(name: str) -> None:
    text = printout(name)
    layout = known(text)
    for at in range(0, len(text), 5):
        for cut in (text[:at].decode("utf-8", "ignore").encode(), text[at:].decode("utf-8", "ignore").encode()):
            recognise(cut, NO_LABELS)
            tables_in(cut)
            layout.lay_out(cut, first=True)
            layout.after(cut)
            layout.last_border(cut, 0)
            layout.first_border(cut)


PIECES = ["a", "|", "-", "--", "+", "\n", " ", "=", "│", "─", "┼", "*** 1. row ***", "x: y", ":", "é", "(1 row)"]
PIECES += ["-[ RECORD 1 ]-", "a|b\n-+-\n", "a  b\n-- --\n", "\r\n", "+--+--+\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=50))
def test_whatever_the_text(pieces: list[str]) -> None:
    text = "".join(pieces).encode()
    layouts = [recognise(text, NO_LABELS), *(known(long_table(form)) for form in FORMS)]
    for layout in filter(None, layouts):
        for own in (layout, layout.after(long_table("psql"))):
            cells = own.lay_out(text, first=False)
            assert bool((cells.start < cells.end).all())
            assert bool((cells.start[1:] >= cells.end[:-1]).all())
            assert cells.records > int(cells.record.max(initial=-1))
            assert 0 <= own.last_border(text, 0) <= len(text)
            own.first_border(text)
            own.columns(text)
    reached = 0
    for table in tables_in(text):
        assert table.start >= reached
        assert bool((table.cells.start >= table.start).all())
        assert bool((table.cells.end <= table.end).all())
        reached = table.end


@pytest.mark.parametrize(
    "make",
    [
        lambda n: b"a|b\n-+-\n" * n,
        lambda n: b"+--+--+\n" * n,
        lambda n: b"+--+--+\n|a|b|\n+--+--+\n" + (b"|1|2|\n" + b"\n" * 48) * (n // 10),
        lambda n: b"ab " * n + b"\n" + b"-- " * n + b"\n" + b"x\n" * n,
        lambda n: b"a|b\n--|--\n1|" + b" " * n + b"2\n",
        lambda n: b"*** 1. row ***\n" + b"".join(b"%06d: x\n" % i for i in range(n)),
        lambda n: b"*** 1. row ***\n\n\n" * n,
        lambda n: b"".join(b"a%d|b\n--|--\n1|2\n" % i for i in range(n // 2)),
        lambda n: "─".encode() * n,
        lambda n: b"- " * n,
    ],
)
def test_hostile_text_takes_linear_time(make: Callable[[int], bytes]) -> None:
    def seconds(size: int) -> float:
        text = make(size)
        begin = time.process_time()
        tables_in(text)
        layout = recognise(text[: 64 << 10], NO_LABELS) or known(long_table("psql"))
        layout.lay_out(text, first=True)
        layout.last_border(text, 0)
        layout.after(text)
        return time.process_time() - begin

    seconds(1000)
    assert seconds(40_000) < 16 * max(seconds(10_000), 0.02)
