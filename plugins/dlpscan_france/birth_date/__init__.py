"""Birth dates."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
