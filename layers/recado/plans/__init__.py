"""Plans: whether a business is in service now. Every door that acts for it asks here."""
