"""A recording as its decoder gives it, held against what its container promises.

What lies in a file without being decoded is looked at in `audiogen.audio.containers`. Here is found what only decoding
shows: a packet that is broken, a stretch of time that is not there, an end that comes too early.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av

from audiogen.audio.containers.opening import opened, sound_of
from audiogen.audio.recording_header import header_of, links_of, reading, require, undecodable
from audiogen.errors import SoundError
from audiogen.units import clock

if TYPE_CHECKING:
    from av import Packet
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

CODEC_PADDING_S: Final = 0.2
"""Encoders add and take away this much without anything being lost."""
_COARSE: Final = frozenset({"pcm_u8", "pcm_s8", "pcm_mulaw", "pcm_alaw"})
_GAPS_S: Final = {**dict.fromkeys(("ogg", "flac", "wv", "tta", "mpegts", "mpeg", "flv"), 0.03), "asf": 0.15}
"""Formats whose time stamps count what lies in them, with how far they may be ahead of it: decoders begin late. Others
leave silence out, or count what was decoded."""
_LOWEST_HZ: Final = 1000
_HIGHEST_HZ: Final = 6_000_000
_HINT: Final = "Copy it again from where it was recorded, or export it anew."


@dataclass(frozen=True, slots=True)
class OpenSound:
    """One of the recordings in a file, open."""

    rate_hz: int
    tick_s: float
    """The unit of its time stamps; 0 when it has none."""
    layout: str
    """Its channels, as FFmpeg calls them together."""
    places: tuple[str, ...]
    """Where each channel belongs, as FFmpeg calls it."""
    coarse: bool
    """Whether its samples are of 8 bits."""
    frames: Iterator[AudioFrame]
    """What is decoded; can be read once, and as long as the next recording has not been asked for."""


def open_sounds(path: Path) -> Iterator[OpenSound]:
    """The recordings in a file, one behind the other: nearly always one.

    Raises:
        SoundError: while this is read, or the frames of one: when there is no such file, no sound that can be read
            from it, or it is not whole.
    """
    require(path)
    with reading(path):
        links = links_of(path)
        past_s = 0.0
        for link in links:
            with opened(path, link if len(links) > 1 else None) as container:
                decoder = _Decoder(path, container, past_s, whole=len(links) == 1)
                frames = decoder.frames()
                if first := next(frames, None):
                    if not _LOWEST_HZ <= first.sample_rate <= _HIGHEST_HZ:
                        raise undecodable(path, f"its rate of {first.sample_rate:,} Hz is that of no recording")
                    places = tuple(channel.name for channel in first.layout.channels)
                    sound = chain((first,), frames)
                    tick_s = float(first.time_base or 0)
                    yield OpenSound(first.sample_rate, tick_s, first.layout.name, places, decoder.coarse, sound)
                past_s = decoder.heard_s


class _Decoder:
    """Decodes one recording."""

    def __init__(self, path: Path, container: InputContainer, past_s: float, *, whole: bool) -> None:
        self.heard_s = past_s
        """How long what was decoded lasts, recordings before this one included."""
        self._path, self._container, self._track = path, container, sound_of(container)
        header = header_of(path, container, self._track)
        self._header = header if whole else replace(header, claimed_s=None)
        self.coarse = self._track.codec_context.name in _COARSE
        self._gap_s = _GAPS_S.get(container.format.name, inf)
        self._tick_s: float | None = None
        self._begin_s: float | None = None
        self._end_s = 0.0
        self._broken_s = 0.0

    def frames(self) -> Iterator[AudioFrame]:
        """Everything that can be decoded; then, or at the place where something is missing, the error."""
        before_s = self.heard_s
        for frame in self._unbroken():
            self._refuse_gap(frame, self.heard_s - before_s)
            yield frame
            self.heard_s += frame.samples / frame.sample_rate
        if self._broken_s > CODEC_PADDING_S:
            raise self._damaged()
        # where a codec leaves out silence, only the time stamps tell; nothing else leaves any out
        read_s = self.heard_s - before_s
        self._refuse_part(read_s if self._header.lossless else max(read_s, self._end_s))

    def _unbroken(self) -> Iterator[AudioFrame]:
        """The frames of its packets. Broken ones are passed over at either end, as players do, and nowhere else."""
        before_s, broken = self.heard_s, None
        for packet in self._packets(before_s):
            try:
                frames = packet.decode()
            except av.FFmpegError as error:
                broken = error
                self._broken_s += float((packet.duration or 0) * (packet.time_base or 0))
                continue
            if frames and broken:
                if self.heard_s > before_s or self._broken_s > CODEC_PADDING_S:
                    raise self._damaged() from broken
                broken, self._broken_s = None, 0.0
            yield from frames
        if broken and self.heard_s == before_s:
            raise broken

    def _packets(self, before_s: float) -> Iterator[Packet[AudioStream]]:
        """Its packets; what cannot be read behind the length that it claims is a tag."""
        try:
            yield from self._container.demux(self._track)
        except av.FFmpegError as error:
            claimed_s = self._header.claimed_s
            if claimed_s is None or self.heard_s - before_s < claimed_s - CODEC_PADDING_S:
                raise self._damaged() from error

    def _refuse_gap(self, frame: AudioFrame, heard_s: float) -> None:
        if self._tick_s is None:
            self._tick_s = float(frame.time_base or 0)  # once: fractions take long
        if frame.pts is None or not self._tick_s:
            return
        at_s = frame.pts * self._tick_s
        self._begin_s = at_s if self._begin_s is None else self._begin_s
        # time stamps begin where the encoder did, a little before the sound
        missing_s = at_s - self._begin_s - max(heard_s, self._end_s)
        if missing_s > self._gap_s:
            raise self._damaged()
        self._end_s = max(self._end_s, at_s - self._begin_s + frame.samples / frame.sample_rate)

    def _refuse_part(self, read_s: float) -> None:
        claimed_s = self._header.claimed_s
        if claimed_s is not None and read_s < claimed_s - CODEC_PADDING_S:
            message = f"{self._path} says it lasts {claimed_s:.1f} s, but only {read_s:.1f} s can be read"
            raise SoundError(message, hint=_HINT)
        if self._header.breaks_off:
            message = f"{self._path} breaks off: {read_s:.1f} s can be read, and then its end is missing"
            raise SoundError(message, hint=_HINT)

    def _damaged(self) -> SoundError:
        return undecodable(self._path, f"it is damaged at {clock(self.heard_s)}", hint=_HINT)


def no_numbers(path: Path, at_s: float) -> SoundError:
    """The error for samples that are infinite, or no numbers at all."""
    return SoundError(f"{path} is damaged: at {clock(at_s)} its samples are no numbers", hint=_HINT)
