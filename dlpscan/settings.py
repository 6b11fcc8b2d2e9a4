"""How items are examined: what every process is told. Light, so that workers can be started before anything else."""

from __future__ import annotations

from dataclasses import dataclass, field

from .allow.allowances import Allowances
from .contracts import Limits
from .model import Exposure, Incident, Severity

# How much a slow item may take beyond its time, by size.
_SLOWEST_BYTES_A_SECOND = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How items are examined; the same in every process. `exposure` is what the user says of who
    can read the items, None to ask the system; `incident` what happened to them. Findings with one of the
    `passed_tags` are not reported; `allow` is what says that findings are fine. `secret` hides people's keys,
    `key` fingerprints.
    """

    min_confidence: float = 0.5
    min_severity: Severity = Severity.INFO
    max_findings: int = 100
    show_values: bool = False
    all_files: bool = False
    pure: bool = False
    exposure: Exposure | None = None
    incident: tuple[Incident, ...] = ()
    passed_tags: frozenset[str] = frozenset()
    allow: Allowances = field(default_factory=Allowances)
    limits: Limits = field(default_factory=Limits)
    secret: int = field(default=0, repr=False)
    key: bytes = field(default=b"", repr=False)

    def seconds_for(self, size: int) -> float:
        """How long an item of that size may take."""
        return self.limits.item_seconds + size / _SLOWEST_BYTES_A_SECOND
