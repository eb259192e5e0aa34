"""The colours of a page: lightness and chroma are fixed, and one hue, that of the cover, runs through all.

`tokens.toml` has them in OKLCH. They are published as plain sRGB, which every browser knows.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from audiogen.artwork.palette import palette_of

if TYPE_CHECKING:
    from coloraide import Color
    from PIL.Image import Image

Scheme: TypeAlias = Literal["dark", "light"]
NEUTRAL_HUE: Final = 40
"""Of a picture without any: warm, like paper and candlelight."""
_LEAST_CHROMA: Final = 0.008
"""The mean of a picture below which no hue is seen in it."""
_SEEN_PX: Final = 64
_SEEN_COLOURS: Final = 24
"""The width and the number of colours at which a picture is looked at."""


def oklch_hue(design_hue: float) -> int:
    """The hue of a drawn cover's glow in OKLCH, in degrees from 0 up to 360; `design_hue` is from 0 up to 1."""
    return round(_colour("srgb", [part / 255 for part in palette_of(design_hue).glow]).convert("oklch")["hue"]) % 360


def dominant_hue(picture: Image) -> int:
    """The hue of OKLCH that most of a picture's colour has, in degrees from 0 up to 360; 40 when it is all grey."""
    found = _weighted_hues(picture)
    if sum(found.values()) < _LEAST_CHROMA:
        return NEUTRAL_HUE

    def nearness(one: float, other: float) -> float:
        return max(0.0, math.cos(math.radians(one - other))) ** 8

    def weight_around(hue: float) -> float:
        return sum(weight * nearness(hue, other) for other, weight in found.items())

    strongest = max(found, key=weight_around)
    beside = sum(
        weight * nearness(strongest, hue) * math.remainder(hue - strongest, 360) for hue, weight in found.items()
    )
    return round(strongest + beside / weight_around(strongest)) % 360


def _weighted_hues(picture: Image) -> Mapping[float, float]:
    """The hues in a picture, and how much colour each has: its chroma times its part of the area."""
    few = picture.convert("RGB").resize((_SEEN_PX, _SEEN_PX)).quantize(_SEEN_COLOURS)
    palette = few.getpalette() or []
    hues = defaultdict[float, float](float)
    for at, count in enumerate(few.histogram()[: len(palette) // 3]):
        colour = _colour("srgb", [part / 255 for part in palette[at * 3 : at * 3 + 3]]).convert("oklch")
        # a grey has no hue: it counts for nothing
        hues[colour.get("hue", nans=False)] += colour["chroma"] * count / _SEEN_PX**2
    return hues


def page_colours(hue: int, pictured: Iterable[int] = ()) -> str:
    """The style sheet that gives a page its colours: dark, and light for whoever prefers that.

    Args:
        hue: of the page, in degrees of OKLCH.
        pictured: hues of the small pictures on it, which wear the class `hue-` with their hue in degrees.
    """
    pictures = "".join(f".hue-{each}{{{_properties('picture', each)}}}\n" for each in sorted(set(pictured)))
    light = f"@media (prefers-color-scheme:light){{:root{{{_properties('light', hue)}}}}}\n"
    return f":root{{{_properties('dark', hue)}}}\n{light}{pictures}"


def scheme_colours(hue: int, scheme: Scheme) -> Mapping[str, str]:
    """The colours of a page by what they are for (`sky`, `ink` and so on), as `#rrggbb` or `#rrggbbaa`."""
    return _colours(scheme, hue % 360)


@dataclass(frozen=True, slots=True)
class _PageColour:
    """One colour, but for the hue of the page."""

    lightness: float
    chroma: float
    turn: int = 0
    """Degrees beside the hue of the page."""
    hue: int | None = None
    """In degrees, where it is the same on all pages."""
    part: float | None = None
    """How much it covers, from 0 to 1; all when None."""

    def hex(self, page_hue: int) -> str:
        """The colour on a page."""
        own_hue = page_hue + self.turn if self.hue is None else self.hue
        opacity = "" if self.part is None else f"{round(self.part * 255):02x}"
        return _hex(self.lightness, self.chroma, own_hue % 360) + opacity


def _properties(table: str, hue: int) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in _colours(table, hue % 360).items())


@cache
def _colours(table: str, hue: int) -> Mapping[str, str]:
    return {name: colour.hex(hue) for name, colour in _tables()[table].items()}


@cache
def _tables() -> Mapping[str, Mapping[str, _PageColour]]:
    text = Path(__file__).with_name("tokens.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {table: {name: _PageColour(**given) for name, given in rows.items()} for table, rows in tables.items()}


@cache
def _hex(lightness: float, chroma: float, hue: int) -> str:
    """A colour of OKLCH in sRGB; one that sRGB lacks loses chroma, and keeps its lightness."""
    colour = _colour("oklch", [lightness, chroma, hue])
    if not colour.in_gamut("srgb"):
        colour.fit("srgb", method="oklch-chroma", jnd=0)
    return colour.convert("srgb").to_string(hex=True)


def _colour(space: str, parts: Sequence[float]) -> Color:
    """A colour by its three parts in a colour space, as coloraide calls it."""
    from coloraide import Color  # noqa: PLC0415 - takes 90 ms to import, which only publishing and pictures need

    return Color(space, parts)
