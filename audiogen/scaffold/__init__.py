"""Begins shows and sessions: decides which files with which content, then writes all of them or none."""
