"""How loud a mix will be, known from its parts: phrases, bells and breaths in their places, the bed under its curve.

Nothing of the mix is rendered. The parts are uncorrelated, so that their energies add up. What a limiter takes is not
foreseen: phrases are finished so that there is next to nothing to limit. Of a codec, `decision` knows what matters. The
finished file is measured as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from audiogen.audio.loudness import HOP, Energies, shifted_energies
from audiogen.audio.samples import FULL_SCALE_16, Samples, Samples16
from audiogen.plan.entries import ENTRY_FRAMES
from audiogen.render.mixer import Mixer, PlacedSound, entering_gain_db

EnergiesOf: TypeAlias = Callable[[PlacedSound], Energies]
"""The energies of one sound, for some places of its beginning within a hop: as `shifted_energies` gives them."""


@dataclass(frozen=True, slots=True)
class MixEnergies:
    """The K-weighted energy of each 100 ms of a mix, by what makes it."""

    sounds: Energies
    """Of phrases, bells and breaths."""
    bed: Energies

    @property
    def whole(self) -> Energies:
        """Of all that sounds."""
        return self.sounds + self.bed


def foreseen(mixer: Mixer, bed: Energies, energies_of: EnergiesOf) -> MixEnergies:
    """The energies of a mix.

    Args:
        mixer: the mix.
        bed: what its bed measures, before its level is set, in windows that lie evenly over the session, in order of
            time; empty where there is no bed.
        energies_of: gives those of each sound.
    """
    hops = mixer.frames // HOP
    sounds = np.zeros(hops)
    for placed in mixer.placed:
        _add(sounds, mixer, placed, energies_of(placed))
    return MixEnergies(sounds, _bed_energies(mixer, bed, hops))


def _add(sounds: Energies, mixer: Mixer, placed: PlacedSound, energies: Energies) -> None:
    shifts = len(energies)
    first, shift = divmod(round(placed.start * shifts / HOP), shifts)
    own = energies[shift][: max(0, sounds.size - first)]
    middles = (np.arange(first, first + own.size) + 0.5) * HOP
    gain = placed.gain * mixer.ending_at(middles)
    if placed.utterance:
        gain = gain * mixer.voice_gain_at(middles) * _entry_gain(placed, middles)
    sounds[first : first + own.size] += own * gain**2


def _entry_gain(placed: PlacedSound, middles: Energies) -> Energies:
    after = placed.after_entry
    if after is None:
        return np.ones(middles.size)
    since = np.clip(middles - placed.start + after, 0, ENTRY_FRAMES)
    return np.asarray(10 ** (entering_gain_db(since) / 20))


def _bed_energies(mixer: Mixer, windows: Energies, hops: int) -> Energies:
    if not (windows.size and hops):
        return np.zeros(hops)
    middles: Energies = (np.arange(hops, dtype=np.float64) + 0.5) * HOP
    # each hop is like that of the nearest window
    measured = windows[np.arange(hops) * windows.size // hops]
    return measured * (mixer.bed_gain_at(middles) * mixer.ending_at(middles)) ** 2


def energies_of_sound(sound: Samples | Samples16) -> Energies:
    """The energies of a sound as the mixer is given it: shape (frames,) or (2, frames), maybe in 16 bits."""
    samples = np.atleast_2d(sound).astype(np.float32)
    if sound.dtype == np.int16:
        samples /= np.float32(FULL_SCALE_16)
    # one channel is placed on both sides
    return shifted_energies(samples if len(samples) == _SIDES else np.repeat(samples, _SIDES, axis=0))


_SIDES: Final = 2
