"""The program that speaks one phrase with eSpeak NG. Its arguments are voice and pace; text goes in, sound comes out.

The library remembers what it said before, so that the same words come out a little different each time; in a new
process they do not. It is called by ctypes, since no binding of it is maintained. The functions and numbers are those
of `speak_lib.h` of eSpeak NG 1.52. No large library is imported, since every phrase would wait for it.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from pathlib import Path
from typing import Final

import espeakng_loader

_SYNCHRONOUS: Final = 2
_RATE_PARAMETER: Final = 1
_UTF8: Final = 1
_BY_CHARACTER: Final = 1
"""A position, in `espeak_Synth`, is counted in characters."""

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main(voice: str, wpm: int) -> int:
    """Speak standard input; write the sample rate, four bytes, and the samples, two bytes each, to standard output."""
    received = bytearray()

    def receive(samples: ctypes._Pointer[ctypes.c_short] | None, count: int, _events: int | None) -> int:
        if samples and count:
            received.extend(ctypes.string_at(samples, count * 2))
        return 0

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    folder = Path(espeakng_loader.get_data_path()).parent
    rate_hz = int(library.espeak_Initialize(_SYNCHRONOUS, 0, str(folder).encode(), 0))
    callback = _Callback(receive)
    library.espeak_SetSynthCallback(callback)
    if rate_hz <= 0 or library.espeak_SetVoiceByName(voice.encode()):
        return 1
    library.espeak_SetParameter(_RATE_PARAMETER, wpm, 0)
    text = sys.stdin.buffer.read()
    # the size includes the zero byte behind the text
    if library.espeak_Synth(text, len(text) + 1, 0, _BY_CHARACTER, 0, _UTF8, None, None):
        return 1
    sys.stdout.buffer.write(struct.pack("=I", rate_hz) + bytes(received))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
