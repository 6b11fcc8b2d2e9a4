"""Bank accounts: the array checks agree with python-stdnum and with the definition of the RIB key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as reference

from dlpscan.arrays import Strings
from dlpscan_france.iban import _characters, _is_iban

ACCOUNT = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=11, max_size=11)
FIVE = st.text("0123456789", min_size=5, max_size=5)
DIAL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def french(bank: str, branch: str, account: str) -> str:
    rest = 89 * int(bank) + 15 * int(branch) + 3 * int(account.translate(DIAL))
    rib = f"{bank}{branch}{account}{97 - rest % 97:02}"
    return "FR" + reference.calc_check_digits("FR00" + rib) + rib


def accepted(*values: str) -> list[bool]:
    data = [value.encode() for value in values]
    ends = [sum(map(len, data[: i + 1])) for i in range(len(data))]
    starts = [0, *ends[:-1]]
    import numpy as np

    return _is_iban(*_characters(Strings.cut(b"".join(data), np.array(starts), np.array(ends)))).tolist()


@given(FIVE, FIVE, ACCOUNT)
def test_right_accounts_are_right_however_they_are_written(bank: str, branch: str, account: str) -> None:
    value = french(bank, branch, account)
    assert reference.is_valid(value)
    grouped = " ".join(value[i : i + 4] for i in range(0, len(value), 4))
    assert accepted(value, grouped, value.lower()) == [True] * 3


@given(FIVE, FIVE, ACCOUNT, st.integers(4, 26), st.integers(1, 9))
def test_a_wrong_digit_is_seen(bank: str, branch: str, account: str, at: int, by: int) -> None:
    value = french(bank, branch, account)
    if value[at].isdigit():
        assert accepted(value[:at] + str((int(value[at]) + by) % 10) + value[at + 1 :]) == [False]


def test_the_right_remainder_with_a_wrong_rib_key_is_no_french_account() -> None:
    right = french("99999", "00001", "00000000001")
    rib = right[4:-2] + f"{(int(right[-2:]) + 1) % 97:02}"
    assert accepted("FR" + reference.calc_check_digits("FR00" + rib) + rib) == [False]


def test_other_countries() -> None:
    values = ("DE89370400440532013000", "BE68539007547034", "GB82WEST12345698765432", "NL91ABNA0417164300")
    assert all(reference.is_valid(value, check_country=False) for value in values)
    assert accepted(*values) == [True] * 4
    assert accepted("XX89370400440532013000", "DE8937040044053201300") == [False] * 2
