"""Many short strings and numbers at once say what each of them would say alone."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dlpscan.arrays import Strings, digits_in, is_among, lowest_bit


def spans_of(chance: random.Random, length: int, count: int = 8) -> tuple[np.ndarray, np.ndarray]:
    pairs = [sorted((chance.randint(0, length), chance.randint(0, length))) for _ in range(count)]
    return np.array([a for a, _ in pairs]), np.array([b for _, b in pairs])


@pytest.mark.parametrize("seed", range(200))
def test_digits_are_counted(seed: int) -> None:
    chance = random.Random(seed)
    text = bytes(chance.choice(b"0129ab;\xc3") for _ in range(chance.randint(0, 70)))
    start, end = spans_of(chance, len(text))
    expected = [sum(48 <= byte < 58 for byte in text[a:b]) for a, b in zip(start, end, strict=True)]
    assert digits_in(text, start, end).tolist() == expected


def keys(*names: str) -> list[int]:
    encoded = [name.encode() for name in names]
    offsets = np.cumsum([0, *map(len, encoded)])
    return Strings(np.frombuffer(b"".join(encoded), np.uint8), offsets).folded().token_keys().tolist()


def test_a_name_has_one_key_however_it_is_written() -> None:
    first, *others = keys("LE GALL Hélène", "Hélène Le-Gall", "HELENE, LE GALL", "  le gall helene ")
    assert others == [first] * 3


def test_other_names_have_other_keys() -> None:
    names = ["DUPONT", "DUPON", "DUPONTT", "DUPONTDUPONT", "D UPONT", "DUPONTEL-MARTIN", "DUPONTEL-MARTINE", "A", "AA"]
    assert len(set(keys(*names))) == len(names)


def test_no_word_has_no_key() -> None:
    found = keys("", "DUPONT", "", " - ", "DUPONT")
    assert found[1] == found[4] != 0
    assert (found[0], found[2], found[3]) == (0, 0, 0)


def test_members() -> None:
    numbers = np.array([5, 1, 9, 0, 3])
    assert is_among(numbers, (9, 3)).tolist() == [False, False, True, False, True]
    assert is_among(numbers, ()).tolist() == [False] * 5


def test_the_lowest_bit() -> None:
    masks = [1, 6, 1 << 63, (1 << 63) | (1 << 40)]
    assert lowest_bit(np.array(masks, np.uint64)).tolist() == [0, 1, 63, 40]


def test_a_title_before_a_name_makes_no_difference() -> None:
    names = ["M. EXEMPLE Camille", "EXEMPLE Camille", "Mme Exemple, Camille", "M", "MELVIN M", "M EXEMPLE"]
    text = "\n".join(names).encode()
    ends = np.cumsum([len(name.encode()) + 1 for name in names]) - 1
    strings = Strings.cut(text, np.append(0, ends[:-1] + 1), ends).folded().without_first([b"M", b"MME"])
    keys = strings.token_keys().tolist()
    assert keys[0] == keys[1] == keys[2] != keys[5]
    assert keys[3] != 0
    assert keys[4] not in (0, keys[3])
