"""Bodies of crm_api, one file a subject: what it takes and what it answers."""
