"""Everything that says what is fine, as every process is told. Light: nothing is compiled or imported for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

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
