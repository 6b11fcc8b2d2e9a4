"""Automata over arrays match the same cells as `regex`."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from dlpscan.arrays import Strings
from dlpscan.matching.automaton import build
from dlpscan.matching.compiled import automata, compiled
from dlpscan.matching.dialect import compile_pattern
from dlpscan.matching.program import CompiledPattern, build_program
from dlpscan.plugins import load

PROGRAM = build_program(load().detectors)
NARROW = [p for p in PROGRAM.patterns if not p.takes_all and compiled(p.expression).is_narrow]
DETECTORS = [detector.info.id for detector in PROGRAM.detectors]
NOISE = [*" \u00a0.-;'?()+éÉœ€0129AaBbOo\t", "\x00", "\ufffd", "  "]


def strings(cells: list[str]) -> Strings:
    encoded = [cell.encode() for cell in cells]
    return Strings(np.frombuffer(b"".join(encoded), np.uint8), np.cumsum([0, *map(len, encoded)]))


def some_cells(number: int, count: int) -> list[str]:
    """A detector's examples, their words and those of its patterns as they are, padded, changed and cut, and noise."""
    info, chance = PROGRAM.detectors[number].info, random.Random(number)
    examples = [
        *info.matches,
        *info.rejects,
        *info.labels,
        "285079790100150",
        "12/07/1985",
        "0639981234",
        "A+",
        "séropositif",
    ]
    examples += [word for example in info.matches for word in example.split()]
    examples += [word for pattern in patterns_of(number) for word in re.findall(r"\w{3,}", pattern.expression.text)]
    cells = ["", *NOISE]
    for _ in range(count):
        cell = list(chance.choice(examples))
        for _ in range(chance.choice((0, 0, 1, 1, 2, 5))):
            at = chance.randint(0, len(cell))
            cell[at : at + chance.randint(0, 2)] = chance.choice(NOISE)
        cells.append(chance.choice(("", "", " ", "'", "\t ", " " * 9)) + "".join(cell) + chance.choice(("", "", " ")))
    return cells


def patterns_of(number: int) -> list[CompiledPattern]:
    return [pattern for pattern in NARROW if pattern.detector == number]


@pytest.mark.parametrize("number", range(len(DETECTORS)), ids=DETECTORS)
def test_each_pattern_alone_and_all_together(number: int) -> None:
    cells, patterns = some_cells(number, 8000), patterns_of(number)
    expected = np.zeros(len(cells), np.uint64)
    for bit, pattern in enumerate(patterns):
        fullmatch = compiled(pattern.expression).whole.fullmatch
        matched = np.array([bool(fullmatch(cell.encode())) for cell in cells])
        expected[matched] |= np.uint64(1 << bit)
        alone = build([pattern.expression.whole])
        assert alone is not None
        assert (alone.matched(strings(cells)) != 0).tolist() == matched.tolist(), pattern.expression.text
    together = np.zeros(len(cells), np.uint64)
    for automaton, first in automata(tuple(pattern.expression for pattern in patterns)):
        together |= automaton.matched(strings(cells)) << np.uint64(first)
    assert together.tolist() == expected.tolist()
    assert expected.any() or not patterns or not PROGRAM.detectors[number].info.reported


def test_a_cell_longer_than_any_pattern_matches_nothing() -> None:
    automaton = build([compile_pattern(r"\d{1,3}").whole])
    assert automaton is not None
    assert automaton.matched(strings(["12", "1" * 20_000, "x" * 70_000, "", "7"])).tolist() == [1, 0, 0, 0, 1]


def test_no_cells() -> None:
    automaton = build([compile_pattern(r"\d").whole])
    assert automaton is not None
    assert automaton.matched(strings([])).tolist() == []


def test_lookarounds_inside_have_no_automaton() -> None:
    assert build([compile_pattern(r"a(?!b)\w").whole]) is None
