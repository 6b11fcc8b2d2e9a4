"""Blood groups of persons."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
