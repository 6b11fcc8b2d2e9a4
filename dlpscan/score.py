"""How bad a finding is: the detector's own severity, raised by what stands in the same record.

The score of files and scans (0 to 100) has its place here as well; until its terms are all known it stays None.
"""

from __future__ import annotations

from collections.abc import Collection

from .detector import MEDIUM, DetectorInfo
from .model import Category, Severity


def finding_severity(info: DetectorInfo, confidence: float, beside: Collection[Category]) -> Severity:
    """The severity of a match in a record that holds data of the categories `beside` (its own included).

    Identity and a health fact in one record are critical, whichever of the two is reported; a contact is worth
    more beside an identity; a match of low confidence is one step less severe.
    """
    severity = info.severity
    identified = Category.IDENTITY in beside
    if identified and Category.HEALTH in beside and info.category in (Category.IDENTITY, Category.HEALTH):
        severity = Severity.CRITICAL
    elif identified and info.category is Category.CONTACT:
        severity = max(severity, Severity.MEDIUM, key=lambda s: s.rank)
    return severity.lowered() if confidence < MEDIUM else severity


def worst(severities: Collection[Severity]) -> Severity | None:
    """The highest of some severities, None of none."""
    return max(severities, key=lambda severity: severity.rank, default=None)
