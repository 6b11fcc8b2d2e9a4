"""Which detectors a finding of some severity cannot do without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..score import names_of

if TYPE_CHECKING:
    from ..detector import DetectorInfo
    from ..model import Severity
    from ..rules import RecordRule


def triggers(
    infos: Sequence[DetectorInfo], rules: Sequence[RecordRule], least: Severity, avoided: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Detectors, by number: where none of them has a match, no finding is as severe as `least`.

    A finding is as severe as its detector says, or as a record rule does. A rule needs all of what it names to stand in
    the record, so one part of it is enough to watch: that which adds fewest detectors, if possible none of `avoided`.
    """
    found = {number for number, info in enumerate(infos) if info.severity.rank >= least.rank}
    severe = [rule for rule in rules if rule.severity is not None and rule.severity.rank >= least.rank]
    for rule in sorted(severe, key=lambda rule: len(rule.when)):
        parts = [_named(infos, part) - found for part in rule.when]
        found |= min(parts, key=lambda part: (bool(part & avoided), len(part)), default=frozenset())
    return frozenset(found)


def _named(infos: Sequence[DetectorInfo], part: str) -> frozenset[int]:
    """The detectors that a part of a rule names, by themselves or by their category."""
    return frozenset(number for number, info in enumerate(infos) if names_of(info) & set(part.split("|")))
