"""Keys and values line by line: YAML, INI, properties, vCard, forms."""
