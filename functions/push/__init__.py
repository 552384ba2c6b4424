"""push: lets the phones of a team ring, and mails those who want it, when customers wait and nobody looks."""
