"""Stand-ins for the vendors: a vendor's documented wire, all state in memory, honest about being simulated."""
