"""How bad it would be if this were lost: severities of findings, and the score of files and scans.

The score follows ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches",
2013: SE = DPC x EI + CB, where DPC (1 to 4) is what the data say, EI (0 to 1) how easily they tell whom, and CB the
circumstances. A finding is no breach: of the circumstances only who can read the file is known, the others are zero
unless the user says what happened.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .detector import MEDIUM, DetectorInfo
from .model import Assessment, Category, Exposure, Incident, Level, Severity
from .rules import RecordRule, applying

MANY_PEOPLE = 100
OVER_100_PEOPLE, UNINTELLIGIBLE = "over-100-people", "unintelligible"

# What a detector's data amount to where it does not say so itself: ENISA, annexes 1 and 2.
_CONTEXT = {
    Category.IDENTITY: 1.0,
    Category.CONTACT: 1.0,
    Category.CARE: 1.0,
    Category.FINANCE: 3.0,
    Category.SECRET: 4.0,
    Category.HEALTH: 4.0,
}
_IDENTIFICATION = {
    Category.IDENTITY: 0.5,
    Category.CONTACT: 0.25,
    Category.CARE: 0.25,
    Category.FINANCE: 0.5,
    Category.SECRET: 0.25,
    Category.HEALTH: 0.25,
}
_CONFIDENTIALITY = {
    Exposure.UNKNOWN: 0.0,
    Exposure.OWNER: 0.0,
    Exposure.GROUP: 0.25,
    Exposure.EVERYONE: 0.5,
    Exposure.PUBLIC: 0.5,
}
_READERS = {
    Exposure.UNKNOWN: "nothing is known of who can read it",
    Exposure.OWNER: "only its owner can read it",
    Exposure.GROUP: "a group can read it",
    Exposure.EVERYONE: "everyone with access to the system can read it",
    Exposure.PUBLIC: "it is open to the public",
}
_INCIDENTS = {
    Incident.MALICIOUS: 0.5,
    Incident.ALTERED: 0.25,
    Incident.CORRUPTED: 0.5,
    Incident.UNAVAILABLE: 0.25,
    Incident.LOST: 0.5,
    Incident.UNINTELLIGIBLE: 0.0,
}
_ON_PURPOSE = "what is public must be expected with those who mean harm"
_LEVELS = ((4.0, Level.VERY_HIGH), (3.0, Level.HIGH), (2.0, Level.MEDIUM))
_SEVERITIES = {
    Level.LOW: Severity.LOW,
    Level.MEDIUM: Severity.MEDIUM,
    Level.HIGH: Severity.HIGH,
    Level.VERY_HIGH: Severity.CRITICAL,
}


def names_of(info: DetectorInfo) -> set[str]:
    """What rules may call a detector's finding."""
    return {info.id, info.category}


def finding_severity(info: DetectorInfo, confidence: float, rules: Iterable[RecordRule]) -> Severity:
    """The severity of a match: its detector's own, raised by the rules that hold for its record.

    A match of low confidence is one step less severe.
    """
    own = names_of(info)
    raised = [rule.severity for rule in rules if rule.severity is not None and rule.raises_any(own)]
    severity = worst([info.severity, *raised]) or info.severity
    return severity.lowered() if confidence < MEDIUM else severity


def worst(severities: Collection[Severity]) -> Severity | None:
    """The highest of some severities, None of none."""
    return max(severities, key=lambda severity: severity.rank, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one kind of record amounts to: DPC and EI, why, and what is noted beside them."""

    context: float
    identification: float
    context_reason: str
    identification_reason: str
    flags: frozenset[str] = frozenset()

    @property
    def product(self) -> float:
        """DPC x EI."""
        return self.context * self.identification


def terms_of(infos: Sequence[DetectorInfo], rules: Sequence[RecordRule]) -> Terms:
    """What a record with data of these detectors (at least one) amounts to."""
    names = {name for info in infos for name in names_of(info)}
    holding = list(applying(rules, names))
    # Among equals the first stays, and a rule says more than a kind of data.
    contexts = [(rule.context, rule.reason) for rule in holding]
    contexts += [(context_of(info), f"it holds {info.title}") for info in infos]
    identifications = [(rule.identification, rule.reason) for rule in holding]
    identifications += [(identification_of(info), f"it holds {info.title}") for info in infos]
    context, identification = max(contexts, key=_number), max(identifications, key=_number)
    return Terms(
        context=context[0],
        identification=identification[0],
        context_reason=context[1],
        identification_reason=identification[1],
        flags=frozenset(rule.flag for rule in holding if rule.flag),
    )


def _number(reasoned: tuple[float, str]) -> float:
    return reasoned[0]


def context_of(info: DetectorInfo) -> float:
    """ENISA's DPC of a kind of data by itself."""
    return _CONTEXT[info.category] if info.context is None else info.context


def identification_of(info: DetectorInfo) -> float:
    """ENISA's EI of a kind of data by itself."""
    return _IDENTIFICATION[info.category] if info.identification is None else info.identification


def assess(terms: Terms, exposure: Exposure, incident: Collection[Incident], people: int) -> Assessment:
    """The score of a file whose worst record amounts to `terms`."""
    happened = [*dict.fromkeys(incident)]
    reasons = [_READERS[exposure], *(f"said of the incident: {each}" for each in happened)]
    if exposure is Exposure.PUBLIC and Incident.MALICIOUS not in happened:
        happened.append(Incident.MALICIOUS)
        reasons.append(_ON_PURPOSE)
    circumstances = _CONFIDENTIALITY[exposure] + sum(_INCIDENTS[each] for each in happened)
    se = terms.product + circumstances
    flags = set(terms.flags) | ({OVER_100_PEOPLE} if people > MANY_PEOPLE else set())
    flags |= {UNINTELLIGIBLE} & set(happened)
    return Assessment(
        se=round(se, 4),
        dpc=terms.context,
        ei=terms.identification,
        cb=circumstances,
        level=level_of(se),
        dpc_reason=terms.context_reason,
        ei_reason=terms.identification_reason,
        cb_reason="; ".join(reasons),
        flags=tuple(sorted(flags)),
    )


def level_of(se: float) -> Level:
    """ENISA's level of a score: below 2 low, below 3 medium, below 4 high, from there on very high."""
    return next((level for least, level in _LEVELS if se >= least), Level.LOW)


def points(se: float) -> int:
    """A score in 0 to 100: 20 for each point, so that 40, 60 and 80 are where ENISA's levels begin."""
    return min(100, math.floor(round(20 * se, 6)))


def severity_of(assessment: Assessment) -> Severity:
    """The severity that a level is."""
    return _SEVERITIES[assessment.level]


def of_all(assessments: Iterable[Assessment], people: int) -> Assessment | None:
    """The score of some files together: the worst of them, with everything that was noted, None of none."""
    given = list(assessments)
    flags = {OVER_100_PEOPLE} if people > MANY_PEOPLE else set()
    best = max(given, key=_order, default=None)
    return best.noting(flags.union(*(each.flags for each in given))) if best else None


def _order(assessment: Assessment) -> tuple[float, float, str, str]:
    """The worst last; among equals always the same one, whatever order files come in."""
    return assessment.se, assessment.dpc, assessment.dpc_reason, assessment.ei_reason
