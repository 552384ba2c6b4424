"""ai_response: the agent thinks and answers."""
