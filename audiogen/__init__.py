"""Scripted reflection and breathing sessions, from YAML to a finished podcast.

The one way through the house: `script` reads what authors write, `plan` puts it in order, `speech` speaks it,
`timeline` places it on an integer grid of frames, `mix`, `master` and `encode` make the media file, `publish` makes
feed and page. `build` is the only module that knows the whole way; `cli` is the only one that prints.
"""

__version__ = "0.1.0"
