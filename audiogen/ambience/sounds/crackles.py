"""Crackles of burning wood: what a single one sounds like, and how often which strength of them comes.

What a burst looks like is told by recordings of open fires: there within half a millisecond, 10 dB down after one to
two, then a body of some ten and the room's faint tail; broad from 1 or 3 kHz up to where a microphone ends. A crackle
that ended after its first millisecond would be a click; one that goes on is none, neither for the ear nor for
`audiogen.audio.clicks`. Wood breaks as other fibres do: energies follow a power law, and small bursts follow large ones
ever more rarely (after F. Omori, 1894).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from audiogen.ambience.parts.chance import Curve, Frames, generator, hashed, wander
from audiogen.ambience.parts.events import Cells, add_event
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.parts.texture import band
from audiogen.audio.samples import Samples
from audiogen.units import RATE, to_frames

CRACKLE_FRAMES: Final = 4800
_LEAD_FRAMES: Final = 96
"""Silence before a crackle, which filters may ring into."""
_ENDING_S: Final = 0.02
_TIME_S: Final = np.arange(-_LEAD_FRAMES, CRACKLE_FRAMES - _LEAD_FRAMES) / RATE
_RISE_S: Final = 0.000_12
"""To nine tenths within 0.3 ms."""
_FIRST_S: Final = (0.0008, 0.0016)
_BODY_S: Final = (0.005, 0.009)
_BODY: Final = 0.75
_ROOM_S: Final = 0.022
"""A first sharp burst, a body 2.5 dB below the whole, and the room: how long each takes to lose 9 dB."""
_AFTER_S: Final = (0.003, 0.07)
_AFTERSHOCKS: Final = 2.5
"""How many follow a crackle, on average, evenly over the logarithm of the time since: Omori's law."""

_LATER_FRAMES: Final = (96, 224)
_STANDS_OUT: Final = 4.2
"""A slope so many times that of 2 to 4.7 ms later is kept out: from 8 on `audiogen.audio.clicks` calls it a click,
and lossy coding takes from what follows."""
_FAINT: Final = 0.005

_VARIANTS: Final = 40
"""Crackles that are made once, from the smallest to the biggest; each returns at another moment and strength."""
_FARTHER_EAR_FRAMES: Final = 24
_EXPONENT: Final = 1.6
"""The density of energies is proportional to this power of 1/energy: 1.3 to 1.6 in P. Houle, J. Sethna, "Acoustic
emission from crumpling paper", Phys. Rev. E 54 (1996); 1.6 in a recording of a camp fire."""
_WEAKEST_DB: Final = -24.0
"""Below the strongest."""
_OFTEN: Final = (0.06, 1.0)
"""The share of possible crackles that do come, in lulls and in flurries."""


@dataclass(frozen=True, slots=True)
class Crackling:
    """Crackles without end; those of any stretch are found at once."""

    seed: int
    cells: Cells
    sounds: tuple[Samples, ...]
    """Each of shape (2, frames), the smallest first."""
    loudest: float

    @classmethod
    def of(cls, seed: int, per_s: float, loudest: float, far_hz: float, room: float) -> Crackling:
        """Make the crackles.

        Args:
            seed: of all of them.
            per_s: how many come at the most, in flurries.
            loudest: the strongest has the energy of 10 ms of noise with this RMS.
            far_hz: where the air takes the highs away.
            room: how strongly it is answered by the room, relative to its first burst.
        """
        chance = generator(seed, "crackle")
        sides = chance.permutation(np.linspace(0.1, 0.9, _VARIANTS)).tolist()
        sounds = tuple(
            _placed(crackle(chance, size, far_hz, room), side)
            for size, side in zip(np.linspace(0, 1, _VARIANTS).tolist(), sides, strict=True)
        )
        longest = CRACKLE_FRAMES + _FARTHER_EAR_FRAMES
        cells = Cells(seed_of(seed, "moments"), round(RATE / per_s), longest, freedom=1.0)
        return cls(seed, cells, sounds, loudest * float(np.sqrt(2 * to_frames(0.01))))

    def add_to(self, fire: Samples, start: int) -> None:
        """Mix those that sound from frame `start` on into a stretch of the fire."""
        begins, strengths, sizes = self.sounding(start, start + fire.shape[1])
        kinds = (sizes * _VARIANTS).astype(int).tolist()
        for kind, begin, strength in zip(kinds, begins.tolist(), strengths.tolist(), strict=True):
            add_event(fire, start, self.sounds[kind], begin, self.loudest * strength)

    def sounding(self, start: int, end: int) -> tuple[Frames, Curve, Curve]:
        """Those in frames [start, end): when each begins, its strength up to 1, and its size from 0 up to 1."""
        numbers, begins = self.cells.sounding(start, end)
        flurry = self._flurry(begins)
        comes = hashed(seed_of(self.seed, "comes"), numbers) < _OFTEN[0] + (_OFTEN[1] - _OFTEN[0]) * flurry
        numbers, begins, flurry = numbers[comes], begins[comes], flurry[comes]
        # of a power law: the rarer, the stronger; the strongest come in flurries alone, so that none breaks a lull
        rare = 1 - hashed(seed_of(self.seed, "strength"), numbers)
        above_db = np.minimum(-10 / (_EXPONENT - 1) * np.log10(rare), -_WEAKEST_DB * (0.5 + 0.5 * flurry))
        # big ones are strong, but not all strong ones are big
        sizes = 0.6 * above_db / -_WEAKEST_DB + 0.399 * hashed(seed_of(self.seed, "size"), numbers)
        return begins, 10 ** ((_WEAKEST_DB + above_db) / 20), sizes

    def _flurry(self, moments: Frames) -> Curve:
        """How lively the wood is, from 0 to 1."""
        slow = wander(seed_of(self.seed, "activity"), 4.3, moments)
        quick = wander(seed_of(self.seed, "flurry"), 0.7, moments)
        return np.clip(1.6 * slow + 1.6 * quick - 1.1, 0, 1)


def crackle(chance: np.random.Generator, size: float, far_hz: float, room: float) -> Samples:
    """One crackle and what follows it, of energy 1: shape (`CRACKLE_FRAMES`,). None of them is a click.

    Args:
        chance: source of every random choice.
        size: from 0, a tick of the bark, to 1, a log that bursts.
        far_hz: where the air takes the highs away.
        room: how strongly the room answers, relative to the first burst.
    """
    while not _goes_on(sound := _any_crackle(chance, size, far_hz, room)):
        pass
    return sound


def _goes_on(sound: Samples) -> bool:
    """Whether nothing in it stands so far above the milliseconds after it that it would be a click."""
    slopes = np.abs(np.diff(sound.astype(np.float64)))
    sums = np.concatenate(([0.0], np.cumsum(slopes**2)))
    first, last = _LATER_FRAMES
    later = np.sqrt((sums[last:] - sums[first : first - last]) / (last - first))
    return bool(np.all(slopes[: later.size] < _STANDS_OUT * np.maximum(later, _FAINT * slopes.max())))


def _any_crackle(chance: np.random.Generator, size: float, far_hz: float, room: float) -> Samples:
    low_hz = 2800 * 6**-size * 2 ** chance.uniform(-0.5, 0.5)
    noise = _filtered(chance.standard_normal(CRACKLE_FRAMES), low_hz, 12_000)
    noise = np.tanh(2.5 * noise / noise.std())
    sound = noise * _dying(chance, _TIME_S, room)
    for _ in range(chance.poisson(_AFTERSHOCKS)):
        after_s = _AFTER_S[0] * (_AFTER_S[1] / _AFTER_S[0]) ** chance.random()
        weaker = np.roll(noise, int(chance.integers(CRACKLE_FRAMES))) * 10 ** (-chance.uniform(6, 20) / 20)
        sound += weaker * _dying(chance, _TIME_S - after_s, room)
    # the cavity of a big one rings low
    pop = np.sin(2 * np.pi * chance.uniform(300, 900) * _TIME_S) * _rise(_TIME_S) * np.exp(-_TIME_S / 0.006)
    sound += 0.5 * size**2 * chance.random() * np.sqrt(np.sum(sound**2) / np.sum(pop**2)) * pop
    sound = _filtered(sound, 150, far_hz) * np.minimum(1, (_TIME_S[-1] - _TIME_S) / _ENDING_S)
    return np.asarray(sound / np.sqrt(np.sum(sound**2)), dtype=np.float32)


def _dying(chance: np.random.Generator, since_s: Curve, room: float) -> Curve:
    """What is there at once, and dies away in three stages."""
    stages = ((1 - _BODY, chance.uniform(*_FIRST_S)), (_BODY, chance.uniform(*_BODY_S)), (room, _ROOM_S))
    dying = sum(share * np.exp(-np.maximum(since_s, 0) / decay_s) for share, decay_s in stages)
    return _rise(since_s) * dying


def _rise(since_s: Curve) -> Curve:
    return np.asarray(1 - np.exp(-np.maximum(since_s, 0) / _RISE_S))


def _filtered(sound: Curve, low_hz: float, high_hz: float) -> Curve:
    hertz = np.fft.rfftfreq(sound.size, 1 / RATE).astype(np.float32)
    return np.fft.irfft(np.fft.rfft(sound) * band(hertz, low_hz, high_hz, high_order=1), sound.size)


def _placed(sound: Samples, side: float) -> Samples:
    """A crackle between left, 0, and right, 1: shape (2, frames), the farther ear a little later."""
    late = round((side - 0.5) * 2 * _FARTHER_EAR_FRAMES)
    delays, gains = (max(0, late), max(0, -late)), (np.cos(side * np.pi / 2), np.sin(side * np.pi / 2))
    ears = np.zeros((2, sound.size + _FARTHER_EAR_FRAMES), dtype=np.float32)
    for ear, delay, gain in zip(ears, delays, gains, strict=True):
        ear[delay : delay + sound.size] = sound * np.float32(gain)
    return ears
