"""A server of a business's own, for tools of its agent: it knows where parcels are, and shows what it was sent."""
