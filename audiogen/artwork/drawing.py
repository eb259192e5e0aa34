"""Drawing a cover from its design: the same design gives the same bytes."""

from __future__ import annotations

import io
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageOps

from audiogen.artwork.design import Design
from audiogen.artwork.lettering import Box, draw_block, set_in
from audiogen.artwork.motifs import MOTIFS, Canvas
from audiogen.artwork.palette import Colour, Palette, palette_of

_MARGIN: Final = 0.08
_WIDEST_WORK_PX: Final = 3000
_WIDEST_OPTIMISED_PX: Final = 1500
"""To optimise a JPEG, all of it is held at once: 54 MB at 3000 pixels, for a twentieth of its size."""
_CALM_FROM: Final = 0.46
"""Where the ground behind the words begins to darken, as a part of the height."""
_QUALITIES: Final = (90, 84, 76, 66, 54, 40)


def draw_jpeg(design: Design, px: int, most_bytes: int | None = None) -> bytes:
    """The cover as an RGB JPEG, `px` pixels square; of lower quality if it would exceed `most_bytes`."""
    return encode_jpeg(draw_image(design, px), most_bytes)


def draw_image(design: Design, px: int) -> Image.Image:
    """The cover as an RGB picture, `px` pixels square."""
    palette = palette_of(design.hue)
    picture = _draw_motif(design, palette, px)
    _draw_words(ImageDraw.Draw(picture), design, palette, px)
    return picture


def encode_jpeg(picture: Image.Image, most_bytes: int | None = None) -> bytes:
    """A picture as JPEG, at the best quality that stays within `most_bytes`, or at the lowest."""
    for quality in _QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=picture.width <= _WIDEST_OPTIMISED_PX)
        if most_bytes is None or file.tell() <= most_bytes:
            break
    return file.getvalue()


def resized_jpeg(content: bytes, px: int | None, most_bytes: int | None = None) -> bytes:
    """A picture from the bytes of a file, upright, as a JPEG of `px` pixels square and at most `most_bytes`.

    Args:
        content: a JPEG or PNG.
        px: width and height; those of the picture when None.
        most_bytes: see `encode_jpeg`.
    """
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as file:
        # players and directories do not agree on whether they heed the way a camera was held
        picture = ImageOps.exif_transpose(file).convert("RGB")
    size = (px, px) if px else picture.size
    return encode_jpeg(picture.resize(size, Image.Resampling.LANCZOS), most_bytes)


def _draw_motif(design: Design, palette: Palette, px: int) -> Image.Image:
    # drawn at twice the size and reduced, for smooth edges
    work = min(px * 2, _WIDEST_WORK_PX)
    fade = Image.linear_gradient("L").resize((work, work), Image.Resampling.BICUBIC)
    picture = Image.new("RGB", (work, work), palette.sky)
    picture.paste(palette.earth, (0, 0, work, work), fade)
    del fade
    canvas = Canvas(ImageDraw.Draw(picture, "RGBA"), work, palette)
    # not for cryptography: the seed only keeps the picture the same
    MOTIFS[design.motif](canvas, Random(design.seed))  # noqa: S311
    _calm(picture, palette)
    reduced = picture.reduce(2)
    # frees the 36 MB of the larger picture before the next one is made
    del picture, canvas
    return reduced.resize((px, px), Image.Resampling.BICUBIC)


def _calm(picture: Image.Image, palette: Palette) -> None:
    """Let the lower half sink into the dark, so that words stand out whatever the motif does there."""
    size = picture.width
    top = round(size * _CALM_FROM)
    veil = Image.linear_gradient("L").resize((size, size - top), Image.Resampling.BICUBIC)
    picture.paste(palette.earth, (0, top), veil)


def _draw_words(draw: ImageDraw.ImageDraw, design: Design, palette: Palette, px: int) -> None:
    margin = _MARGIN * px
    width = px - 2 * margin
    title_box = Box(margin, px - margin * 0.8, width, 0.25 * px if design.caption else 0.29 * px)
    title_px = _draw_in(draw, design.title, title_box, 0.105 * px, palette.ink)
    caption_box = Box(margin, title_box.bottom - title_px - 0.012 * px, width, 0.05 * px)
    _draw_in(draw, design.caption, caption_box, 0.036 * px, palette.quiet_ink)
    _draw_in(draw, design.numeral, Box(margin, margin + 0.10 * px, width, 0.13 * px), 0.11 * px, palette.ink)


def _draw_in(draw: ImageDraw.ImageDraw, words: str, box: Box, largest_px: float, colour: Colour) -> float:
    """Draw words at the bottom of a box; the height in pixels that they take up, 0 when no font has them."""
    block = set_in(words, box, largest_px)
    if block is None:
        return 0
    draw_block(draw, block, box, colour)
    return block.height
