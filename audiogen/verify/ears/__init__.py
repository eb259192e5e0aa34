"""Finished speech heard by a recogniser, to find words that came out wrong."""
