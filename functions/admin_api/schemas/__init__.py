"""Bodies of admin_api, one file a subject: what it takes and what it answers."""
