"""JSON as cells."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.detector import Person
from dlpscan.text.layouts.json.layout import JsonLayout, recognise

_PERSONS = (
    (Person.NATIONAL_ID, r"nir|insee|1\.2\.250"),
    (Person.BIRTH_DATE, r"naiss|birth"),
    (Person.NAME, r"nom$|family"),
)


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


@dataclass(frozen=True)
class Cell:
    value: str
    path: str | None
    record: int
    name: str | None = field(compare=False, default=None)


def layout_of(text: str) -> JsonLayout:
    layout = recognise(text.encode(), Known())
    assert layout is not None
    return layout


def cells_of(layout: JsonLayout, text: bytes, *, first: bool = True) -> list[Cell]:
    edits = layout.edits(text)
    if edits is not None:
        text = edits.applied(text).text
    cells = layout.lay_out(text, first=first)
    assert (cells.start < cells.end).all()
    assert (cells.start[1:] >= cells.end[:-1]).all()
    assert len(cells.record) == 0 or int(cells.record.max()) < cells.records
    spans = zip(cells.start.tolist(), cells.end.tolist(), cells.label.tolist(), cells.record.tolist(), strict=True)
    names, paths = (*cells.names, None), (*cells.paths, None)
    return [Cell(text[a:b].decode(), paths[label], record, names[label]) for a, b, label, record in spans]


def laid_out(text: str) -> list[Cell]:
    return cells_of(layout_of(text), text.encode())


PATIENTS: list[dict[str, Any]] = [
    {
        "nom": "EXEMPLE",
        "prenom": "Camille",
        "dateNaissance": "1985-07-12",
        "nir": "285079790100150",
        "telephones": ["06 39 98 12 34", "01 99 00 12 34"],
        "adresse": {"rue": "12 rue des Lilas", "codePostal": 56000, "ville": "VANNES"},
        "medecin": None,
        "commentaire": 'dit "oui",\nrappeler',
        "actif": True,
    },
    {
        "nom": "ESSAI",
        "prenom": "Morgan",
        "dateNaissance": "1979-03-02",
        "nir": "179039791420824",
        "telephones": [],
        "adresse": {"rue": "", "codePostal": 35000, "ville": "RENNES"},
        "medecin": {"nom": "DR TEST", "telephone": "02 61 91 40 03"},
        "commentaire": "",
        "actif": False,
    },
]


def test_values_have_the_last_two_keys_and_a_record_each() -> None:
    assert laid_out(json.dumps({"patients": PATIENTS}, ensure_ascii=False, indent=2)) == [
        Cell("EXEMPLE", "patients.nom", 0),
        Cell("Camille", "patients.prenom", 0),
        Cell("1985-07-12", "patients.dateNaissance", 0),
        Cell("285079790100150", "patients.nir", 0),
        Cell("06 39 98 12 34", "patients.telephones", 0),
        Cell("01 99 00 12 34", "patients.telephones", 0),
        Cell("12 rue des Lilas", "adresse.rue", 0),
        Cell("56000", "adresse.codePostal", 0),
        Cell("VANNES", "adresse.ville", 0),
        Cell("dit 'oui',\nrappeler", "patients.commentaire", 0),
        Cell("true", "patients.actif", 0),
        Cell("ESSAI", "patients.nom", 1),
        Cell("Morgan", "patients.prenom", 1),
        Cell("1979-03-02", "patients.dateNaissance", 1),
        Cell("179039791420824", "patients.nir", 1),
        Cell("35000", "adresse.codePostal", 1),
        Cell("RENNES", "adresse.ville", 1),
        Cell("DR TEST", "medecin.nom", 1),
        Cell("02 61 91 40 03", "medecin.telephone", 1),
        Cell("false", "patients.actif", 1),
    ]


def test_names_are_the_keys() -> None:
    assert [cell.name for cell in laid_out('{"a": {"b": 1, "c": [2, 3]}}')] == ["b", "c", "c"]


WRITTEN = {
    "a line": lambda value: json.dumps(value, ensure_ascii=False),
    "escaped": json.dumps,
    "minified": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    "indented": lambda value: json.dumps(value, ensure_ascii=False, indent=4),
    "with tabs": lambda value: json.dumps(value, ensure_ascii=False, indent="\t"),
    "spaced": lambda value: json.dumps(value, ensure_ascii=False, separators=(" , ", " : ")),
    "behind a mark": lambda value: "\ufeff" + json.dumps(value, ensure_ascii=False),
    "CRLF": lambda value: json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\r\n"),
    "assigned": lambda value: "var patients = " + json.dumps(value, ensure_ascii=False) + ";\n",
    "called": lambda value: "callback(" + json.dumps(value, ensure_ascii=False) + ");",
}


@pytest.mark.parametrize("way", WRITTEN)
def test_however_it_is_written_the_cells_are_the_same(way: str) -> None:
    people = [*PATIENTS, {"nom": "É\u00e8\u20ac😀", "nir": 5}]
    assert laid_out(WRITTEN[way](people)) == laid_out(WRITTEN["a line"](people))


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", "", " ", ",\n", "\x1e"])
def test_values_one_behind_the_other(between: str) -> None:
    cells = laid_out(between.join(json.dumps(patient) for patient in PATIENTS))
    assert [cell.record for cell in cells if cell.path == "nir"] == [0, 1]


def test_without_a_label_that_tells_people_apart_each_item_is_a_record() -> None:
    cells = laid_out('{"total": 2, "items": [{"a": 1, "b": [{"c": 2}, {"c": 3}]}, {"a": 4}]}')
    assert [(cell.value, cell.record) for cell in cells] == [("2", 0), ("1", 1), ("2", 1), ("3", 1), ("4", 2)]


def test_a_list_of_rows() -> None:
    cells = laid_out('{"columns": ["nom", "tel"], "data": [["EXEMPLE", "0639981234"], ["ESSAI", null]]}')
    assert [(cell.value, cell.path, cell.record) for cell in cells[2:]] == [
        ("EXEMPLE", "data", 1),
        ("0639981234", "data", 1),
        ("ESSAI", "data", 2),
    ]


@pytest.mark.parametrize(
    "keys", [("1001", "1002"), ("PAT0001", "PAT0002"), ("a@mail.example", "b@mail.example"), ("285079790100150", "2-3")]
)
def test_keys_that_tell_people_apart_are_values_not_labels(keys: tuple[str, str]) -> None:
    cells = laid_out(
        json.dumps({"patients": {keys[0]: {"nom": "EXEMPLE", "nir": 1}, keys[1]: {"nom": "ESSAI", "nir": 2}}})
    )
    assert cells == [
        Cell(keys[0], None, 0),
        Cell("EXEMPLE", "patients.nom", 0),
        Cell("1", "patients.nir", 0),
        Cell(keys[1], None, 1),
        Cell("ESSAI", "patients.nom", 1),
        Cell("2", "patients.nir", 1),
    ]


def test_people_by_name_have_no_label_of_their_own() -> None:
    cells = laid_out('{"dupont": {"nir": 1, "x": 0}, "durand": {"nir": 2}, "martin": {"nir": 3, "y": 0}}')
    assert [(cell.path, cell.record) for cell in cells if cell.name == "nir"] == [("nir", 0), ("nir", 1), ("nir", 2)]


def test_a_thousand_parents_are_not_a_thousand_labels() -> None:
    text = json.dumps({f"service{chr(97 + i % 26)}{chr(97 + i // 26)}": {f"k{i % 3}": 1, "nir": i} for i in range(600)})
    assert {cell.path for cell in laid_out(text) if cell.name == "nir"} == {"nir"}


PAIRS = {
    '{"libelle": "Groupe sanguin", "valeur": "A+"}': "Groupe sanguin.value",
    '{"valeur": "A+", "code": "GS", "libelle": "Groupe sanguin"}': "GS Groupe sanguin.value",
    '{"telecom": [{"system": "phone", "value": "A+", "use": "mobile"}]}': "telecom phone.value",
    '{"ids": [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": "A+"}]}': "ids urn:oid:1.2.250.1.213.1.4.8.value",
    '{"code": {"coding": [{"system": "http://x", "code": "882-1"}]}, "valueString": "A+"}': "882-1.value",
    '{"code": {"text": "ABO"}, "valueCodeableConcept": {"coding": [{"code": "LA19710-5"}], "text": "A+"}}': "ABO.value",
    '{"code": {"text": "hCG"}, "valueQuantity": {"value": "A+", "unit": "UI/L", "code": "[IU]/L"}}': "hCG.value",
    '{"libelle": "' + "x" * 41 + '", "valeur": "A+"}': "valeur",
    '{"question": "Groupe sanguin ?", "reponse": "A+"}': "Groupe sanguin ?.value",
}


@pytest.mark.parametrize("text", PAIRS)
def test_a_neighbour_may_name_a_value(text: str) -> None:
    assert [cell.path for cell in laid_out(text) if cell.value == "A+"] == [PAIRS[text]]


def test_names_of_people_are_no_topics() -> None:
    people = [{"nom": f"N{chr(97 + i % 26)}{chr(97 + i // 26)}", "resultat": "x"} for i in range(600)]
    assert {cell.path for cell in laid_out(json.dumps(people))} == {"nom", "resultat"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"a\"b", "a'b"),
        (r"a\\b", "a/b"),
        (r"a\\\"b", "a/'b"),
        (r"a\/b", "a/b"),
        (r"a\nb\tc", "a\nb\tc"),
        (r"a\r\nb", "a \nb"),
        (r"\u00e9\u0022\u005C", "é'/"),
        (r"a\u0000b", "a b"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83dx\ude00", "�x�"),
        (r"a\\u0041", "a/u0041"),
        (r"a\u00g1", "a/u00g1"),
        (r"a\xb", "a/xb"),
    ],
)
def test_escapes(written: str, value: str) -> None:
    assert laid_out('{"a": "' + written + '"}') == [Cell(value, "a", 0)]


_KEYS = st.sampled_from(["nom", "prenom", "ddn", "adresse", "tel", "ville", "Été", "a b", ""])
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=12)
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), _TEXTS)
_DOCUMENTS = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=4)),
    max_leaves=25,
)


def _shown(value: str) -> str:
    table = {'"': "'", "\\": "/", "\n": "\n", "\t": "\t"}
    shown = "".join(table.get(c, max(c, " ")) for c in value)
    return shown.encode().strip(bytes(range(33))).decode()


def _scalars(value: object, key: str | None) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _scalars(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner, key)
    elif isinstance(value, str):
        if _shown(value):
            yield _shown(value), key
    elif value is not None:
        yield json.dumps(value), key


@given(st.lists(_DOCUMENTS, max_size=4), st.sampled_from(sorted(WRITTEN)))
def test_what_the_standard_library_writes(documents: list[object], way: str) -> None:
    layout = JsonLayout(head=b"[{", labels=Known())
    found = cells_of(layout, WRITTEN[way]([{"nom": "x"}, *documents]).encode())
    assert [(cell.value, cell.name) for cell in found] == [("x", "nom"), *_scalars(documents, None)]


def many(count: int) -> list[dict[str, Any]]:
    return [
        {**PATIENTS[i % 2], "nir": f"{i}", "resultats": [{"nom": "VIH", "valeur": "négatif"}] * (i % 3)}
        for i in range(count)
    ]


SPLIT = {
    "a list": json.dumps(many(40), ensure_ascii=False),
    "minified": json.dumps(many(40), separators=(",", ":")),
    "indented": json.dumps({"total": 40, "patients": many(40)}, indent=2),
    "nested": json.dumps({"services": {"cardio": {"patients": many(40)}}}, indent=1),
    "lines": "\n".join(map(json.dumps, many(40))) + "\n",
    "lines of Windows": "\r\n".join(map(json.dumps, many(40))) + "\r\n",
    "pretty values": "\n".join(json.dumps(one, indent=2) for one in many(40)) + "\n",
    "by number": json.dumps({f"{i}": one for i, one in enumerate(many(40))}),
    "by number, indented": json.dumps({"patients": {f"{i}": one for i, one in enumerate(many(40))}}, indent=2),
}


@pytest.mark.parametrize("way", SPLIT)
def test_borders_leave_every_cell_as_it_is(way: str) -> None:
    text, layout = SPLIT[way].encode(), layout_of(SPLIT[way])
    assert layout.is_splittable
    whole = cells_of(layout, text)
    low, borders = 0, []
    while border := layout.first_border(text[low:]):
        low += border
        borders.append(low)
    assert len(borders) >= 38
    # What stands around the records would be one with a single one.
    for border in borders[1:-1]:
        assert layout.last_border(text[: border + 60], border - 1) >= border
        head = cells_of(layout, text[:border])
        tail = cells_of(layout.after(text[:border]), text[border:], first=False)
        records = max(cell.record for cell in head) + 1
        moved = [Cell(cell.value, cell.path, cell.record + records) for cell in tail]
        assert [*head, *moved] == whole


def test_what_only_looks_like_a_border_is_none() -> None:
    text = json.dumps([{"nom": 'x, {"nom": "y"}, {\\"nom\\":', "b": 1} for _ in range(5)])
    layout, borders, low = layout_of(text), 0, 0
    while border := layout.first_border(text.encode()[low:]):
        low += border
        borders += 1
    assert borders == 4


@pytest.mark.parametrize("text", ['{"a": 1}', '{"a": [1, 2, 3]}', '["a", "b"]', '{"a": {"b": {"c": 1}}}'])
def test_where_there_are_no_records_there_is_no_border(text: str) -> None:
    layout = layout_of(text)
    assert not layout.is_splittable
    assert layout.last_border(text.encode(), 0) == 0
    assert layout.first_border(text.encode()) is None


def test_inner_objects_that_begin_alike_are_no_records() -> None:
    inner: list[dict[str, Any]] = [{"nom": "y", "a": 1}, {"nom": "z", "a": 2}]
    text = json.dumps([{"nom": 'x "\\', "b": 1, "contacts": inner} for _ in range(5)])
    layout = layout_of(text)
    assert layout.is_splittable
    assert text[layout.first_border(text.encode()) or 0 :].startswith(' {"nom": "x')
    assert not layout_of(json.dumps([{"nom": "x", "a": 1, "contacts": inner} for _ in range(5)])).is_splittable


@pytest.mark.parametrize("way", ["lines", "a list"])
def test_a_broken_record_costs_itself_only(way: str) -> None:
    layout = layout_of(SPLIT[way])
    broken = SPLIT[way].replace('"nir": "7"', '"nir": "7').encode()
    assert broken != SPLIT[way].encode()
    after = [cell.value for cell in cells_of(layout, broken) if cell.name == "nir"]
    assert after[-31:] == [str(i) for i in range(9, 40)]


def test_a_part_that_begins_in_a_string_comes_to_itself() -> None:
    layout, text = layout_of(SPLIT["a list"]), SPLIT["a list"].encode()
    cells = cells_of(layout, text[text.index(b"Lilas") :], first=False)
    assert [cell.value for cell in cells if cell.name == "nir"] == [str(i) for i in range(1, 40)]


@pytest.mark.parametrize("way", SPLIT)
def test_a_cut_anywhere_raises_nothing(way: str) -> None:
    text, layout = SPLIT[way].encode()[:1500], layout_of(SPLIT[way])
    for cut in range(0, len(text), 11):
        for piece in (text[:cut], text[cut:]):
            layout.columns(piece)
            layout.last_border(piece, 0)
            layout.first_border(piece)
            cells_of(layout, piece.decode("utf-8", "ignore").encode(), first=False)
            recognise(piece, Known())


@given(st.text('{}[]",:\\ \nau1é-', max_size=60))
def test_any_text_is_borne(text: str) -> None:
    recognise(text.encode(), Known())
    for head in (b"[{", SPLIT["a list"].encode(), SPLIT["by number"].encode(), SPLIT["lines"].encode()):
        layout = JsonLayout(head=head, labels=Known())
        cells_of(layout, text.encode(), first=False)
        layout.columns(text.encode())
        layout.last_border(text.encode(), 0)
        layout.first_border(text.encode())


NOT_JSON = (
    "",
    "Bonjour, {nom} !",
    "[Patient]\nnom=x\n",
    "[2021-03-01 10:00:00] INFO start\n",
    "[INFO] start\n",
    "[1] Dupont et al., 2021\n",
    "[1, 2] voir plus bas\n",
    '{"a": 1} et la suite\n',
    "{ color: red; }",
    "{% if a %}",
    "{\\rtf1\\ansi}",
    "[lien](http://x.example)",
    "[[a]]",
    "function(x) { return 1 }",
    "nom;prenom\nx;y\n",
    'const x = {"a": 1};\nconst y = 2;\n',
)


@pytest.mark.parametrize("text", NOT_JSON)
def test_other_texts_are_not_json(text: str) -> None:
    assert recognise(text.encode(), Known()) is None


def test_a_head_that_is_cut_is_json() -> None:
    for way, text in SPLIT.items():
        for cut in range(60, 900, 13):
            assert recognise(text.encode()[:cut], Known()) is not None, (way, cut)


def test_columns_are_the_keys_and_the_texts_that_name_values() -> None:
    text = b'{"nom": "x", "res": [{"code" : "GS", "valeur": "A+"}], "tels": ["06"]}'
    layout = layout_of(text.decode())
    assert set(layout.columns(text)) == {"nom", "res", "code", "valeur", "tels", "GS", "x"}


HOSTILE = {
    "opening": lambda n: "[" * n,
    "nesting": lambda n: '{"a":' * (n // 5),
    "closing": lambda n: '[{"a":1}' + "}" * n,
    "quotes": lambda n: '["' + '"' * n,
    "keys": lambda n: "{" + ",".join(f'"k{i:x}q":1' for i in range(n // 10)) + "}",
    "parents": lambda n: "{" + ",".join(f'"k{i:x}q":{{"v{i:x}":1}}' for i in range(n // 20)) + "}",
    "blanks": lambda n: "[1," + " " * n + "2]",
    "gaps": lambda n: "[" + (" " * 500 + "1,") * (n // 502) + "1]",
    "escapes": lambda n: '["' + "\\n\\u00e9" * (n // 8) + '"]',
    "backslashes": lambda n: '["' + "\\" * n,
    "a line": lambda n: '{"a":"' + "x" * n + '"}',
    "a key": lambda n: '{"' + "x" * n + '":1}',
    "empty": lambda n: "[" + "{}," * (n // 3) + "{}]",
    "false borders": lambda n: '[{"a":1},{"a":2},{"a":[' + '{"a":' * (n // 5),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_linear_time(kind: str) -> None:
    layout = JsonLayout(head=b'[{"a":1},{"a":2}]', labels=Known())

    def seconds(size: int) -> float:
        text = HOSTILE[kind](size).encode()
        best = 9e9
        for _ in range(2):
            begin = time.process_time()
            edits = layout.edits(text)
            recognise(text, Known())
            layout.last_border(text, 0)
            layout.first_border(text)
            decoded = edits.applied(text).text if edits else text
            layout.columns(decoded)
            layout.lay_out(decoded, first=True)
            best = min(best, time.process_time() - begin)
        return best

    # Eight times the size; a quadratic step would take 64 times as long.
    assert seconds(800_000) < 24 * seconds(100_000) + 0.2
