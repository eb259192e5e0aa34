"""Editions: one script, many tracks. A pure layer between the scripts and their plans."""
