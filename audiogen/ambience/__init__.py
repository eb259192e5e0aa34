"""Sounds that the project makes itself, and people's own files as beds. `audiogen.mix` decides when they are heard."""
