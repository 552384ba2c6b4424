"""End-to-end tests: the commands of the README, as a person runs them."""
