"""HIV results and statuses of persons."""

from .detector import DETECTOR

__all__ = ["DETECTOR"]
