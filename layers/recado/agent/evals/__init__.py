"""Measuring the agent: cases are played in a sandbox, and judged by what came of them."""
