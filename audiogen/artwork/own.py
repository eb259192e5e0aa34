"""A cover of the author's own: whether podcast directories will take it, and as what it is published.

It may be any file that somebody named, so nothing is read before it is known to be a file of a sensible size, and no
picture is unpacked before its measures are known.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Literal

from audiogen.artwork.colours import dominant_hue
from audiogen.errors import AudiogenError

# Pillow is imported where a picture is read: an unchanged build needs it not

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_PX: Final = 1400
MOST_PX: Final = 3000
MOST_BYTES: Final = 60_000_000
"""Of a file that is read: an uncompressed picture of the largest size has half as many."""
PUBLISHED_BYTES: Final = 4_000_000
"""Of a file that is published as it is: every app fetches it, and a larger one is saved anew as JPEG."""

_READING: Final = Lock()
"""Python keeps what it warns of for all threads at once."""
_CONVERSION: Final = b"converted 1"
"""A part of the names of pictures that are saved anew; raise its number when any would come out differently."""
_ORIENTATION: Final = 0x0112
"""The EXIF tag: which way up a camera was held; 1 is upright."""
_HUE_PX: Final = 104
"""The least width at which the colours of a picture are looked at."""
_MODES: Final = {
    **dict.fromkeys(("RGBA", "LA", "PA", "La", "RGBa"), "transparency"),
    **dict.fromkeys(("L", "1", "I;16", "I;16B", "I", "F"), "shades of grey alone"),
    "CMYK": "the colours of print",
    "P": "a palette",
}


@dataclass(frozen=True, slots=True)
class OwnCover:
    """The content of a file that directories take, perhaps after it was saved anew."""

    content: bytes
    """Of the author's file."""
    suffix: Literal["jpg", "png"]
    """Of the published file, by what it holds rather than by its name."""
    plain: bool
    """Whether it is published as it is."""
    px: int
    """Its width and height."""

    @property
    def key(self) -> str:
        """Eight hexadecimal digits that change whenever the published picture would."""
        made = self.content if self.plain else self.content + _CONVERSION
        return hashlib.sha256(made).hexdigest()[:8]

    def key_at(self, px: int) -> str:
        """Eight hexadecimal digits that change whenever the picture of this width and height would."""
        return hashlib.sha256(self.content + f"{px} px".encode()).hexdigest()[:8]

    def hue(self) -> int:
        """What `audiogen.artwork.colours.dominant_hue` finds in the picture."""
        from PIL import Image  # noqa: PLC0415 - Pillow is slow to import

        with Image.open(io.BytesIO(self.content), formats=("JPEG", "PNG")) as picture:
            # a JPEG can be unpacked at an eighth of its width
            picture.draft("RGB", (_HUE_PX, _HUE_PX))
            return dominant_hue(picture)

    def published(self) -> bytes:
        """The content of the published file: upright, in eight bits a colour, and of no more than 4 MB."""
        if self.plain:
            return self.content
        from audiogen.artwork import drawing  # noqa: PLC0415 - Pillow is slow to import

        return drawing.resized_jpeg(self.content, None, PUBLISHED_BYTES)


def read_own(path: Path) -> OwnCover:
    """The cover in a file.

    Raises:
        AudiogenError: when the file cannot be read, or is not what podcast directories take.
    """
    content = _read(path)
    try:
        with _READING, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures, which are refused here
            return _examined(path, content)
    except (
        OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error, zlib.error
    ) as error:  # fmt: skip
        # what Pillow raises where a picture is damaged
        message = f"the cover {path} is not a whole JPEG or PNG"
        raise AudiogenError(message, hint="Save it again as JPEG.") from error


def _read(path: Path) -> bytes:
    """All of a file that is one: a device or a pipe would never end."""
    correct = (
        "Write behind `cover` in show.yaml where it lies in the project folder, or remove the line to have one drawn."
    )
    address = re.search("(?:^|/)([a-z]{2,}:)/(.*)", path.as_posix())
    if address:
        message = f"the cover {address[1]}//{address[2]} is an address, not a file"
        raise AudiogenError(message, hint="Save the picture in the project folder, and name that file as `cover`.")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "no file that can be read to its end"
            message = f"the cover {path} is {what}"
            raise AudiogenError(message, hint=correct)
        if status.st_size > MOST_BYTES:
            message = f"the cover {path} has {status.st_size / 1e6:.0f} MB"
            raise AudiogenError(message, hint=f"Save it as JPEG, with at most {MOST_BYTES / 1e6:.0f} MB.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        message = f"the cover {path} cannot be read: {reason}"
        raise AudiogenError(message, hint=correct) from error


def _examined(path: Path, content: bytes) -> OwnCover:
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to import

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            faults = list(_faults(picture))
            if not faults:
                # only now: it unpacks the picture
                picture.load()
                plain = _is_plain(picture, content)
                return OwnCover(content, "png" if plain and picture.format == "PNG" else "jpg", plain, picture.width)
    except Image.DecompressionBombError:
        faults = ["has far too many pixels"]
    message = f"the cover {path} {' and '.join(faults)}"
    hint = f"Podcast directories take a square of {LEAST_PX} to {MOST_PX} pixels, RGB without transparency."
    raise AudiogenError(message, hint=hint)


def _faults(picture: Image) -> Iterator[str]:
    width, height = picture.size
    if width != height:
        yield f"is {width} by {height} pixels, not a square"
    elif not LEAST_PX <= width <= MOST_PX:
        yield f"is {width} pixels wide"
    if picture.mode != "RGB":
        yield f"has the colours {picture.mode}, not RGB: {_MODES.get(picture.mode, 'other colours')}"
    elif "transparency" in picture.info:
        yield "has a colour that is transparent"
    if picture.format == "PNG" and getattr(picture, "is_animated", False):
        yield "is animated"


def _is_plain(picture: Image, content: bytes) -> bool:
    """Whether a picture can be published as it is: small enough, upright, and eight bits a colour."""
    # the fourth part of a PNG's first chunk (IHDR); Pillow has made eight bits of it already
    eight_bits = picture.format == "JPEG" or (picture.format == "PNG" and content[24] == 8)
    upright = picture.getexif().get(_ORIENTATION, 1) in (0, 1)
    return len(content) <= PUBLISHED_BYTES and eight_bits and upright
