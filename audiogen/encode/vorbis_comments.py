"""Tags as Vorbis comments, the form that Ogg Opus and FLAC share.

Names are those of the Xiph recommendation (xiph.org/vorbis/doc/v-comment.html) and of common use; chapters follow the
Chapter Extension of the Xiph wiki; a picture is the block of RFC 9639, section 8.8.
"""

from __future__ import annotations

import base64
import io
import struct
from typing import Final

from PIL import Image

from audiogen.encode.tags import ChapterTag, Tags
from audiogen.errors import MediaError

_MOST_CHAPTERS: Final = 999
"""Their numbers have three digits, and begin with 001."""
_FRONT_COVER: Final = 3
_BITS_PER_PIXEL: Final = 24


def vorbis_comments(tags: Tags) -> dict[str, str]:
    """Names and texts in order; empty ones are left out, and so is the cover.

    Raises:
        MediaError: when there are more chapters than can be numbered.
    """
    texts = {
        "TITLE": tags.title,
        "ARTIST": tags.artist,
        "ALBUM": tags.album,
        "TRACKNUMBER": str(tags.track),
        "DATE": tags.date.isoformat(),
        "GENRE": tags.genre,
        "LANGUAGE": tags.language,
        "DESCRIPTION": tags.comment,
        "CONTACT": tags.url,
        "COPYRIGHT": tags.copyright and f"{tags.date:%Y} {tags.copyright}",
    } | _chapters(tags.chapters)
    # a zero would end the text early for readers in C
    return {name: text.replace("\x00", "") for name, text in texts.items() if text}


def picture_comment(jpeg: bytes) -> dict[str, str]:
    """The comment that holds the cover, for files that have no other place for it.

    Raises:
        MediaError: when it is not a picture.
    """
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
            width, height = picture.size
    except OSError as error:
        message = "the cover is not a JPEG that can be read"
        raise MediaError(message, hint="Save the picture as JPEG again.") from error
    mime, description, colours = b"image/jpeg", b"", 0
    block = b"".join(
        (
            struct.pack(">2I", _FRONT_COVER, len(mime)),
            mime,
            struct.pack(">I", len(description)),
            description,
            struct.pack(">5I", width, height, _BITS_PER_PIXEL, colours, len(jpeg)),
            jpeg,
        )
    )
    return {"METADATA_BLOCK_PICTURE": base64.b64encode(block).decode("ascii")}


def _chapters(chapters: tuple[ChapterTag, ...]) -> dict[str, str]:
    if len(chapters) > _MOST_CHAPTERS:
        message = f"{len(chapters)} chapters are more than Opus and FLAC can hold ({_MOST_CHAPTERS})"
        raise MediaError(message, hint="Leave out some of the `chapter` steps.")
    texts = {}
    for number, chapter in enumerate(chapters, 1):
        texts[f"CHAPTER{number:03}"] = _clock(chapter.start_s)
        texts[f"CHAPTER{number:03}NAME"] = chapter.title
    return texts


def _clock(seconds: float) -> str:
    milliseconds = int(seconds * 1000 + 0.5)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
