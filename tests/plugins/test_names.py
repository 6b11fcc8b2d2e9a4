"""Names of persons and of their physicians: what the labelled cases do not show."""

from __future__ import annotations

import numpy as np
import pytest

from dlpscan.arrays import Strings
from dlpscan_france.names import known as names
from dlpscan_france.names.cells import may_be_names
from dlpscan_france.names.tables import in_words


def _strings(*texts: str) -> Strings:
    data = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, data)]).astype(np.int64)
    return Strings(np.frombuffer(b"".join(data), np.uint8), offsets)


def test_the_lists_are_folded_sorted_and_apart() -> None:
    plain, words = names.first_names(), names.first_names_of_words()
    assert 5_000 <= len(plain) <= 10_000
    assert not plain & words
    assert all(name.isascii() and name.isalpha() and name.isupper() for name in plain | words)
    assert {"PIERRE", "ROSE", "CLAIRE"} <= words
    assert {"MAIWENN", "NATHALIE", "MOHAMED"} <= plain


@pytest.mark.parametrize("name", ["X", "XX", "NOM Prénom", "Mme Y", "LE", "inconnue", "Untel"])
def test_what_stands_for_an_unknown_name_is_none(name: str) -> None:
    assert names.is_placeholder(name)


@pytest.mark.parametrize("name", ["LE GALL", "Ly", "Maïwenn KERVADEC", "NOMINE"])
def test_names_are_no_placeholders(name: str) -> None:
    assert not names.is_placeholder(name)


def test_cells_that_may_be_names() -> None:
    cells = _strings("KERVADEC", "12 RUE", "X", "Maïwenn", "inconnu", "string", "LE GALL-KERVADEC", "DUPONT2")
    assert may_be_names(cells.folded()).tolist() == [True, False, False, True, False, False, True, False]


def test_order_and_civility_do_not_change_the_key() -> None:
    titles = (b"M", b"MME")
    keys = (
        _strings("KERVADEC Maïwenn", "Maïwenn KERVADEC", "MME KERVADEC MAIWENN")
        .folded()
        .without_first(titles)
        .token_keys()
    )
    assert len(set(keys.tolist())) == 1


@pytest.mark.parametrize(("header", "words"), [("dateNaissance", "date naissance"), ("NOM_PATIENT", "nom patient")])
def test_headers_in_words(header: str, words: str) -> None:
    assert in_words(header) == words


def test_the_field_of_a_segment() -> None:
    assert names.segment_field("PID|1||IPP123||") == ("PID", 5, True)
    assert names.segment_field("PID|1||IPP123^^^") == ("PID", 3, False)
