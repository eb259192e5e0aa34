"""The colours of the house: lightness and chroma are fixed, and one hue, that of the cover, runs through all."""

from __future__ import annotations

import colorsys
import math
from collections.abc import Mapping
from typing import Final, TypeAlias

Colours: TypeAlias = Mapping[str, str]
"""Colours by what they are for, as hexadecimal sRGB."""

_TURN: Final = 40
"""By night the light is so many degrees farther on than all else."""
_DARK: Final = {
    "sky": (0.31, 0.055, 0),
    "ground": (0.15, 0.022, 0),
    "ink": (0.945, 0.012, 0),
    "quiet": (0.80, 0.022, 0),
    "line": (0.62, 0.035, 0),
    "light": (0.89, 0.066, _TURN),
    "near": (0.43, 0.062, 0),
    "deep": (0.265, 0.044, 0),
}
_LIGHT: Final = {
    "sky": (0.885, 0.032, 0),
    "ground": (0.965, 0.011, 0),
    "ink": (0.25, 0.035, 0),
    "quiet": (0.43, 0.035, 0),
    "line": (0.56, 0.035, 0),
    "light": (0.39, 0.07, 0),
    "near": (0.79, 0.05, 0),
    "deep": (0.915, 0.026, 0),
}
"""Lightness from 0 to 1, chroma, and degrees beside the hue, in OKLCH."""


def colours(hue: float, *, dark: bool) -> Colours:
    """The colours around the hue of a cover, from 0 up to 1 on the wheel of red, green and blue."""
    degrees, table = _degrees(hue), _DARK if dark else _LIGHT
    return {name: _hex(light, chroma, degrees + beside) for name, (light, chroma, beside) in table.items()}


def _degrees(hue: float) -> float:
    """The hue of a cover's sky in OKLCH, in degrees (https://bottosson.github.io/posts/oklab/)."""
    red, green, blue = map(_linear, colorsys.hls_to_rgb(hue, 0.25, 0.45))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return math.degrees(math.atan2(b, a))


def _hex(lightness: float, chroma: float, degrees: float) -> str:
    a, b = chroma * math.cos(math.radians(degrees)), chroma * math.sin(math.radians(degrees))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return "#" + "".join(f"{round(255 * _encoded(min(max(each, 0.0), 1.0))):02x}" for each in (red, green, blue))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
