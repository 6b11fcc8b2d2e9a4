"""XML as cells."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlpscan.chunk import Cells
from dlpscan.detector import Person
from dlpscan.layout import Label
from dlpscan.text.layouts.xml.layout import XmlLayout, recognise

Cell = tuple[str, str | None, str | None, int]


class Known:
    """Labels of a few words."""

    KINDS = (
        (re.compile(r"\b(?:nir|num_secu)\b|ins ?C|1\.2\.250\.1\.213\.1\.4\.8", re.IGNORECASE), Person.NATIONAL_ID),
        (re.compile(r"naissance|birth|ddn", re.IGNORECASE), Person.BIRTH_DATE),
        (re.compile(r"^(?:nom|prenom|family|given)", re.IGNORECASE), Person.NAME),
    )

    def is_label(self, names: tuple[str, ...]) -> bool:
        return bool(self.persons(names))

    def persons(self, names: tuple[str | None, ...]) -> dict[int, Person]:
        return {i: kind for i, name in enumerate(names) for word, kind in self.KINDS if name and word.search(name)}

    def occurrences(self, text: bytes) -> list[Label]:
        return []

    def may_hold(self, text: bytes, columns: Callable[[], tuple[str | None, ...]]) -> bool:
        return True


def layout_of(text: str) -> XmlLayout:
    layout = recognise(text.encode(), Known())
    assert layout is not None
    return layout


def read(cells: Cells, text: bytes) -> Iterator[Cell]:
    columns = (cells.start, cells.end, cells.label, cells.record)
    for start, end, label, record in zip(*(column.tolist() for column in columns), strict=True):
        name, path = (cells.names[label], cells.paths[label]) if label >= 0 else (None, None)
        yield text[start:end].decode(), name, path, record


def cells_of(text: str, *, first: bool = True, layout: XmlLayout | None = None) -> list[Cell]:
    layout = layout or layout_of(text)
    data = text.encode()
    edits = layout.edits(data)
    data = edits.applied(data).text if edits else data
    cells = layout.lay_out(data, first=first)
    assert (cells.start[1:] >= cells.end[:-1]).all()
    assert (cells.end > cells.start).all()
    assert cells.records == len(set(cells.record.tolist())) or cells.free
    return list(read(cells, data))


def announced(text: str) -> set[str]:
    """The labels that `columns` must tell, as they decide whether a text is laid out at all."""
    layout = layout_of(text)
    edits = layout.edits(text.encode())
    data = edits.applied(text.encode()).text if edits else text.encode()
    columns = set(layout.columns(text.encode()))
    assert columns >= {name for name in layout.lay_out(data, first=True).names if name}
    return {name for name in columns if name}


EXPORT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<patients base="labo">'
    + "".join(
        f"\n  <patient>\n    <nom> EXEMPLE{i} </nom><ddn>12/07/1985</ddn>\n    <nir>{i}</nir><tel/>\n  </patient>"
        for i in range(6)
    )
    + "\n</patients>\n"
)


def test_elements_of_an_export() -> None:
    cells = cells_of(EXPORT)
    assert cells[0] == ("labo", "base", "patients.base", 0)
    assert cells[1:4] == [
        ("EXEMPLE0", "nom", "patient.nom", 1),
        ("12/07/1985", "ddn", "patient.ddn", 1),
        ("0", "nir", "patient.nir", 1),
    ]
    assert cells[-1] == ("5", "nir", "patient.nir", 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<r><p nom="A" nir = "1"/><p nom=\'B\' nir=\'2 "x"\'/></r>',
            [
                ("A", "nom", "p.nom", 0),
                ("1", "nir", "p.nir", 0),
                ("B", "nom", "p.nom", 1),
                ('2 "x"', "nir", "p.nir", 1),
            ],
        ),
        (
            '<h:p xmlns:h="urn:x" xsi:type="T"><h:dateNaissance><h:date>1985</h:date></h:dateNaissance></h:p>',
            [("1985", "date", "dateNaissance.date", 0)],
        ),
        (
            "<p>a<b>c</b>d<![CDATA[ e <f> ]]><?pi x?><!-- 1 -->g</p>",
            [
                ("a", "p", "p", 0),
                ("c", "b", "p.b", 0),
                ("d", "p", "p", 0),
                ("e <f>", "p", "p", 0),
                ("g", "p", "p", 0),
            ],
        ),
        (
            '<t><column name="NUM_SECU">1</column><column name="nom">A</column></t>',
            [
                ("NUM_SECU", None, None, 0),
                ("1", "NUM_SECU", "NUM_SECU", 0),
                ("nom", None, None, 0),
                ("A", "nom", "nom", 0),
            ],
        ),
        (
            '<p><telephone label="domicile">01</telephone></p>',
            [("domicile", None, None, 0), ("01", "domicile", "telephone domicile", 0)],
        ),
        (
            '<f><field value="06" name="N° Tél."/></f>',
            [("06", "N° Tél.", "N° Tél", 0), ("N° Tél.", None, None, 0)],
        ),
        (
            "<m><entry><key>nir</key><value>1</value></entry><entry><key>tel</key><value>2</value></entry></m>",
            [("nir", None, None, 0), ("1", "nir", "nir", 0), ("tel", None, None, 0), ("2", "tel", "tel", 0)],
        ),
        (
            "<d><key>nir</key><string>1</string><key>tel</key><string>2</string></d>",
            [("nir", None, None, 0), ("1", "nir", "nir", 0), ("tel", None, None, 0), ("2", "tel", "tel", 0)],
        ),
        (
            '<id root="1.2.250.1.213.1.4.8" extension="1"/><id extension="2"/>',
            [
                ("1.2.250.1.213.1.4.8", None, None, 0),
                ("1", "extension", "1.2.250.1.213.1.4.8.extension", 0),
                ("2", "extension", "id.extension", 0),
            ],
        ),
        (
            '<i><system value="urn:x"/><value value="1"/></i>',
            [("urn:x", None, None, 0), ("1", "value", "urn:x.value", 0)],
        ),
        (
            '<o><code code="1-8" displayName="VIH"/><value>Négatif</value></o>',
            [("1-8", "code", "o.code", 0), ("VIH", None, None, 0), ("Négatif", "VIH", "VIH", 0)],
        ),
        (
            "<a><code>HIVR</code><libelle>VIH</libelle><resultat>Négatif</resultat></a>",
            [("HIVR", "code", "a.code", 0), ("VIH", None, None, 0), ("Négatif", "VIH", "VIH", 0)],
        ),
        ('<p a="x>y">z</p>', [("x>y", "a", "p.a", 0), ("z", "p", "p", 0)]),
        ("<p><tel>3 < 4 </tel><q>5</p>", [("3 < 4", "tel", "p.tel", 0), ("5", "q", "p.q", 0)]),
        ("<p><a>1</b></a><c>2</c></p>", [("1", "a", "p.a", 0), ("2", "c", "p.c", 0)]),
    ],
)
def test_forms(text: str, expected: list[Cell]) -> None:
    text = f"<?xml version='1.0'?>{text}"
    assert cells_of(text) == expected
    assert announced(text) >= {name for _, name, _, _ in expected if name}


def test_entities_become_characters_and_markup_look_alikes() -> None:
    text = (
        "<?xml version='1.0'?><p><a>&eacute;&#233;&#xE9;&nbsp;&lt;b&gt; &quot;&apos;&amp;</a>"
        "<b c='&#60;&#34;'>&inconnue; &amp;lt; &#0; &#xD800;</b></p>"
    )
    assert [cell[0] for cell in cells_of(text)] == ["ééé\u00a0‹b› ”’&", "‹”", "&inconnue; &lt; &#0; &#xD800;"]


def test_comments_are_prose() -> None:
    data = b"<r><p><nir>1</nir></p><!-- old --><p><nir>2</nir></p></r>"
    cells = layout_of(data.decode()).lay_out(data, first=True)
    assert cells.free is not None
    assert [data[a:b] for a, b in zip(cells.free.start, cells.free.end, strict=True)] == [b" old "]
    assert cells.free.record.tolist() == [0]


def test_a_person_is_a_record_however_deep() -> None:
    text = (
        "<ev><tete><id>9</id></tete>"
        + "".join(
            f"<e><patient><pp><nomUsuel>A{i}</nomUsuel><tels><t>1</t><t>2</t></tels></pp><n><insC><valeur>{i}</valeur></insC></n>"
            "</patient><analyses><a><v>1</v></a><a><v>2</v></a></analyses></e>"
            for i in range(3)
        )
        + "</ev>"
    )
    records = [cell[3] for cell in cells_of(text)]
    assert records == [0] + [1] * 6 + [2] * 6 + [3] * 6


def test_a_bomb_stays_small() -> None:
    names = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    subset = f'<!ENTITY l0 "lol">{names}<!ENTITY f SYSTEM "file:///etc/passwd">'
    text = f'<?xml version="1.0"?><!DOCTYPE l [{subset}]><l>&l9;<m>&f;</m></l>'
    assert cells_of(text) == [("&l9;", "l", "l", 0), ("&f;", "m", "l.m", 0)]


TAGS, ATTRIBUTES = ("patient", "nir", "tel", "adresse", "p:ville"), ("sexe", "rang", "ddn")
TEXTS = st.text(st.sampled_from("aé€ <>&\"'\n\t=/!?-[]1"), max_size=8)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> ET.Element:
    element = ET.Element(draw(st.sampled_from(TAGS)), draw(st.dictionaries(st.sampled_from(ATTRIBUTES), TEXTS)))
    element.text = draw(TEXTS)
    for child in draw(st.lists(trees(depth - 1), max_size=3)) if depth else ():
        child.tail = draw(TEXTS)
        element.append(child)
    return element


def told(element: ET.Element, above: str | None) -> Iterator[tuple[str, str, str]]:
    """What a real parser makes of an element."""
    name = element.tag.rpartition(":")[2]
    path = f"{above}.{name}" if above else name
    for key, value in element.attrib.items():
        yield value, key, f"{name}.{key}"
    yield element.text or "", name, path
    for child in element:
        yield from told(child, name)
        yield child.tail or "", name, path


@given(trees())
@settings(deadline=None)
def test_cells_are_what_a_parser_finds(tree: ET.Element) -> None:
    text = "<?xml version='1.0'?>" + ET.tostring(tree, encoding="unicode")
    looks = str.maketrans("‹›”’", "<>\"'")
    found = [(value.translate(looks), name, path) for value, name, path, _ in cells_of(text)]
    blank = "".join(map(chr, range(33)))
    expected = [(value.strip(blank), name, path) for value, name, path in told(tree, None)]
    assert found == [one for one in expected if one[0]]


@given(st.text(st.sampled_from("<>/!?-[]=\"' \nabCDATé&;"), max_size=60))
@settings(deadline=None, max_examples=300)
def test_nonsense_raises_nothing(text: str) -> None:
    cells_of("<?xml version='1.0'?>" + text)


def test_texts_cut_anywhere_raise_nothing() -> None:
    data = EXPORT.encode()
    for cut in range(len(data)):
        recognise(data[:cut], Known())
        layout_of(EXPORT).lay_out(data[:cut], first=True)
        layout_of(EXPORT).lay_out(data[cut:], first=False)


def test_cuts_at_borders_change_nothing() -> None:
    layout, data = layout_of(EXPORT), EXPORT.encode()
    assert layout.is_splittable
    whole = [cell[:3] for cell in cells_of(EXPORT)]
    borders, at = [], len(data)
    while at := layout.last_border(data[:at], 0):
        borders.append(at)
        parts = cells_of(data[:at].decode(), layout=layout) + cells_of(data[at:].decode(), first=False, layout=layout)
        assert [cell[:3] for cell in parts] == whole
    assert len(borders) == 6
    assert all(data[at:].lstrip().startswith(b"<patient>") and data[at - 1 : at] == b"\n" for at in borders)
    for at in range(borders[0] - 1):
        found = layout.first_border(data[at:])
        assert found
        # A window that begins in the blanks before a record does not see the line's start.
        assert found + at in borders or data[at : at + found].isspace()
    assert layout.first_border(data[borders[0] + 3 :]) is None
    assert layout.last_border(data, borders[0]) == 0


def test_borders_in_one_line() -> None:
    text = "<x>" + "<patient id='1'><nir>1</nir></patient>" * 3 + "</x>"
    layout, data = layout_of(text), text.encode()
    assert data[layout.last_border(data, 0) :].startswith(b"<patient id")
    assert layout.first_border(data) == 3


@pytest.mark.parametrize(
    "text",
    [
        "<x><y>1</y><z>2</z></x>",
        "<x><e><n>1</n><e>2</e></e><e><n>1</n><e>3</e></e></x>",
    ],
)
def test_without_plain_records_there_are_no_borders(text: str) -> None:
    layout = layout_of(text)
    assert not layout.is_splittable
    assert layout.last_border(text.encode(), 0) == 0
    assert layout.first_border(text.encode()) is None


def test_leaves_that_are_records_keep_their_paths() -> None:
    text = "<nirs>" + "".join(f"<nir>{i}</nir>" for i in range(9)) + "</nirs>"
    layout = layout_of(text)
    border = layout.last_border(text.encode(), 0)
    assert [cell[:3] for cell in cells_of(text[border:], first=False, layout=layout)] == [("8", "nir", "nirs.nir")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        "<a",
        "<a>",
        "< 5 mg",
        "<camille> salut\n<alex> bonjour\n",
        "<13>Jan 12 08:00:01 srv sshd: ok\n<13>Jan 12 08:00:02 srv sshd: ok\n",
        "<?php echo '<a>b</a>'; ?>",
        "<!DOCTYPE html><html><body><p>a</p></body></html>",
        "<html><body>a</body></html>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n<html><p>a</p></html>',
        "<table><tr><td>1</td></tr></table>",
        "<div><p>a</p></div>",
        "<user@labo.example> wrote <b>this</b>",
        "prose <a>b</a>",
        "{}",
    ],
)
def test_other_text_is_not_ours(text: str) -> None:
    assert recognise(text.encode(), Known()) is None


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff <?xml version='1.0'?>",
        "<x><y>1</y></x>",
        "<x/><y c='1'/>",
        "<!-- export --><patients><patient/>",
        "<!DOCTYPE patients SYSTEM 'p.dtd'><patients>",
        "<table><ligne><nir>1</nir></ligne></table>",
        "<?xml version='1.0'?><table><tr><td>1</td></tr></table>",
    ],
)
def test_our_text(text: str) -> None:
    assert recognise(text.encode(), Known()) is not None


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "levels": lambda n: b"<a>" * n,
    "levels closed": lambda n: b"<a>" * (n // 2) + b"</a>" * (n // 2),
    "closing tags": lambda n: b"<x>" * (n // 2) + b"</y>" * (n // 2),
    "comments without end": lambda n: b"<a><!--" * (n // 2),
    "sections without end": lambda n: b"<a><![CDATA[" * (n // 2),
    "types without end": lambda n: b"<!DOCTYPE a [" * (n // 3),
    "quotes without end": lambda n: b'<a b="' * n,
    "equal signs": lambda n: b"<a " + b"=" * (4 * n) + b">",
    "attributes": lambda n: b"<a " + b"".join(b"a%x='1' " % i for i in range(n // 2)) + b">",
    "names": lambda n: b"".join(b"<a%x>1</a%x>" % (i, i) for i in range(n // 4)),
    "entities": lambda n: b"<a>" + b"&amp;" * n,
    "blanks": lambda n: b"<a>" + b" " * (4 * n) + b"x",
    "tags that begin only": lambda n: b"<a " * n,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(make: Callable[[int], bytes]) -> None:
    def seconds(count: int) -> float:
        data = b"<?xml version='1.0'?><r>" + make(count)
        begin = time.process_time()
        layout = recognise(data, Known())
        assert layout is not None
        edits = layout.edits(data)
        data = edits.applied(data).text if edits else data
        layout.columns(data)
        layout.last_border(data, 0)
        layout.lay_out(data, first=False)
        return time.process_time() - begin

    assert seconds(80_000) < 10 * seconds(20_000) + 0.5
