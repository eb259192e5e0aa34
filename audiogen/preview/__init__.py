"""Samples to choose by: one text in a voice, half a minute of a sound."""
