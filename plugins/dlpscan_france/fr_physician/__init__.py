"""Names of physicians."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
