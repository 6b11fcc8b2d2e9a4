"""What the modules of this plugin share: a detector made of data and one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dlpscan import DetectorInfo, Hits, Pattern, Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDetector:
    """A detector whose judgement is a plain function."""

    info: DetectorInfo
    patterns: tuple[Pattern | str, ...]
    judged: Callable[[Hits], Verdicts]

    def judge(self, hits: Hits) -> Verdicts:
        """Validates the hits in their context."""
        return self.judged(hits)
