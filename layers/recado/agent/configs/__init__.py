"""Versions of how a business's agent behaves: one that answers, those before it, and a draft."""
