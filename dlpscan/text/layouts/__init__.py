"""How text may be laid out: each module knows one way, recognises it and says where its cells and records are."""
