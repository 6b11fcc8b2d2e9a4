"""What the detectors share of French: words that change a statement, whom a text speaks of, tables about persons."""
