"""make demo: a scripted conversation of about ten turns, each verified at the simulated Meta and in the database."""
