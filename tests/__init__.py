"""Tests. Each name states a fact about the product."""
