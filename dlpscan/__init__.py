"""dlpscan finds personal medical data of French patients in files before anyone else does."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .chunk import Chunk
    from .contracts import Action, Limits, Reader, Reporter, Source, Step
    from .detector import Cue, Detector, DetectorInfo, Hits, Pattern, PatternDetector, Person, Scope, Verdicts, Where
    from .hookspecs import hookimpl
    from .model import Category, FileReport, Finding, Item, Problem, Severity
    from .rules import RecordRule

__version__ = "0.1.0"

_HOMES = {
    "contracts": ("Action", "Limits", "Reader", "Reporter", "Source", "Step"),
    "detector": (
        "Cue", "Detector", "DetectorInfo", "Hits", "Pattern", "PatternDetector", "Person", "Scope", "Verdicts", "Where",
    ),
    "hookspecs": ("hookimpl",),
    "chunk": ("Chunk",),
    "rules": ("RecordRule",),
    "model": ("Category", "FileReport", "Finding", "Item", "Problem", "Severity"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Action",
    "Category",
    "Chunk",
    "Cue",
    "Detector",
    "DetectorInfo",
    "FileReport",
    "Finding",
    "Hits",
    "Item",
    "Limits",
    "Pattern",
    "PatternDetector",
    "Person",
    "Problem",
    "Reader",
    "RecordRule",
    "Reporter",
    "Scope",
    "Severity",
    "Source",
    "Step",
    "Verdicts",
    "Where",
    "hookimpl",
]


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for: the start stays fast."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
