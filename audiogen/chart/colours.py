"""The colours of pictures of sessions: those of the pages, in which one hue, that of the cover, runs through all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from audiogen.artwork.colours import oklch_hue, scheme_colours

Colours: TypeAlias = Mapping[str, str]
"""Colours by what they are for, as hexadecimal sRGB."""

_ON_PAGES: Final = {
    "sky": "sky",
    "ground": "ground",
    "ink": "ink",
    "quiet": "quiet",
    "line": "line",
    # by day the light of a page is the sun, which nobody sees on paper
    "light": "press",
    "near": "w1",
    "deep": "w3",
}
"""What each is called in `artwork/tokens.toml`."""


def colours(hue: float, *, dark: bool) -> Colours:
    """The colours around the hue of a cover, from 0 up to 1 on the wheel of red, green and blue."""
    page = scheme_colours(oklch_hue(hue), "dark" if dark else "light")
    return {name: page[on_pages] for name, on_pages in _ON_PAGES.items()}
