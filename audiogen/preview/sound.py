"""Half a minute of a sound or a preset, all at the same loudness, each with its spectrogram: to choose a bed by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np
import soundfile
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from audiogen.ambience.session_bed import session_bed
from audiogen.audio.loudness import Meter
from audiogen.audio.samples import Samples, Source
from audiogen.audio.spectrogram import draw_spectrogram
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.errors import OutputError, SoundError
from audiogen.plan.timeline import PlacedScene
from audiogen.script.bed import Scene
from audiogen.units import RATE, to_gain

SAMPLE_S: Final = 30
_FRAMES: Final = SAMPLE_S * RATE
_SEARCHED_FRAMES: Final = 4 * 60 * RATE
"""Single sounds may be minutes apart: the sample is taken from where it is loudest."""
_STEP_FRAMES: Final = 5 * RATE
_TARGET_LUFS: Final = -23.0
"""EBU R 128: soft enough for any sound to keep its peaks."""
_MAX_DBTP: Final = -1.0
_FADE_IN_FRAMES: Final = RATE
_FADE_OUT_FRAMES: Final = 3 * RATE
_SOFTWARE: Final = "audiogen"
"""The software tag of samples and pictures: only files that have it are written over unasked."""

SampleFormat: TypeAlias = Literal["flac", "wav"]


@dataclass(frozen=True, slots=True)
class SoundSample:
    """A sample that was written."""

    name: str
    sound: Path
    picture: Path
    lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """A sample to be written."""

    name: str
    title: str
    scene: Scene
    sparse: bool
    """Whether there is stillness between single sounds."""
    folder: Path
    format: SampleFormat

    @property
    def sound(self) -> Path:
        """The sample."""
        return self.folder / f"{self.name}.{self.format}"

    @property
    def picture(self) -> Path:
        """Its spectrogram."""
        return self.folder / f"{self.name}.png"


def refuse_to_overwrite(orders: tuple[SampleOrder, ...]) -> None:
    """See that only older samples of ours would be written over.

    Raises:
        OutputError: with the other files that are in the way.
    """
    paths = [path for order in orders for path in (order.sound, order.picture)]
    others = [str(path) for path in paths if path.exists() and not _is_ours(path)]
    if others:
        message = f"there already, and not written by `audiogen sounds`: {', '.join(others)}"
        raise OutputError(message, hint="Choose another folder with --samples, or add --force to write over them.")


def write_sample(order: SampleOrder, project: Path) -> SoundSample:
    """Render half a minute, and write it with its spectrogram.

    Args:
        order: the sound, and the folder.
        project: the folder that paths of recordings are relative to.

    Raises:
        SoundError: when a file cannot be used, or the sound is silent.
        OutputError: when a file cannot be written.
    """
    bed = session_bed((PlacedScene(0, 0, order.scene),), _SEARCHED_FRAMES, project, order.name)
    if bed is None:
        message = f"{order.name} is silent"
        raise SoundError(message, hint="Give it layers.")
    start = _loudest_start(bed.source) if order.sparse else 0
    samples = _normalized(bed.source.render(start, _FRAMES))
    _write(order, samples)
    lufs, peak_dbtp = _integrated_lufs(samples), true_peak_dbtp(samples)
    return SoundSample(order.name, order.sound, order.picture, lufs, peak_dbtp)


def _loudest_start(source: Source) -> int:
    """The frame at which the loudest half minute begins."""
    steps = range(0, _SEARCHED_FRAMES, _STEP_FRAMES)
    energies = [float(np.square(source.render(at, _STEP_FRAMES)).mean()) for at in steps]
    length = _FRAMES // _STEP_FRAMES
    sums = np.convolve(np.sqrt(energies), np.ones(length), mode="valid")
    return int(sums.argmax()) * _STEP_FRAMES


def _normalized(samples: Samples) -> Samples:
    """The sound at its target loudness, or below when its peaks ask for it; faded in and out."""
    gain_db = min(_TARGET_LUFS - _integrated_lufs(samples), _MAX_DBTP - true_peak_dbtp(samples))
    samples = samples * np.float32(to_gain(gain_db))
    samples[:, :_FADE_IN_FRAMES] *= _fade_in(_FADE_IN_FRAMES)
    samples[:, -_FADE_OUT_FRAMES:] *= _fade_in(_FADE_OUT_FRAMES)[::-1]
    return samples


def _integrated_lufs(samples: Samples) -> float:
    meter = Meter()
    meter.feed(samples)
    return meter.integrated_lufs()


def _fade_in(frames: int) -> Samples:
    return np.sin(np.linspace(0, np.pi / 2, frames, dtype=np.float32)) ** 2


def _write(order: SampleOrder, samples: Samples) -> None:
    try:
        order.folder.mkdir(parents=True, exist_ok=True)
        with soundfile.SoundFile(order.sound, "w", RATE, 2, subtype="PCM_16") as file:
            file.software, file.title = _SOFTWARE, order.title
            file.write(samples.T)
        origin = PngImagePlugin.PngInfo()
        origin.add_text("Software", _SOFTWARE)
        draw_spectrogram(samples, f"{order.title} ({order.name})").save(order.picture, pnginfo=origin)
    except (OSError, soundfile.LibsndfileError) as error:
        message = f"cannot write {order.sound} or {order.picture.name}: {error}"
        raise OutputError(message, hint="Choose another folder with --samples.") from error


def _is_ours(path: Path) -> bool:
    try:
        if path.suffix == ".png":
            with Image.open(path) as picture:
                return str(picture.info.get("Software", "")) == _SOFTWARE
        with soundfile.SoundFile(path) as file:
            return str(file.software).startswith(_SOFTWARE)
    except (OSError, soundfile.LibsndfileError, UnidentifiedImageError):
        return False
