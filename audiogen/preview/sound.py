"""Half a minute of a sound or a preset, at an even level, with a picture of it: to choose a bed by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
import soundfile
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from audiogen.ambience.session_bed import session_bed
from audiogen.audio.loudness import Meter, true_peak_dbtp
from audiogen.audio.samples import Samples, Source
from audiogen.audio.spectrogram import draw_spectrogram
from audiogen.errors import OutputError, SoundError
from audiogen.plan.timeline import PlacedScene
from audiogen.script.bed import Scene
from audiogen.units import RATE, to_gain

SAMPLE_S: Final = 30
_FRAMES: Final = SAMPLE_S * RATE
_SEARCHED_FRAMES: Final = 4 * 60 * RATE
"""Single sounds may be minutes apart: the sample is taken from where most of them are."""
_STEP_FRAMES: Final = 5 * RATE
_LUFS: Final = -23.0
"""EBU R 128: soft enough for any sound to keep its peaks."""
_MOST_DBTP: Final = -1.0
_FADE_IN_FRAMES: Final = RATE
_FADE_OUT_FRAMES: Final = 3 * RATE
_OURS: Final = "audiogen"
"""What sample and picture say about where they come from, so that they may be written anew."""

Format: TypeAlias = Literal["flac", "wav"]


@dataclass(frozen=True, slots=True)
class SoundSample:
    """What was written."""

    name: str
    sound: Path
    picture: Path
    lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sample is made of, and where it goes."""

    name: str
    title: str
    scene: Scene
    sparse: bool
    """Whether there is stillness between single sounds."""
    folder: Path
    format: Format

    @property
    def sound(self) -> Path:
        """The sample."""
        return self.folder / f"{self.name}.{self.format}"

    @property
    def picture(self) -> Path:
        """Its spectrogram."""
        return self.folder / f"{self.name}.png"


def check_places(wanted: tuple[Wanted, ...]) -> None:
    """See that no file would be lost that is not an older sample of ours.

    Raises:
        OutputError: with the files that nobody said may be lost.
    """
    paths = [path for each in wanted for path in (each.sound, each.picture)]
    others = [str(path) for path in paths if path.exists() and not _is_ours(path)]
    if others:
        message = f"there already, and not written by `audiogen sounds`: {', '.join(others)}"
        raise OutputError(message, hint="Choose another folder with --samples, or add --force to write over them.")


def write_sample(wanted: Wanted, project: Path) -> SoundSample:
    """Render half a minute, and write it with its spectrogram.

    Args:
        wanted: what, and where to.
        project: the folder from which the paths of files are read.

    Raises:
        SoundError: when a file cannot be used, or the sound is silent.
        OutputError: when a file cannot be written.
    """
    bed = session_bed((PlacedScene(0, 0, wanted.scene),), _SEARCHED_FRAMES, project, wanted.name)
    if bed is None:
        message = f"{wanted.name} is silent"
        raise SoundError(message, hint="Give it layers.")
    start = _fullest(bed.source) if wanted.sparse else 0
    samples = _levelled(bed.source.render(start, _FRAMES))
    _write(wanted, samples)
    meter = Meter()
    meter.feed(samples)
    return SoundSample(wanted.name, wanted.sound, wanted.picture, meter.integrated_lufs(), true_peak_dbtp(samples))


def _fullest(source: Source) -> int:
    """Where the half minute begins that holds most."""
    steps = range(0, _SEARCHED_FRAMES, _STEP_FRAMES)
    energies = [float(np.square(source.render(at, _STEP_FRAMES)).mean()) for at in steps]
    length = _FRAMES // _STEP_FRAMES
    sums = np.convolve(np.sqrt(energies), np.ones(length), mode="valid")
    return int(sums.argmax()) * _STEP_FRAMES


def _levelled(samples: Samples) -> Samples:
    """The sound at its level, faded in and out."""
    meter = Meter()
    meter.feed(samples)
    gain_db = _LUFS - meter.integrated_lufs()
    samples = samples * np.float32(to_gain(min(gain_db, _MOST_DBTP - true_peak_dbtp(samples))))
    samples[:, :_FADE_IN_FRAMES] *= _rise(_FADE_IN_FRAMES)
    samples[:, -_FADE_OUT_FRAMES:] *= _rise(_FADE_OUT_FRAMES)[::-1]
    return samples


def _rise(frames: int) -> Samples:
    return np.sin(np.linspace(0, np.pi / 2, frames, dtype=np.float32)) ** 2


def _write(wanted: Wanted, samples: Samples) -> None:
    try:
        wanted.folder.mkdir(parents=True, exist_ok=True)
        with soundfile.SoundFile(wanted.sound, "w", RATE, 2, subtype="PCM_16") as file:
            file.software, file.title = _OURS, wanted.title
            file.write(samples.T)
        origin = PngImagePlugin.PngInfo()
        origin.add_text("Software", _OURS)
        draw_spectrogram(samples, f"{wanted.title} ({wanted.name})").save(wanted.picture, pnginfo=origin)
    except (OSError, soundfile.LibsndfileError) as error:
        message = f"cannot write {wanted.sound} or {wanted.picture.name}: {error}"
        raise OutputError(message, hint="Choose another folder with --samples.") from error


def _is_ours(path: Path) -> bool:
    try:
        if path.suffix == ".png":
            with Image.open(path) as picture:
                return str(picture.info.get("Software", "")) == _OURS
        with soundfile.SoundFile(path) as file:
            return str(file.software).startswith(_OURS)
    except (OSError, soundfile.LibsndfileError, UnidentifiedImageError):
        return False
