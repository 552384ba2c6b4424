"""Entry points: one folder each, all alike."""
