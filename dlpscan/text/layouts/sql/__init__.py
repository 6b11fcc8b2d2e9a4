"""SQL dumps."""
