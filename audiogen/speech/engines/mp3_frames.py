"""Whether an MP3 was cut, by its frame headers (ISO/IEC 11172-3, 2.4.2.3; ISO/IEC 13818-3 for the low rates)."""

from __future__ import annotations

from typing import Final

_KBPS_MPEG1: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_MPEG2: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HZ_MPEG1: Final = (44_100, 48_000, 32_000)
_LAYER_3: Final = 1


def ends_within_a_frame(mp3: bytes) -> bool:
    """Whether the data end before the last frame does. Tags before and after the frames are skipped."""
    # an ID3 tag has ten bytes before its content, whose size has seven bits in each byte
    size = sum(byte << shift for byte, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=False))
    position = 10 + size if mp3.startswith(b"ID3") else 0
    while position < len(mp3):
        length = _frame_length(mp3[position : position + 4])
        if length is None:
            return False
        position += length
    return position > len(mp3)


def _frame_length(header: bytes) -> int | None:
    """The length of a Layer III frame in bytes; None when the header is not that of one."""
    if len(header) < 4 or header[0] != 0xFF or header[1] >> 5 != 0b111 or (header[1] >> 1) & 3 != _LAYER_3:
        return None
    version, kbps_index, rate_index = (header[1] >> 3) & 3, header[2] >> 4, (header[2] >> 2) & 3
    # these values are reserved, or leave the bit rate open
    if version == 1 or kbps_index in (0, 15) or rate_index == 3:
        return None
    first = version == 3
    rate_hz = _HZ_MPEG1[rate_index] >> (0 if first else 1 if version == 2 else 2)
    kbps = (_KBPS_MPEG1 if first else _KBPS_MPEG2)[kbps_index - 1]
    return (144_000 if first else 72_000) * kbps // rate_hz + ((header[2] >> 1) & 1)
