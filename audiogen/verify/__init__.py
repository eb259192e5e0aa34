"""Finished files, opened as a stranger would: what is heard in them, what is wrong with it, and what to do about it.

Nothing here knows how a session is spoken, mixed or encoded. What a file should be is taken from its manifest; what it
is, from the decoded sound and from the file's own tags.
"""
