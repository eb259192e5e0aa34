"""The colours of the house: lightness and chroma are fixed, and one hue, that of the cover, runs through all."""

from __future__ import annotations

import colorsys
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
    from coloraide import Color  # noqa: PLC0415 - slow to import

    degrees = Color("srgb", colorsys.hls_to_rgb(hue, 0.25, 0.45)).convert("oklch")["hue"]
    table = _DARK if dark else _LIGHT
    return {
        name: Color("oklch", [light, chroma, degrees + beside]).convert("srgb").clip().to_string(hex=True)
        for name, (light, chroma, beside) in table.items()
    }
