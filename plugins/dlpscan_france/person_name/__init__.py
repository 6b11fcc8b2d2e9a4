"""Names of persons."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
