"""Messages of HL7 and HPRIM: how they are recognised and cut, and what befalls broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlpscan.examine import Examiner
from dlpscan.model import Item
from dlpscan.settings import Settings
from dlpscan_france import dlpscan_detectors
from dlpscan_health import dlpscan_layouts
from dlpscan_health.messages import recognise
from dlpscan_health.segments import SegmentsLayout

MESSAGE = (
    "MSH|^~\\&|SIL|LABO|DPI|CH|20200522||ORU^R01|1|P|2.5\r"
    "PID|1||285079790100150^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||EXEMPLE^CAMILLE||19850712|F\r"
    "OBX|1|ST|56888-1^VIH 1+2 Ag+Ac^LN||Negatif|||N|||F\r"
)
LETTER = "a\nb\n****LAB****\nRES|Groupe sanguin|GS|A|A RH POS||||N|F|||||\n****FIN****\n"


class Unasked:
    """The labels of no detector."""


def layout_of(text: str) -> SegmentsLayout | None:
    found = recognise(text.encode(), Unasked())  # type: ignore[arg-type]
    assert found is None or isinstance(found, SegmentsLayout)
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (MESSAGE, "hl7"),
        ("\x0b" + MESSAGE, "hl7"),
        ("\ufeff\r\nBHS|^~\\&|", "hl7"),
        ("H|~^\\&|x||LABO", "hprim"),
        (LETTER, "hprim-medecins"),
        ("texte\nRES|VIH|HIVR|A|Negatif|\n", "hprim-medecins"),
        ("H|a|b|c\n", None),
        ("MSHADOW is a library", None),
        ("Bonjour,\nRES|1\n", None),
        ("", None),
    ],
)
def test_recognised_by_how_it_begins(text: str, name: str | None) -> None:
    found = layout_of(text)
    assert (found.name if found else None) == name


def test_lines_may_end_with_carriage_returns_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.hl7"
    path.write_bytes(MESSAGE.encode())
    examiner = Examiner(dlpscan_detectors(), Settings(secret=1, key=b"k" * 32), layouts=dlpscan_layouts())
    examined = examiner.examine(Item(path=str(path), target="m", size=path.stat().st_size))
    found = {(one.detector, one.line, one.tag) for one in examined.findings}
    assert {("fr-nir", 2, "fictitious"), ("hiv-result", 3, "negative")} <= found
    assert examined.report is not None
    assert examined.report.reader == "hl7"


def test_borders_are_before_messages() -> None:
    layout = layout_of(MESSAGE)
    assert layout is not None
    text = (MESSAGE * 3).encode()
    border = layout.last_border(text, 0)
    assert border == 2 * len(MESSAGE.encode())
    assert layout.last_border(text, border) == 0
    assert layout.first_border(text[5:]) == len(MESSAGE.encode()) - 5
    assert layout.first_border(b"PID|1") is None


@given(
    st.text(st.sampled_from("MSHPIDOBXRE|^~*\r\n 1é"), max_size=120), st.sampled_from([MESSAGE, LETTER, "H|~^\\&|x\n"])
)
@settings(deadline=None, max_examples=300)
def test_broken_messages_have_cells_in_order(text: str, beginning: str) -> None:
    layout = layout_of(beginning)
    assert layout is not None
    data = (beginning + text).encode()
    cells = layout.lay_out(data, first=True)
    assert (cells.end > cells.start).all()
    assert (cells.start[1:] >= cells.end[:-1]).all()
    assert len(layout.columns(data)) >= len(set(cells.label.tolist()))
    assert cells.record.max(initial=-1) < cells.records


def test_many_messages_take_linear_time() -> None:
    layout = layout_of(MESSAGE)
    assert layout is not None
    cells = layout.lay_out((MESSAGE * 20_000).encode(), first=True)
    assert cells.records == 20_000
