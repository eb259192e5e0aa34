"""Finished files, opened as a player opens them: what is heard in them, what is wrong, and what to do about it.

Nothing here imports the code that speaks or mixes. The targets come from the manifest; the measurements from the
decoded sound and from the file's own tags.
"""
