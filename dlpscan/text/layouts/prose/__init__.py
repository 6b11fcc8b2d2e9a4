"""Running text, and what it holds."""
