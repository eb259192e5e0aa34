"""Scripted reflection and breathing sessions, from YAML to a finished podcast.

`script` reads what authors write, `plan` puts it in order and places it in time, `speech` speaks it, `ambience` makes
the bed, `render` mixes and masters it, `encode` writes the media file, `publish` makes feed and page. `build` is the
only package that knows the whole way; `cli` is the only one that prints. See docs/architecture.md.
"""

__version__ = "0.1.0"
