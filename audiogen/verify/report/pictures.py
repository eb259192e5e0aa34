"""The pictures of a report: wave form and spectrogram as PNG, the loudness curve as SVG. What they show is given."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from audiogen.audio.loudness import Energies
from audiogen.units import clock
from audiogen.verify.figure import signed
from audiogen.verify.meters.loudness import HOPS_PER_S, MOMENTARY_HOPS, SHORT_TERM_HOPS, loudness_curve
from audiogen.verify.meters.spectrum import Spectrogram
from audiogen.verify.meters.sums import Sums

WIDTH: Final = 1200
_WAVE_HEIGHT: Final = 160
_CURVE_HEIGHT: Final = 240
_QUIETEST_LUFS, _LOUDEST_LUFS = -60.0, 0.0
_LINES_LUFS: Final = (-10, -20, -30, -40, -50)
_FAINTEST_DB, _STRONGEST_DB = -110.0, -30.0
_TINTS: Final = np.array(
    # from nothing to loud, told apart by lightness alone as well as by hue
    [(13, 13, 26), (48, 25, 90), (120, 40, 110), (190, 70, 85), (238, 130, 60), (250, 200, 90), (255, 250, 220)],
    dtype=np.float64,
)
_WAVE_COLOUR: Final = (64, 128, 150, 255)


@dataclass(frozen=True, slots=True)
class CurveMarks:
    """What is marked in the loudness curve; seconds from the beginning."""

    target_lufs: float
    captions: Sequence[tuple[float, float]]
    chapters: Sequence[float]


def wave_png(sums: Sums) -> str:
    """The wave form, from the lowest to the highest sample of each column, as a data address."""
    columns = min(WIDTH, sums.lows.size)
    edges = np.arange(columns) * sums.lows.size // max(columns, 1)
    picture = np.zeros((_WAVE_HEIGHT, max(columns, 1), 4), np.uint8)
    if columns:
        middle = (_WAVE_HEIGHT - 1) / 2
        top = middle - np.clip(np.maximum.reduceat(sums.highs, edges), -1, 1) * middle
        bottom = middle - np.clip(np.minimum.reduceat(sums.lows, edges), -1, 1) * middle
        rows = np.arange(_WAVE_HEIGHT)[:, None]
        picture[(rows >= np.floor(top)) & (rows <= np.ceil(bottom))] = _WAVE_COLOUR
    return _png(picture)


def spectrogram_png(spectrogram: Spectrogram) -> str:
    """Levels as lightness, high sounds at the top, as a data address."""
    share = (spectrogram.levels_db[::-1].astype(np.float64) - _FAINTEST_DB) / (_STRONGEST_DB - _FAINTEST_DB)
    at = np.clip(share, 0, 1) * (len(_TINTS) - 1)
    below = np.minimum(at.astype(np.intp), len(_TINTS) - 2)
    part = (at - below)[..., None]
    return _png((_TINTS[below] * (1 - part) + _TINTS[below + 1] * part).astype(np.uint8))


def svg_address(picture: bytes) -> str:
    """A drawing as a data address: as a picture of its own, its style and the page's do not touch."""
    return "data:image/svg+xml;base64," + base64.b64encode(picture).decode("ascii")


def loudness_svg(energies: Energies, duration_s: float, marks: CurveMarks, label: str) -> str:
    """Momentary and short-term loudness over time with target, captions and chapters, as an SVG element."""
    scale = WIDTH / max(duration_s, 0.001)
    words = "".join(
        f'<rect class="words" x="{start * scale:.1f}" y="{_CURVE_HEIGHT - 8}" '
        f'width="{max(0.5, (end - start) * scale):.1f}" height="8"/>'
        for start, end in marks.captions
    )
    chapters = "".join(
        f'<path class="chapter" d="M{at * scale:.1f} 0V{_CURVE_HEIGHT}"/>' for at in marks.chapters if at > 0
    )
    levels = "".join(f'<path class="grid" d="M0 {_y(level):.1f}H{WIDTH}"/>' for level in _LINES_LUFS)
    target = f'<path class="target" d="M0 {_y(marks.target_lufs):.1f}H{WIDTH}"/>'
    curves = _curve(energies, MOMENTARY_HOPS, "momentary", scale) + _curve(energies, SHORT_TERM_HOPS, "short", scale)
    return (
        f'<svg class="curve" viewBox="0 0 {WIDTH} {_CURVE_HEIGHT}" role="img" aria-label="{escape(label)}" '
        f'preserveAspectRatio="none">{levels}{chapters}{words}{curves}{target}</svg>'
    )


def times_along(duration_s: float) -> list[tuple[float, str]]:
    """Moments to write below a picture: the share of its width in percent, and the time."""
    step = next((step for step in (10, 30, 60, 120, 300, 600, 1200, 1800) if duration_s / step <= 8), 3600)
    return [(100 * at / duration_s, clock(at)) for at in range(0, int(duration_s) + 1, step)] if duration_s else []


def levels_beside() -> list[tuple[float, str]]:
    """What to write at the lines of a loudness curve: the share of its height in percent, and the level."""
    return [(100 * _y(level) / _CURVE_HEIGHT, f"{signed(level, 0)} LUFS") for level in _LINES_LUFS]


def _curve(energies: Energies, hops: int, name: str, scale: float) -> str:
    levels = loudness_curve(energies, hops)
    if not levels.size:
        return ""
    # one point a pixel, its loudest: what is drawn finer is not seen
    edges = np.unique(np.linspace(0, levels.size, WIDTH, endpoint=False).astype(np.intp))
    loudest = np.maximum.reduceat(levels, edges)
    times: NDArray[np.float64] = (edges + hops / 2) / HOPS_PER_S
    points = " ".join(f"{at * scale:.1f},{_y(float(level)):.1f}" for at, level in zip(times, loudest, strict=True))
    return f'<polyline class="{name}" points="{points}"/>'


def _y(level_lufs: float) -> float:
    share = (max(_QUIETEST_LUFS, level_lufs) - _QUIETEST_LUFS) / (_LOUDEST_LUFS - _QUIETEST_LUFS)
    return (1 - min(share, 1)) * _CURVE_HEIGHT


def _png(pixels: NDArray[np.uint8]) -> str:
    file = io.BytesIO()
    image = Image.fromarray(pixels)
    image.quantize(64).save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
