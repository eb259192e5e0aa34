"""A picture of sound: time from left to right, frequency from bottom to top in octaves, level as colour.

Legible beside light and dark text alike: it brings its own background.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from audiogen.audio.samples import Samples
from audiogen.units import RATE

_WIDTH: Final = 1280
_HEIGHT: Final = 720
_LEFT, _TOP, _RIGHT, _BOTTOM = 96, 64, 1136, 648
"""The edges of the plot, in pixels."""
_SCALE_LEFT, _SCALE_RIGHT = 1160, 1184
"""Those of the scale of colours."""
_COLUMNS: Final = _RIGHT - _LEFT
_ROWS: Final = _BOTTOM - _TOP

_LOWEST_HZ: Final = 30.0
_HIGHEST_HZ: Final = 20_000.0
_WINDOW_FRAMES: Final = 8192
"""171 ms: fine enough for the notes of a chord, and short enough for drops to stand apart."""
_RANGE_DB: Final = 80.0
_STEP_DB: Final = 10

_GRID_HZ: Final = (30, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
_PAPER: Final = (18, 18, 24)
_INK: Final = (236, 236, 240)
_GRID: Final = (255, 255, 255, 52)
_COLOURS: Final = np.array(
    [(10, 10, 28), (44, 26, 98), (114, 36, 128), (186, 56, 106), (236, 112, 70), (250, 182, 76), (252, 252, 196)],
    dtype=np.float64,
)
"""From soft to loud, each lighter than the last, so that the picture can be read without telling colours apart."""

_Levels: TypeAlias = NDArray[np.float64]


def draw_spectrogram(samples: Samples, title: str) -> Image.Image:
    """The picture of a sound of shape (2, n), n ≥ 8192; a sine at full scale on both channels is at 0 dB."""
    levels_db = spectrogram_db(samples)
    loudest_db = float(np.ceil(levels_db.max() / _STEP_DB) * _STEP_DB)
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    picture.paste(_coloured((levels_db - loudest_db) / _RANGE_DB + 1), (_LEFT, _TOP))
    scale = np.linspace(1, 0, _ROWS)[:, None].repeat(_SCALE_RIGHT - _SCALE_LEFT, axis=1)
    picture.paste(_coloured(scale), (_SCALE_LEFT, _TOP))
    pen = ImageDraw.Draw(picture, "RGBA")
    pen.text((_LEFT, _TOP // 2), title, _INK, _font(24), anchor="lm")
    _draw_frequencies(pen)
    _draw_seconds(pen, samples.shape[1] / RATE)
    _draw_scale(pen, loudest_db)
    return picture


def spectrogram_db(samples: Samples) -> _Levels:
    """Levels of shape (rows, columns), from the highest frequency down: the mean power of what falls on a pixel."""
    window = np.hanning(_WINDOW_FRAMES).astype(np.float32)
    stretches = sliding_window_view(samples, _WINDOW_FRAMES, axis=1)
    starts = np.linspace(0, stretches.shape[1] - 1, _COLUMNS).astype(int)
    edges_hz = np.geomspace(_HIGHEST_HZ, _LOWEST_HZ, _ROWS + 1)
    edges = edges_hz * _WINDOW_FRAMES / RATE
    columns = np.empty((_ROWS, _COLUMNS))
    full_scale = (window.sum() / 2) ** 2
    for column, start in enumerate(starts):
        power = (np.abs(np.fft.rfft(stretches[:, start] * window)) ** 2).mean(axis=0) / full_scale
        # the running sum between two edges: wide rows gather many bins, narrow ones part of a bin
        running = np.interp(edges, np.arange(power.size + 1) - 0.5, np.concatenate(([0.0], np.cumsum(power))))
        columns[:, column] = np.diff(running) / np.diff(edges)
    return np.asarray(10 * np.log10(np.maximum(columns, 1e-20)))


def _coloured(levels: _Levels) -> Image.Image:
    """Levels from 0, soft, to 1, loud, as colours."""
    place = np.clip(levels, 0, 1) * (len(_COLOURS) - 1)
    steps = np.arange(len(_COLOURS))
    channels = [np.interp(place, steps, _COLOURS[:, channel]) for channel in range(3)]
    return Image.fromarray(np.stack(channels, axis=-1).round().astype(np.uint8), "RGB")


def _draw_frequencies(pen: ImageDraw.ImageDraw) -> None:
    octaves = np.log2(_HIGHEST_HZ / _LOWEST_HZ)
    for hertz in _GRID_HZ:
        y = _BOTTOM - round(float(np.log2(hertz / _LOWEST_HZ) / octaves) * _ROWS)
        pen.line((_LEFT, y, _RIGHT, y), _GRID)
        label = f"{hertz // 1000} kHz" if hertz >= 1000 else f"{hertz} Hz"
        pen.text((_LEFT - 10, y), label, _INK, _font(17), anchor="rm")


def _draw_seconds(pen: ImageDraw.ImageDraw, length_s: float) -> None:
    for second in range(0, int(length_s) + 1, 5):
        x = _LEFT + round(second / length_s * _COLUMNS)
        pen.line((x, _TOP, x, _BOTTOM), _GRID)
        pen.text((x, _BOTTOM + 10), f"{second} s", _INK, _font(17), anchor="mt")


def _draw_scale(pen: ImageDraw.ImageDraw, loudest_db: float) -> None:
    pen.text((_SCALE_LEFT, _TOP // 2), "Level in dB", _INK, _font(17), anchor="lm")
    for below in range(0, int(_RANGE_DB) + 1, _STEP_DB):
        y = _TOP + round(below / _RANGE_DB * _ROWS)
        pen.line((_SCALE_RIGHT, y, _SCALE_RIGHT + 5, y), _INK)
        pen.text((_SCALE_RIGHT + 10, y), f"{loudest_db - below:.0f}", _INK, _font(17), anchor="lm")


def _font(px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(px)
