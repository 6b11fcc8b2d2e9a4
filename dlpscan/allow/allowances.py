"""Everything that says what is fine, as every process is told. Light: nothing is compiled or imported for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..model import Problem, Stage

if TYPE_CHECKING:
    from .baseline import Baseline
    from .rules import AllowRule

# So many findings of a kind are looked at one by one; what is beyond is not allowed.
MOST_FINDINGS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """Whether comments count, the rules that hold, the baseline. `known` are the detectors that there are.

    Nothing counts beyond its last day, as seen from `today`. With `marks` findings get a mark in every file.
    """

    comments: bool = False
    rules: tuple[AllowRule, ...] = ()
    baseline: Baseline | None = None
    known: frozenset[str] = frozenset()
    today: date = date.min
    marks: bool = False


def expired(allow: Allowances) -> Iterator[Problem]:
    """What was allowed until a day that is over."""
    for rule in allow.rules:
        if rule.until is not None and rule.until < allow.today:
            yield _expired(rule.root or ".", f"the rule for {', '.join(rule.paths)} held until {rule.until}")
    if allow.baseline is not None:
        number = sum(entry.is_expired(allow.today) for entry in allow.baseline.entries)
        if number:
            yield _expired(allow.baseline.root, f"{number} of the baseline's entries hold no longer")


def _expired(target: str, message: str) -> Problem:
    from ..filesystem import shown

    return Problem(target=shown(target), stage=Stage.READ, kind="allow-expired", message=message)
