"""The French social security number."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
