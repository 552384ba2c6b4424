"""outbound: what waits in a conversation is sent."""
