"""SQL dumps as cells."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.layout import Labels
from dlpscan.text.layouts.sql.layout import SqlLayout, recognise

DUMPS = Path(__file__).parent / "dumps"
NO_LABELS = cast("Labels", None)

Row = dict[str | None, str]


def known(text: bytes) -> SqlLayout:
    layout = recognise(text[: 64 << 10], NO_LABELS)
    assert layout is not None
    return layout


def cells(text: str | bytes, layout: SqlLayout | None = None) -> list[tuple[int, str | None, str | None, str]]:
    """Record, path, name and value of each cell."""
    raw = text.encode() if isinstance(text, str) else text
    layout = layout or known(raw)
    edits = layout.edits(raw)
    data = edits.applied(raw).text if edits else raw
    found = layout.lay_out(data, first=True)
    return [
        (
            record,
            found.paths[label] if label >= 0 else None,
            found.names[label] if label >= 0 else None,
            data[start:end].decode(),
        )
        for start, end, label, record in zip(
            found.start.tolist(), found.end.tolist(), found.label.tolist(), found.record.tolist(), strict=True
        )
    ]


def rows(text: str | bytes, layout: SqlLayout | None = None) -> list[Row]:
    """The values of each record by path."""
    table: list[Row] = []
    for record, path, _, value in cells(text, layout):
        while len(table) <= record:
            table.append({})
        table[record][path] = value
    return table


def free(text: str) -> list[str]:
    found = known(text.encode()).lay_out(text.encode(), first=True).free
    if found is None:
        return []
    return [text.encode()[a:b].decode() for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]


def dump(name: str) -> bytes:
    """A real program's dump of invented patients; bytes of images are no UTF-8."""
    return (DUMPS / name).read_bytes().decode("utf-8", "replace").encode()


PATIENTS: list[Row] = [
    {
        "patients.id": "1",
        "patients.nom": "EXEMPLE",
        "patients.prénom": "Camille",
        "patients.date_naissance": "1985-07-12",
        "patients.nir": "285079790100150",
        "patients.telephone": "06 39 98 12 34",
        "patients.groupe sanguin": "A+",
        "patients.commentaire": "Grossesse suivie, ß-hCG 1250 UI/L",
        "patients.poids": "61.50",
    },
    {
        "patients.id": "2",
        "patients.nom": "D’ESSAI",
        "patients.prénom": "Loïc",
        "patients.date_naissance": "1972-03-30",
        "patients.nir": "172039790201745",
        "patients.telephone": "0261910045",
        "patients.groupe sanguin": "O-",
        "patients.commentaire": "Allergie : pénicilline Chemin C:/labo/2020; tab ici",
    },
    {
        "patients.id": "3",
        "patients.nom": "TEST-FICTIF",
        "patients.prénom": "Zoé",
        "patients.date_naissance": "2001-11-05",
        "patients.nir": "201119790304255",
        "patients.groupe sanguin": "AB+",
        "patients.poids": "61.50",
    },
    {
        "patients.id": "4",
        "patients.nom": "MODÈLE",
        "patients.prénom": 'Jean (dit "Jo")',
        "patients.date_naissance": "1949-01-21",
        "patients.nir": "149019790400822",
        "patients.telephone": "01 99 00 56 78",
        "patients.groupe sanguin": "B+",
        "patients.commentaire": "dit : ’rien’, (a, b); -- fin",
    },
    {
        "patients.id": "5",
        "patients.nom": "SPÉCIMEN",
        "patients.prénom": "Anne/Marie",
        "patients.date_naissance": "1960-09-02",
        "patients.nir": "260099790512395",
        "patients.telephone": "+33 6 39 98 00 11",
        "patients.poids": "61.50",
    },
]
RESULTS: list[Row] = [
    {
        "resultats.id": "1",
        "resultats.patient_id": "1",
        "resultats.analyse": "VIH 1+2 Ag/Ac p24",
        "resultats.valeur": "Négatif",
        "resultats.date_analyse": "2020-05-22",
    },
    {
        "resultats.id": "2",
        "resultats.patient_id": "1",
        "resultats.analyse": "hCG",
        "resultats.valeur": "1250.50",
        "resultats.date_analyse": "2020-05-22",
        "resultats.unite": "UI/L",
    },
    {
        "resultats.id": "3",
        "resultats.patient_id": "3",
        "resultats.analyse": "Groupe sanguin",
        "resultats.valeur": "AB RH POS",
        "resultats.date_analyse": "2021-02-01",
    },
]


def plain(found: list[Row]) -> list[Row]:
    """Rows without images, and with what the programs write in different ways written in one."""
    same = str.maketrans({"’": "'", "\t": " ", "\n": " ", "\\": "/"})
    return [{path: value.translate(same) for path, value in row.items() if path != "patients.photo"} for row in found]


@pytest.mark.parametrize(
    "name",
    [
        "mariadb.sql",
        "mariadb-one-by-one.sql",
        "pg-copy.sql",
        "pg-inserts.sql",
        "pg-column-inserts.sql",
    ],
)
def test_dumps_of_real_programs(name: str) -> None:
    assert plain(rows(dump(name))) == plain([*PATIENTS, *RESULTS])


def test_columns_without_names_have_numbers() -> None:
    found = rows(dump("mariadb-compact.sql"))
    assert [row["patients.5"] for row in found[:5]] == [row["patients.nir"] for row in PATIENTS]
    assert found[5]["resultats.4"] == "Négatif"
    assert {name for _, _, name, _ in cells(dump("mariadb-compact.sql"))} == {None}


def test_line_ends_in_the_dump_of_the_shell_of_sqlite() -> None:
    assert rows(dump("sqlite-dump.sql"))[1] == {
        "patients.id": "2",
        "patients.nom": "D’ESSAI",
        "patients.prenom": "Loïc",
        "patients.ddn": "1972-03-30",
        "patients.nir": "172039790201745",
        "patients.tel": "0261910045",
        "patients.com": "a b",
    }


def test_columns_are_told_cheaply_and_alike() -> None:
    for path in sorted(DUMPS.glob("*.sql")):
        text = dump(path.name)
        assert known(text).columns(text) == known(text).lay_out(text, first=True).labels()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "INSERT IGNORE INTO `labo`.`patients` (`nom`, `ville`) VALUES ('L\\'HÉRITIER','VANNES'),('O\\\\',NULL);\n",
            [{"patients.nom": "L’HÉRITIER", "patients.ville": "VANNES"}, {"patients.nom": "O/"}],
        ),
        (
            (
                "SET NOCOUNT ON\nGO\nINSERT [dbo].[Patients] ([Nom usuel], [Né le], [Photo], [IMC]) "
                "VALUES (N'EXEMPLE', CAST(N'1985-07-12' AS Date), 0x0A0B, CAST(21.50 AS Decimal(4, 2)))\n"
                "INSERT [dbo].[Patients] ([Nom usuel], [Né le], [Photo], [IMC]) VALUES (N'D''ESSAI',NULL,NULL,3)\nGO\n"
            ),
            [
                {"Patients.Nom usuel": "EXEMPLE", "Patients.Né le": "1985-07-12"},
                {"Patients.Nom usuel": "D’ESSAI", "Patients.IMC": "3"},
            ],
        ),
        (
            (
                "REM INSERTING into LABO.PATIENTS\nSET DEFINE OFF;\n"
                "Insert into LABO.PATIENTS (NOM,DDN,NIR) values ('EXEMPLE',to_date('12/07/1985','DD/MM/YYYY'),"
                "'285079790100150');\n"
            ),
            [{"PATIENTS.NOM": "EXEMPLE", "PATIENTS.DDN": "12/07/1985", "PATIENTS.NIR": "285079790100150"}],
        ),
        (
            (
                "INSERT ALL\n  INTO patients (nom, sexe) VALUES ('EXEMPLE', 'F')\n"
                "  INTO patients (nom, sexe) VALUES ('ESSAI', 'M')\nSELECT * FROM dual;\n"
            ),
            [
                {"patients.nom": "EXEMPLE", "patients.sexe": "F"},
                {"patients.nom": "ESSAI", "patients.sexe": "M"},
            ],
        ),
        (
            "BEGIN;\nINSERT INTO p (nom, note) VALUES (E'D\\'ESSAI', E'a\\nb'), ('X', e'C:\\\\');\nCOMMIT;\n",
            [{"p.nom": "D’ESSAI", "p.note": "a b"}, {"p.nom": "X", "p.note": "C:/"}],
        ),
        (
            'INSERT INTO p (nom, note) VALUES ("L\'ESSAI", "dit ""Jo""");\n',
            [{"p.nom": "L'ESSAI", "p.note": "dit ”Jo”"}],
        ),
        (
            "UPDATE public.patients SET nom = 'D''ESSAI', `tél`='0639981234', age=34, x=NULL WHERE nir='2850797';\n",
            [
                {
                    "patients.nom": "D’ESSAI",
                    "patients.tél": "0639981234",
                    "patients.age": "34",
                    "patients.nir": "2850797",
                }
            ],
        ),
        ("INSERT INTO p SET nom='EXEMPLE', cp=56000;\n", [{"p.nom": "EXEMPLE", "p.cp": "56000"}]),
        (
            (
                "INSERT INTO p (a) VALUES ('x') ON CONFLICT (a, b) DO UPDATE SET a = COALESCE('q', 'r');\n"
                "INSERT INTO p (a) VALUES ('y') RETURNING (id);\n"
            ),
            [{"p.a": "x"}, {"p.a": "y"}],
        ),
        (
            "INSERT INTO p (a,b) VALUES (1,'x');INSERT INTO q (c) VALUES ('y; z');",
            [{"p.a": "1", "p.b": "x"}, {"q.c": "y; z"}],
        ),
        ("INSERT INTO p (a) VALUES ('');\nINSERT INTO p (a) VALUES ('''');\n", [{"p.a": "’"}]),
        (
            "INSERT INTO p (a,b,c) VALUES\n(\n  'x' ,\n  12 ,\n  lower('Y')\n),\n( 'z', null, NOW() )\n;\n",
            [{"p.a": "x", "p.b": "12", "p.c": "Y"}, {"p.a": "z"}],
        ),
        ("INSERT INTO p (a) VALUES (_binary 'x'),(X'4142'),('\\x4142'),(0x4142);\n", [{"p.a": "x"}]),
        (
            "\ufeff-- l'export\n\nINSERT INTO p (a) VALUES ('x'); -- d'ici\nINSERT INTO p (a) VALUES ('y');\n",
            [{"p.a": "x"}, {"p.a": "y"}],
        ),
        (
            "INSERT INTO p (a,b) VALUES (1,2),(3,4,5),(6);\n",
            [{"p.a": "1", "p.b": "2"}, {"p.a": "3", "p.b": "4", None: "5"}, {"p.a": "6"}],
        ),
        (
            "COPY p (a, b) FROM stdin;\nx\\ty\t\\N\n\\\\.\tl'a\n\\.\n\nCOPY q (c) FROM stdin;\nz\r\n\\.\n",
            [{"p.a": "x y"}, {"p.a": "/.", "p.b": "l'a"}, {"q.c": "z"}],
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_dialects(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_created_tables_name_the_columns_of_what_follows() -> None:
    text = (
        "CREATE TABLE IF NOT EXISTS [dbo].[Patients](\n\t[Id] [int] IDENTITY(1,1) NOT NULL,\n"
        "\t[Nom] [nvarchar](60) DEFAULT ('d''office, (x)'),\n\tNIR char(15) CHECK (length(NIR) = 15),\n"
        " CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC)\n) ON [PRIMARY]\nGO\n"
        "INSERT [dbo].[Patients] VALUES (1, N'EXEMPLE', N'285079790100150')\nGO\n"
    )
    assert rows(text) == [{"Patients.Id": "1", "Patients.Nom": "EXEMPLE", "Patients.NIR": "285079790100150"}]


def test_a_schema_has_no_cells() -> None:
    text = "CREATE TABLE p (\n  gs enum('A+','O-') COMMENT 'groupe sanguin'\n);\n"
    assert cells(text) == []
    assert free(text) == []


def test_comments_and_other_statements_are_prose_of_one_record() -> None:
    text = (
        "-- patiente : 06 39 98 12 34\nINSERT INTO p (a) VALUES ('x'), -- l'autre : 06 39 98 00 00\n('y');\n"
        "/* ancien\nINSERT INTO p (a) VALUES ('z');\n*/\nEXEC ajoute 'ESSAI', '0639981234';\n"
    )
    assert rows(text) == [{"p.a": "x"}, {"p.a": "y"}]
    assert free(text) == [
        "-- patiente : 06 39 98 12 34",
        "-- l'autre : 06 39 98 00 00",
        "/* ancien\nINSERT INTO p (a) VALUES ('z');\n*/\nEXEC ajoute 'ESSAI', '0639981234';",
    ]
    found = known(text.encode()).lay_out(text.encode(), first=True)
    assert found.records == 3
    assert found.free is not None
    assert set(found.free.record.tolist()) == {2}


def test_a_quote_that_never_closes_costs_its_statement_only() -> None:
    text = "INSERT INTO p (a,b) VALUES (1,'x);\nINSERT INTO p (a,b) VALUES (2,'y');\n"
    assert {"p.a": "2", "p.b": "y"} in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,\nINSERT INTO est un ordre SQL.\n",
        "SET nom = 1\nrien d'autre\n",
        "# Sauvegarde\n\n    INSERT INTO p (a) VALUES ('x');\n\nVoilà.\n",
        "import sqlite3\nc.execute('''\nINSERT INTO p (a) VALUES (?)\n''')\n",
        "SELECT nom FROM patients WHERE nir IS NULL;\n",
        "nom;prenom\nEXEMPLE;Camille\n",
        "Use the form below.\nInsert into the box a name.\n",
        '{"INSERT": 1}',
        "",
        "-- rien",
    ],
)
def test_what_is_no_dump(text: str) -> None:
    assert recognise(text.encode(), NO_LABELS) is None


def test_a_round_trip_through_sqlite() -> None:
    rng = random.Random(7)
    pieces = [
        "'",
        '"',
        "\n",
        "(",
        ")",
        ",",
        ";",
        "--",
        "é",
        "\\",
        " ",
        "NULL",
        "A+",
        "06 39 98 12 34",
        "INSERT INTO",
        "/*",
    ]
    database = sqlite3.connect(":memory:")
    database.execute('CREATE TABLE patients (id INTEGER PRIMARY KEY, nom TEXT, "groupe sanguin" TEXT, poids REAL)')
    expected = []
    for number in range(1, 400):
        texts = ["".join(rng.choices(pieces, k=rng.randint(0, 6))) for _ in range(2)]
        values = [number, *(rng.choice([None, text, "x" + text]) for text in texts), rng.choice([None, 61.5])]
        database.execute("INSERT INTO patients VALUES (?,?,?,?)", values)
        names = ("id", "nom", "groupe sanguin", "poids")
        expected.append({f"patients.{n}": str(v) for n, v in zip(names, values, strict=True) if v not in (None, "")})
    text = "\n".join(database.iterdump())
    found = rows(text, SqlLayout(escapes=False))
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        assert {path: value.replace("’", "'") for path, value in row.items()} == wanted


def long_dump(form: str, count: int = 300) -> bytes:
    values = [f"({i},'D''ESSAI (n° {i}), x;','note -- {i}',NULL,'0639{i:06d}')" for i in range(count)]
    lines = {
        "long line": "INSERT INTO p VALUES " + ",".join(values) + ";\n",
        "line each": "INSERT INTO p VALUES\n" + ",\n".join(values) + ";\n",
        "statement each": "".join(f"INSERT INTO p (id, nom, note, vide, tel) VALUES {value};\n" for value in values),
        "several lines": "INSERT INTO p VALUES\n"
        + ",\n".join(v.replace("note", "note\n(suite),") for v in values)
        + ";\n",
        "one line": "".join(f"INSERT INTO p VALUES {value};" for value in values),
        "copy": "COPY p (id, nom, note, vide, tel) FROM stdin;\n"
        + "".join(f"{i}\tD'ESSAI {i};\tnote\\n-- {i}\t\\N\t0639{i:06d}\n" for i in range(count))
        + "\\.\n\nINSERT INTO q (a) VALUES ('fin');\n",
        "server": "".join(f"INSERT [dbo].[p] ([id], [nom], [note], [vide], [tel]) VALUES {v}\n" for v in values)
        + "GO\n",
    }[form]
    return f"SET x = 1;\nCREATE TABLE p (id int, nom text, note text, vide text, tel text);\n{lines}".encode()


FORMS = ["long line", "line each", "statement each", "several lines", "one line", "copy", "server"]


def read_in_pieces(text: bytes, size: int) -> list[tuple[str | None, str]]:
    """Path and value of every cell where a text is cut at the last border of each buffer."""
    layout, found, pieces = known(text), [], 0
    while text:
        cut = len(text) if len(text) <= size else layout.last_border(text[:size], 0)
        reach = size
        while cut == 0 and reach < len(text):
            reach *= 2
            cut = layout.last_border(text[:reach], 0) if reach < len(text) else len(text)
        found += [(path, value) for _, path, _, value in cells(text[:cut], layout)]
        layout, text, pieces = layout.after(text[:cut]), text[cut:], pieces + 1
    assert pieces > 3
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [700, 1013, 4096])
def test_pieces_have_the_cells_of_the_whole(form: str, size: int) -> None:
    text = long_dump(form)
    assert read_in_pieces(text, size) == [(path, value) for _, path, _, value in cells(text)]


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("long line", "one line")])
def test_parts_have_the_cells_of_the_whole(form: str) -> None:
    text = long_dump(form, 900)
    layout = known(text)
    whole = [(path, value) for _, path, _, value in cells(text)]
    met = 0
    for at in range(3000, len(text) - 2500, 3001):
        border = layout.first_border(text[at : at + 2500])
        if border is None:
            assert form in ("several lines", "copy")
            continue
        met += 1
        before, behind = text[: at + border], text[at + border :]
        parts = [*cells(before, layout), *cells(behind, layout.after(before))]
        assert [(path, value) for _, path, _, value in parts] == whole
    assert met > 3 or form == "several lines"


@pytest.mark.parametrize("name", ["mariadb.sql", "pg-copy.sql", "pg-column-inserts.sql"])
def test_truncated_anywhere(name: str) -> None:
    text = dump(name)
    layout = known(text)
    for end in range(0, len(text), 7):
        cut = text[:end].decode("utf-8", "ignore").encode()
        cells(cut, layout)
        layout.after(cut)
        layout.last_border(cut, 0)
        cells(text[end:].decode("utf-8", "ignore").encode(), layout)


@given(st.lists(st.sampled_from([
    "INSERT INTO p (a, b) VALUES ", "(", ")", ",", ";", "'", "''", "\\", "\\'", "\n", "--", "/*", "*/", "x", "1",
    "NULL", " ", "COPY p (a) FROM stdin;\n", "\\.\n", "\t", "CREATE TABLE p (", "UPDATE p SET a=", "é", '"', "GO\n",
]), max_size=60))  # fmt: skip
def test_whatever_the_text(pieces: list[str]) -> None:
    text = "".join(pieces).encode()
    for layout in (
        SqlLayout(),
        SqlLayout(escapes=True),
        known(b"INSERT INTO p (a) VALUES\n").after(b"INSERT INTO p (a) VALUES\n(1),\n"),
    ):
        found = cells(text, layout)
        assert all(value == value.strip() or value for *_, value in found)
        laid = layout.lay_out(text, first=False)
        assert bool((laid.start < laid.end).all())
        assert bool((laid.start[1:] >= laid.end[:-1]).all())
        assert bool((laid.record >= 0).all())
        assert laid.records > int(laid.record.max(initial=-1))
        assert 0 <= layout.last_border(text, 0) <= len(text)
        layout.first_border(text)
        layout.after(text)
        layout.columns(text)


HEAD = b"INSERT INTO t (a,b) VALUES "


@pytest.mark.parametrize(
    "make",
    [
        lambda n: HEAD + b"(" * n,
        lambda n: HEAD + b"('" + b"x,( " * n,
        lambda n: HEAD + b"('" + b"\\'" * n,
        lambda n: HEAD + b"/*" * n,
        lambda n: HEAD + b"--\n" * n,
        lambda n: b"".join(b"INSERT INTO t%d VALUES (1,2\n" % i for i in range(n // 9)),
        lambda n: b"CREATE TABLE t (" * (n // 8),
        lambda n: b"INSERT INTO t (" + b",".join(b"c%d" % i for i in range(n)) + b") VALUES (" + b"1," * n + b"1);\n",
        lambda n: b"COPY t (a) FROM stdin;\n" * (n // 8),
        lambda n: b"COPY x" + b" stdin" * n,
        lambda n: b"UPDATE t SET " + b"a" * n,
        lambda n: HEAD + b"(" + b" " * n,
    ],
)
def test_hostile_text_takes_linear_time(make: Callable[[int], bytes]) -> None:
    def seconds(size: int) -> float:
        text = make(size)
        begin = time.process_time()
        for layout in (SqlLayout(), SqlLayout(escapes=True)):
            layout.edits(text)
            layout.columns(text)
            layout.lay_out(text, first=True)
            layout.last_border(text, 0)
            layout.first_border(text)
            layout.after(text)
        return time.process_time() - begin

    def best(size: int) -> float:
        # Other work beside it makes single measures differ by more than what is looked for.
        return min(seconds(size) for _ in range(3))

    seconds(1000)
    assert best(80_000) < 16 * max(best(20_000), 0.02)
