"""A session at a glance: its timeline as a table and as a picture."""
