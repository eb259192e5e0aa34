"""Playing a sound file with whatever this computer plays sounds with."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
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
_LOOKED_EACH_S: Final = 0.02
"""How soon a player is stopped."""


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


def play_until(path: Path, stopped: threading.Event) -> bool:
    """Play a WAV file to its end, or until it is stopped from another thread; whether it could be played."""
    if sys.platform == "win32":
        return _play_on_windows_until(path, stopped)
    return any(stopped.is_set() or _play_with(player, path, stopped) for player in _PLAYERS)


def _play_with(player: tuple[str, ...], path: Path, stopped: threading.Event | None = None) -> bool:
    program, *options = player
    found = shutil.which(program)
    if found is None:
        return False
    try:
        # an absolute path, since one that begins with a dash would be taken for an option
        command = [found, *options, str(path.resolve())]
        if stopped is None:
            return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - a known player and our own file
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as playing:  # noqa: S603 - the same
            while playing.poll() is None:
                if stopped.wait(_LOOKED_EACH_S):
                    playing.terminate()
            return stopped.is_set() or playing.returncode == 0
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


def _play_on_windows_until(path: Path, stopped: threading.Event) -> bool:
    if sys.platform != "win32":
        return False
    import wave
    import winsound

    with wave.open(str(path)) as file:
        lasts_s = file.getnframes() / file.getframerate()
    try:
        winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_NODEFAULT | winsound.SND_ASYNC)
    except RuntimeError:
        return False
    if stopped.wait(lasts_s):
        winsound.PlaySound(None, winsound.SND_PURGE)
    return True
