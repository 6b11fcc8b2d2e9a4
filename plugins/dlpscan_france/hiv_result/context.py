"""About whom an HIV statement is: evidence for a person and against one, which adds up.

No word decides alone. A letter that says `si la charge virale restait détectable` speaks of a patient and states
nothing; a statistic names no one; a note of three words is about the patient in whose file it stands. After NegEx and
ConText (Chapman et al. 2001, Harkema et al. 2009), with weights in place of triggers.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from .evidence import AROUND, BEFORE, BEHIND, COMPARED, COUNTED, HEADING, LINE, LONG, OUTCOMES, PERSON, SHORT_LINE


class Around(NamedTuple):
    """What stands around a statement, plain: its sentence, its line, what is above, and the head of the text."""

    before: str
    value: str
    behind: str
    sentence: str
    line: str
    above: str
    wide: str


@cache
def _compiled(table: tuple[tuple[int, str], ...]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(text)) for weight, text in table)


def _weigh(table: tuple[tuple[int, str], ...], text: str) -> int:
    return sum(weight for weight, expression in _compiled(table) if expression.search(text))


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(rf"^[\W\d]*(?:\w+ ){{0,2}}(?:{HEADING})", re.MULTILINE)


@lru_cache(maxsize=4096)
def against(around: Around) -> int:
    """How much says that the statement is about nobody."""
    weight = _weigh(BEFORE, around.before) + _weigh(BEHIND, around.behind) + _weigh(LINE, around.line)
    weight += _weigh(AROUND, around.wide)
    if not around.value[-1:].isdigit() and COUNTED.match(around.behind):
        weight += 3
    if OUTCOMES.match(around.value):
        weight += 2
    if COMPARED.search(around.value):
        weight += 3
    if _heading().search(around.above):
        weight += 2
    if len(around.wide) >= LONG and len(around.line) > SHORT_LINE and _weigh(PERSON, around.wide) < 2:
        weight += 1  # a long text in which there is nobody
    return weight


@lru_cache(maxsize=4096)
def for_person(around: Around) -> int:
    """How much says that it is about somebody: in its sentence all, in its line and around it 1 more each."""
    sentence = _weigh(PERSON, f"{around.before}{around.value}{around.sentence}")
    return min(sentence, 3) + (_weigh(PERSON, around.line) > sentence) + (_weigh(PERSON, around.wide) >= 2)
