"""The hooks by which plugins register. Called once at the start, never per chunk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

from .names import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .contracts import Action, Reader, Reporter, Source
    from .detector import Detector
    from .layout import Recogniser
    from .rules import RecordRule

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def dlpscan_detectors() -> Sequence[Detector]:  # type: ignore[empty-body]  # a specification has no body
    """The plugin's detectors, in the order in which they are listed."""


@hookspec
def dlpscan_rules() -> Sequence[RecordRule]:  # type: ignore[empty-body]
    """What data amount to when they stand in one record, beside dlpscan's own rules."""


@hookspec
def dlpscan_readers() -> Sequence[Reader]:  # type: ignore[empty-body]
    """The plugin's readers."""


@hookspec
def dlpscan_layouts() -> Sequence[Recogniser]:  # type: ignore[empty-body]
    """Ways in which text is laid out that the plugin recognises; asked before those of dlpscan, but for markup."""


@hookspec
def dlpscan_sources() -> Sequence[Source]:  # type: ignore[empty-body]
    """The plugin's sources."""


@hookspec
def dlpscan_reporters() -> Sequence[Reporter]:  # type: ignore[empty-body]
    """The plugin's reporters."""


@hookspec
def dlpscan_actions() -> Sequence[Action]:  # type: ignore[empty-body]
    """The plugin's actions."""
