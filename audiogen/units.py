"""Time and level: the project's rate, lengths of time as people write them, decibels."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

RATE: Final = 48_000
"""Frames per second, everywhere from the timeline on: MP3 frames need no padding, 24 kHz voices double exactly."""

LONGEST_S: Final = 24 * 3600.0
"""No length of time in a script is longer than a day; beyond that somebody mistyped."""

MAX_LEVEL_DB: Final = 120.0
"""Levels in a script beyond the range of hearing, to either side, are typing errors."""

_CLOCK = re.compile(r"(?:(?P<h>\d+):(?=\d\d:))?(?P<m>\d{1,3}):(?P<s>[0-5]\d(?:\.\d+)?)")
_PARTS = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h))?\s*(?:(?P<m>\d+(?:\.\d+)?)\s*(?:minutes?|mins?|m))?"
    r"\s*(?:(?P<s>\d+(?:\.\d+)?)\s*(?:seconds?|secs?|s)?)?"
)
LEVEL_NUMBER: Final = r"[-+\u2212]?\d+(?:\.\d+)?"
"""How decibels are written, up to their unit."""
_LEVEL = re.compile(rf"{LEVEL_NUMBER}(?=\s*(?:dB)?$)", re.IGNORECASE)
LENGTH_PATTERNS: Final = (_CLOCK, re.compile(f"(?=\\S){_PARTS.pattern}", re.IGNORECASE))
"""How a length of time may be written, in either of two ways."""


def parse_seconds(text: str | float) -> float:
    """Seconds from `4s`, `4 seconds`, `1m30s`, `1:30`, `1:02:03`, `2.5` or a number; never negative.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    if isinstance(text, int | float):
        text = str(text)
    match = _CLOCK.fullmatch(text.strip()) or _PARTS.fullmatch(text.strip().lower())
    if not text.strip() or match is None:
        message = f'"{text}" is not a length of time; write 4s, 1m30s or 1:30'
        raise ValueError(message)
    hours, minutes, seconds = (float(match[part] or 0) for part in "hms")
    length = hours * 3600 + minutes * 60 + seconds
    if length > LONGEST_S:
        message = f'"{text}" is longer than a day; write a shorter length, like 4s, 1m30s or 1:30'
        raise ValueError(message)
    return length


def parse_decibels(text: str | float) -> float:
    """Decibels from `-20dB`, `-20 dB`, `-20` or a number.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    match = _LEVEL.match(str(text).strip())
    if match is None:
        message = f'"{text}" is not a level; write decibels, like -20dB'
        raise ValueError(message)
    level_db = float(match[0].replace("\u2212", "-"))
    if abs(level_db) > MAX_LEVEL_DB:
        message = f'"{text}" is further than {MAX_LEVEL_DB:.0f} dB; write a level like -20dB'
        raise ValueError(message)
    return level_db


def to_frames(seconds: float) -> int:
    """The nearest whole number of frames at the project's rate; halves go up."""
    return int(seconds * RATE + 0.5)


def to_seconds(frames: int) -> float:
    """Seconds that a number of frames lasts."""
    return frames / RATE


def to_gain(level_db: float) -> float:
    """The factor on amplitude that a level in decibels stands for."""
    return float(10 ** (level_db / 20))


def clock(seconds: float) -> str:
    """A length of time as a listener reads it: `9:05`, `1:02:03`."""
    whole = int(seconds + 0.5)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def written_length(seconds: float) -> str:
    """A length of time as an author writes it: `8s`, `2.5s`, `16m32s`, `1h5m`."""
    if seconds < 60 and seconds % 1:
        return f"{round(seconds, 2):g}s"
    whole = int(seconds + 0.5)
    parts = zip((whole // 3600, whole // 60 % 60, whole % 60), "hms", strict=True)
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def exact_length(seconds: float) -> str:
    """The same where not a millisecond may be lost: `90.5s`, where `written_length` says `1m31s`."""
    short = written_length(seconds)
    return short if parse_seconds(short) == seconds else f"{Decimal(str(seconds)):f}s"


def parse_bytes(text: str) -> int:
    """A size from `500MB`, `2GB`, `1.5 GB`, `800KB` or a plain number of bytes; a kilobyte has 1000.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    match = re.fullmatch(r"(?P<number>[0-9]{1,15}(?:\.[0-9]+)?)\s*(?P<unit>[KMGT]?)B?", text.strip(), re.IGNORECASE)
    if match is None:
        message = f'"{text}" is not a size; write one like 500MB or 2GB'
        raise ValueError(message)
    return round(float(match["number"]) * 1000.0 ** "_KMGT".index(match["unit"].upper() or "_"))
