"""Kernel: what every tier may use. Standard library only, so importing it costs nothing."""
