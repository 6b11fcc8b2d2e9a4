"""Texts that are rewritten: everything is found again where it stood."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlpscan.edits import Edits
from dlpscan.text.repair import repairs


def replaced(text: bytes, old: str, new: bytes) -> Edits | None:
    return Edits.of_matches(re.compile(old.encode()), text, lambda _found: new)


def test_offsets_are_those_of_the_original() -> None:
    text = b"a&eacute;b&amp;c"
    edits = Edits.of([(1, 9, "é".encode()), (10, 15, b"&")])
    assert edits is not None
    edited = edits.applied(text)
    assert edited.text.decode() == "aéb&c"
    where = {letter: int(edited.offsets(np.array([edited.text.index(letter)]))[0]) for letter in (b"a", b"b", b"c")}
    assert {letter: text[at : at + 1] for letter, at in where.items()} == {b"a": b"a", b"b": b"b", b"c": b"c"}


@given(st.text("abX", max_size=60), st.sampled_from([b"", b"-", b"long"]))
def test_what_is_not_replaced_is_found_again(letters: str, new: bytes) -> None:
    text = letters.encode()
    edits = replaced(text, "X+", new)
    if edits is None:
        assert b"X" not in text
        return
    edited = edits.applied(text)
    assert edited.text == re.sub(b"X+", new, text)
    kept = np.flatnonzero(np.isin(np.frombuffer(edited.text, np.uint8), list(b"ab")))
    assert bytes(np.frombuffer(text, np.uint8)[edited.offsets(kept)]) == bytes(
        np.frombuffer(edited.text, np.uint8)[kept]
    )
    originals = [i for i, letter in enumerate(text) if letter in b"ab"]
    assert [edited.moved(i) for i in originals] == kept.tolist()


def test_of_edits_that_overlap_the_first_stays() -> None:
    first = Edits.of([(0, 3, b"x")])
    assert first is not None
    both = first.joined(Edits.of([(2, 4, b"y"), (5, 6, b"z")]))
    assert both.applied(b"abcdefg").text == b"xdezg"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("se\u0301rologie", "sérologie"),
        ("SE\u0301ROLOGIE A\u0300", "SÉROLOGIE À"),
        ("97\u00ad9", "979"),
        ("28\u200b50\u2060\ufeff7", "28507"),
        ("sÃ©curitÃ© N° Â°", "sécurité N° °"),
        ("lâ€™assurÃ©e", "l\u2019assurée"),
        ("Ã‰LÃ‰MENT", "ÉLÉMENT"),
    ],
)
def test_hidden_marks_are_repaired(written: str, read: str) -> None:
    edits = repairs(written.encode())
    assert edits is not None
    assert edits.applied(written.encode()).text.decode() == read


@pytest.mark.parametrize(
    "text", ["", "n° 12", "l\u2019été à Vannes", "SÃO PAULO", "Â qui", "Ω≈ç√", "日本語", "👩\u200d⚕️ ok"[:1]]
)
def test_good_text_stays(text: str) -> None:
    assert repairs(text.encode()) is None


@given(st.text(max_size=200))
def test_any_text_can_be_repaired(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    edits = repairs(data)
    if edits is not None:
        repaired = edits.applied(data).text.decode()
        assert len(repaired) <= len(unicodedata.normalize("NFC", data.decode()))
