"""What XML and HTML share: entities, and which of the two a text is."""
