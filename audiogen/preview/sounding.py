"""The sound of a preview: at the gain that the finished file has, limited as that is, without a click at either end."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from audiogen.atomic import beside, cannot_write
from audiogen.audio.samples import Samples
from audiogen.errors import OutputError
from audiogen.preview.track import Previewed
from audiogen.render.gain import limited
from audiogen.units import RATE, to_frames

_FADE_FRAMES: Final = to_frames(0.02)
"""Long enough not to click, too short to be heard as a fade."""
_ENDINGS: Final = frozenset({".wav", ".flac"})


def sound_of(previewed: Previewed) -> Iterator[Samples]:
    """What is heard, in blocks of shape (2, n); its ends are faded."""
    window = previewed.window
    length, at = window.end - window.start, 0
    for block in limited(previewed.mixer, previewed.mastering, window.start, window.end):
        begin, at = at, at + block.shape[1]
        yield block * _fade(begin, at, length) if begin < _FADE_FRAMES or at > length - _FADE_FRAMES else block


def _fade(start: int, end: int, length: int) -> Samples:
    """The gain from one frame up to another in a sound of this length."""
    frames = np.arange(start, end)
    near = np.minimum(frames, length - 1 - frames).clip(0, _FADE_FRAMES) / _FADE_FRAMES
    return np.asarray((0.5 - 0.5 * np.cos(np.pi * near)).astype(np.float32))


def check_ending(path: Path) -> None:
    """Refuse a file that is to be of another kind than WAV and FLAC.

    Raises:
        OutputError: for any other ending.
    """
    if path.suffix.lower() not in _ENDINGS:
        message = f"{path} ends in neither .wav nor .flac"
        raise OutputError(message, hint="Give it one of these endings; whole episodes are built by `audiogen build`.")


def write_sound(
    previewed: Previewed, path: Path, on_written: Callable[[int, int], None] = lambda _done, _total: None
) -> None:
    """Write what is heard to a file of 16 bits, which is there whole or not at all; a client's is its owner's alone.

    Args:
        previewed: the part.
        path: a WAV or FLAC file; written over, if it is there.
        on_written: called with how many of how many frames are written.

    Raises:
        OutputError: when it cannot be written.
    """
    check_ending(path)
    unfinished = beside(path, path.suffix.lower())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(previewed, unfinished, on_written)
        unfinished.replace(path)
    except (soundfile.LibsndfileError, AssertionError) as error:
        # the library checks by an assertion that the disk took all of it, and knows no reason why not
        raise cannot_write(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) from error
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _write(previewed: Previewed, path: Path, on_written: Callable[[int, int], None]) -> None:
    total, done = previewed.window.end - previewed.window.start, 0
    # opened here, since the library would not say why a file cannot be opened
    mode = 0o600 if previewed.chosen.track.edition.client else 0o666
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with (
        os.fdopen(handle, "wb") as opened,
        soundfile.SoundFile(
            opened.fileno(), "w", RATE, 2, "PCM_16", format=path.suffix[1:].upper(), closefd=False
        ) as file,
    ):
        for block in sound_of(previewed):
            file.write(block.T)
            done += block.shape[1]
            on_written(done, total)
