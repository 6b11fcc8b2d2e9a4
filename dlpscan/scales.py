"""The scales and kinds by which things are told apart; `model.py` has them all."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad it would be if this were lost, from harmless to worst."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info to 4 for critical."""
        return _RANKS[self]

    def lowered(self) -> Severity:
        """One step less severe, info at least."""
        return list(Severity)[max(0, self.rank - 1)]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Category(StrEnum):
    """What a kind of data says of a person; care is who treats and who insures."""

    IDENTITY = "identity"
    CONTACT = "contact"
    HEALTH = "health"
    CARE = "care"
    FINANCE = "finance"
    SECRET = "secret"  # noqa: S105  # the name of a category


class Coverage(StrEnum):
    """How an item ended; every item ends as exactly one of these."""

    SCANNED = "scanned"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    ERROR = "error"


class Exposure(StrEnum):
    """Who may read an item."""

    OWNER = "owner"
    GROUP = "group"
    EVERYONE = "everyone"
    PUBLIC = "public"
    UNKNOWN = "unknown"


class Incident(StrEnum):
    """What happened to data, as far as the user says so."""

    MALICIOUS = "malicious"
    ALTERED = "altered"
    CORRUPTED = "corrupted"
    UNAVAILABLE = "unavailable"
    LOST = "lost"
    UNINTELLIGIBLE = "unintelligible"


class Level(StrEnum):
    """How bad a breach would be, in the words of ENISA."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"


class Stage(StrEnum):
    """Where on its way an item met a problem."""

    WALK = "walk"
    READ = "read"
    DETECT = "detect"
    REPORT = "report"


class AllowedBy(StrEnum):
    """What says that a finding is fine."""

    COMMENT = "comment"
    RULE = "rule"
    BASELINE = "baseline"
