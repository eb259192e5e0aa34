"""Every rule on pace, silence, breath, beginning, end and sound: where it fires, and where it keeps still."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from support.craft import CRAFT_SHOW, findings, found

SAY: Final = "  - say: Here is a place to rest, and a sound that goes on by itself.\n"
OFFER: Final = "  - say: If it suits you, the breath can slow a little. You can skip this.\n"
RELEASE: Final = "  - say: And the breath can find its own pace again.\n"
QUIET: Final = "  - say: I will be quiet for a while now.\n"
NATURAL: Final = "  - breathe: natural\n    time: 1m\n"
QUESTION: Final = "  - reflect: What is here, in this moment?\n"
FAST: Final = "  - say: " + "One thing is said here, and then another one. " * 12 + "\n"
TALK: Final = "      One thing is said here, and another one behind it, and then a third.\n"


def breathe(pattern: str = "4-6", cycles: str = "4", more: str = "") -> str:
    return f"  - breathe: {pattern}\n    cycles: {cycles}\n{more}"


def lines(count: int) -> str:
    return "  - say: |\n" + TALK * count


@pytest.mark.parametrize(
    ("rule", "fires", "told", "still"),
    [
        ("density", SAY * 3, "3: about", SAY + "  - pause: 20s\n"),
        (
            "density", SAY + "  - pause: 50s\n  - breathe: 4-6\n    cycles: 15\n", "3: about 1",
            SAY + "  - pause: 100s\n",
        ),
        ("speech-share", FAST, "3: speech fills about", SAY + "  - pause: 10s\n"),
        ("speech-share", SAY + "  - pause: 100s\n", "3: silence fills about", SAY + "  - pause: 10s\n"),
        ("speech-run", lines(5), "5: 70 words in about", lines(3) + "  - pause: 3s\n" + lines(2)),
        (
            "question-silence", "  - say: What is here now?\n  - pause: 5s\n" + SAY, "4: about 4 s of quiet",
            "  - say: What is here now?\n  - pause: 10s\n" + SAY,
        ),
        (
            "question-silence", "  - say: What is here? Perhaps a colour.\n  - pause: 5s\n" + SAY, "4: about 4 s",
            "  - say: Who would not be tired? This day was long, and much was asked.\n  - pause: 5s\n" + SAY,
        ),
        (
            "question-silence", "  - reflect: Something that was good.\n    silence: 12s\n" + SAY, "4: about 12 s",
            "  - reflect: Something that was good.\n    silence: 15s\n" + SAY,
        ),
        (
            "unannounced-silence", SAY + "  - pause: 50s\n" + SAY, "5: a silence of about 5",
            QUIET + "  - pause: 50s\n" + SAY,
        ),
        (
            "unannounced-silence", SAY + "  - pause: 1m\n" + SAY, "!5: a silence of about",
            SAY + "  - pause: 40s\n" + SAY,
        ),
        (
            "announced-length", "  - say: Rest for about a minute.\n  - pause: 53s\n" + SAY * 20, "5: 1:00 is",
            "  - say: Rest for about a minute.\n  - pause: 56s\n" + SAY * 20,
        ),
        (
            "announced-length", "  - say: Rest for half a minute.\n  - pause: 50s\n" + SAY * 20, "5: 0:30 is announced",
            "  - say: For a minute and a half there is only the sound.\n  - pause: 1m30s\n" + SAY * 40,
        ),
        (
            "long-silence", QUIET + "  - pause: 4m\n" + SAY, "5: 4:00 without a word",
            QUIET + "  - pause: 4m\n    bell_every: 1m\n" + SAY,
        ),
        (
            "unannounced-silence", SAY + NATURAL + "  - pause: 50s\n" + SAY, "!5: a silence of about 1:50",
            SAY + NATURAL + "  - pause: 30s\n" + SAY,
        ),
        (
            "unannounced-silence", QUESTION + "    silence: 3m\n    halfway: Half of it is over.\n", "!4: a silence of",
            QUIET + QUESTION + "    silence: 3m\n    halfway: Half of it is over.\n",
        ),
        (
            "long-silence", QUIET + NATURAL.replace("1m", "4m") + SAY, "5: 4:00 without a word",
            QUIET + NATURAL.replace("1m", "3m") + SAY,
        ),
        (
            "question-silence", QUESTION + "    silence: 20s\n    halfway: Half of it.\n" + SAY, "4: about 10 s",
            QUESTION + "    silence: 30s\n    halfway: Half of it.\n" + SAY,
        ),
        ("breath-hold", OFFER + breathe("4-4-4", more="    to: 4-6-6\n"), "5: the breath is held for 6 s", OFFER),
        ("four-seven-eight", OFFER + breathe("4-4-4", "5", "    to: 4-7-8\n"), "5: 5 breaths of 4-7-8", OFFER),
        (
            "breath-pace", breathe(more="    to: 8-9\n"), "6: 3.5 breaths a minute with the last",
            breathe(more="    to: 6-8\n"),
        ),
        (
            "first-breath-voiced", breathe("4-4", more="    to: 4-6\n    cues: [tone]\n"), "4: the first breath has no",
            breathe("4-4", more="    to: 4-6\n") + SAY + breathe(more="    cues: [tone]\n"),
        ),
        ("count-overrun", breathe("4-4", more="    to: 1-1\n"), "", breathe("4-4", more="    to: 4-6\n")),
        ("breath-hold", OFFER + breathe("4-5-4"), "5: the breath is held for 5 s", OFFER + breathe("4-4-4")),
        ("breath-hold", OFFER + breathe("4-8-8"), "!5: the breath is held for 8 s", OFFER + breathe("box")),
        ("breath-hold", SAY + breathe("box"), "5: the breath is held, and nothing", SAY + breathe("4-6")),
        ("four-seven-eight", OFFER + breathe("4-7-8", "5"), "5: 5 breaths of 4-7-8", OFFER + breathe("4-7-8")),
        ("four-seven-eight", OFFER + breathe("4-7-8", "9"), "!5: 9 breaths of 4-7-8", OFFER + breathe("4-6", "9")),
        ("breath-pace", breathe("2-2"), "4: 15 breaths a minute, which is faster", breathe("pursed")),
        ("breath-pace", breathe("8-9"), "4: 3.5 breaths a minute, which is slower", breathe("box")),
        ("breath-cycles", breathe(cycles="2"), "5: 2 breaths in one exercise", breathe(cycles="3")),
        ("breath-cycles", breathe(cycles="16"), "5: 16 breaths in one exercise", breathe(cycles="15")),
        (
            "first-breath-voiced", breathe(more="    cues: [tone]\n"), "4: the first breath has no words",
            breathe() + SAY + breathe(more="    cues: [tone]\n"),
        ),
        (
            "same-breath-sound", breathe(more="    cues: [words, tone, air]\n"), "4: breath 3 sounds as air",
            breathe(more="    cues: [words, tone, tone]\n"),
        ),
        ("count-overrun", breathe("1-1", more="    cues: [last]\n"), "", breathe("4-6", more="    cues: [count]\n")),
        ("breath-opt-out", SAY + breathe(), "5: nothing before this exercise", OFFER + breathe() + SAY + breathe()),
        ("breath-release", breathe() + SAY, "4: nothing behind this exercise", breathe() + RELEASE),
        ("breath-release", breathe(), "4: nothing behind this exercise", breathe() + breathe() + RELEASE),
        ("choice-statement", SAY, "4: nothing in the first minute", "  - say: You can stop at any time.\n"),
        (
            "choice-statement", SAY + "  - pause: 1m\n  - say: You can stop at any time.\n", "4: nothing in the first",
            SAY + "  - pause: 30s\n  - say: You can stop at any time.\n",
        ),
        ("reorientation", SAY, "4: nothing in the last 90 s", SAY + "  - say: The room, and your hands and feet.\n"),
        ("reorientation", SAY, "4: nothing in the last 90 s", SAY + "  - bell: end\n"),
        ("reorientation", SAY, "4: nothing in the last 90 s", SAY + "  - say: Good night.\n"),
    ],
)  # fmt: skip
def test_a_rule_fires_where_it_should_and_nowhere_else(
    tmp_path: Path, rule: str, fires: str, told: str, still: str
) -> None:
    assert [each[: len(told)] for each in found(tmp_path, rule, fires)] == [told]
    assert found(tmp_path, rule, still) == []


@pytest.mark.parametrize(
    ("rule", "head", "told"),
    [
        ("phrase-rate", "voice: {wpm: 160}\n", "3: a pace of 160 words a minute is faster than 150"),
        ("phrase-rate", "voice: {wpm: 90}\n", "3: a pace of 90 words a minute is slower than 100"),
        ("phrase-rate", "voice: {wpm: 130}\n", None),
        ("tail", "bed: {sound: rain, fade_out: 7s}\n", "3: the bed fades out in 7 s"),
        ("tail", "bed: {sound: rain, fade_out: 8s}\n", None),
        ("tail", "bed: {sound: off, fade_out: 4s}\n", None),
        ("unannounced-silence", "bed: off\n", "6: a silence of about 50 s without a bed"),
        ("unannounced-silence", "", None),
        ("bed-under-speech", "bed: {under_speech: -15dB}\n", "3: under_speech: a bed 15 dB below the voice makes some"),
        ("bed-under-speech", "bed: {under_speech: -8dB}\n", "!3: under_speech: a bed 8 dB below the voice drowns"),
        ("bed-under-speech", "bed: {under_speech: -20dB}\n", None),
        ("undisclosed-voice", "disclosure: off\n", "3: disclosure: off leaves the synthetic voice undisclosed"),
        ("undisclosed-voice", "", None),
    ],
)
def test_a_rule_on_what_is_chosen_for_a_session_fires_at_its_key(
    tmp_path: Path, rule: str, head: str, told: str | None
) -> None:
    told_of = found(tmp_path, rule, QUIET + "  - pause: 50s\n" + SAY, head=head)
    assert [each[: len(told or "")] for each in told_of] == ([] if told is None else [told])


def test_a_pace_in_the_text_itself_is_told_at_its_step_and_one_of_a_step_at_its_voice(tmp_path: Path) -> None:
    steps = SAY + "  - say: <prosody rate='60%'>So very slow.</prosody>\n  - say: Slow.\n    voice: {wpm: 80}\n"
    assert [each.partition(":")[0] for each in found(tmp_path, "phrase-rate", steps)] == ["5", "7"]


def test_a_session_of_which_nothing_is_known_beforehand_is_asked_for_it(tmp_path: Path) -> None:
    without = CRAFT_SHOW.replace("notes: {content: Nothing heavy.}\n", "")
    assert found(tmp_path, "content-note", SAY, show=without) == [
        "1: there is no `notes: content`, which says what the session touches on"
    ]
    assert found(tmp_path, "content-note", SAY, head="notes: {content: Old hurts.}\n", show=without) == []
    assert found(tmp_path, "content-note", SAY) == []


def test_a_length_that_may_be_out_of_reach_is_a_finding(tmp_path: Path) -> None:
    steps = SAY + "  - pause: fill\n    min: 0s\n    max: 20m\n"
    assert found(tmp_path, "length", steps, head="target: 40\n") == [
        "3: target: a number alone counts seconds, and this makes 40s"
    ]
    assert found(tmp_path, "length", steps, head="target: 40s\n") == []


def test_sessions_to_fall_asleep_with_may_be_quiet_and_end_without_a_way_back(tmp_path: Path) -> None:
    steps = "  - say: Good night. I will be quiet now.\n  - pause: 5m\n"
    for rule in ("density", "speech-share", "long-silence", "unannounced-silence", "reorientation"):
        assert found(tmp_path, rule, steps) == [], rule


def test_whether_a_session_is_to_fall_asleep_with_its_author_decides_and_what_is_said_only_where_nobody_did(
    tmp_path: Path,
) -> None:
    assert found(tmp_path, "reorientation", SAY, head="sleep: yes\n") == []
    assert found(tmp_path, "reorientation", SAY + "  - say: Good night.\n") == []
    (back,) = found(tmp_path, "reorientation", SAY + "  - say: Good night.\n", head="sleep: no\n")
    assert back.startswith("6: nothing in the last 90 s leads back to the room")


def test_bells_are_no_remedy_for_a_silence_in_what_leads_into_sleep(tmp_path: Path) -> None:
    script = f"title: Small\nsummary: A short session.\nsleep: yes\nsteps:\n{SAY}  - pause: 4m\n{SAY}"
    (silence,) = (each for each in findings(tmp_path, script) if each.rule == "long-silence")
    assert silence.remedy == "Divide it with a few words, or let the last words come before it"


@pytest.mark.parametrize(
    ("language", "offer", "release"),
    [
        ("de", "Wenn du magst, atme ein wenig langsamer.", "Der Atem darf wieder gehen, wie er will."),
        ("fr", "Si vous voulez, le souffle ralentit un peu.", "Laissez la respiration retrouver son rythme."),
        ("es", "Si quieres, la respiración puede ir más despacio.", "La respiración vuelve a su propio ritmo."),
    ],
)
def test_breaths_are_judged_in_other_languages(tmp_path: Path, language: str, offer: str, release: str) -> None:
    head = f"language: {language}\nvoice: tone\n"
    bare, whole = f"  - say: Oh.\n{breathe()}  - say: Oh.\n", f"  - say: {offer}\n{breathe()}  - say: {release}\n"
    for rule in ("breath-opt-out", "breath-release"):
        assert len(found(tmp_path, rule, bare, head=head)) == 1
        assert found(tmp_path, rule, whole, head=head) == []


def test_nothing_is_said_of_words_in_a_language_that_nobody_here_knows(tmp_path: Path) -> None:
    steps = "  - say: Hej.\n  - pause: 90s\n" + breathe(more="    cues: [tone]\n") + "  - say: Hej.\n"
    for rule in ("breath-opt-out", "breath-release", "choice-statement", "unannounced-silence", "first-breath-voiced"):
        assert found(tmp_path, rule, steps, head="language: sv\nvoice: tone\n") == [], rule
