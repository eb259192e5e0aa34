"""The icons of a show on home screens: its light as the small icon has it, or the author's own picture.

Their names are known without drawing, as those of covers are, and they have few colours: a phone that only looks at
the page may fetch one of them all the same.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from audiogen.artwork.colours import scheme_colours
from audiogen.artwork.cover import Cover
from audiogen.artwork.own import OwnCover
from audiogen.artwork.symbols import ICON_LIGHT_RADIUS, ICON_RING_OPACITY, ICON_RING_RADII, ICON_WIDTH

# Pillow is imported where a picture is drawn: an unchanged build needs it not

if TYPE_CHECKING:
    from PIL.Image import Image

_DRAWING: Final = 1
"""A part of the names; raise it when any icon would come out differently."""
_FINER: Final = 3
"""How many times as wide icons are drawn, for smooth edges."""
_DRAWN_COLOURS: Final = 32
_OWN_COLOURS: Final = 128
_INSIDE_MASK: Final = 0.9
"""Launchers may cut off all but the middle circle of four fifths of the width: so much smaller, the rings lie in it."""


@dataclass(frozen=True, slots=True)
class _IconForm:
    px: int
    scale: float = 1.0
    """Of what is drawn, relative to the small icon."""
    rounded: bool = False
    """Whether the corners of a drawing are round and transparent."""


_FORMS: Final = {
    "192": _IconForm(192, rounded=True),
    "512": _IconForm(512, rounded=True),
    "maskable": _IconForm(512, _INSIDE_MASK),
    # iPhones show transparent corners as black, and round them by themselves
    "touch": _IconForm(180, _INSIDE_MASK),
}


@dataclass(frozen=True, slots=True)
class HomeIcons:
    """PNG files for the places where systems show an app."""

    small: Cover
    """Of 192 pixels."""
    large: Cover
    """Of 512 pixels."""
    maskable: Cover
    """Of 512 pixels, which a system may cut to any shape."""
    touch: Cover
    """Of 180 pixels, opaque, for iPhones and iPads."""

    def all(self) -> tuple[Cover, ...]:
        """Every icon once."""
        return self.small, self.large, self.maskable, self.touch


def home_icons(hue: int, own: OwnCover | None) -> HomeIcons:
    """The icons of a show.

    Args:
        hue: of its page, in degrees of OKLCH.
        own: the author's picture, which stands in place of a drawing.
    """
    return HomeIcons(*(_icon(name, hue, own) for name in _FORMS))


def _icon(name: str, hue: int, own: OwnCover | None) -> Cover:
    form = _FORMS[name]
    shown = own.key if own else f"hue {hue}"
    key = hashlib.sha256(f"{_DRAWING} {name} {shown}".encode()).hexdigest()[:8]
    make: Callable[[], bytes] = partial(_of_own, own, form) if own else partial(_drawn, hue, form)
    return Cover(f"assets/icon-{name}-{key}.png", make)


def _of_own(own: OwnCover, form: _IconForm) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - Pillow is slow to import

    with Image.open(io.BytesIO(own.content), formats=("JPEG", "PNG")) as file:
        # a JPEG can be unpacked at an eighth of its width
        file.draft("RGB", (form.px, form.px))
        picture = ImageOps.exif_transpose(file).convert("RGB")
    resized = picture.resize((form.px, form.px), Image.Resampling.LANCZOS)
    return _png(resized.quantize(_OWN_COLOURS))


@cache
def _drawn(hue: int, form: _IconForm) -> bytes:
    from PIL import Image, ImageColor, ImageDraw  # noqa: PLC0415 - Pillow is slow to import

    colours = scheme_colours(hue, "dark")
    light, width = ImageColor.getrgb(colours["light"])[:3], form.px * _FINER
    picture = Image.new("RGB", (width, width), colours["sky"])
    draw = ImageDraw.Draw(picture, "RGBA")
    rings = [(radius, round(ICON_RING_OPACITY * 255)) for radius in ICON_RING_RADII]
    for radius, opacity in (*rings, (ICON_LIGHT_RADIUS, 255)):
        draw.circle((width / 2, width / 2), radius / ICON_WIDTH * form.scale * width, (*light, opacity))
    reduced = picture.reduce(_FINER)
    if form.rounded:
        corners = Image.new("L", (width, width))
        ImageDraw.Draw(corners).rounded_rectangle((0, 0, width - 1, width - 1), width / 4, 255)
        reduced.putalpha(corners.reduce(_FINER))
    # the one method that knows of transparency
    method = Image.Quantize.FASTOCTREE if form.rounded else Image.Quantize.MEDIANCUT
    return _png(reduced.quantize(_DRAWN_COLOURS, method, dither=Image.Dither.NONE))


def _png(picture: Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
