"""Billing and hospital files of fixed width (B2, RSF, VID-IPP), and others in which NIRs stand at one position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlpscan.text.layouts.fixed.line_lengths import has_lines_alike

if TYPE_CHECKING:
    from dlpscan.layout import Labels, Layout


def recognise(head: bytes, labels: Labels) -> Layout | None:
    """The layout of such a file, from its beginning."""
    if not has_lines_alike(head):
        return None
    # Late, as it needs numpy, which few files are worth.
    from dlpscan.text.layouts.fixed import layout

    from .fixed_forms import forms_of

    return layout.recognise(head, labels, forms_of)
