"""What each kind of statement is worth by itself: 0 where its parts do not belong together.

A result belongs to an analyte if nothing between them asks for a test, names another analyte or ends the sentence.
A pregnancy is somebody's if a subject, a length or a date says so, and nothing makes it a rule or a wish.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .context import Passage
from .phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Callable

_TARIFF_CODE = "7402"  # of hCG in the nomenclature of biology (NABM)
_UPPER_LIMIT = 5000
# Weeks with numbers in columns behind them: reference values.
_OF_A_TABLE = re.compile(r"\s{6,}[<>\d]")
"""`> 225 000` is a result beyond the range of the method, `> 1 500` a threshold."""


def _tied(passage: Passage, result: str) -> float:
    """What a result is worth that its analyte leads to, 0 if something stands between them."""
    found = PHRASES[result].search(passage.value)
    gap = passage.value[: found.start()] if found else passage.value
    if any(PHRASES[name].search(gap) for name in ("asked", "modal", "other", "ends", "box")):
        return 0
    if passage.is_ruled or "?" in passage.behind[:2]:
        return 0
    if passage.is_supposed:
        return 0
    one = PHRASES["one_test"].search(passage.clause)
    dated = PHRASES["dated"].search(passage.value + passage.behind[:30])
    if one and one[0].startswith(("un", "d'un")) and not (PHRASES["had"].search(passage.clause) or dated):
        return 0.3
    return 2 if dated else 1.6


def narrowed(kind: str, passage: Passage) -> tuple[str, Passage]:
    """The statement itself: from the last analyte on to the first result behind it."""
    if kind not in ("words", "sign", "measured"):
        return kind, passage
    value = passage.value
    last = [found.start() for found in PHRASES["analyte"].finditer(value)][-1:] or [0]
    if PHRASES["asked"].search(value[: last[0]]):
        passage = replace(passage, value=value[last[0] :], before=passage.before + value[: last[0]])
        value = passage.value
    found = PHRASES["first"].search(value)
    if not found:
        return kind, passage
    rest = value[found.end() :] + passage.behind
    kind = "words" if found["word"] else "measured"
    return kind, replace(passage, value=value[: found.end()], behind=rest)


def _word(passage: Passage) -> float:
    points = _tied(passage, "result")
    if points and PHRASES["unsure"].search(passage.value[:20]):
        if PHRASES["fat"].search(passage.around) and "gross" not in passage.around:
            return 0
        doubt = 0.5 if "tg" in passage.value[:8] else 1
        points -= 0 if passage.mentions(PHRASES["gynaecology"]) else doubt
    return points


def _sign(passage: Passage) -> float:
    numbered = passage.behind.lstrip(" ")[:1].isdigit() and "clear" not in passage.value
    named = "_" in passage.value and "gross" not in passage.value
    if numbered or named or PHRASES["listed"].search(passage.behind):
        return 0
    return _word(passage)


def _measured(passage: Passage) -> float:
    points = _tied(passage, "measured")
    found = PHRASES["measured"].search(passage.value)
    if not points or not found or _is_threshold(passage, found[0], found.start()):
        return 0
    return 2


def _counted(passage: Passage) -> float:
    found = PHRASES["counted"].search(passage.value)
    if not found or passage.value.endswith(_TARIFF_CODE) or _is_threshold(passage, found[0], found.start()):
        return 0
    return 1.2 if _tied(passage, "counted") else 0


def _is_threshold(passage: Passage, number: str, at: int) -> bool:
    """`hCG > 1 500 UI/L : échographie`: a rule. `hCG : < 2 UI/L` is a result."""
    if PHRASES["range_behind"].search(passage.behind):
        return True
    compared = [sign for sign in "<>≤≥" if sign in number or sign in passage.value[at - 2 : at]]
    words = "inf" in passage.value[:at] or "sup" in passage.value[:at]
    if not compared and not words:
        return bool(PHRASES["range_before"].search(passage.value[:at]))
    digits = "".join(c for c in number if c.isdigit())
    if (">" in compared or "≥" in compared or "sup" in passage.value[:at]) and int(digits or 0) < _UPPER_LIMIT:
        return True
    return bool(PHRASES["threshold"].search(passage.behind))


def _below(passage: Passage) -> float:
    head, _, rest = passage.value.partition("\n")
    return 2 if not PHRASES["asked"].search(head) and not PHRASES["other"].search(rest) else 0


def _unnamed(passage: Passage) -> float:
    if not passage.mentions(PHRASES["gynaecology"]) or PHRASES["other"].search(passage.around):
        return 0
    return min(_tied(passage, "result"), 1.5)


def _ticked(passage: Passage) -> float:
    blank = PHRASES["blank"].search(passage.behind) or "sans objet" in passage.behind
    return 0 if blank else 2


def _answered(passage: Passage) -> float:
    behind = passage.behind
    if behind[:1] == "?" or PHRASES["blank"].search(behind) or PHRASES["advised"].search(behind):
        return 0
    if "\n" in passage.value or PHRASES["not_asked"].search(passage.clause):
        return 0
    if not PHRASES["said"].search(passage.value):
        return _gestation(passage)
    bare = PHRASES["unseparated"].search(passage.value)
    return 0 if bare and behind[:1] not in ("", ",", ";", ".", ")", "\n", "'", '"') else 2


def _pregnant(passage: Passage) -> float:
    negated = bool(PHRASES["negated"].search(passage.value) or PHRASES["denied"].search(passage.clause))
    if passage.is_supposed or passage.is_ruled or "?" in passage.behind[:60] or passage.behind[:1] in ("☐", "□"):
        return 0
    length = PHRASES["length"].search(passage.value)
    if "jamais" in passage.clause[-25:]:
        return 0
    if passage.is_generic and not (passage.is_own and length):
        return 0
    if passage.has_subject:
        return 2.5
    if negated:
        return 0
    if length or passage.is_own:
        return 1.6
    opens = PHRASES["opening"].search(passage.clause) and passage.is_short and PHRASES["alone"].search(passage.behind)
    return 1.2 if opens else 0


def _gestation(passage: Passage) -> float:
    value, clause = passage.value, passage.clause
    if passage.is_supposed or passage.is_ruled or passage.behind[:1] == "?" or "?" in passage.behind[:25]:
        return 0
    if PHRASES["negated"].search(value):
        present = PHRASES["present"].search(value + passage.behind[:20]) or "hcg" in passage.behind[:12]
        return 1.2 if present else 0
    length, qualified = PHRASES["length"].search(value), PHRASES["qualified"].search(value)
    if PHRASES["kept"].search(clause) and (PHRASES["done"].search(clause + passage.behind) or length or qualified):
        return 1.5
    if passage.is_wished and not (length and passage.is_own) and not clause.endswith("pendant une "):
        return 0
    article = clause.endswith(("une ", "d'une ", "toute ", "la ", "les ", "de ", "d'"))
    if length:
        return 1.2 if article else 1.6
    if not qualified:
        return 0
    points = 1.2 if PHRASES["strong"].search(value) else 0.8
    return points - 0.6 if article else points


def _weeks(passage: Passage) -> float:
    if passage.is_supposed or passage.is_wished or PHRASES["open_range"].search(passage.clause):
        return 0
    return 2 if passage.has_subject and passage.clause.strip() else 0


def _term(passage: Passage) -> float:
    value, clause, behind = passage.value, passage.clause, passage.behind
    if _OF_A_TABLE.match(behind):
        return 0
    if PHRASES["open_range"].search(clause) or PHRASES["born"].search(clause) or passage.is_supposed:
        return 0
    if PHRASES["contract"].search(passage.around) or PHRASES["range_behind"].search(behind):
        return 0
    weeks = [int(number) for number in value.replace("+", " ").split()[:1] if number.isdigit()]
    if weeks and not 3 <= weeks[0] <= 43:
        return 0
    named = not value[:1].isdigit()
    if "+" in value and (named or passage.mentions(PHRASES["obstetric"])):
        return 1.6
    return 1.2 if passage.mentions(PHRASES["obstetric"]) else 0


def _dated(passage: Passage) -> float:
    if passage.is_supposed or PHRASES["contract"].search(passage.around):
        return 0
    if passage.value.startswith("terme") and not passage.mentions(PHRASES["obstetric"]):
        return 0
    return 1.5


def _lost(passage: Passage) -> float:
    if PHRASES["refuted_loss"].search(passage.clause) or PHRASES["loss_behind"].search(passage.behind):
        return 0
    if passage.is_supposed or passage.is_ruled or PHRASES["open_range"].search(passage.clause):
        return 0
    return 1.5 if PHRASES["aborted"].search(passage.clause[-8:] + passage.value + passage.behind[:12]) else 0.8


def _parity(passage: Passage) -> float:
    found = PHRASES["parity"].search(passage.value)
    others = passage.around.replace(passage.value, "")
    now = PHRASES["obstetric"].search(others) or "sa" in others.split()
    if found and int(found[1]) <= int(found[2]) and not now:
        return 0
    return 1.2 if passage.is_short or now else 0


def _expects(passage: Passage) -> float:
    return 1.5 if passage.has_subject or passage.value.endswith("cloque") or passage.value.startswith("attends") else 0


def _coded(passage: Passage) -> float:
    named = passage.value.startswith("la") and "pregnant" in passage.below[:80]
    return 2 if not named and PHRASES["english"].search(passage.above + passage.around + passage.below) else 0


POINTS: dict[str, Callable[[Passage], float]] = {
    "words": _word, "sign": _sign, "measured": _measured, "counted": _counted, "below": _below, "unnamed": _unnamed,
    "ticked": _ticked, "answered": _answered, "pregnant": _pregnant, "gestation": _gestation, "weeks": _weeks,
    "term": _term, "dated": _dated, "lost": _lost, "lost_by_doctors": _lost, "parity": _parity, "expects": _expects,
    "coded": _coded,
}  # fmt: skip
