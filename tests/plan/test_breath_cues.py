from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audiogen.plan.breath_cues import breath_phases, written_cues
from audiogen.plan.cues import Utterance
from audiogen.script.breath import PATTERNS, CueKind, parse_pattern
from audiogen.script.cue_words import LANGUAGES, cue_words

SPOKEN: tuple[CueKind, ...] = ("count", "words", "last")


def written(pattern: str, kind: CueKind, language: str = "en") -> list[str]:
    phases = breath_phases(
        parse_pattern(pattern), kind, cue_words(language), lambda text: Utterance(text, "tone", 120, language)
    )
    return list(written_cues(phases))


@pytest.mark.parametrize(
    ("pattern", "kind", "texts"),
    [
        ("4-6", "count", ["In, two, three, four,", "out, two, three, four, five, six."]),
        ("4-6", "words", ["Breathe in,", "breathe out."]),
        ("4-6", "last", ["Last one, breathe in,", "and breathe out."]),
        ("4-6", "tone", ["", ""]),
        ("box", "words", ["Breathe in,", "hold,", "breathe out,", "rest."]),
        ("sigh", "words", ["Breathe in,", "again,", "breathe out."]),
        ("sigh", "count", ["In, two, three,", "", "out, two, three, four, five, six."]),
    ],
)
def test_the_cues_of_one_breath_are_written_as_one_sentence(pattern: str, kind: CueKind, texts: list[str]) -> None:
    assert written(pattern, kind) == texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("kind", SPOKEN)
def test_every_breath_reads_as_a_sentence_in_every_language(language: str, pattern: str, kind: CueKind) -> None:
    sentence = " ".join(text for text in written(pattern, kind, language) if text)
    assert re.fullmatch(r"[A-Z]\w*(?:,? \w+)*\.", sentence), sentence
    assert all(part[0].islower() for part in sentence.split(", ")[1:]), sentence


def test_a_breath_whose_words_end_early_ends_its_sentence_there() -> None:
    phases = breath_phases(parse_pattern("4-6"), "words", cue_words("en"), lambda text: Utterance(text, "", 120, "en"))
    silent_out = (phases[0], replace(phases[1], words=()))
    assert written_cues(silent_out) == ("Breathe in.", "")
