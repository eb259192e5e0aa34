"""How far every breath stands out of every bed: the table in docs/ambience.md.

    python benchmarks/breaths.py            # every bed
    python benchmarks/breaths.py rain pad   # some of them

Each phase of each pattern is held against its bed at sixteen places of a session, at the levels of a session: the bed
15 dB below the voice in pauses, or as much louder as a build makes it, the breath at its default. Of each of the parts
that `verify` looks at, up to 85 % of the phase, the third of an octave counts in which the breath stands out most.
Printed is the faintest part of the worst phase at the worst place: of air, tone and swell.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from audiogen.ambience.beds import NamedBed, all_beds, with_kinds
from audiogen.ambience.cues.breath import BREATH_LUFS, breath
from audiogen.ambience.presets import load_presets
from audiogen.ambience.session_bed import session_bed
from audiogen.plan.timeline import PlacedScene
from audiogen.script.breath import PATTERNS, SOUNDS, BreathSound, Direction, Phase
from audiogen.script.levels import Levels
from audiogen.units import RATE, to_frames, to_gain
from audiogen.verify.meters.breaths import part_edges
from audiogen.verify.meters.third_octaves import MOMENT_S, WINDOW, Powers, means_between, third_octaves

IN_PAUSES_DB = -15.0
SPEECH_LUFS = -16.0
SESSION_S = 600
STRETCHES = 8
STRETCH_S = 12
PLACES_S = (0.2, 3.7)
"""Where phases begin in each stretch."""
SEEDS = (1, 2)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("beds", nargs="*", metavar="BED")
    asked = parser.parse_args().beds
    print(f"| bed | {' | '.join(f'`{name}`' for name in PATTERNS)} |")
    print("|---" * (len(PATTERNS) + 1) + "|")
    for bed in beds():
        if not asked or bed.name in asked:
            print(f"| `{bed.name}` | {' | '.join(cells(bed))} |", flush=True)


def beds() -> list[NamedBed]:
    """Every sound with its kinds, and every preset that comes with audiogen."""
    shelf = load_presets(Path("there is no project here"))
    return [kind for bed in all_beds(shelf.presets) for kind in with_kinds(bed)]


def cells(bed: NamedBed, patterns: Sequence[str] = tuple(PATTERNS)) -> Iterator[str]:
    """A bed's row: figures of air, tone and swell for each pattern, in whole decibels, rounded down."""
    heard = stretches(bed)
    for pattern in patterns:
        yield " / ".join(f"{np.floor(weakest_db(heard, sound, PATTERNS[pattern])):.0f}" for sound in SOUNDS)


def stretches(bed: NamedBed) -> list[Powers]:
    """The bed in stretches of a session in which somebody breathes throughout."""
    frames = SESSION_S * RATE
    made = session_bed((PlacedScene(0, 0, bed.scene),), frames, Path(), "breaths", [(0, frames)])
    if made is None:
        message = f"{bed.name} is silent"
        raise SystemExit(message)
    gain = np.float32(to_gain(made.scenes[0].pause_db(IN_PAUSES_DB, SPEECH_LUFS) - made.lufs))
    starts = np.linspace(0, frames - STRETCH_S * RATE, STRETCHES).astype(int).tolist()
    return [third_octaves(made.source.render(start, STRETCH_S * RATE) * gain) for start in starts]


def weakest_db(heard: Sequence[Powers], sound: BreathSound, phases: Sequence[Phase]) -> float:
    """The faintest part of all phases that sound, over the bed."""
    return min(_weakest_db(heard, sound, phase) for phase in phases if phase.kind in {"in", "out"})


def _weakest_db(heard: Sequence[Powers], sound: BreathSound, phase: Phase) -> float:
    edges = part_edges(phase.seconds)
    under = np.stack([_between(powers, at_s, edges) for powers in heard for at_s in PLACES_S])
    return min(float((10 * np.log10(cue / under)).max(axis=2).min()) for cue in _cues(sound, phase))


@cache
def _cues(sound: BreathSound, phase: Phase) -> list[Powers]:
    gain = np.float32(to_gain(Levels().breath - BREATH_LUFS))
    kind: Direction = "in" if phase.kind == "in" else "out"
    made = (breath(kind, to_frames(phase.seconds), seed, sound) * gain for seed in SEEDS)
    return [means_between(np.pad(each, ((0, 0), (WINDOW // 2,) * 2)), part_edges(phase.seconds)) for each in made]


def _between(powers: Powers, at_s: float, edges: Sequence[int]) -> Powers:
    marks = [round((at_s + edge / RATE) / MOMENT_S) for edge in edges]
    return np.stack([powers[a:b].mean(axis=0) for a, b in pairwise(marks)])


if __name__ == "__main__":
    main()
