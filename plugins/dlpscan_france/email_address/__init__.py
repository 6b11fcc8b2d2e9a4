"""E-mail addresses."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
