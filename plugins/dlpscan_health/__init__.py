"""What French health files look like, as a plugin of dlpscan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan import hookimpl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlpscan.layout import Recogniser


@hookimpl
def dlpscan_layouts() -> Sequence[Recogniser]:
    """Messages of HL7 and HPRIM, billing and hospital files of fixed width."""
    from . import fixed_width, messages

    return [messages, fixed_width]
