"""Text of fixed width: which text is, where its columns are, whatever its characters, and at any cut the same."""

from __future__ import annotations

import base64
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlpscan.chunk import Cells
from dlpscan.detector import Person
from dlpscan.text.layouts.fixed.layout import FixedLayout
from dlpscan.text.layouts.fixed.sample import Sample
from dlpscan_health.fixed_forms import valid_nirs
from dlpscan_health.fixed_width import recognise

LABELS = {"nir", "num secu", "nom", "prenom", "ddn", "tel", "groupe sanguin", "n° secu"}
FIRST = ("LEFÈVRE", "MÜLLER", "LE GOFF", "D'HERVÉ", "MARTIN", "QUÉMÉNER", "PETIT", "DA SILVA")
GIVEN = ("Hélène", "François", "Anaïs", "Loïc", "Jean", "Noé", "Éva", "Luis")


class Words:
    def is_label(self, names: tuple[str, ...]) -> bool:
        return any(name.lower() in LABELS for name in names)

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        return {}


def nir(number: int, year: int = 85) -> str:
    body = f"{1 + number % 2}{year:02}{1 + number % 12:02}979{1 + number % 90:02}{1 + number * 7 % 999:03}"
    return f"{body}{97 - int(body) % 97:02}"


def laid_out(text: str | bytes) -> FixedLayout:
    layout = recognise(text.encode() if isinstance(text, str) else text, Words())
    assert layout is not None
    return layout


Row = list[tuple[str | None, str]]


def rows(cells: Cells, text: bytes) -> list[Row]:
    """The filled cells of each record."""
    table: list[Row] = [[] for _ in range(cells.records)]
    columns = [array.tolist() for array in (cells.start, cells.end, cells.label, cells.record)]
    for start, end, label, record in zip(*columns, strict=True):
        if end > start:
            table[record].append((cells.names[label], text[start:end].decode()))
    return table


def read(text: str | bytes) -> list[Row]:
    data = text.encode() if isinstance(text, str) else text
    return rows(laid_out(data).lay_out(data, first=True), data)


def lines(*rows: str, width: int = 0, end: str = "\n") -> str:
    return "".join(row.ljust(width) + end for row in rows)


def patients(count: int = 8, end: str = "\n") -> str:
    body = [
        f"{i:06}  {FIRST[i % 8]:<14}{GIVEN[i % 8]:<12}{10 + i % 18}/07/1985  {nir(i)}  06 39 98 12 3{i % 10}"
        for i in range(count)
    ]
    header = f"{'NUM':<8}{'NOM':<14}{'PRENOM':<12}{'DDN':<12}{'NUM SECU':<17}TEL"
    return lines(header, *body, width=80, end=end)


# --- known formats --------------------------------------------------------------------------------------------------


def test_b2_has_the_nir_in_every_type_that_bears_it_out() -> None:
    def record(kind: str, i: int, text: str = "") -> str:
        return f"{kind:<2}99078001{i}{nir(i)}001{4567 + i:09}0{i:09}{text}"

    text = lines(
        "000 LOT",
        *(record(kind, i) for i in range(3) for kind in ("2", "3")),
        record("2S", 1, " " + nir(41)),
        f"5 990780010{'0' * 15}",
        width=128,
    )
    found = read(text)
    assert found[0] == [(None, "000 LOT")]
    assert found[1] == [(None, "2 990780010"), ("NIR", nir(0)), ("RANG", "001"), ("FACTURE", "000004567"),
                        (None, "0"), ("ENTREE", "000000000")]  # fmt: skip
    assert found[7][1:] == [("NIR", nir(1)), ("RANG", "001"), ("FACTURE", "000004568"), (None, "0"),
                            ("ENTREE", "000000001"), ("NIR INDIVIDUEL", nir(41))]  # fmt: skip
    assert found[8] == [(None, f"5 990780010{'0' * 15}")]


def test_rsf_ace_of_several_lengths() -> None:
    text = lines(
        *(f"{kind}990780017990780017{nir(i)}001{i:09}{nir(i + 9)}{rest}" for i in range(3)
          for kind, rest in (("C", "CS"), ("M", "DEQP003"), ("L", "2020101520201020")))
    )  # fmt: skip
    found = read(text)
    assert len(found) == 9
    assert found[1] == [(None, "M"), ("FINESS", "990780017"), ("FINESS GEO", "990780017"), ("NIR", nir(0)),
                        ("RANG", "001"), ("ENTREE", "000000000"), ("NIR INDIVIDUEL", nir(9)),
                        (None, "DEQP003")]  # fmt: skip


def test_vid_ipp_has_the_birth_date() -> None:
    text = lines(*(f"{nir(i)}12071985{1 + i % 2}".ljust(48) + f"I00A990780017{nir(i)}1001{i:013}" for i in range(6)))
    assert read(text)[2][:5] == [("NIR", nir(2)), ("DATE NAISSANCE", "12071985"), ("SEXE", "1"), ("FORMAT", "I00A"),
                                 ("FINESS", "990780017")]  # fmt: skip


# --- a NIR at one position ------------------------------------------------------------------------------------------


def test_a_nir_glued_between_digits() -> None:
    found = read(lines(*(f"{i:07}34{nir(i, 40 + i)}0010000{i}" for i in range(9))))
    assert found[3] == [(None, "000000334"), ("NIR", nir(3, 43)), (None, "00100003")]


def test_a_type_of_line_without_nir_stays_whole() -> None:
    text = lines(*(f"A{i:06}{nir(i)}{'X' * 20}\nZ{i:06}{'9' * 15}{'VIH  NEGATIF':<20}" for i in range(6)))
    found = read(text)
    assert found[0] == [(None, "A000000"), ("NIR", nir(0)), (None, "X" * 20)]
    assert found[1] == [(None, f"Z000000{'9' * 15}VIH  NEGATIF")]


@pytest.mark.parametrize("form", ["12{m:02}19{y:02}", "19{y:02}{m:02}12", "12/{m:02}/19{y:02}"])
@pytest.mark.parametrize("behind", [True, False])
def test_a_birth_date_beside_the_nir(form: str, behind: bool) -> None:
    def row(i: int) -> str:
        date, number = form.format(m=1 + i % 12, y=50 + i), nir(i, 50 + i)
        return f"X{i:03}ABC{number}{date}FR{'':20}." if behind else f"X{i:03}ABC{date}{number}FR{'':20}."

    names = [name for name, _ in read(lines(*map(row, range(8))))[0]]
    assert [name for name in names if name] == (["NIR", "DATE NAISSANCE"] if behind else ["DATE NAISSANCE", "NIR"])


def test_a_date_of_another_year_is_no_birth_date() -> None:
    found = read(lines(*(f"X{i:03}ABC{nir(i, 50 + i)}15102020FR{'':20}." for i in range(8))))
    assert {name for row in found for name, _ in row} == {None, "NIR"}


def test_corsican_nir() -> None:
    numbers = [f"25307{'2A' if i % 2 else '2b'}99{i}004" for i in range(8)]
    keyed = [n + f"{97 - int(n.upper().replace('2A', '19').replace('2B', '18')) % 97:02}" for n in numbers]
    found = read(lines(*(f"AB{number}{i:08}" for i, number in enumerate(keyed))))
    assert [row[1] for row in found] == [("NIR", number) for number in keyed]


def test_the_key_of_every_position() -> None:
    """Against the definition, number by number."""
    dice = random.Random(4)
    texts = ["".join(dice.choices("0123456789", k=400)) for _ in range(100)]
    texts += [f"{nir(i, i)}{nir(i + 3, i)}".ljust(400) for i in range(40)]
    valid = valid_nirs(Sample.of(texts).grid)
    for row, text in enumerate(texts):
        for at in range(386):
            number = text[at : at + 15]
            right = number.isdigit() and 97 - int(number[:13]) % 97 == int(number[13:])
            assert right or not valid[row, at]
    assert valid[100:, 0].all()
    assert valid[100:, 15].all()


def test_chance_is_not_enough() -> None:
    dice = random.Random(7)
    for _ in range(200):
        text = lines(*("".join(dice.choices("0123456789", k=128)) for _ in range(dice.choice([5, 9, 40]))))
        assert recognise(text.encode(), Words()) is None
    one = lines(*[f"{nir(3)}{'0' * 60}"] * 30)
    assert recognise(one.encode(), Words()) is None


# --- headers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_header_over_padded_columns(end: str) -> None:
    found = read(patients(end=end))
    assert len(found) == 8
    assert found[0] == [("NUM", "000000"), ("NOM", "LEFÈVRE"), ("PRENOM", "Hélène"), ("DDN", "10/07/1985"),
                        ("NUM SECU", nir(0)), ("TEL", "06 39 98 12 30")]  # fmt: skip
    assert found[7][1:3] == [("NOM", "DA SILVA"), ("PRENOM", "Luis")]


def test_columns_padded_by_bytes() -> None:
    body = [b"%06d  %-14s%-12s%s " % (i, FIRST[i].encode().ljust(14), GIVEN[i].encode().ljust(12), nir(i).encode())
            for i in range(8)]  # fmt: skip
    text = b"".join(row + b"\n" for row in [f"{'NUM':<8}{'NOM':<14}{'PRENOM':<12}{'NIR':<16}".encode(), *body])
    assert laid_out(text).counts_bytes
    found = rows(laid_out(text).lay_out(text, first=True), text)
    assert found[5] == [("NUM", "000005"), ("NOM", "QUÉMÉNER"), ("PRENOM", "Noé"), ("NIR", nir(5))]


def test_a_rule_of_dashes_shows_the_columns_on_every_page() -> None:
    header, rule = f"{'NOM':<10} {'NIR':<15} {'TEL':<10} S", "-" * 10 + " " + "-" * 15 + " " + "-" * 10 + " -"
    body = [f"{name[:10]:<10} {nir(i)} 063998123{i} F" for i, name in enumerate(FIRST)]
    text = lines("SQL> select * from patients;", "", header, rule, *body[:4], "", header, rule, *body[4:])
    found = read(text)
    assert found[0] == [(None, "SQL> select * from patients;")]
    assert found[1] == [("NOM", "LEFÈVRE"), ("NIR", nir(0)), ("TEL", "0639981230"), ("S", "F")]
    assert [row[0][1] for row in found[1:]] == list(FIRST)


def test_names_over_columns_without_a_blank_between() -> None:
    body = [f"{'ABCDEFGH'[: 8 - i % 2]:<8}{nir(i)}19850712" for i in range(8)]
    found = read(lines(f"{'NOM':<8}{'NIR':<15}DDN     ", *body))
    assert found[0] == [("NOM", "ABCDEFGH"), ("NIR", nir(0)), ("DDN", "19850712")]


def test_a_name_of_several_words_over_short_values() -> None:
    body = [f"{nir(i)}  {'AB'[i % 2]}+" for i in range(8)]
    found = read(lines(f"{'NIR':<17}GROUPE SANGUIN", *body, width=31))
    assert found[1] == [("NIR", nir(1)), ("GROUPE SANGUIN", "B+")]


def test_numbers_aligned_at_the_right_may_become_longer() -> None:
    body = [f"{nir(i)}  {i:>8}  {'NOM'[: 1 + i % 3]:<8}" for i in range(8)]
    text = lines(f"{'NIR':<15}  {'MONTANT':>8}  NOM     ", *body)
    more = f"{nir(9)}  12345678  LE GOFF\n".encode()
    layout = laid_out(text)
    assert rows(layout.lay_out(more, first=False), more) == [
        [("NIR", nir(9)), ("MONTANT", "12345678"), ("NOM", "LE GOFF")]
    ]


def test_columns_without_a_header() -> None:
    body = [f"{100000 + i}   {name:<14}56{i:03}   061{i:05}" for i, name in enumerate(FIRST)]
    assert read(lines(*body))[1] == [(None, "100001"), (None, "MÜLLER"), (None, "56001"), (None, "06100001")]


def test_a_line_gives_what_it_has() -> None:
    text = patients()
    layout = laid_out(text)
    other = f"000009  GUÉGUEN\n\n{'':8}RIOU\n{text.splitlines()[1]}  et plus\n".encode()
    found = rows(layout.lay_out(other, first=False), other)
    assert found[:2] == [[("NUM", "000009"), ("NOM", "GUÉGUEN")], [("NOM", "RIOU")]]
    assert found[2][-1][0] == "TEL"
    assert found[2][-1][1].split("  ")[0] == "06 39 98 12 30"
    assert found[2][-1][1].endswith("  et plus")


def test_a_regular_table_is_a_grid() -> None:
    text = patients(500).encode()
    cells = laid_out(text).lay_out(text, first=True)
    assert cells.is_grid()
    assert cells.records == 500


# --- what is no such text -------------------------------------------------------------------------------------------

_ROOT = Path(__file__).parents[3]
OTHERS = {
    "prose": "Le patient est venu ce matin à jeun.\nLes résultats sont normaux.\n" * 40,
    "wrapped": "\n".join((_ROOT / "LICENSE").read_text("utf-8").splitlines()[:80]),
    "source": (_ROOT / "dlpscan" / "model.py").read_text("utf-8"),
    "base64": base64.encodebytes(bytes(range(256)) * 20).decode(),
    "pem": "-----BEGIN CERTIFICATE-----\n"
    + base64.encodebytes(bytes(range(256))).decode()
    + "-----END CERTIFICATE-----\n",
    "hexdump": "".join(f"{i:08x}  {'48 65 6c 6c 6f 20 ' * 2} {i * 77777:012x}  |Hello Hello |\n" for i in range(50)),
    "log": "".join(f"2026-11-25 02:30:{i:02}  INFO   worker {i % 10}  request {10000 + i} done\n" for i in range(60)),
    "art": ("+" + "-" * 40 + "+\n|" + " " * 40 + "|\n") * 10,
    "numbers": "".join(f"{i:06}  {i * i:08}  {i * 7:08}\n" for i in range(50)),
    "report": lines("Analyse             Resultat", *[f"{name:<20}Negatif    mg/L" for name in FIRST], width=80),
    "two lines": patients(1),
    "blanks": " " * 200 + "\n" * 50,
    "empty": "",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_text_is_left_alone(name: str) -> None:
    assert recognise(OTHERS[name].encode(), Words()) is None


# --- borders and hostile text ---------------------------------------------------------------------------------------


def whole() -> list[str]:
    nirs = lines(*(f"A{i:06}{nir(i)}é{'X' * 20}\nZ{i:06}{'9' * 15}{'VIH':<20}" for i in range(6)))
    return [patients(), patients(end="\r\n"), nirs]


@pytest.mark.parametrize("text", whole())
def test_halves_at_every_border_have_the_same_cells(text: str) -> None:
    data = text.encode()
    layout = laid_out(data)
    expected = rows(layout.lay_out(data, first=True), data)
    border = 0
    while (border := data.find(b"\n", border) + 1) and border < len(data):
        assert layout.last_border(data[: border + 5], 0) == border
        assert layout.first_border(data[border - 3 :]) == 3
        head, rest = data[:border], data[border:]
        halves = rows(layout.lay_out(head, first=True), head) + rows(
            layout.after(head).lay_out(rest, first=False), rest
        )
        assert halves == expected
    assert layout.last_border(data, len(data)) == 0
    assert layout.first_border(b"none") is None


def check(cells: Cells, text: bytes) -> None:
    """What the engine relies on."""
    assert (cells.start <= cells.end).all()
    assert (cells.start[1:] >= cells.end[:-1]).all()
    assert len(cells.start) == len(cells.end) == len(cells.label) == len(cells.record)
    if len(cells.start):
        assert cells.start[0] >= 0
        assert cells.end[-1] <= len(text)
        assert 0 <= cells.label.min() <= cells.label.max() < len(cells.names)
        assert 0 <= cells.record.min() <= cells.record.max() < cells.records
    for start, end in zip(cells.start.tolist(), cells.end.tolist(), strict=True):
        value = text[start:end].decode()
        assert value == value.strip(" \r\n\t")


@pytest.mark.parametrize("text", whole())
def test_a_text_cut_anywhere(text: str) -> None:
    data = text.encode()
    layout = laid_out(data)
    for at in range(0, len(data), 7):
        for part in (data[:at], data[at:]):
            part = part.decode("utf-8", "replace").encode()
            check(layout.lay_out(part, first=True), part)
            recognise(part, Words())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("é 1\n\r\t€𝄞Aa\x00-"), max_size=400), st.integers(0, 2))
def test_any_text(text: str, which: int) -> None:
    data = text.encode()
    for layout in (laid_out(whole()[which]), FixedLayout(forms=laid_out(whole()[0]).forms, counts_bytes=True)):
        check(layout.lay_out(data, first=False), data)
    recognise(data, Words())


@pytest.mark.parametrize("text", ["\n", "a\n", "é", "a", " ", "1" * 4000 + "\n", "\x00", "x y  \n"])
def test_cells_are_no_more_than_bytes(text: str) -> None:
    layout = laid_out(patients())
    data = text.encode() * (200_000 // len(text))
    cells = layout.lay_out(data, first=False)
    assert len(cells.start) <= len(data)


@pytest.mark.parametrize("columns", [100, 1000])
def test_very_many_columns(columns: int) -> None:
    text = lines(*["  ".join([f"NIR{'':{i % 3}}"[:3] for i in range(columns)])] * 12)
    recognise(text.encode(), Words())
