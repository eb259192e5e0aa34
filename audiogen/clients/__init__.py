"""Clients: for whom sessions are made by name, and all that keeps what is theirs apart from what is public."""
