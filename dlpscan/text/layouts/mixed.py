"""Prose with what it holds."""
from __future__ import annotations
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from .base import Labels, Layout

def recognise(head: bytes, labels: Labels) -> Layout | None:
    return None
