from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.builders import SHOW, script

from audiogen.plan.cues import BreathCycle, Breathing, Plan, Utterance, voiced_in
from audiogen.plan.planner import plan_session
from audiogen.script.step_place import StepPlace
from audiogen.script.yaml.nodes import Place, Text


def planned(*steps: dict[str, object], **facts: object) -> Plan:
    return plan_session(SHOW, script(*steps, **facts))


def spoken(plan: Plan) -> list[Utterance]:
    return [each for _, each in plan.spoken_by_step()]


def places(*steps: dict[str, object], **facts: object) -> list[str]:
    return [each.place for each in spoken(planned(*steps, **facts))]


def breath_words(breaths: tuple[BreathCycle, ...]) -> list[Utterance]:
    return [word.utterance for breath in breaths for phase in breath.phases for word in phase.words]


def test_sentences_stand_at_the_start_in_the_middle_or_at_the_end_of_their_paragraph() -> None:
    assert places({"say": "One. Two.\nThree.\n\nFour. Five.\n\nSix."}) == [
        "start", "middle", "end", "start", "end", "alone",
    ]  # fmt: skip


def test_every_step_begins_a_paragraph_of_its_own() -> None:
    assert places({"say": "One."}, {"reflect": "Two? Three.", "again": "Two?"}) == ["alone", "start", "end", "alone"]


@pytest.mark.parametrize(("silence", "parted"), [("1s", ["start", "end"]), ("6s", ["alone", "alone"])])
def test_a_sentence_goes_on_in_its_paragraph_after_a_silence_unless_that_is_long(
    silence: str, parted: list[str]
) -> None:
    assert places({"say": f"Wait here [pause {silence}] and go on."}) == parted


def test_the_words_of_breaths_stand_alone() -> None:
    assert set(places({"breathe": "4-6", "cycles": 2})) == {"alone"}


def test_without_prosody_phrases_have_neither_place_nor_variant() -> None:
    steps = ({"say": "One. Two."}, {"say": "Two."}, {"breathe": "4-6", "cycles": 3, "cues": ["words"]})
    plan = planned(*steps, voice={"prosody": False})
    assert {(each.place, each.variant) for each in spoken(plan)} == {("", 0)}


def test_words_that_return_are_said_in_four_ways_before_the_first_comes_again() -> None:
    plan = planned(*[{"say": "Once more."}] * 6)
    assert [each.variant for each in spoken(plan)] == [0, 1, 2, 3, 0, 1]


def test_in_an_exercise_every_word_that_returns_is_said_in_four_ways() -> None:
    plan = planned({"breathe": "4-6", "cycles": 6, "cues": ["words"]})
    assert [each.variant for each in spoken(plan) if each.text == "Breathe in"] == [0, 1, 2, 3, 0, 1]


def test_the_words_of_a_breath_do_not_hang_on_the_number_of_breaths_in_the_exercise_before() -> None:
    open_ended, fixed = (
        planned({"breathe": "4-6", "cycles": cycles}, {"breathe": "4-6", "cycles": 3}) for cycles in ("2 to 9", 4)
    )
    last = [tuple(cue for cue in plan.cues if isinstance(cue, BreathCycle))[-3:] for plan in (open_ended, fixed)]
    assert breath_words(last[0]) == breath_words(last[1])


@pytest.mark.parametrize("cues", [None, ["count", "words", "words", "tone"]])
@pytest.mark.parametrize("breath", [{"breathe": "sigh"}, {"breathe": "4-4", "to": "4-6"}])
def test_every_way_in_which_any_number_of_breaths_is_said_belongs_to_the_plan(
    cues: list[str] | None, breath: dict[str, object]
) -> None:
    plan = planned({**breath, "cycles": "1 to 30", **({"cues": cues} if cues else {})})
    exercise = next(cue for cue in plan.cues if isinstance(cue, Breathing))
    known = {utterance for _, utterance in voiced_in([exercise])}
    assert all(known.issuperset(breath_words(exercise.run(count))) for count in range(1, 31))


def test_what_fills_a_variable_changes_the_variant_of_no_other_phrase() -> None:
    def filled(value: str) -> list[Utterance]:
        one = script({"say": value}, {"say": "Let it go."})
        written = Text(Place(1, 1), "{words}")
        places = (StepPlace(Path("x"), (0,), 1, (written,)), StepPlace(Path("x"), (1,), 2))
        plan = plan_session(SHOW, one.model_copy(update={"origin": replace(one.origin, steps=places)}))
        return [each for each in spoken(plan) if each.text == "Let it go."]

    assert filled("Let it go.")[-1] == filled("Begin again.")[-1]
