"""The shapes on covers: seven calm motifs, each a function of a canvas and a seeded random source.

Shapes are drawn over one another with some transparency, in the upper two thirds; the words stand below.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, TypeAlias

from PIL import ImageDraw

from audiogen.artwork.palette import Colour, Palette


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a motif is drawn: a square of `size` pixels on which colours blend; all measures are parts of `size`."""

    draw: ImageDraw.ImageDraw
    size: int
    palette: Palette

    def disc(self, x: float, y: float, radius: float, colour: Colour, opacity: float) -> None:
        """A filled circle."""
        self.oval(x, y, (radius, radius), colour, opacity)

    def oval(self, x: float, y: float, radii: tuple[float, float], colour: Colour, opacity: float) -> None:
        """A filled ellipse."""
        self.draw.ellipse(self._bounds(x, y, *radii), fill=_tint(colour, opacity))

    def ring(self, x: float, y: float, radius: float, width: float, opacity: float) -> None:
        """A circle's line in the glow's colour."""
        bounds = self._bounds(x, y, radius, radius)
        self.draw.ellipse(bounds, outline=_tint(self.palette.glow, opacity), width=round(width * self.size))

    def wave(self, y: float, height: float, waves: float, shift: float, colour: Colour) -> None:
        """Everything below a gentle curve; `shift` is a part of a turn."""
        steps = 240
        curve = [
            (step / steps * self.size, (y + height * math.sin(math.tau * (waves * step / steps + shift))) * self.size)
            for step in range(steps + 1)
        ]
        self.draw.polygon([*curve, (self.size, self.size), (0, self.size)], fill=colour)

    def _bounds(self, x: float, y: float, across: float, down: float) -> tuple[float, float, float, float]:
        return (x - across) * self.size, (y - down) * self.size, (x + across) * self.size, (y + down) * self.size


Motif: TypeAlias = Callable[[Canvas, Random], None]


def rings(canvas: Canvas, random: Random) -> None:
    """A breath: circles opening around a small light."""
    x, y = 0.5, 0.37
    count = random.choice((4, 5))
    for step in range(count):
        canvas.disc(x, y, 0.31 - step * 0.23 / count, canvas.palette.glow, 0.13)
    canvas.ring(x, y, 0.345, 0.004, 0.5)
    canvas.disc(x, y, 0.07, canvas.palette.accent, 0.95)


def horizon(canvas: Canvas, random: Random) -> None:
    """A low sun over water."""
    canvas.disc(random.uniform(0.36, 0.64), 0.34, 0.17, canvas.palette.accent, 0.95)
    for step in range(4):
        colour = _between(canvas.palette.glow, canvas.palette.earth, 0.42 + step * 0.16)
        canvas.wave(0.42 + step * 0.075, 0.018, 1.3 + 0.2 * step, random.random(), colour)
    canvas.wave(0.70, 0.014, 1.1, random.random(), canvas.palette.earth)


def moon(canvas: Canvas, random: Random) -> None:
    """A crescent over hills."""
    x = random.uniform(0.40, 0.60)
    canvas.disc(x, 0.27, 0.21, canvas.palette.glow, 0.12)
    canvas.disc(x, 0.27, 0.145, canvas.palette.accent, 0.97)
    canvas.disc(x + 0.062, 0.245, 0.122, _between(canvas.palette.sky, canvas.palette.glow, 0.13), 1.0)
    for step in range(3):
        colour = _between(canvas.palette.glow, canvas.palette.earth, 0.55 + step * 0.18)
        canvas.wave(0.50 + step * 0.085, 0.05 - step * 0.012, 0.8 + 0.15 * step, random.random(), colour)
    canvas.wave(0.72, 0.012, 1.0, random.random(), canvas.palette.earth)


def petals(canvas: Canvas, random: Random) -> None:
    """A flower of overlapping circles."""
    count = random.choice((6, 7, 8))
    turn = random.random()
    for step in range(count):
        angle = math.tau * (step / count + turn)
        canvas.disc(0.5 + 0.15 * math.cos(angle), 0.37 + 0.15 * math.sin(angle), 0.165, canvas.palette.glow, 0.2)
    canvas.disc(0.5, 0.37, 0.058, canvas.palette.accent, 0.97)


def lenses(canvas: Canvas, random: Random) -> None:
    """Two circles that share a middle."""
    apart = random.uniform(0.115, 0.135)
    canvas.disc(0.5 - apart, 0.37, 0.215, canvas.palette.glow, 0.5)
    canvas.disc(0.5 + apart, 0.37, 0.215, canvas.palette.accent, 0.62)
    canvas.ring(0.5 - apart, 0.37, 0.25, 0.004, 0.35)
    canvas.ring(0.5 + apart, 0.37, 0.25, 0.004, 0.35)


def arches(canvas: Canvas, random: Random) -> None:
    """A doorway of arches, light within."""
    base = 0.63
    for step in range(4):
        radius = 0.30 - step * 0.066
        colour = _between(canvas.palette.earth, canvas.palette.glow, 0.2 + step * 0.2)
        y = base - 0.22 + step * 0.035
        canvas.disc(0.5, y, radius, colour, 1.0)
        top, edge = y * canvas.size, radius * canvas.size
        canvas.draw.rectangle((canvas.size / 2 - edge, top, canvas.size / 2 + edge, base * canvas.size), fill=colour)
    canvas.disc(0.5, random.uniform(0.49, 0.52), 0.05, canvas.palette.accent, 0.97)
    canvas.draw.rectangle((0, base * canvas.size, canvas.size, canvas.size), fill=canvas.palette.earth)


def stones(canvas: Canvas, random: Random) -> None:
    """Balanced pebbles."""
    y = 0.60
    for step, width in enumerate((0.25, 0.195, 0.145, 0.095)):
        height = 0.30 * width + 0.012
        y -= height
        colour = _between(canvas.palette.earth, canvas.palette.glow, 0.4 + step * 0.2)
        if step == 3:
            colour = canvas.palette.accent
        canvas.oval(0.5 + random.uniform(-0.02, 0.02), y, (width, height), colour, 1.0)
        y -= height * 0.93
    canvas.ring(0.5, 0.37, 0.335, 0.004, 0.3)


MOTIFS: Final[tuple[Motif, ...]] = (rings, horizon, petals, moon, lenses, stones, arches)


def _tint(colour: Colour, opacity: float) -> tuple[int, int, int, int]:
    return (*colour, round(opacity * 255))


def _between(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue
