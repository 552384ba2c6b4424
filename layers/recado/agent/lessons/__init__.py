"""What the agent learns of its team, once a person approves it."""
