"""media: files customers sent, fetched and kept."""
