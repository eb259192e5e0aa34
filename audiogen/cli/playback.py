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
"""Programs that play a file and end; the first that is installed and succeeds is taken."""
_WAV_ONLY: Final = frozenset({"aplay"})
"""Players that take any other file for raw samples, which is loud noise."""


def play(path: Path) -> bool:
    """Play a file to its end, or until it is interrupted; whether it could be played."""
    try:
        return play_interruptibly(path)
    except KeyboardInterrupt:
        # Ctrl-C stops the player, not the command: the file is written already
        return True


def play_interruptibly(path: Path) -> bool:
    """The same, where an interrupt ends the command, too.

    A player that fails is no error of ours: the next one is tried.
    """
    if sys.platform == "win32":
        return _play_on_windows(path)
    is_wav = path.suffix.lower() == ".wav"
    return any(_play_with(player, path) for player in _PLAYERS if is_wav or player[0] not in _WAV_ONLY)


def _play_with(player: tuple[str, ...], path: Path) -> bool:
    program, *options = player
    found = shutil.which(program)
    if found is None:
        return False
    try:
        # an absolute path, since one that begins with a dash would be taken for an option
        return subprocess.run([found, *options, str(path.resolve())], capture_output=True, check=False).returncode == 0  # noqa: S603 - a known player and our own file
    except OSError:
        return False


def _play_on_windows(path: Path) -> bool:
    if sys.platform != "win32" or path.suffix.lower() != ".wav":
        return False
    import winsound

    try:
        # without SND_NODEFAULT, a file that cannot be played is answered with the system's chime
        winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
    except RuntimeError:
        return False
    return True
