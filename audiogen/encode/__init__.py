"""Blocks of sound → a finished MP3 with tags, cover and chapters; and reading such a file back as it will be heard."""

from audiogen.encode.decode import Measured, blocks_of, measure
from audiogen.encode.id3 import Chapter, Tags
from audiogen.encode.mp3 import Mp3Writer

__all__ = ["Chapter", "Measured", "Mp3Writer", "Tags", "blocks_of", "measure"]
