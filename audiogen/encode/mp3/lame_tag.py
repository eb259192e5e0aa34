"""The first frame of an MP3: silent, and telling decoders how much sound follows and where exactly it begins and ends.

The form is that of the Xing header with LAME's extension ("Mp3 Info Tag revision 1", gabriel.mp3-tech.org). Only what
is measured or known is filled in; fields for replay gain and the encoder's inner settings stay zero.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from audiogen.units import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRAME_SAMPLES: Final = 1152
"""Samples of each channel in a frame of MPEG-1 layer III."""

ENCODER_DELAY: Final = 576
"""Samples of silence that LAME puts before the sound."""
DECODER_DELAY: Final = 529
"""Those that every decoder adds, and knows that it does."""

_SIDE_INFO_BYTES: Final = 32
_ALL_FIELDS: Final = 15
_CONSTANT_BIT_RATE: Final = 1
_JOINT_STEREO, _STEREO = 3, 1
_AT_48_KHZ: Final = 2
_TOC_ENTRIES: Final = 100
_PADDING_AT: Final = 177
"""Where in the frame the encoder's delay and padding stand, 12 bits each."""
_CRC_POLYNOMIAL: Final = 0xA001
_CRC_ROW: Final = 256


def frame_bytes(bit_rate_kbps: int) -> int:
    """The size of every frame at a constant bit rate: at 48 kHz it is whole, so no frame is padded."""
    return FRAME_SAMPLES // 8 * bit_rate_kbps * 1000 // RATE


@dataclass(frozen=True, slots=True)
class FrameStream:
    """The frames of sound that a tag stands before."""

    first_header: bytes
    """The first four bytes of the first frame."""
    bit_rate_kbps: int
    mp3_frames: int
    sound_frames: int
    """Samples of each channel, without the encoder's delay and padding."""
    crc: int
    """CRC-16 of all bytes of all frames."""
    quality: int
    """LAME's setting, 0 (best) to 9."""


def info_frame(stream: FrameStream) -> bytes:
    """The frame to put before a stream of constant bit rate; as long as each of its frames."""
    size = frame_bytes(stream.bit_rate_kbps)
    total = size * (stream.mp3_frames + 1)
    # the mode extension speaks of how this one frame is coded, and it holds no sound
    header = stream.first_header[:3] + bytes((stream.first_header[3] & 0b11001111,)) + bytes(_SIDE_INFO_BYTES)
    xing = struct.pack(">4s3I", b"Info", _ALL_FIELDS, stream.mp3_frames, total)
    # by LAME's scale: 100 - 10 * (its default for variable rates, 4) - quality
    tag = header + xing + _seek_table(stream.mp3_frames) + struct.pack(">I", 60 - stream.quality)
    tag += _lame_fields(stream, total)
    return (tag + struct.pack(">H", crc16(tag))).ljust(size, b"\x00")


def sound_frames_of(info: bytes, mp3_frames: int) -> int:
    """How many samples of each channel the frames behind an `info_frame` hold, as it says."""
    delay_and_padding = int.from_bytes(info[_PADDING_AT : _PADDING_AT + 3], "big")
    return mp3_frames * FRAME_SAMPLES - (delay_and_padding >> 12) - (delay_and_padding & 0xFFF)


def _lame_fields(stream: FrameStream, total_bytes: int) -> bytes:
    """LAME's extension, up to the checksum over all before it."""
    padding = stream.mp3_frames * FRAME_SAMPLES - ENCODER_DELAY - stream.sound_frames
    joint = stream.first_header[3] >> 6 == 1
    mode = (_JOINT_STEREO if joint else _STEREO) << 2 | _AT_48_KHZ << 6
    return b"".join(
        (
            struct.pack(">9sB10xB", b"LAME3.100", _CONSTANT_BIT_RATE, min(stream.bit_rate_kbps, 255)),
            (ENCODER_DELAY << 12 | padding).to_bytes(3, "big"),
            struct.pack(">BxxxIH", mode, total_bytes, stream.crc),
        )
    )


def _seek_table(mp3_frames: int) -> bytes:
    """For each hundredth of the time, where it lies in the file, in 256ths of the file (which holds this frame too)."""
    return bytes(256 * (1 + mp3_frames * i // _TOC_ENTRIES) // (mp3_frames + 1) for i in range(_TOC_ENTRIES))


def crc16(data: bytes, crc: int = 0) -> int:
    """CRC-16/ARC of bytes that follow on those that gave `crc`."""
    rows = len(data) // _CRC_ROW
    table = np.frombuffer(data, np.uint8, rows * _CRC_ROW).reshape(rows, _CRC_ROW)
    for row_crc in _row_checksums(table):
        # a checksum is linear: that of what came before, moved on over the row, and that of the row by itself
        crc = _MOVED_ON_LOW[crc & 0xFF] ^ _MOVED_ON_HIGH[crc >> 8] ^ row_crc
    for byte in data[rows * _CRC_ROW :]:
        crc = crc >> 8 ^ _CRC_STEP[(crc ^ byte) & 0xFF]
    return crc


def _row_checksums(table: NDArray[np.uint8]) -> list[int]:
    """The checksum of each row, all rows at once."""
    step = np.array(_CRC_STEP, np.uint16)
    checksums = np.zeros(len(table), np.uint16)
    for column in table.T:
        checksums = checksums >> 8 ^ step[(checksums ^ column) & 0xFF]
    return [int(value) for value in checksums]


def _crc_step(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (_CRC_POLYNOMIAL if byte & 1 else 0)
    return byte


def _moved_on(crc: int) -> int:
    """What becomes of a checksum over a row of zeros."""
    for _ in range(_CRC_ROW):
        crc = crc >> 8 ^ _CRC_STEP[crc & 0xFF]
    return crc


_CRC_STEP: Final = [_crc_step(byte) for byte in range(256)]
_MOVED_ON_LOW: Final = [_moved_on(byte) for byte in range(256)]
_MOVED_ON_HIGH: Final = [_moved_on(byte << 8) for byte in range(256)]
