"""How names of persons are written, in text, cells and tables; the first names that are known."""
