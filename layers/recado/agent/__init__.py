"""Agent: what the bot is told, what it remembers, and how it answers."""
