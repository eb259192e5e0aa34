"""That a voice is synthetic is said by itself, once, where it disturbs nobody."""

from dataclasses import replace

import pytest
from support.builders import SHOW, script
from support.script_files import HEAD, read_one

from audiogen.editions.expand import public_tracks
from audiogen.plan.cues import Gap, Phrase, Plan, Recording, Strike
from audiogen.plan.planner import plan_session
from audiogen.plan.solve import solve
from audiogen.script.model import Show
from audiogen.units import to_frames, to_seconds

ONE = "The voice you hear was made by a computer."
SEVERAL = "This voice and others in this session were made by a computer."
HELLO, CLOSING = {"say": "Hello there."}, {"say": "Thank you for the time."}
BELL, END = {"bell": "start"}, {"bell": "end"}


def planned(*steps: dict[str, object], show: object = None, voices: str = "heart emma", **facts: object) -> Plan:
    shared = Show.model_validate({**dict(SHOW), "voice": {"name": ["heart"]}, "disclosure": show or {}})
    return plan_session(shared, script(*steps, **facts), synthetic=lambda name: name in voices.split())


def told(plan: Plan) -> list[str]:
    return [each.text for each in plan.disclosed]


def heard(plan: Plan) -> list[str]:
    """Words, bells and the lengths of silences, in their order."""
    return [
        cue.utterance.text
        if isinstance(cue, Phrase)
        else cue.bell
        if isinstance(cue, Strike)
        else f"{to_seconds(cue.ideal_frames):g}s"
        for cue in plan.cues
        if isinstance(cue, Phrase | Strike | Gap)
    ]


def test_it_is_said_after_the_last_words_and_before_the_bell_of_the_end() -> None:
    plan = planned(BELL, HELLO, {"pause": "9s"}, CLOSING, END, {"pause": "20s"})
    assert heard(plan) == [
        *("start", "8s", "Hello there.", "9s", "Thank you for the time.", "4s", ONE, "4s", "end", "8s", "20s")
    ]


def test_what_the_script_has_after_its_last_words_comes_after_the_sentence() -> None:
    assert heard(planned(CLOSING, {"pause": "5s"}, END))[:6] == [
        *("Thank you for the time.", "4s", ONE, "5s", "end", "8s")
    ]


def test_a_question_keeps_its_silence_and_a_breath_its_rest() -> None:
    assert heard(planned({"reflect": "What is here?", "silence": "30s"}))[:3] == ["What is here?", "30s", ONE]
    breathe = {"breathe": "4-6", "cycles": 1, "cues": ["words"], "settle": "12s"}
    assert heard(planned(HELLO, breathe))[-3:] == ["12s", ONE, "3s"]


def test_a_place_of_a_scan_keeps_its_time() -> None:
    reading = read_one(f"{HEAD}steps:\n  - scan: [your feet, your hands]\n")
    assert reading.value is not None
    (track,) = public_tracks(reading.value)
    shared = Show.model_validate({**dict(SHOW), "voice": {"name": ["heart"]}})
    plan = plan_session(shared, track.script, synthetic=lambda _: True)
    assert heard(plan)[:5] == ["Your feet.", "15s", "Your hands.", "15s", ONE]


def test_at_the_start_it_is_said_after_the_bell_and_before_the_welcome() -> None:
    plan = planned(BELL, {"pause": "6s"}, HELLO, CLOSING, show={"at": "start"})
    assert heard(plan)[:6] == ["start", "8s", "6s", ONE, "4s", "Hello there."]


@pytest.mark.parametrize("gap", ["1s", "1s to 2s"])
def test_it_stands_apart_from_the_words_also_where_paragraphs_are_near(gap: str) -> None:
    voice = {"name": ["heart"], "paragraph_gap": gap}
    found = heard(planned(CLOSING, END, voice=voice))
    assert found[:5] == ["Thank you for the time.", "3s", ONE, "3s", "end"]


def test_it_begins_a_paragraph_of_the_transcript_and_belongs_to_no_step() -> None:
    plan = planned(HELLO, CLOSING)
    (cue,) = [cue for cue in plan.cues if isinstance(cue, Phrase) and cue.discloses]
    assert cue.paragraph
    assert cue.step == 1
    assert [utterance.text for _, utterance in plan.spoken_by_step()] == ["Hello there.", "Thank you for the time."]
    assert cue.utterance in plan.utterances


@pytest.mark.parametrize(
    ("show", "session", "expected"),
    [
        ({}, {}, [ONE]),
        ({"at": "off"}, {}, []),
        ({"at": "off"}, {"at": "end"}, [ONE]),
        ({}, {"at": "off"}, []),
        ({"text": "Mine."}, {}, ["Mine."]),
        ({"text": "Mine."}, {"text": "Its own. Twice."}, ["Its own.", "Twice."]),
        ({"at": "off"}, {"text": "Its own."}, ["Its own."]),
        ({"at": "off", "text": "Mine."}, {}, []),
    ],
)
def test_a_session_decides_before_the_show(show: object, session: object, expected: list[str]) -> None:
    assert told(planned(HELLO, show=show, disclosure=session)) == expected


def test_the_place_of_a_session_and_the_sentence_of_the_show_go_together() -> None:
    plan = planned(HELLO, show={"text": "Mine."}, disclosure={"at": "start"})
    assert heard(plan)[:3] == ["Mine.", "4s", "Hello there."]


@pytest.mark.parametrize("place", ["before", "after"])
def test_what_the_script_says_is_not_said_again(place: str) -> None:
    own = {"say": "I am a *synthetic* [pause 1s] voice. Take your time."}
    assert told(planned(*([own, CLOSING] if place == "before" else [HELLO, own]))) == []
    assert told(planned(HELLO, {"reflect": "Ready?", "again": "A computer is speaking. Ready?"})) == []


def test_a_sentence_of_ones_own_that_the_script_says_is_not_said_again() -> None:
    say = {"say": "By the way, nobody is in the booth. Rest."}
    assert told(planned(say, show={"text": "Nobody is in the booth!"})) == []


def test_nothing_is_said_where_no_synthetic_voice_speaks() -> None:
    clip = {"clip": "a.wav", "text": "Hello, I am Ann."}
    assert told(planned(clip)) == []
    assert told(planned(HELLO, voices="emma")) == []
    assert planned(clip).disclosure is None


def test_the_voice_that_is_synthetic_says_it_of_itself() -> None:
    clip = {"clip": "a.wav", "text": "Hello, I am Ann."}
    plan = planned(clip, {"say": "And I am Emma.", "voice": {"name": ["emma"]}}, clip, show={"at": "start"})
    assert [each.voice for each in plan.disclosed] == ["emma"]
    spoken = [cue.utterance for cue in plan.cues if isinstance(cue, Phrase)]
    assert [isinstance(each, Recording) for each in spoken] == [True, False, False, True]
    mixed = planned(HELLO, {"say": "And I am Emma.", "voice": {"name": ["emma"]}}, voices="emma")
    assert [(each.text, each.voice) for each in mixed.disclosed] == [(ONE, "emma")]


def test_the_sessions_own_voice_speaks_for_several() -> None:
    plan = planned({"say": "I am Emma.", "voice": {"name": ["emma"]}}, HELLO)
    assert [(each.text, each.voice) for each in plan.disclosed] == [(SEVERAL, "heart")]


def test_a_voice_that_takes_over_says_it_where_it_is_one() -> None:
    show = Show.model_validate({**dict(SHOW), "voice": {"name": ["ann", "heart"]}})
    plans = [plan_session(show, script(HELLO), attempt=turn, synthetic=lambda name: name == "heart") for turn in (0, 1)]
    assert [told(plan) for plan in plans] == [[], [ONE]]


def test_it_is_said_in_the_language_of_the_session() -> None:
    german = planned({"say": "Hallo."}, language="de", show={"text": "Mine."})
    assert [(each.text, each.language) for each in german.disclosed] == [
        ("Diese Stimme wurde von einem Computer erzeugt.", "de")
    ]


def test_in_a_language_without_a_sentence_nothing_is_said_but_one_of_ones_own() -> None:
    swedish = planned({"say": "Hej."}, language="sv")
    assert told(swedish) == []
    assert swedish.disclosure is not None
    assert swedish.disclosure.text is None
    own = planned({"say": "Hej."}, language="sv", disclosure={"text": "Rösten kommer från en dator."})
    assert told(own) == ["Rösten kommer från en dator."]


def test_the_target_stays_as_it_is_and_a_session_without_one_grows() -> None:
    steps = (HELLO, {"pause": "1s to 60s"}, CLOSING, {"pause": "5s"})
    with_target, without = planned(*steps, target=40), planned(*steps)
    frames = dict.fromkeys((*with_target.utterances, *without.utterances), to_frames(2))
    assert solve(with_target, frames).frames == to_frames(40)
    silent = replace(planned(*steps, show={"at": "off"}))
    assert to_seconds(solve(without, frames).frames - solve(silent, frames).frames) == pytest.approx(6)
