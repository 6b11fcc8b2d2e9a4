"""What data amount to when they stand in one record: rules as data, in one table each plugin can add to.

dlpscan's own rules speak of categories, since the engine knows no kind of data; a plugin's name detectors as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .model import Category, Severity

_ALTERNATIVES = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRule:
    """What stands together in a record, and what follows.

    `when` are ids of detectors and names of categories, all of which must stand in the record; alternatives are
    joined by `|`. Findings of what `when` names, or of `raises` where that is given, are at least as severe as
    `severity`. `context` (1 to 4) and `identification` (0 to 1) are ENISA's DPC and EI that the record then has at
    least, 0 to leave them; `flag` is noted beside the score. `reason` completes "…, because".
    """

    id: str
    when: tuple[str, ...]
    reason: str
    severity: Severity | None = None
    raises: tuple[str, ...] = ()
    context: float = 0
    identification: float = 0
    flag: str | None = None

    def applies(self, names: Collection[str]) -> bool:
        """Whether a record holds all that is needed: `names` are the detectors and categories that stand in it."""
        return all(any(name in names for name in each.split(_ALTERNATIVES)) for each in self.when)

    def raises_any(self, names: Collection[str]) -> bool:
        """Whether a finding is one of those that become more severe; `names` are its detector and category."""
        return any(name in names for each in self.raises or self.when for name in each.split(_ALTERNATIVES))


GENERAL: tuple[RecordRule, ...] = (
    RecordRule(
        id="health-of-a-person",
        when=(Category.IDENTITY, Category.HEALTH),
        severity=Severity.CRITICAL,
        context=4,
        reason="a fact about health stands beside who it is about",
    ),
    RecordRule(
        id="contact-of-a-person",
        when=(Category.IDENTITY, Category.CONTACT),
        raises=(Category.CONTACT,),
        severity=Severity.MEDIUM,
        reason="it says how to reach a person who is named",
    ),
    RecordRule(
        id="care-of-a-person",
        when=(Category.IDENTITY, Category.CARE),
        raises=(Category.CARE,),
        severity=Severity.MEDIUM,
        context=2,
        reason="it says who treats or insures a person who is named",
    ),
    RecordRule(
        id="money-of-a-person",
        when=(Category.IDENTITY, Category.FINANCE),
        raises=(Category.FINANCE,),
        severity=Severity.HIGH,
        reason="it is the bank account of a person who is named",
    ),
    RecordRule(
        id="access-of-a-person",
        when=(f"{Category.IDENTITY}|{Category.CONTACT}", Category.SECRET),
        raises=(Category.SECRET,),
        severity=Severity.CRITICAL,
        context=4,
        identification=1,
        reason="a password stands beside whose it is, and opens what it protects",
    ),
)


def applying(rules: Sequence[RecordRule], names: Collection[str]) -> Iterator[RecordRule]:
    """The rules that hold for a record."""
    return (rule for rule in rules if rule.applies(names))
