"""CRM: contacts and the identities they are known by."""
