"""Pages as cells and prose."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlpscan.detector import Person
from dlpscan.layout import Label
from dlpscan.text.layouts.html.layout import HtmlLayout, recognise

Cell = tuple[str, str | None, int]


class Known:
    """Labels of a few words."""

    KINDS = (
        (re.compile(r"\bnir\b|s[ée]cu", re.IGNORECASE), Person.NATIONAL_ID),
        (re.compile(r"naissance|n[ée]e? le", re.IGNORECASE), Person.BIRTH_DATE),
        (re.compile(r"^(?:nom|pr[ée]nom|patient)", re.IGNORECASE), Person.NAME),
    )
    OTHERS = re.compile(r"\b(?:t[ée]l|vih|groupe sanguin)\b", re.IGNORECASE)

    def is_label(self, names: tuple[str, ...]) -> bool:
        return bool(self.persons(names)) or any(self.OTHERS.search(name) for name in names)

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        return {i: kind for i, name in enumerate(names) for word, kind in self.KINDS if name and word.search(name)}

    def occurrences(self, text: bytes) -> list[Label]:
        return [Label(found.start(), found.end(), True) for found in re.finditer(rb"\bNom\b", text)]

    def may_hold(self, text: bytes, columns: Callable[[], tuple[str | None, ...]]) -> bool:
        return True


def layout_of(page: str) -> HtmlLayout:
    layout = recognise(page.encode(), Known())
    assert layout is not None
    return layout


def plain(page: str) -> bytes:
    edits = layout_of(page).edits(page.encode())
    return edits.applied(page.encode()).text if edits else page.encode()


def laid_out(
    page: str, layout: HtmlLayout | None = None, *, is_sound: bool = True
) -> tuple[list[Cell], list[tuple[str, int]]]:
    """The cells (value, label, record) and the prose (text, record). A sound page tells its names as it stands."""
    layout = layout or layout_of(page)
    edits = layout.edits(page.encode())
    text = edits.applied(page.encode()).text if edits else page.encode()
    cells = layout.lay_out(text, first=True)
    assert (cells.start[1:] >= cells.end[:-1]).all()
    found = [
        (text[start:end].decode(), cells.paths[label] if label >= 0 else None, record)
        for start, end, label, record in zip(
            *(column.tolist() for column in (cells.start, cells.end, cells.label, cells.record)), strict=True
        )
    ]
    labels = {name for name in cells.names if name}
    assert labels <= set(layout.columns(text))
    if is_sound:
        assert labels <= set(layout.columns(page.encode()))
    if cells.free is None:
        return found, []
    assert (cells.free.start[1:] >= cells.free.end[:-1]).all()
    stretches = zip(cells.free.start.tolist(), cells.free.end.tolist(), cells.free.record.tolist(), strict=True)
    return found, [(text[start:end].decode(), record) for start, end, record in stretches]


def words(page: str) -> str:
    return " ".join(plain(f"<html>{page}").decode().split())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("06 39 <b>98</b> 12&nbsp;34", "06 39 98 12 34"),
        ("2 85 07 979\n 01 001 50", "2 85 07 979 01 001 50"),
        ("<span style='a'>06 39</span><span style='b'> 98</span>", "06 39 98"),
        ("<span>NIR</span><span>285</span>", "NIR 285"),
        ('<span class="nom">EXEMPLE</span><span class="prenom">Camille</span>', "EXEMPLE Camille"),
        ("Ex<span class=SpellE>em</span>ple", "Exemple"),
        ("H<sub>2</sub>O", "H2O"),
        ("a<br>b<p>c</p>d", "a b c d"),
        ("a<!-- b --><style>c</style><script>d < e</script>f", "a f"),
        ("a<!-- tel 0639981234 -->b", "a tel 0639981234 b"),
        ('<script type="application/json">{"nir": 1}</script>', '{"nir": 1}'),
        ("&eacute;&#233;&lt;b&gt;&inconnue;", "éé‹b›&inconnue;"),
        ('<a title="a > b" href=x>c</a> d < e > f', "c d < e > f"),
        ("<![if !supportLists]>a<![endif]>", "a"),
    ],
)
def test_markup_leaves_text(page: str, expected: str) -> None:
    assert words(page) == expected


def test_lines_of_preformatted_text_stay() -> None:
    assert plain("<html><pre>a\nb</pre>c\nd").split(b"\n") == [b"", b"", b"a", b"b", b"c d"]


HEADER = "<tr><th>Nom</th><th>N&deg; S&eacute;cu.</th></tr>"
PEOPLE = [("A", "Nom", 0), ("1", "N° Sécu ", 0), ("B", "Nom", 1), ("2", "N° Sécu ", 1)]


@pytest.mark.parametrize(
    "page",
    [
        f"<table>{HEADER}<tr><td>A</td><td>1</td></tr><tr><td>B</td><td><b>2</b></td></tr></table>",
        f"<TABLE><THEAD>{HEADER}</THEAD><TR><TD>A<TD>1<TR><TD>B<TD>2</TABLE>",
        "<table><tr><td><b>Nom</b><td>N° Sécu.</tr><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>",
    ],
)
def test_rows_of_people(page: str) -> None:
    assert laid_out(f"<html>{page}</html>") == (PEOPLE, [])


def test_a_large_table_is_like_a_small_one() -> None:
    rows = "".join(f"<tr><td>A{i}</td><td></td><td>{i}</td></tr>" for i in range(400))
    cells, _ = laid_out(f"<html><table><tr><th>Nom</th><th>x</th><th>NIR</th></tr>{rows}</table>")
    assert cells == [cell for i in range(400) for cell in ((f"A{i}", "Nom", i), (str(i), "NIR", i))]


PAIRS = [("A", "Nom", 0), ("1", "NIR", 0)]


@pytest.mark.parametrize(
    "page",
    [
        "<dl><dt>Nom</dt><dd>A</dd><dt>NIR</dt><dd>1</dd></dl>",
        "<table><tr><th>Nom</th><td>A</td></tr><tr><th>NIR</th><td>1</td></tr></table>",
        "<label>Nom :</label> <input name='x' value='A'><label>NIR</label><input value=1>",
        "<input name=Nom value='A'><input type=text value=\"1\" id=NIR />",
        "<label><b>Nom</b> :</label><p>A</p><label>NIR</label> <span>1</span>",
        '<div><span class="label">Nom :</span> <span>A</span></div><div><b class="label">NIR</b><i>1</i></div>',
    ],
)
def test_names_beside_values(page: str) -> None:
    cells, prose = laid_out(f"<html>{page}</html>")
    assert ([cell for cell in cells if cell[1]], prose) == (PAIRS, [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("N<sup>o</sup> NIR", "No NIR"), ("N° <b>NIR</b>", "N° NIR"), ("N°<br>NIR", "N° NIR"), ("<i>NIR</i>", "NIR"),
     ("N° <b title='a > b'>NIR</b>", "N° NIR"), (9 * "<b>" + "NIR", "NIR")],
)  # fmt: skip
def test_tags_within_a_name(name: str, expected: str) -> None:
    for cell in ("th", "td"):
        page = f"<html><table><tr><{cell}>Nom</{cell}><{cell}>{name}</{cell}></tr><tr><td>A</td><td>1</td></tr></table>"
        assert laid_out(page)[0][-1] == ("1", expected, 0)


def test_names_in_the_first_cells() -> None:
    page = (
        "<html><table><tr><td>Nom :</td><td>A</td><td>NIR</td><td>1</td></tr>"
        "<tr><td>Tel</td><td><input value=2></td></table>"
    )
    assert [cell for cell in laid_out(page)[0] if cell[1]] == [*PAIRS, ("2", "Tel", 0)]


def test_results_are_what_their_row_is_about() -> None:
    page = (
        "<html><p>Nom : A</p><table><tr><th>Analyse</th><th>Résultat</th><th>Norme</th><th>12/03/2019</th></tr>"
        "<tr><td>VIH 1+2</td><td>Négatif</td><td>Négatif</td><td>Positif</td></tr></table><p>fin</p>"
    )
    cells, prose = laid_out(page)
    assert cells == [
        ("A", "Nom", 0),
        ("VIH 1+2", None, 0),
        ("Négatif", "VIH 1+2", 0),
        ("Négatif", "Norme", 0),
        ("Positif", "VIH 1+2", 0),
    ]
    assert prose == [("Nom : A", 0), ("fin", 0)]


def test_each_card_is_a_record() -> None:
    card = "<dl><dt>Nom</dt><dd>{0}</dd><dt>NIR</dt><dd>{0}</dd></dl><p>vu {0}</p>"
    cells, prose = laid_out("<html><p>liste</p>" + card.format(1) + card.format(2))
    assert [cell[2] for cell in cells] == [0, 0, 1, 1]
    assert prose == [("liste", 0), ("vu 1", 0), ("vu 2", 1)]


def test_tables_for_the_looks_are_prose() -> None:
    page = "<html><table><tr><td><p>Madame,</p><p>bonjour</p></td></tr><tr><td>fin</td></tr></table>"
    cells, prose = laid_out(page)
    assert cells == []
    assert [text.split() for text, _ in prose] == [["Madame,", "bonjour"], ["fin"]]


def test_a_table_goes_on_behind_a_border() -> None:
    page = f"<html><table>{HEADER}" + "".join(f"<tr><td>A</td><td>{i}</td></tr>" for i in range(9)) + "</table><p>x</p>"
    layout, data = layout_of(page), page.encode()
    border = layout.last_border(data[:-40], 0)
    assert data[border:].startswith(b"<tr>")
    following = layout.after(data[:border])
    cells, _ = laid_out(page[border:], following)
    assert cells[:2] == [("A", "Nom", 0), (page[border:].split("<td>")[2][0], "N° Sécu ", 0)]
    assert following.after(b"</table><p>").header == ()
    assert following.after(b"<tr><td>").header == following.header


class Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


TAGS = (
    "<b> </b> <p> <td> <tr> <table> </table> <br/> <th\ta='>'> <span> </span> <dt> </dt> <dd> </dd> <b\tclass='label'>"
)
PARTS = st.sampled_from([*TAGS.split(" "), *"éa1 \n", "<!-- x -->", "&eacute;", "&nbsp;", "&amp;", "&#233;"])


@given(st.lists(PARTS, max_size=40))
@settings(deadline=None, max_examples=300)
def test_the_text_is_what_a_parser_finds(parts: list[str]) -> None:
    page = "<html>" + "".join(parts)
    collector = Collector()
    collector.feed(page)
    collector.close()
    found = re.sub(rb"[\x00-\x20]", b"", plain(page)).decode()
    assert found == re.sub(r"[\s\xa0]", "", "".join(collector.texts))
    laid_out(page, is_sound=False)


@given(st.text(st.sampled_from("<>/!-=\"' \nabtrdhinpuvle&;\x1c\x1d\x1e\x1f\x02\x03\x04"), max_size=80))
@settings(deadline=None, max_examples=300)
def test_nonsense_raises_nothing(text: str) -> None:
    layout, data = layout_of("<html>"), text.encode()
    edits = layout.edits(data)
    data = edits.applied(data).text if edits else data
    layout.columns(data)
    layout.lay_out(data, first=False)
    layout.after(data).lay_out(data, first=False)


def test_texts_cut_anywhere_raise_nothing() -> None:
    page = (
        f"<html><style>a</style><!-- x --><table>{HEADER}<tr><td>A</td><td>1</td></tr></table><input name=a value='b'>é"
    )
    data = page.encode()
    for cut in range(len(data)):
        for part in (data[:cut].decode("utf-8", "ignore"), data[cut:].decode("utf-8", "ignore")):
            recognise(part.encode(), Known())
            laid_out_any(part)


def laid_out_any(part: str) -> None:
    layout, data = layout_of("<html>"), part.encode()
    edits = layout.edits(data)
    layout.lay_out(edits.applied(data).text if edits else data, first=True)


@pytest.mark.parametrize(
    ("text", "is_page"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\ufeff\n<!-- x --><HTML>", True),
        ("<div><p>a</p></div>", True),
        ("<table border=1><tr><td>1</td></tr></table>", True),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', True),
        ("<table><ligne/></table>", False),
        ("<patients><patient/></patients>", False),
        ("<?xml version='1.0'?><table><tr/></table>", False),
        ("<?php echo 1; ?>", False),
        ("a < b", False),
        ("", False),
    ],
)
def test_what_is_a_page(text: str, is_page: bool) -> None:
    assert (recognise(text.encode(), Known()) is not None) == is_page


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "tables": lambda n: b"<table>" * n,
    "small tables": lambda n: b"".join(b"<table><tr><td>a%x<td>b<tr><td>c<td>d" % i for i in range(n // 6)),
    "cells": lambda n: b"<table><tr>" + b"<td>x" * n,
    "wide cells": lambda n: b"<td colspan=99>" * (n // 2),
    "comments without end": lambda n: b"<p><!--" * n,
    "comments with numbers": lambda n: b"<!--123456789" * n,
    "scripts without end": lambda n: b"<script>" * n,
    "quotes without end": lambda n: b'<a href="' * n,
    "fields": lambda n: b"<input name=a value=b>" * (n // 4),
    "labels": lambda n: b"<label>a" * n,
    "lines": lambda n: b"\nx" * n,
    "entities": lambda n: b"&nbsp" * n,
    "values": lambda n: b"Nom : A<br>" * (n // 4),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_linear_time(make: Callable[[int], bytes]) -> None:
    def seconds(count: int) -> float:
        data = b"<html>" + make(count)
        begin = time.process_time()
        layout = layout_of("<html>")
        edits = layout.edits(data)
        layout.columns(data)
        layout.last_border(data, 0)
        layout.after(data)
        layout.lay_out(edits.applied(data).text if edits else data, first=False)
        return time.process_time() - begin

    assert seconds(80_000) < 10 * seconds(20_000) + 0.5
