"""What the modules of this plugin share: a detector made of data and one function, and expressions by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlpscan import DetectorInfo, Hits, Pattern, Verdicts

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDetector:
    """A detector whose judgement is a plain function. `is_column` tells a column without a header by its values."""

    info: DetectorInfo
    patterns: tuple[Pattern | str, ...]
    judged: Callable[[Hits], Verdicts]
    is_column: Callable[[Sequence[str]], bool] | None = None

    def judge(self, hits: Hits) -> Verdicts:
        """Validates the hits in their context."""
        return self.judged(hits)


class Expressions:
    """Regular expressions by name, each compiled when it is first asked for: few are needed at a time."""

    def __init__(self, **sources: str) -> None:
        self._sources = sources
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        if name not in self._compiled:
            import re

            self._compiled[name] = re.compile(self._sources[name])
        return self._compiled[name]
