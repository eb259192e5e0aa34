"""Finished clips in a mix: they ring on into the gap, on both sides, and the timeline does not move for it."""

from __future__ import annotations

import numpy as np
from support.builders import gap, phrase, plan

from audiogen.audio.samples import Samples
from audiogen.plan.cues import Utterance
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.render.mixer import RING_ON_FRAMES, Mixer, MixGains, blocks
from audiogen.script.bed import Bed
from audiogen.speech.chain.room import TAIL_FRAMES
from audiogen.units import RATE

WORDS = 2 * RATE


class Ringing:
    """Phrases of 0.5 and then a tail that tells left from right."""

    def clip(self, utterance: Utterance) -> Samples:
        clip = np.full((2, WORDS + TAIL_FRAMES), 0.5, np.float32)
        clip[:, WORDS:] = [[0.02], [0.03]]
        return clip

    def bell(self, name: str) -> Samples:
        raise AssertionError(name)

    def breath(self, kind: str, frames: int, seed: int) -> Samples:
        raise AssertionError(kind)


def mixer() -> Mixer:
    planned = plan(gap(3, 3, 3), phrase("One."), gap(0.1, 0.1, 0.1), phrase("Two."), gap(4, 4, 4))
    timeline = place(planned, dict.fromkeys(planned.utterances, WORDS), ScriptPlaces("x.yaml", (1,)))
    return Mixer(timeline, Ringing(), None, Bed(), MixGains(0, 0, 0), seed=1)


def test_a_room_rings_no_longer_than_the_mixer_listens() -> None:
    assert TAIL_FRAMES <= RING_ON_FRAMES


def test_a_tail_sounds_into_the_gap_and_under_the_next_phrase() -> None:
    mix = mixer()
    whole = mix.render(0, mix.frames)
    first, second = 3 * RATE, 5 * RATE + RATE // 10
    assert np.all(whole[:, first : first + WORDS] == 0.5)
    np.testing.assert_allclose(whole[:, first + WORDS], [0.02, 0.03])
    np.testing.assert_allclose(whole[:, second], [0.52, 0.53])
    end = second + WORDS + TAIL_FRAMES
    np.testing.assert_allclose(whole[:, end - 1], [0.02, 0.03])
    assert np.all(whole[:, end] == 0)


def test_the_same_frames_come_out_whatever_the_blocks() -> None:
    whole = mixer().render(0, mixer().frames)
    for size in (1000, 55_296, 77_777):
        np.testing.assert_array_equal(
            np.concatenate(list(blocks(mixer(), 0, mixer().frames, block_frames=size)), 1), whole
        )


def test_the_stem_of_the_voice_has_its_room() -> None:
    at = 7 * RATE + RATE // 10
    parts = mixer().render_parts(at, 100)
    np.testing.assert_allclose(parts[2:4, 0], [0.02, 0.03])
    assert not parts[4:].any()
