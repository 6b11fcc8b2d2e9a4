"""The NIR: its key against python-stdnum, its spellings, and what looks like one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import nir as stdnum_nir

from dlpscan import Chunk, Hits, Verdicts
from dlpscan.detector import LABEL
from dlpscan.matching.matcher import Judged, Matcher
from dlpscan_france.fr_nir.detector import DETECTOR


def chunk_of(text: bytes) -> Chunk:
    return Chunk(text=text, core=(0, len(text)))


def judged(values: list[str], *, cues: int = 0, pattern: int = 0) -> Verdicts:
    """The verdicts on values that stand one behind the other."""
    encoded = [value.encode() for value in values]
    ends = np.cumsum([len(value) + 1 for value in encoded]) - 1
    starts = ends - [len(value) for value in encoded]
    count = len(values)
    return DETECTOR.judge(
        Hits(
            info=DETECTOR.info,
            chunk=chunk_of(b"\n".join(encoded)),
            pattern=np.full(count, pattern, np.int32),
            start=starts,
            end=ends,
            cell=np.full(count, -1),
            cues=np.full(count, cues, np.uint32),
        )
    )


def key_of(number: str) -> str:
    return f"{97 - int(number.replace('2A', '19').replace('2B', '18')) % 97:02}"


places = st.one_of(
    st.integers(1, 95).filter(lambda d: d != 20).map("{:02}".format), st.sampled_from(["2A", "2B", "99"])
)
numbers = st.builds(
    lambda sex, year, month, place, commune, order: f"{sex}{year:02}{month:02}{place}{commune:03}{order:03}",
    st.sampled_from("12"),
    st.integers(0, 99),
    st.integers(1, 12),
    places,
    st.integers(1, 990),
    st.integers(1, 999),
)


@given(st.lists(st.tuples(numbers, st.integers(1, 97)), min_size=1, max_size=40))
def test_the_key_is_that_of_stdnum(drawn: list[tuple[str, int]]) -> None:
    values = [f"{number}{key:02}" for number, key in drawn]
    found = judged(values).confidence > 0
    assert found.tolist() == [stdnum_nir.is_valid(value) for value in values]


@given(numbers)
def test_every_spelling_of_a_number_has_the_same_identity(number: str) -> None:
    key = key_of(number)
    card = f"{number[0]} {number[1:3]} {number[3:5]} {number[5:7]} {number[7:10]} {number[10:]} {key}"
    spellings = [number + key, f"{number} {key}", card, card.replace(" ", "."), f"{number}/{key}", number.lower() + key]
    verdicts = judged([*spellings, number], cues=LABEL)
    assert verdicts.key is not None
    assert len(set(verdicts.key.tolist())) == 1
    assert verdicts.key[0] != 0


def test_corsica_is_neither_19_nor_18() -> None:
    verdicts = judged(["253072A073004", "253072B073004", "2530719073004", "2530718073004"], cues=LABEL)
    assert verdicts.key is not None
    assert len(set(verdicts.key.tolist())) == 4


def test_a_wrong_key_is_a_failed_look_alike() -> None:
    verdicts = judged(["285079790100150", "285079790100151"])
    assert verdicts.failed is not None
    assert verdicts.failed.tolist() == [False, True]
    assert verdicts.confidence.tolist() == pytest.approx([0.7, 0])


@pytest.mark.parametrize("month", ["00", "13", "19", "43", "49"])
def test_a_month_that_cannot_be_is_refused(month: str) -> None:
    number = f"285{month}97901001"
    assert judged([number + key_of(number)], cues=LABEL).confidence[0] == 0


@pytest.mark.parametrize(("number", "worth"), [("2852097901001", 0.4), ("7850797901001", 0.5), ("3850797901001", 0.4)])
def test_an_unusual_number_needs_a_label(number: str, worth: float) -> None:
    value = number + key_of(number)
    assert judged([value]).confidence[0] <= worth + 0.001
    assert judged([value], cues=LABEL).confidence[0] == pytest.approx(0.95)


def test_thirteen_digits_count_only_beside_a_label() -> None:
    assert judged(["2850797901001"]).confidence[0] == 0
    assert judged(["2850797901001"], cues=LABEL).confidence[0] == pytest.approx(0.5)
    assert judged(["3400930050651"], cues=LABEL).confidence[0] == 0


def test_a_number_for_bills_without_a_name_tells_nobody_apart() -> None:
    number = "2555555751030"
    verdicts = judged([number + key_of(number)], cues=LABEL)
    assert verdicts.key is not None
    assert verdicts.key[0] == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("N° sécu : 2850797901001 clé : 50.", "2850797901001 clé : 50"),
        ("INS 2 85 07 97 901 001 50", "2 85 07 97 901 001 50"),
        (
            "Sécu 2\u00a085\u00a007\u00a0979\u00a001\u00a0001\u00a050",
            "2\u00a085\u00a007\u00a0979\u00a001\u00a0001\u00a050",
        ),
        ("nss 2_85_07_979_01_001_50 ok", "2_85_07_979_01_001_50"),
        ("sécu 2 8 5 0 7 9 7 9 0 1 0 0 1 5 0", "2 8 5 0 7 9 7 9 0 1 0 0 1 5 0"),
    ],
)
def test_a_spelling_is_found_in_prose(text: str, value: str) -> None:
    matches = [one for one in Matcher([DETECTOR]).judge(chunk_of(text.encode())) if isinstance(one, Judged)]
    assert [t for one in matches for t in one.hits.texts()] == [value]
    assert all((one.verdicts.confidence > 0.9).all() for one in matches)
