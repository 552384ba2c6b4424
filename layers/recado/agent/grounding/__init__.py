"""Grounding: what a draft claims, against what is known; code, not a model."""
