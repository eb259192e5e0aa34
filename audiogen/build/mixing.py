"""The mix of a session that is placed and spoken: with its bed as asked for, or softer in pauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

import numpy as np

from audiogen.ambience.cues.bell import STRIKE_LUFS, bell
from audiogen.ambience.cues.breath import BREATH_LUFS, breath
from audiogen.ambience.lifts import lifts
from audiogen.ambience.measurement import Measure, Measurement, measure, measure_anew, spread_windows
from audiogen.ambience.parts.seeds import seed_of
from audiogen.ambience.pauses import pause_levels
from audiogen.ambience.session_bed import SessionBed, session_bed
from audiogen.audio.loudness import Energies
from audiogen.audio.samples import Samples, Samples16, Source
from audiogen.plan.cues import Plan, Voiced
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline
from audiogen.render.kept_sound import HeardFacts, Keeper
from audiogen.render.mixer import Mixer, MixGains, PlacedSound
from audiogen.render.prediction import MixEnergies, energies_of_sound, foreseen
from audiogen.speech.clip import PHRASE_LUFS
from audiogen.speech.speak import Spoken


@dataclass(frozen=True, slots=True)
class SessionMix:
    """All that sounds in a session, in its place."""

    plan: Plan
    timeline: Timeline
    spoken: Spoken
    """The phrases of the stretches that will be rendered, one or all."""
    bed: SessionBed | None
    """None where nothing but words, bells and breaths ever sounds."""
    measured_by: Measure = measure_anew

    @classmethod
    def of(cls, plan: Plan, timeline: Timeline, spoken: Spoken, root: Path, kept: Keeper | None = None) -> SessionMix:
        """The mix of a session.

        Args:
            plan: the session's.
            timeline: the plan, placed.
            spoken: its phrases.
            root: the project's folder, from which the paths of files are read.
            kept: keeps what was measured of beds.

        Raises:
            SoundError: when the bed cannot be used.
            OutputError: when the disk is full while a file of it is decoded.
        """
        breaths = [(phase.start, phase.end) for phase in timeline.guided_breaths]
        measured_by = partial(_known_measurement, kept) if kept else measure_anew
        bed = session_bed(timeline.scenes, timeline.frames, root, plan.slug, breaths, measured_by=measured_by)
        return cls(plan, timeline, spoken, bed, measured_by)

    def programme(self, softer_db: float = 0.0) -> tuple[Timeline, Mixer]:
        """The timeline with the levels of its bed, so much softer in pauses; and the mix that follows it."""
        timeline = self._with_bed(softer_db)
        return timeline, self._mixer(timeline, self.bed)

    def bedless(self, softer_db: float = 0.0) -> Mixer | None:
        """The same mix without its bed, each sound at the level that it has there.

        None where that is nothing else: the session has no bed, or nothing but one.
        """
        heard = self.timeline.clips or self.timeline.strikes or self.timeline.guided_breaths
        return self._mixer(self._with_bed(softer_db), None) if self.bed and heard else None

    def known(self, mixer: Mixer) -> Callable[[], MixEnergies]:
        """Gives what each 100 ms of a mix will have, known from its parts; gathered when it is first asked for."""
        return cache(lambda: foreseen(mixer, self._bed_energies(), self._energies_of))

    def _bed_energies(self) -> Energies:
        if self.bed is None:
            return np.zeros(0)
        frames = self.timeline.frames
        # what is heard in pauses decides how loud the programme is; of speech, it does not
        starts = spread_windows(frames, closely=self.plan.levels.anchor != "speech")
        return self.measured_by(self.bed.source, starts, [frames, *self.bed.facts(0, frames)]).energies

    def _energies_of(self, placed: PlacedSound) -> Energies:
        if placed.utterance:
            return self.spoken.energies(placed.utterance)
        return _energies_of_cue(placed)

    def _with_bed(self, softer_db: float) -> Timeline:
        if self.bed is None:
            return self.timeline
        asked = self.plan.bed
        # of words that become softer, those at the beginning are louder than all together
        speech_lufs = self.plan.levels.loudness + self.timeline.speech_softer_db
        pauses = pause_levels(self.bed.scenes, asked, speech_lufs, softer_db=softer_db)
        timeline = self.timeline.with_pause_levels(asked, pauses)
        return timeline.with_pause_levels(asked, pauses, tuple(lifts(self.bed, timeline)))

    def _mixer(self, timeline: Timeline, bed: SessionBed | None) -> Mixer:
        plan = self.plan
        gains = MixGains(
            # rounded, so that a session that becomes longer sounds the same up to there
            bed_db=round(PHRASE_LUFS - bed.lufs, 1) if bed else 0.0,
            breath_db=PHRASE_LUFS + plan.levels.breath - BREATH_LUFS,
            bell_db=PHRASE_LUFS + plan.levels.bell - STRIKE_LUFS,
        )
        sounds = _SessionSounds(self.spoken)
        source, facts = (bed.source, bed.facts) if bed else (None, None)
        return Mixer(timeline, sounds, source, plan.bed, gains, seed=seed_of(plan.slug), bed_facts=facts)


def _known_measurement(kept: Keeper, source: Source, starts: Sequence[int], facts: Sequence[object]) -> Measurement:
    place = kept.shelf(["bed", *facts, starts], own=False)
    if content := place.find():
        return Measurement(*np.frombuffer(content).reshape(2, -1))
    measured = measure(source, starts)
    place.keep(np.stack((measured.energies, measured.squares)).tobytes())
    return measured


_known_cues: dict[object, Energies] = {}
"""Of bells, and of breaths whatever their noise."""
_MOST_CUES: Final = 200
"""A session has a dozen; a build of thousands must not keep them all."""


def _energies_of_cue(placed: PlacedSound) -> Energies:
    facts = placed.facts[:-1] if placed.facts[0] == "breath" else placed.facts
    kind = (placed.end - placed.start, *facts)
    if (known := _known_cues.get(kind)) is not None:
        return known
    if len(_known_cues) >= _MOST_CUES:
        _known_cues.clear()
    # measured as if no other session had been made before: whatever is known then gives the same gain
    energies = _known_cues[kind] = energies_of_sound((placed.typical or placed.load)())
    return energies


@dataclass(frozen=True, slots=True)
class _SessionSounds:
    """The clips, bells and breaths of a session, as the mixer asks for them."""

    spoken: Spoken

    def clip(self, utterance: Voiced) -> Samples16:
        return self.spoken.load(utterance)

    def clip_facts(self, utterance: Voiced) -> HeardFacts:
        return HeardFacts([self.spoken.clips[utterance].key], own=self.spoken.shelves.is_own(utterance))

    def bell(self, strike: PlacedStrike) -> Samples:
        return bell(strike.bell, strike.bowl, strike.softness)

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        return breath("in" if phase.kind == "in" else "out", phase.frames, seed, phase.sound)
