"""The colours of a cover, which follow from its hue."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one cover."""

    sky: Colour
    """The ground at the upper edge."""
    earth: Colour
    """The ground behind the words; dark."""
    glow: Colour
    accent: Colour
    ink: Colour
    """The words; light."""
    quiet_ink: Colour
    """The smaller words; light."""


def palette_of(hue: float) -> Palette:
    """Colours around a hue: deep grounds, a glow, an accent 32 degrees farther on the colour wheel, and light inks."""
    warm = (hue + 0.09) % 1.0
    return Palette(
        sky=_colour(hue, 0.25, 0.45),
        earth=_colour(hue, 0.10, 0.42),
        glow=_colour(hue, 0.66, 0.50),
        accent=_colour(warm, 0.84, 0.72),
        ink=_colour(hue, 0.96, 0.40),
        quiet_ink=_colour(hue, 0.82, 0.35),
    )


def _colour(hue: float, lightness: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
