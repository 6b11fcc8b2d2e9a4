"""Postal addresses in France."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
