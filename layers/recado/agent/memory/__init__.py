"""What the agent remembers of customers from one conversation to the next."""
