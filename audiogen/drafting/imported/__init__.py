"""Scripts that people wrote elsewhere become sessions that say the same words."""
