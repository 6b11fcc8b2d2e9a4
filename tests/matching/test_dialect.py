"""The pattern dialect."""

from __future__ import annotations

import pytest
import regex

from dlpscan.errors import PatternError
from dlpscan.matching.dialect import Expression, compile_pattern


def finds(pattern: str, text: str, **options: bool) -> list[str]:
    expression = compile_pattern(pattern, **options)
    return [match.group().decode() for match in regex.finditer(expression.exact, text.encode())]


@pytest.mark.parametrize("text", ["négatif", "NÉGATIF", "negatif", "Negatif", "n?gatif", "n\ufffdgatif", "nègatif"])
def test_an_accented_letter_stands_for_its_lost_forms(text: str) -> None:
    assert finds("négatif", f"est {text}, donc") == [text]


def test_a_plain_letter_does_not_take_an_accent() -> None:
    assert finds("negatif", "négatif") == []


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u202f", "\u2009"])
def test_a_space_is_any_blank_but_no_line_end(blank: str) -> None:
    assert finds("a b", f"a{blank}b") == [f"a{blank}b"]
    assert finds("a b", "a\nb") == []


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2013", "\u2212"])
def test_a_hyphen_is_any_dash(dash: str) -> None:
    assert finds("a-b", f"a{dash}b") == [f"a{dash}b"]


def test_a_match_ends_at_letters_and_digits_of_any_kind() -> None:
    assert finds("12", "é12 12é x12 12x 112 122 12") == ["12"]
    assert finds("12", "(12)\u00a012\u201912") == ["12", "12", "12"]


def test_a_dot_is_one_character_whatever_its_bytes() -> None:
    assert finds("a.b", "aéb a€b a\U0001f600b a\nb") == ["aéb", "a€b", "a\U0001f600b"]


def test_a_negated_class_refuses_its_accented_members() -> None:
    assert finds("a[^éx]b", "aéb axb azb aàb", ignore_case=False) == ["azb", "aàb"]


def test_case_can_be_kept() -> None:
    assert finds("A", "A a", ignore_case=False) == ["A"]


def test_a_ligature_may_be_spelled() -> None:
    assert finds("cœur", "cœur COEUR c?ur") == ["cœur", "COEUR", "c?ur"]


def test_lookarounds_are_confirmed() -> None:
    assert finds(r"(?<!,)12(?!,)", "12, ,12 12") == ["12"]


def test_the_width_is_in_bytes() -> None:
    assert compile_pattern("aé{2}").width == 1 + 2 * 3


@pytest.mark.parametrize("label", ["n° sécu", "N SECU"])
def test_a_labels_spaces_are_loose(label: str) -> None:
    expression = Expression("n° sécu", label=True)
    for text in ("n° sécu", "N°SECU", "n°_secu", "n°. sécu"):
        assert regex.fullmatch(expression.bare, text.encode())


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("a*", "not bounded"),
        ("a+", "not bounded"),
        ("(a", "missing )"),
        ("a)", "unbalanced )"),
        ("[a", "unexpected end"),
        ("[z-a]", "backwards"),
        ("a{3,1}", "below the lower"),
        ("a{x}", "expected {m}"),
        (r"\b", "not in the dialect"),
        ("^a", "not in the dialect"),
        ("(?i)a", "are in the dialect"),
        ("(?=a)?", "cannot be repeated"),
        ("(?:a{100}){100}", "at most 512"),
    ],
)
def test_what_is_outside_the_dialect_is_said(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=regex.escape(reason)):
        compile_pattern(pattern)
