"""What becomes of a phrase that eSpeak NG speaks, in a process of its own; see `espeak_process`."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import numpy as np

from audiogen.errors import SpeechError
from audiogen.speech.engine import Sound

_SLOWEST, _FASTEST = 80, 300
_ASKED: Final = 0.7
"""Words a minute to ask for, for each that comes out: it counts its silences, and ours are measured without."""
_LONGEST_S: Final = 120.0
"""It speaks about 300 times faster than people; a process that takes this long hangs."""
_FULL_SCALE: Final = np.float32(32768.0)
_HINT: Final = "Write it in other words, install espeakng-loader anew, or choose another voice."


def speak(text: str, voice: str, wpm: float) -> Sound:
    """A text in one of eSpeak NG's voices.

    Raises:
        SpeechError: when it refuses the voice or the text, or fails.
    """
    pace = str(round(min(max(wpm * _ASKED, _SLOWEST), _FASTEST)))
    command = [sys.executable, "-m", "audiogen.speech.engines.espeak_process", voice, pace]
    try:
        run = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_LONGEST_S, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        message = "eSpeak NG did not end"
        raise SpeechError(message, hint=_HINT) from error
    if run.returncode or len(run.stdout) <= 4:
        reason = run.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it gave no sound"]
        message = f'eSpeak NG cannot say it with its voice "{voice}": {reason[0]}'
        raise SpeechError(message, hint=_HINT)
    rate_hz = int(np.frombuffer(run.stdout[:4], np.uint32)[0])
    return Sound(np.frombuffer(run.stdout[4:], np.int16).astype(np.float32) / _FULL_SCALE, rate_hz)
