"""What verifying found, as text, JSON, a page and pictures."""
