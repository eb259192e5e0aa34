"""Names of sounds, films and pictures, known by their endings wherever somebody writes one, readable or not."""

from __future__ import annotations

import re
from typing import Final

_SOUND: Final = re.compile(
    r".*\.(?:mp3|m4a|m4b|aac|wave?|flac|og[ga]|opus|aiff?|caf|wma|midi?|mp4|mov|mkv|webm)", re.IGNORECASE
)
_PICTURE: Final = re.compile(r".*\.(?:jpe?g|png|gif|webp|svg|heic|tiff?|bmp)", re.IGNORECASE)


def is_sound(name: str) -> bool:
    """Whether a name looks like that of a file with sound in it, films included."""
    return _SOUND.fullmatch(name) is not None


def is_media(name: str) -> bool:
    """Whether a name looks like that of a sound, a film or a picture."""
    return is_sound(name) or _PICTURE.fullmatch(name) is not None
