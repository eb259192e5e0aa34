"""How long sessions will be is known before they are spoken: held against what builds of the shipped show took."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.cache.store import Cache
from audiogen.editions.expand import public_tracks
from audiogen.plan.cues import Phrase, Plan, Recording, Utterance
from audiogen.plan.placing import arrange
from audiogen.plan.planner import plan_session
from audiogen.plan.stretch import cue_lengths
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.engine import Fragment, unmarked
from audiogen.speech.pace.estimate import (
    all_estimated_frames,
    estimated_frames,
    uncertain_frames,
)
from audiogen.speech.pace.figures import pace_of
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.registry import find_voice
from audiogen.speech.speak import speak
from audiogen.units import RATE, to_seconds

REAL = yaml.safe_load((ROOT / "tests/golden/session-lengths.yaml").read_text(encoding="utf-8"))
"""Of finished episodes; its first lines say how it is renewed when the scripts or the voice have changed."""
NEAR = 0.03


@pytest.fixture(scope="module")
def phrasing() -> Phrasing:
    return project_phrasing(Project(ROOT, ROOT / "dist", ROOT / "cache"))


@pytest.fixture(scope="module")
def plans(phrasing: Phrasing) -> dict[str, Plan]:
    """As they are built: with what is said of the voice."""
    library = load_library(ROOT / "scripts")
    tracks = (track for script in library.scripts for track in public_tracks(script))
    return {
        track.edition.name: plan_session(library.show, track.script, synthetic=phrasing.synthetic) for track in tracks
    }


@pytest.mark.parametrize("name", REAL)
def test_the_words_of_each_shipped_track_take_as_long_as_expected(
    name: str, plans: dict[str, Plan], phrasing: Phrasing
) -> None:
    frames_of = all_estimated_frames(plans[name], phrasing)
    words_s = to_seconds(sum(frames_of[cue.utterance] for cue in plans[name].cues if isinstance(cue, Phrase)))
    assert words_s == pytest.approx(REAL[name]["words_s"], rel=NEAR)


@pytest.mark.parametrize("name", REAL)
def test_the_expected_timeline_of_each_shipped_track_meets_its_target(
    name: str, plans: dict[str, Plan], phrasing: Phrasing
) -> None:
    timeline = arrange(plans[name], all_estimated_frames(plans[name], phrasing))
    assert to_seconds(timeline.frames) == REAL[name]["session_s"]
    assert len(timeline.captions) > 30


def test_a_target_out_of_reach_leaves_the_expected_timeline_as_near_to_it_as_the_silences_allow() -> None:
    library = load_library(ROOT / "scripts")
    script = public_tracks(library.scripts[0])[0].script.model_copy(update={"target": 3600.0})
    plan = plan_session(library.show, script)
    frames_of = all_estimated_frames(plan, Phrasing())
    assert sum(cue_lengths(plan, frames_of)) == arrange(plan, frames_of).frames < 3600 * RATE


def test_every_shipped_track_has_a_golden_length(plans: dict[str, Plan]) -> None:
    assert plans.keys() == REAL.keys()


@pytest.mark.parametrize("wpm", [60, 110, 125, 160, 220])
def test_a_voice_that_takes_few_paces_is_expected_at_the_one_it_takes(tmp_path: Path, wpm: float) -> None:
    texts = (
        "You might find a position that feels steady enough.",
        "If it suits you, the breath can slow a little, in for four, and out for six.",
        "What would make the rest of this day a little lighter?",
    )
    utterances = [Utterance(text, "heart", wpm, "en") for text in texts]
    spoken = speak(utterances, Cache(tmp_path), Phrasing())
    expected = sum(estimated_frames(each, Phrasing()) for each in utterances)
    assert expected == pytest.approx(sum(spoken.frames.values()), rel=0.1)


def test_tones_last_exactly_as_long_as_expected(tmp_path: Path) -> None:
    utterance = Utterance("One tone for each of these eight words.", "tone", 120, "en")
    (frames,) = speak([utterance], Cache(tmp_path), Phrasing()).frames.values()
    assert estimated_frames(utterance, Phrasing()) == pytest.approx(frames, abs=RATE // 20)


def test_a_recording_is_expected_to_be_as_long_as_its_file(tmp_path: Path) -> None:
    write_wav(tmp_path / "welcome.wav", seconds=7)
    recording = Recording("Welcome.", "welcome.wav")
    assert estimated_frames(recording, Phrasing(root=tmp_path)) == 7 * RATE


def write_wav(path: Path, *, seconds: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 48_000 * seconds))


TEXTS = st.text(max_size=200)


@given(TEXTS, TEXTS, st.sampled_from(["heart", "google-de", "espeak", "nobody"]), st.sampled_from(["en", "de", "zh"]))
def test_more_text_is_never_expected_to_be_shorter(text: str, more: str, voice: str, language: str) -> None:
    pace = pace_of(voice, language)
    assert 0 < pace.seconds(unmarked(text), 140) <= pace.seconds(unmarked(text + more), 140)


@given(TEXTS, st.floats(60, 220), st.floats(60, 220))
def test_a_quicker_pace_is_never_expected_to_take_longer(text: str, slow: float, quick: float) -> None:
    slow, quick = sorted((slow, quick))
    pace = pace_of("heart", "en")
    assert pace.seconds(unmarked(text), quick) <= pace.seconds(unmarked(text), slow)


def test_emphasis_is_expected_to_take_time() -> None:
    pace = pace_of("heart", "en")
    plain = pace.seconds((Fragment("Not "), Fragment("now"), Fragment(".")), 140)
    assert pace.seconds((Fragment("Not "), Fragment("now", emphasis=True), Fragment(".")), 140) > plain


@pytest.mark.parametrize(
    ("voice", "like"),
    [("espeak-de", "espeak"), ("piper:models/joe.onnx", "nobody"), ("google-en-gb-slow", "google"), ("emma", "nobody")],
)
def test_a_voice_without_figures_of_its_own_has_those_of_its_family_or_the_usual_ones(voice: str, like: str) -> None:
    assert pace_of(voice, "en") == pace_of(like, "en")


def test_a_language_with_a_region_has_the_figures_of_the_language() -> None:
    assert pace_of("google", "pt-BR") == pace_of("google", "pt") != pace_of("google", "en")


@pytest.mark.parametrize(
    ("voice", "asked", "taken"),
    [
        ("heart", 60, 114),
        ("heart", 140, 140),
        ("google", 160, 165),  # near enough to be left alone
        ("google", 60, 165 * 0.7),
        ("google-en-slow", 140, 140),
        ("espeak", 60, 80 / 0.7),
        ("kokoro", 60, 235 * 0.5),
    ],
)
def test_a_voice_tells_the_pace_that_it_really_takes(voice: str, asked: float, taken: float) -> None:
    engine = find_voice(voice)
    assert getattr(engine, "pace")(asked) == pytest.approx(taken)  # noqa: B009 - not every engine has it


def test_what_is_uncertain_is_a_share_of_the_words(plans: dict[str, Plan], phrasing: Phrasing) -> None:
    plan = plans["01-understanding-trust"]
    frames_of = all_estimated_frames(plan, phrasing)
    assert 0.02 < to_seconds(uncertain_frames(plan, frames_of)) / REAL[plan.slug]["words_s"] < 0.04


def test_a_long_text_without_a_space_takes_no_time_to_count() -> None:
    assert pace_of("heart", "en").seconds(unmarked("," * 50_000 + "a" * 50_000), 140) > 1000
