"""What nested layouts share: words, labels, pairs, records."""
