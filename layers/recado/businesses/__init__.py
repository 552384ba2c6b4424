"""Businesses: name, language, currency, objective, hours, settings, variables."""
