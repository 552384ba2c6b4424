"""Team: who works in a business and as what, and inviting others."""
