"""The index of an MP4, M4A, MOV or 3GP: whether it names all the sound that lies in the file, and plays it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from audiogen.audio.containers.boxes import sound_bytes
from audiogen.audio.containers.opening import opened, sound_of
from audiogen.units import clock

_LEAST_S: Final = 0.5
"""Encoders hide so much at either end, and editors cut between packets."""


class _Named(NamedTuple):
    """What an index names."""

    seconds: float
    """Of the track that is heard."""
    all_bytes: int
    """Of all tracks."""


def index_flaw(path: Path) -> str | None:
    """What an index leaves out, as a clause; None when that is nothing.

    Raises:
        OSError, ValueError: when it cannot be read.
    """
    named, played = _named(path, edited=False), _named(path, edited=True)
    if named.seconds - played.seconds > _LEAST_S:
        return (
            f"only {clock(played.seconds)} of the {clock(named.seconds)} of sound in it is played: the rest was cut "
            "out without being taken out"
        )
    with path.open("rb") as file:
        unnamed = sound_bytes(file) - named.all_bytes
    # as many bytes a second as all tracks have together: cameras leave gaps between pictures
    if named.all_bytes and unnamed * named.seconds > _LEAST_S * named.all_bytes:
        return f"its index ends at {clock(named.seconds)}, but {unnamed:,} bytes more lie in it"
    return None


def _named(path: Path, *, edited: bool) -> _Named:
    with opened(path, edited=edited) as container:
        track = sound_of(container)
        all_bytes = ticks = 0
        for packet in container.demux():
            all_bytes += packet.size
            ticks += (packet.duration or 0) if packet.stream.index == track.index else 0
        return _Named(float(ticks * (track.time_base or 0)), all_bytes)
