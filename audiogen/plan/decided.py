"""Voice and bed, decided: of several choices the nearest counts, then the defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from audiogen.script.bed import Bed, BedChoice, Presets, scene_of
from audiogen.script.voice import Voice, VoiceChoice

_Choice = TypeVar("_Choice", VoiceChoice, BedChoice)
_Decided = TypeVar("_Decided")


def decided_voice(choices: tuple[VoiceChoice, ...]) -> Voice:
    """The voice of choices, the nearest first."""
    default = Voice()
    return Voice(
        names=_first(choices, lambda choice: choice.name, default.names),
        wpm=_first(choices, lambda choice: choice.wpm, default.wpm),
        sentence_gap=_first(choices, lambda choice: choice.sentence_gap, default.sentence_gap),
        line_gap=_first(choices, lambda choice: choice.line_gap, default.line_gap),
        paragraph_gap=_first(choices, lambda choice: choice.paragraph_gap, default.paragraph_gap),
        prosody=_first(choices, lambda choice: choice.prosody, default.prosody),
    )


def _first(choices: tuple[_Choice, ...], chosen: Callable[[_Choice], _Decided | None], default: _Decided) -> _Decided:
    """The value of the first choice that sets one."""
    return next((value for choice in choices if (value := chosen(choice)) is not None), default)


_SLEEPERS_FADE_OUT_S: Final = 60.0
"""What leads into sleep ends so slowly that nobody notices."""


def decided_bed(show: BedChoice, script: BedChoice, presets: Presets, *, sleep: bool = False) -> Bed:
    """The bed of a session and its show.

    Args:
        show: what the show says of it.
        script: what the session says of it.
        presets: beds by name.
        sleep: whether the session leads into sleep. It fades for a minute then, where the session itself says nothing
            of that: a show says how its sessions end in general, and of this one more is known.
    """
    default, choices = Bed(), (script, show)
    # a script that names any sound, file or layers leaves the show's aside
    sounding = next((choice for choice in choices if choice.chosen), None)
    fade_out_s = _first(choices, lambda choice: choice.fade_out, default.fade_out_s)
    slowly = sleep and script.fade_out is None
    return Bed(
        scene=scene_of(sounding, presets) if sounding else default.scene,
        under_speech_db=_first(choices, lambda choice: choice.under_speech, default.under_speech_db),
        in_pauses_db=_first(choices, lambda choice: choice.in_pauses, default.in_pauses_db),
        fade_in_s=_first(choices, lambda choice: choice.fade_in, default.fade_in_s),
        fade_out_s=max(fade_out_s, _SLEEPERS_FADE_OUT_S) if slowly else fade_out_s,
        least_fade_out_s=fade_out_s if slowly else None,
    )
