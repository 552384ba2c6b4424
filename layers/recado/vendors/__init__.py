"""Vendors: one folder per company we talk to; each could be deleted without touching the others."""
