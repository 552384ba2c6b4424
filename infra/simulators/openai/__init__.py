"""OpenAI's HTTP API with a scripted brain: deterministic, offline, and marked `x-simulated: true`."""
