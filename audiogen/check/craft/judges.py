"""Who judges which rule of craft: every rule that is judged in scripts, by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from audiogen.check.craft import breathing, edges, quiet, sound, tempo, texts
from audiogen.check.craft.choices import judge_breath_as_only_anchor, judge_closed_eyes
from audiogen.check.craft.sentences import judge_commands, judge_long_sentences, judge_reading_grade
from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.wording import judge_health_claims, wording_judge

Judge: TypeAlias = Callable[[CraftSession], Iterator[CraftFinding]]
"""Finds all that is against one rule in one edition. Pure: what it finds follows from the session alone."""

JUDGES: Final[Mapping[str, Judge]] = {
    "phrase-rate": tempo.phrase_rate,
    "density": tempo.density,
    "speech-share": tempo.speech_share,
    "speech-run": tempo.speech_run,
    "question-silence": quiet.question_silence,
    "unannounced-silence": quiet.unannounced_silence,
    "announced-length": quiet.announced_length,
    "long-silence": quiet.long_silence,
    "breath-hold": breathing.breath_hold,
    "four-seven-eight": breathing.four_seven_eight,
    "breath-pace": breathing.breath_pace,
    "breath-cycles": breathing.breath_cycles,
    "first-breath-voiced": breathing.first_breath_voiced,
    "same-breath-sound": breathing.same_breath_sound,
    "count-overrun": breathing.count_overrun,
    "breath-opt-out": breathing.breath_opt_out,
    "breath-release": breathing.breath_release,
    "choice-statement": edges.choice_statement,
    "content-note": edges.content_note,
    "reorientation": edges.reorientation,
    "length": edges.length,
    "tail": edges.tail,
    "bed-under-speech": sound.bed_under_speech,
    "undisclosed-voice": sound.undisclosed_voice,
    "placeholder": texts.placeholder,
    "wall-of-text": texts.wall_of_text,
    "page-furniture": texts.page_furniture,
    "long-sentence": judge_long_sentences,
    "reading-grade": judge_reading_grade,
    "breath-only-anchor": judge_breath_as_only_anchor,
    "close-eyes": judge_closed_eyes,
    "bare-imperatives": judge_commands,
    "health-claim": judge_health_claims,
    **{
        rule: wording_judge(rule)
        for rule in (
            "first-person-plural",
            "why-question",
            "avoid-words",
            "promised-feelings",
            "must-forgive",
            "leave-now",
            "promotion",
        )
    },
}
