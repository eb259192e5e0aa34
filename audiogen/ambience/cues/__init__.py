"""Bells and breaths: the short sounds that guide a session, each brought to a known level."""
