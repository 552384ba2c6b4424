"""Evaluation of the agent: conversations written down as cases, played through the product and judged by its tables."""
