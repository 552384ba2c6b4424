"""Agent: the prompt, the choice of the model, and the answer."""
