"""Keys and values line by line as cells."""

from __future__ import annotations

import configparser
import io
import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.detector import Person
from dlpscan.text.layouts.keyvalue.layout import KeyValueLayout, recognise

_PERSONS = ((Person.NATIONAL_ID, "nir|secu"), (Person.BIRTH_DATE, "naiss|birth"), (Person.NAME, "nom$|surname"))


class Known:
    """A few labels of people."""

    def is_label(self, names: tuple[str, ...]) -> bool:
        return bool(self.persons(names))

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        found: dict[int, Person] = {}
        for number, name in enumerate(names):
            for person, words in _PERSONS:
                if name and re.search(words, name, re.IGNORECASE):
                    found.setdefault(number, person)
        return found


Cell = tuple[str, str | None, int]


def layout_of(text: str) -> KeyValueLayout:
    layout = recognise(text.encode(), Known())
    assert layout is not None
    return layout


def cells_of(layout: KeyValueLayout, text: bytes, *, first: bool = True) -> list[Cell]:
    cells = layout.lay_out(text, first=first)
    assert (cells.start < cells.end).all()
    assert (cells.start[1:] >= cells.end[:-1]).all()
    assert len(cells.record) == 0 or int(cells.record.max()) < cells.records
    paths = (*cells.paths, None)
    spans = zip(cells.start.tolist(), cells.end.tolist(), cells.label.tolist(), cells.record.tolist(), strict=True)
    return [(text[a:b].decode(), paths[label], record) for a, b, label, record in spans]


def laid_out(text: str) -> list[Cell]:
    return cells_of(layout_of(text), text.encode())


YAML = """\
# essai
service: Cardiologie
patients:
  - nom: EXEMPLE
    "prénom": 'Camille'  # à vérifier
    nir: "2 85 07 979 01 001 50"
    adresse:
      rue: 12 rue des Lilas
      ville: VANNES
    telephones:
    - 06 39 98 12 34
    - "01 99 00 12 34"
    note: |
      Vue: ce jour
        - puis rien

      fin
    suite: dit que
      tout va bien
  - nom: ESSAI
    nir: 179039791420824
    medecin: ~
    note: >-
      Bref.
actif: true
"""


def test_yaml() -> None:
    assert laid_out(YAML) == [
        ("# essai", None, 0),
        ("Cardiologie", "service", 0),
        ("EXEMPLE", "patients.nom", 1),
        ("Camille", "patients.prénom", 1),
        ("# à vérifier", None, 1),
        ("2 85 07 979 01 001 50", "patients.nir", 1),
        ("12 rue des Lilas", "adresse.rue", 1),
        ("VANNES", "adresse.ville", 1),
        ("06 39 98 12 34", "patients.telephones", 1),
        ("01 99 00 12 34", "patients.telephones", 1),
        ("Vue: ce jour\n        - puis rien\n\n      fin", "patients.note", 1),
        ("dit que", "patients.suite", 1),
        ("tout va bien", "patients.suite", 1),
        ("ESSAI", "patients.nom", 2),
        ("179039791420824", "patients.nir", 2),
        ("Bref.", "patients.note", 2),
        ("true", "actif", 0),
    ]


def test_yaml_of_windows_is_the_same() -> None:
    windows = [(value.replace("\r", ""), *rest) for value, *rest in laid_out(YAML.replace("\n", "\r\n"))]
    assert windows == laid_out(YAML)


def test_yaml_documents() -> None:
    text = "---\nnom: EXEMPLE\nville: VANNES\n---\nnom: ESSAI\nville: RENNES\nnote: x\n---\nnom: TEST\nville: LYON\n"
    assert [cell[2] for cell in laid_out(text)] == [0, 0, 1, 1, 1, 2, 2]
    assert layout_of(text).is_splittable


def test_yaml_people_by_name() -> None:
    text = "".join(f"{name}:\n  nom: {name}\n  nir: {i}\n  ville: X\n" for i, name in enumerate(("ana", "bob", "zoe")))
    assert [cell for cell in laid_out(text) if cell[1] == "nir"] == [("0", "nir", 0), ("1", "nir", 1), ("2", "nir", 2)]


def test_yaml_names_values_by_their_neighbours() -> None:
    text = "nir: 1\nnom: x\nanalyses:\n  - libelle: Groupe sanguin\n    valeur: A+\n  - libelle: VIH\n    valeur: nég\n"
    assert [cell[1] for cell in laid_out(text) if cell[0] in ("A+", "nég")] == [
        "analyses Groupe sanguin.value",
        "analyses VIH.value",
    ]


INI = """\
; lecteur
[Beneficiaire]
Nom=EXEMPLE
Date_de_naissance=12/07/1985

[Assure]
NIR=2850797901001
Cle=50
"""


def test_sections_of_one_person_are_one_record() -> None:
    assert laid_out(INI) == [
        ("; lecteur", None, 0),
        ("EXEMPLE", "Beneficiaire.Nom", 0),
        ("12/07/1985", "Beneficiaire.Date_de_naissance", 0),
        ("2850797901001", "Assure.NIR", 0),
        ("50", "Assure.Cle", 0),
    ]


def test_sections_that_come_again_are_of_the_next_person() -> None:
    text = INI + INI.replace("; lecteur\n", "").replace("EXEMPLE", "ESSAI") + INI.replace("; lecteur\n", "")
    records = [cell[2] for cell in laid_out(text)]
    assert records == [0] * 5 + [1] * 4 + [2] * 4


def test_sections_by_number_name_nothing() -> None:
    text = "".join(f"[{i}]\nnom = N\nnir = {i}\nville = X\n" for i in range(3))
    assert laid_out(text)[:4] == [("N", "nom", 0), ("0", "nir", 0), ("X", "ville", 0), ("N", "nom", 1)]


def test_toml_lists_of_sections() -> None:
    text = '[[patients]]\nnom = "A"\nnir = 1\n\n[[patients]]\nnom = "B"\nnir = 2\n'
    assert [patient["nir"] for patient in tomllib.loads(text)["patients"]] == [1, 2]
    assert laid_out(text) == [
        ("A", "patients.nom", 0),
        ("1", "patients.nir", 0),
        ("B", "patients.nom", 1),
        ("2", "patients.nir", 1),
    ]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.dictionaries(st.sampled_from("xyzuvw"), st.integers(), min_size=3),
        min_size=2,
        max_size=2,
    )
)
def test_what_configparser_writes(sections: dict[str, dict[str, int]]) -> None:
    parser = configparser.ConfigParser()
    parser.read_dict(sections)
    out = io.StringIO()
    parser.write(out)
    expected = [(str(v), f"{s}.{k}") for s, values in sections.items() for k, v in values.items()]
    assert [cell[:2] for cell in laid_out(out.getvalue())] == expected


CARDS = """\
BEGIN:VCARD
VERSION:3.0
N:EXEMPLE;Camille;;;
TEL;TYPE=cell:06 39 98 12 34
item1.TEL;TYPE=WORK,FAX:01 99 00 12 34
BDAY:19850712
NOTE:vue
  ce jour
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:ESSAI;Morgan;;;
END:VCARD
"""


def test_cards() -> None:
    assert laid_out(CARDS) == [
        ("3.0", "VERSION", 0),
        ("EXEMPLE;Camille;;;", "surname", 0),
        ("06 39 98 12 34", "TEL cell", 0),
        ("01 99 00 12 34", "TEL WORK FAX", 0),
        ("19850712", "birthday", 0),
        ("vue", "NOTE", 0),
        ("ce jour", "NOTE", 0),
        ("3.0", "VERSION", 1),
        ("ESSAI;Morgan;;;", "surname", 1),
    ]


FORMS = """\
Nom : EXEMPLE
Prénom : Camille
Né(e) le : 12/07/1985
N° sécu : 2 85 07 979 01 001 50

Nom : ESSAI
Prénom : Morgan
Remarque :
N° sécu : 1 79 03 979 14 208 24
"""


def test_blocks_begin_with_their_first_key() -> None:
    assert (
        laid_out(FORMS)
        == laid_out(FORMS.replace("\n\n", "\n"))
        == [
            ("EXEMPLE", "Nom", 0),
            ("Camille", "Prénom", 0),
            ("12/07/1985", "Né(e) le", 0),
            ("2 85 07 979 01 001 50", "N° sécu", 0),
            ("ESSAI", "Nom", 1),
            ("Morgan", "Prénom", 1),
            ("1 79 03 979 14 208 24", "N° sécu", 1),
        ]
    )


def test_blocks_of_one_person_are_one_record() -> None:
    text = "Nom : EXEMPLE\nPrénom : Camille\n\nN° secu : 285\nCaisse : 349\n\nTél : 06 39 98 12 34\nVille : X\n"
    assert [cell[2] for cell in laid_out(text)] == [0] * 6


def test_properties() -> None:
    text = "! test\na.b=x = y\nurl: z\npatient.nir = 5\nvide=\npatient.nom=EXEMPLE\n"
    assert laid_out(text) == [
        ("! test", None, 0),
        ("x = y", "a.b", 0),
        ("url: z", "a.b", 0),
        ("5", "patient.nir", 0),
        ("EXEMPLE", "patient.nom", 0),
    ]


OTHERS = {
    "a letter": (
        "Objet : Mme EXEMPLE\nDate : 12/07/2021\n\nCher confrère,\n\nJe vous remercie de m'avoir adressé Mme EXEMPLE.\n"
        "Son état est bon : rien à signaler.\nTraitement : inchangé pour le moment et sans doute encore longtemps.\n"
        "Je la reverrai dans un an.\nBien confraternellement\n"
    ),
    "a glossary": "".join(
        f"Terme{i} : une définition qui est une phrase, avec des mots et encore des mots.\n" for i in range(9)
    ),
    "a chat": "Anne: bonjour\nPaul: salut\nAnne: ça va ?\nPaul: oui\nAnne: bien\n",
    "a log": "2021-03-01 10:00:00 INFO: start\n2021-03-01 10:00:01 INFO: stop\n" * 5,
    "syslog": "Mar  1 10:00:00 srv sshd[12]: Accepted key\nMar  1 10:00:01 srv cron[13]: job\n" * 5,
    "logfmt": "ts=12 level=info msg=ok user=a\nts=13 level=warn msg=no user=b\nid=1 b=2 c=3\nx=1 y=2\n" * 3,
    "a style sheet": "a {\n  color: red;\n  margin: 0;\n  top: 1px;\n  left: 2px;\n}\n" * 3,
    "types": "interface A {\n  nom: string;\n  nir: string;\n  tel: string;\n  age: number;\n}\n" * 3,
    "Markdown": "# Titre\n\nDu texte ici.\n\n- un point\n- un autre\n\nNote : voir\n\nEncore du texte.\n",
    "two columns": "Nom : EXEMPLE     Prénom : Camille\nNé : 12/07/1985   Sexe : F\nTel : 1   Fax : 2\nA : 1   B : 2\n",
    "too little": "Nom : EXEMPLE\nPrénom : Camille\n",
    "nothing": "",
    "blanks": "\n\n \n\t\n",
    "a table": "a;b;c\n1;2;3\n4;5;6\n7;8;9\n",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_texts_are_no_keys_and_values(kind: str) -> None:
    assert recognise(OTHERS[kind].encode(), Known()) is None


def test_source_code_and_documents_are_no_keys_and_values() -> None:
    root = Path(__file__).parents[3]
    paths = [*(root / "dlpscan").rglob("*.py"), *root.glob("*.md"), Path(__file__)]
    assert len(paths) > 50
    assert [path.name for path in paths if recognise(path.read_bytes()[: 64 << 10], Known())] == []


def _yaml(count: int) -> str:
    one = "    nom: N\n    nir: {}\n    lieu:\n      ville: X\n    tels:\n      - 1\n    note: |\n      a: b\n"
    return "exporte: oui\nbase:\n  patients:\n" + "".join(("  - " + one[4:]).format(i) for i in range(count))


SPLIT = {
    "yaml": _yaml(30),
    "yaml documents": "---\n" + "\n---\n".join(f"nom: N\nnir: {i}\nville: X" for i in range(30)) + "\n",
    "yaml by name": "".join(f"n{chr(97 + i)}:\n  nom: N\n  nir: {i}\n  ville: X\n" for i in range(26))
    + "zz:\n  nom: x\n  nir: 30\n",
    "sections": "".join(f"[patient]\nnom=N\nnir={i}\n[adresse]\nville=X\n" for i in range(30)),
    "cards": CARDS * 15,
    "forms": FORMS * 15,
    "forms without blank lines": FORMS.replace("\n\n", "\n") * 15,
    "Windows": (FORMS * 15).replace("\n", "\r\n"),
    "ldif": "".join(f"dn: uid={i}\nobjectClass: person\nsn: N\nmobile: {i}\n\n" for i in range(30)),
}


@pytest.mark.parametrize("kind", SPLIT)
def test_borders_leave_every_cell_as_it_is(kind: str) -> None:
    text, layout = SPLIT[kind].encode(), layout_of(SPLIT[kind])
    assert layout.is_splittable
    whole = cells_of(layout, text)
    low, borders = 0, []
    while border := layout.first_border(text[low:]):
        low += border
        borders.append(low)
    assert len(borders) >= 26
    for border in borders[3:-3]:
        assert layout.last_border(text[: border + 30], border - 1) >= border
        head, tail = cells_of(layout, text[:border]), cells_of(layout, text[border:], first=False)
        records = max(record for *_, record in head) + 1
        assert [*head, *((value, path, record + records) for value, path, record in tail)] == whole


@pytest.mark.parametrize("text", ["a: 1\nb: 2\nc: 3\nd: 4\n", INI.partition("[Assure]")[0] + "x=1\ny=2\n"])
def test_without_records_there_is_no_border(text: str) -> None:
    layout = layout_of(text)
    assert not layout.is_splittable
    assert layout.first_border(text.encode()) is None
    assert layout.last_border(text.encode(), 0) == 0


@pytest.mark.parametrize("kind", [*SPLIT, "a mix"])
def test_a_cut_anywhere_raises_nothing(kind: str) -> None:
    text = SPLIT.get(kind, YAML + INI + CARDS).encode()[:1200]
    layouts = [layout_of(one) for one in (SPLIT["yaml"], SPLIT["cards"], SPLIT["sections"], SPLIT["forms"])]
    for cut in range(0, len(text), 9):
        for piece in (text[:cut].decode("utf-8", "ignore").encode(), text[cut:].decode("utf-8", "ignore").encode()):
            recognise(piece, Known())
            for layout in layouts:
                cells_of(layout, piece, first=False)
                layout.columns(piece)
                layout.last_border(piece, 0)
                layout.first_border(piece)


@given(st.text("ab:=- \n[]#\"'|>BEGIN\r", max_size=60))
def test_any_text_is_borne(text: str) -> None:
    recognise(text.encode(), Known())
    for one in (SPLIT["yaml"], SPLIT["cards"], SPLIT["sections"], SPLIT["forms"]):
        layout = layout_of(one)
        cells_of(layout, text.encode(), first=False)
        layout.columns(text.encode())


HOSTILE = {
    "a line": lambda n: "a: " + "x" * n,
    "a key": lambda n: "x" * n + ": a",
    "deeper and deeper": lambda n: "".join(" " * (i % 300) + "a:\n" for i in range(n // 150)),
    "separators": lambda n: ":" * n + "\n" + "=" * n,
    "keys": lambda n: "".join(f"k{i:x}q: 1\n" for i in range(n // 9)),
    "blank lines": lambda n: "a: 1\n" + "\n" * n,
    "blanks": lambda n: "a: " + " " * n + "\n",
    "literals": lambda n: "a: |\n b: |\n  c\n" * (n // 15),
    "a literal": lambda n: "a: |\n" + " b: |\n" * (n // 6),
    "items": lambda n: "- a: 1\n" * (n // 7),
    "comments": lambda n: "# a #\n" * (n // 6),
    "sections": lambda n: "".join(f"[s{i:x}q]\na=1\n" for i in range(n // 11)),
    "brackets": lambda n: "[" * n,
    "words": lambda n: ("a " * 20 + "\n") * (n // 41),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_linear_time(kind: str) -> None:
    layouts = [layout_of(one) for one in (SPLIT["yaml"], SPLIT["sections"])]

    def seconds(size: int) -> float:
        text, best = HOSTILE[kind](size).encode(), 9e9
        for _ in range(2):
            begin = time.process_time()
            recognise(text, Known())
            for layout in layouts:
                layout.lay_out(text, first=True)
                layout.columns(text)
                layout.last_border(text, 0)
                layout.first_border(text)
            best = min(best, time.process_time() - begin)
        return best

    # Eight times the size; a quadratic step would take 64 times as long.
    assert seconds(800_000) < 24 * seconds(100_000) + 0.2
