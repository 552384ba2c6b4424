"""Fields of contacts that the agent fills in from what customers write."""
