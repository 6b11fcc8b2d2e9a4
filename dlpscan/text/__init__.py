"""Readers of plain text and its layouts."""
