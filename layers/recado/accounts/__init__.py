"""Accounts: people, how they sign in, and the businesses they belong to."""
