"""Playing a sound file with whatever this computer plays sounds with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

_PLAYERS: Final = (
    ("afplay",),
    ("pw-play",),
    ("paplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("aplay", "-q"),
    ("play", "-q"),
)
"""Programs that play a file and end; the first that is here and succeeds is taken."""


def play(path: Path) -> bool:
    """Play a file to its end; whether it could be played. A player that fails is no error of ours."""
    if sys.platform == "win32":
        return _play_on_windows(path)
    for program, *options in _PLAYERS:
        found = shutil.which(program)
        if found and subprocess.run([found, *options, str(path)], capture_output=True, check=False).returncode == 0:  # noqa: S603 - a known player and our own file
            return True
    return False


def _play_on_windows(path: Path) -> bool:
    import winsound  # noqa: PLC0415 - on Windows alone

    try:
        winsound.PlaySound(str(path), winsound.SND_FILENAME)  # type: ignore[attr-defined]
    except RuntimeError:
        return False
    return True
