"""The language that authors write, and the reading of it."""
