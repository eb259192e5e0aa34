"""The motifs of covers as drawings for pages: small pictures in rows, and what surrounds the one light of a page.

They wear classes alone, and page.css gives these their colours and their slow movement: a page may have no style of
its own. The drawings are in `rows/` and `scenes/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from audiogen.artwork.colours import scheme_colours
from audiogen.artwork.design import MOTIF_NAMES

ICON_WIDTH: Final = 32
"""Of the small icon, in the units of the radii below."""
ICON_RING_RADII: Final = (13, 10)
ICON_RING_OPACITY: Final = 0.2
ICON_LIGHT_RADIUS: Final = 6

_HERE: Final = Path(__file__).parent


def motif_symbol(motif: int) -> str:
    """A cover's motif without its words, as `<symbol id="motif-N">` of 52 by 52, to be used by any number of rows."""
    return f'<symbol id="motif-{motif}" viewBox="0 0 52 52">{_drawing("rows", MOTIF_NAMES[motif])}</symbol>'


def scene(motif: int) -> str:
    """What surrounds the light of a session's page, as the last children of `.stage`.

    The light is an element of its own, a disc in the middle of the stage, so that breathing can go on around it.
    """
    return _drawing("scenes", MOTIF_NAMES[motif])


def show_scene() -> str:
    """The light of a show's page, with its rings: an `<svg class="art">`."""
    return _drawing("scenes", "show")


def lamp_scene() -> str:
    """The light of a client's page: a lamp in a window that somebody has left on, as an `<svg class="art">`."""
    return _drawing("scenes", "lamp")


def icon(hue: int) -> str:
    """The small picture that a browser has beside a page's title, as an SVG file.

    Args:
        hue: in degrees of OKLCH.
    """
    colours = scheme_colours(hue, "dark")
    rings = "".join(f'<circle cx="16" cy="16" r="{radius}"/>' for radius in ICON_RING_RADII)
    opacity = f"{ICON_RING_OPACITY:g}".removeprefix("0")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ICON_WIDTH} {ICON_WIDTH}">'
        f'<rect width="{ICON_WIDTH}" height="{ICON_WIDTH}" rx="8" fill="{colours["sky"]}"/>'
        f'<g fill="{colours["light"]}" fill-opacity="{opacity}">{rings}</g>'
        f'<circle cx="16" cy="16" r="{ICON_LIGHT_RADIUS}" fill="{colours["light"]}"/></svg>\n'
    )


@cache
def _drawing(folder: str, name: str) -> str:
    """A drawing on one line: the spaces between its lines are for whoever edits it."""
    lines = (_HERE / folder / f"{name}.svg").read_text(encoding="utf-8").splitlines()
    return "".join(line.strip() for line in lines)
