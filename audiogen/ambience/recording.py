"""People's own recordings: any format, decoded in chunks to the project's rate. Looping is not done here.

PyAV decodes, and soxr resamples, because neither needs anything installed beside it. The stretches at which a person's
file meets the project, its head and its tail, become pydub AudioSegments, whose words for silence are used on them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import av
import numpy as np
import soxr

from audiogen.errors import SoundError
from audiogen.names import nearest
from audiogen.samples import Samples
from audiogen.units import RATE

with warnings.catch_warnings():
    # pydub looks for ffmpeg when it is imported; nothing here asks it to decode
    warnings.filterwarnings("ignore", message="Couldn't find ffmpeg or avconv", category=RuntimeWarning)
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

_NAMES_SHOWN: Final = 5
_SIXTEEN_BITS: Final = 32767


def decode(path: Path) -> Iterator[Samples]:
    """The recording from its beginning, in chunks of (2, n) at the project's rate.

    One channel sounds on both sides; more than two are folded down as their layout asks.

    Raises:
        SoundError: when there is no such file, or no sound that can be read from it.
    """
    if not path.is_file():
        raise _missing(path)
    try:
        with path.open("rb") as file:
            yield from _resampled(_frames(file, path))
    except OSError as error:  # PyAV's own errors among them
        raise _undecodable(path, error.strerror or str(error)) from error
    except ValueError as error:  # PyAV's word for a format that changes half way, and for some broken files
        raise _undecodable(path, str(error)) from error


def leading_silence_frames(samples: Samples, threshold_dbfs: float) -> int:
    """Frames of (2, n) that pass before the sound first exceeds the threshold for 10 ms; n when it never does."""
    as_integers = np.rint(np.clip(samples, -1, 1).T * _SIXTEEN_BITS).astype("<i2")
    segment = AudioSegment(data=as_integers.tobytes(), sample_width=2, frame_rate=RATE, channels=2)
    silence_ms = int(detect_leading_silence(segment, threshold_dbfs))
    return min(int(samples.shape[1]), silence_ms * RATE // 1000)


def _frames(file: BinaryIO, path: Path) -> Iterator[tuple[int, Samples]]:
    """The rate, and the sound in chunks of (2, n) at that rate."""
    with av.open(file, "r") as container:
        if not container.streams.audio:
            raise _undecodable(path, "it holds no sound")
        to_stereo = av.AudioResampler(format="fltp", layout="stereo")
        for decoded in container.decode(container.streams.audio[0]):
            for frame in to_stereo.resample(decoded):
                yield frame.sample_rate, frame.to_ndarray().astype(np.float32, copy=False)


def _resampled(frames: Iterator[tuple[int, Samples]]) -> Iterator[Samples]:
    stream: soxr.ResampleStream | None = None
    for rate, chunk in frames:
        if rate == RATE:
            yield chunk
            continue
        stream = stream or soxr.ResampleStream(rate, RATE, 2, dtype="float32", quality="HQ")
        yield stream.resample_chunk(chunk.T).T
    if stream:
        yield stream.resample_chunk(np.zeros((0, 2), np.float32), last=True).T


def _missing(path: Path) -> SoundError:
    if path.is_dir():
        return SoundError(f"{path} is a folder, not a sound", hint=f"Name one file: {_beside(path, path.name)}.")
    if not path.parent.is_dir():
        message = f"there is no file {path}, and no folder {path.parent}"
        return SoundError(message, hint="Write the path from the project folder.")
    message = f"there is no file {path}"
    return SoundError(message, hint=f"In {path.parent} there is {_beside(path.parent, path.name)}.")


def _beside(folder: Path, name: str) -> str:
    """Files of a folder, the one that may be meant first."""
    names = sorted(file.name for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    meant = nearest(name, names)
    names.sort(key=lambda other: other != meant)
    more = len(names) - _NAMES_SHOWN
    shown = ", ".join(names[:_NAMES_SHOWN]) or "no file at all"
    return f"{shown} and {more} more" if more > 0 else shown


def _undecodable(path: Path, reason: str) -> SoundError:
    message = f"{path} cannot be read as sound: {reason}"
    return SoundError(message, hint="Play it once to see whether it is whole; save it as WAV, FLAC, MP3, M4A or OGG.")
