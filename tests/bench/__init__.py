"""Measurements: `make bench`. Figures are reported, never asserted: machines differ and are noisy."""
