"""Pregnancy tests and statuses of persons."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
