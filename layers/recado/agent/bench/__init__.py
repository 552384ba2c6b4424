"""The test bench: somebody of the team writes to the agent as a customer would, and sees why it answers so."""
