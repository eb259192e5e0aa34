"""What a breathing exercise says and sounds like, cycle by cycle."""

from __future__ import annotations

import pytest

from audiogen.script.breath import BreathSound, CueKind, cue_schedule, sound_schedule


@pytest.mark.parametrize(
    ("cues", "sound", "heard"),
    [
        (("count", "words", "tone"), None, ("tone", "tone", "tone", "tone")),
        (("count", "words", "swell"), None, ("swell", "swell", "swell", "swell")),
        (("count", "tone", "swell"), None, ("tone", "tone", "swell", "swell")),
        (("count", "tone"), "air", ("air", "tone", "tone", "tone")),
        (("count", "words"), None, ("air", "air", "air", "air")),
        (("words",), "swell", ("swell", "swell", "swell", "swell")),
        (None, None, ("air", "air", "air", "air")),
        (None, "tone", ("tone", "tone", "tone", "tone")),
    ],
)
def test_every_cycle_has_its_sound(
    cues: tuple[CueKind, ...] | None, sound: BreathSound | None, heard: tuple[BreathSound, ...]
) -> None:
    assert sound_schedule(4, cues, sound) == heard


def test_the_usual_schedule_is_quiet_between_words_with_the_sound_of_the_step() -> None:
    schedule = cue_schedule(7, None, "swell")
    assert schedule == ("count", "words", "words", "swell", "words", "swell", "last")
