"""The Luhn check over arrays agrees with python-stdnum."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as reference

from dlpscan_france.luhn import passes


@given(st.lists(st.text("0123456789", min_size=11, max_size=11), min_size=1, max_size=50))
def test_eleven_digits(numbers: list[str]) -> None:
    rows = np.array([[int(digit) for digit in number] for number in numbers], np.uint8)
    assert passes(rows).tolist() == [reference.is_valid(number) for number in numbers]


@given(st.text("0123456789", min_size=8, max_size=8))
def test_every_key_but_one_is_wrong(number: str) -> None:
    rows = np.array([[*map(int, number), key] for key in range(10)], np.uint8)
    assert passes(rows).sum() == 1
    assert passes(rows)[int(reference.calc_check_digit(number))]
