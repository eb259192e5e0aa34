"""A target that cannot be met: what is said, and that whoever follows it meets the target."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.builders import SHOW, script
from support.script_files import read_one

from audiogen.editions.edition import editions_of
from audiogen.editions.expand import expand
from audiogen.plan.cues import Plan, Voiced
from audiogen.plan.places import places_of
from audiogen.plan.planner import plan_session
from audiogen.plan.stretch import Reach, reach
from audiogen.plan.target import TargetMiss, missed_target
from audiogen.script.model import Script
from audiogen.units import RATE, parse_seconds, to_frames, written_length

WORDS = "One two three four five six seven eight nine ten."
SPOKEN_S = 5.0
"""A phrase of ten words; two words a second."""


def fill(least: str, most: str) -> dict[str, object]:
    return {"pause": "fill", "min": least, "max": most}


SAY, PAUSE = {"say": WORDS}, {"pause": "5s"}


def frames_of(plan: Plan) -> dict[Voiced, int]:
    return {each: to_frames(SPOKEN_S) for each in plan.utterances}


def miss(written: Script, uncertain_s: float = 0.0) -> TargetMiss | None:
    plan = plan_session(SHOW, written)
    return missed_target(plan, frames_of(plan), places_of(written), uncertain_frames=to_frames(uncertain_s))


def whole(written: Script) -> Reach:
    plan = plan_session(SHOW, written)
    return Reach.sum(reach(cue, frames_of(plan)) for cue in plan.cues)


# a session ends with three seconds, in which everything fades
@pytest.mark.parametrize(
    ("steps", "target", "what", "advice"),
    [
        (
            [SAY, fill("10s", "1m"), SAY, {"pause": "3s"}],
            "20m",
            "the steps last at most 1:13, 18m47s short of the target of 20:00",
            (
                "Raise `max` of the fill in line 11 from 1m to 19m47s "
                "(as one long silence; several fills in other places would share it), or lower `target` to 1m13s."
            ),
        ),
        (
            [SAY, fill("10s", "1m"), SAY, fill("10s", "1m30s")],
            "3m10s",
            "the steps last at most 2:40, 30.0 s short of the target of 3:10",
            "Raise `max` of the fills in lines 11 and 13 by 15s each, or lower `target` to 2m40s.",
        ),
        (
            [SAY, PAUSE, SAY, {"pause": "20s to 30s"}, SAY, PAUSE],
            "2m",
            "the steps last at most 0:55, 1m5s short of the target of 2:00",
            (
                "Write `pause: fill` with `min: 20s` and `max: 1m35s` in place of the pause in line 13, "
                "or lower `target` to 55s."
            ),
        ),
        (
            [SAY, SAY, {"bell": "end", "ring": "20s"}],
            "1m",
            "the steps last at most 0:38, 22.0 s short of the target of 1:00",
            "Add `pause: fill` with `min: 1s` and `max: 23s` before the step in line 11, or lower `target` to 38s.",
        ),
        (
            [*[SAY] * 12, PAUSE],
            "45s",
            "the words alone take 1:00, 15.0 s over the target of 0:45",
            "Raise `target` to 1m49s, silences included, or cut about 80 words.",
        ),
        (
            [SAY, {"breathe": "box", "cycles": 4, "cues": ["tone"]}, SAY, PAUSE],
            "1m",
            "the words and the breaths alone take 1:14, 14.0 s over the target of 1:00",
            "Raise `target` to 1m32s, silences included, or have fewer breaths.",
        ),
        (
            [SAY, fill("5m", "9m"), SAY, PAUSE],
            "4m",
            "the steps last at least 5:15, 1m15s more than the target of 4:00",
            "Lower `min` of the fill in line 11 from 5m to 3m45s, or raise `target` to 5m15s.",
        ),
        (
            [SAY, {"pause": "30s"}, SAY, {"pause": "20s to 90s"}, SAY, {"reflect": WORDS, "silence": "25s"}],
            "59s",
            "the steps last at least 1:39, 40.0 s more than the target of 0:59",
            (
                "Shorten silences (line 11: at least 30s, line 15: at least 29s, line 13: at least 20s), "
                "or raise `target` to 1m39s."
            ),
        ),
        (
            [*[SAY] * 3, fill("5s", "10m")],
            "10",
            "the words alone take 0:15, 5.0 s over the target of 0:10",
            "Raise `target` to 28s, silences included, or cut about 24 words.",
        ),
        (
            [*[SAY] * 30, fill("5s", "10m")],
            "10",
            "the words alone take 2:30, 2m20s over the target of 0:10",
            "A number alone counts seconds: for minutes write `target: 10m`.",
        ),
    ],
)
def test_a_target_out_of_reach_is_told_with_what_to_change(
    steps: list[dict[str, object]], target: str, what: str, advice: str
) -> None:
    told = miss(script(*steps, target=target))
    assert told == TargetMiss(what, advice, certain=True)


def test_a_longer_silence_is_asked_for_before_a_scan_and_not_within_it() -> None:
    text = "title: T\nsummary: S\ntarget: 2m\nsteps:\n- say: Hello.\n- scan:\n  - the feet\n  - the hands\n"
    reading = read_one(text)
    assert reading.value is not None
    told = miss(expand(reading.value, editions_of(reading.value)[0]))
    assert told is not None
    assert "before the step in line 6" in told.advice


def test_what_is_only_expected_is_told_as_such_with_room_for_being_wrong() -> None:
    told = miss(script(SAY, fill("10s", "1m"), PAUSE, target="2m"), uncertain_s=4)
    assert told == TargetMiss(
        "the steps last at most about 1:10, 50s short of the target of 2:00",
        "Raise `max` of the fill in line 11 from 1m to 1m54s, or lower `target` to 1m6s.",
        certain=True,
    )


@pytest.mark.parametrize(("target", "near"), [("1m12s", "1s short of"), ("1m9s", "so the target of 1:09 is only just")])
def test_a_target_at_the_edge_of_what_is_expected_is_not_certain_to_be_missed(target: str, near: str) -> None:
    told = miss(script(SAY, fill("10s", "1m1s"), PAUSE, target=target), uncertain_s=4)
    assert told is not None
    assert near in told.what
    assert not told.certain


def test_text_that_is_not_written_in_words_is_cut_by_its_share() -> None:
    told = miss(script({"say": "一二三四五六七八九十一二三四五六七八九十。"}, {"pause": "4s"}, target="8s"))
    assert told is not None
    assert told.advice.endswith("cut about 20 % of the text.")


def breathe(cycles: object) -> dict[str, object]:
    return {"breathe": "even", "cycles": cycles, "cues": ["tone"]}


@pytest.mark.parametrize(
    ("steps", "facts", "what", "advice"),
    [
        (
            [SAY, breathe("4 to 6"), fill("10s", "1m")],
            {"target": "4m"},
            "the steps last at most 2:18, 1m42s short of the target of 4:00",
            (
                "Raise `max` of the fill in line 12 from 1m to 2m42s, "
                "raise `cycles` in line 11 from `4 to 6` to `4 to 17`, or lower `target` to 2m18s."
            ),
        ),
        (
            [SAY, breathe("8 to 12"), {"pause": "20s"}],
            {"target": "1m30s"},
            "the steps last at least 1:58, 28.0 s more than the target of 1:30",
            (
                "Shorten silences (line 12: at least 20s, line 11: at least 13s), raise `target` to 1m58s, "
                "or let `cycles` in line 11 begin at 5."
            ),
        ),
        (
            [SAY, breathe("8 to 12"), {"pause": "20s"}],
            {"target": "1m"},
            "the words and the breaths alone take 1:25, 25.0 s over the target of 1:00",
            "Raise `target` to 1m58s, silences included, or let `cycles` in line 11 begin at 2.",
        ),
        (
            [SAY, breathe("4 to 12"), {"pause": "5s to 8s"}],
            {"target": "1m29s"},
            "with 6 breaths the steps last at most 1:26, with 7 at least 1:33, and the target of 1:29 lies between",
            (
                "Write `pause: fill` with `min: 5s` and `max: 18s` in place of the pause in line 12, "
                "or lower `target` to 1m26s."
            ),
        ),
        (
            [SAY, fill("10s", "1m"), PAUSE],
            {"target": "1m", "lengths": ["2m"]},
            "in 2m, the steps last at most 1:10, 50.0 s short of 2:00",
            ("Raise `max` of the fill in line 11 from 1m to 1m50s, or write 1m10s in place of 2m in `lengths`."),
        ),
        (
            [SAY, breathe(6), fill("10s", "1m"), PAUSE],
            {"lengths": ["2m", "4m"]},
            "in 4m, the steps last at most 2:23, 1m37s short of 4:00",
            (
                "Add steps with `only: 4m and longer`, raise `max` of the fill in line 12 from 1m to 2m37s, "
                "give the breathe in line 11 `only: up to 2m` and write another with `only: 4m and longer` and "
                "`cycles: 6 to 16`, or write 2m23s in place of 4m in `lengths`."
            ),
        ),
        (
            [*[SAY] * 12, PAUSE],
            {"lengths": ["45s", "2m"]},
            "in 45s, the words alone take 1:00, 15.0 s over 0:45",
            (
                "Write 1m49s in place of 45s in `lengths`, silences included, cut about 80 words, "
                "or leave steps to the longer lengths with `only`."
            ),
        ),
    ],
)
def test_breaths_and_other_lengths_are_told_with_what_to_change_about_them(
    steps: list[dict[str, object]], facts: dict[str, object], what: str, advice: str
) -> None:
    written = script(*steps, **facts)
    asked = what.removeprefix("in ").partition(",")[0] if what.startswith("in ") else written.target
    edition = next(
        each for each in editions_of(written) if asked in (each.length_s, written_length(each.length_s or 0))
    )
    assert miss(expand(written, edition)) == TargetMiss(what, advice, certain=True)


def test_steps_that_stand_once_and_are_heard_several_times_are_named_once() -> None:
    # three times the same fill, as `repeat` makes it
    written = script(*[SAY, fill("10s", "1m")] * 3, target="6m")
    first = written.origin.steps[1]
    repeated = replace(written.origin, steps=tuple(first if at % 2 else s for at, s in enumerate(written.origin.steps)))
    told = miss(written.model_copy(update={"origin": repeated}))
    assert told is not None
    assert told.advice == "Raise `max` of the fill in line 11 from 1m to 1m55s, or lower `target` to 3m15s."


def test_a_step_of_an_included_file_is_named_with_its_file() -> None:
    written = script(SAY, fill("10s", "1m"), SAY, fill("10s", "1m"), target="6m")
    included = replace(written.origin.steps[3], path=Path("parts/rest.yaml"), line=3)
    origin = replace(written.origin, steps=(*written.origin.steps[:3], included))
    told = miss(written.model_copy(update={"origin": origin}))
    assert told is not None
    assert told.advice.startswith("Raise `max` of the fills in line 11 and line 3 of parts/rest.yaml by 1m55s each")


def test_a_target_that_may_lie_between_two_numbers_of_breaths_is_not_certain_to_be_missed() -> None:
    told = miss(script(SAY, breathe("4 to 12"), {"pause": "5s to 8s"}, target="1m29s"), uncertain_s=4)
    assert told is not None
    assert not told.certain


def test_without_a_target_nothing_is_missed() -> None:
    assert miss(script(SAY, PAUSE)) is None


LENGTHS = st.integers(1, 600)
FILLS = st.lists(st.tuples(LENGTHS, LENGTHS).map(sorted), max_size=3)


@given(FILLS, st.lists(LENGTHS, max_size=3), st.integers(1, 4000), st.integers(0, 9), st.integers(1, 20))
def test_whoever_follows_the_advice_on_a_target_too_long_meets_it(
    fills: list[list[int]], pauses: list[int], target: int, uncertain: int, says: int
) -> None:
    steps = [fill(f"{least}s", f"{most}s") for least, most in fills] + [{"pause": f"{length}s"} for length in pauses]
    written = script(*[SAY] * says, *steps, target=f"{target}s")
    assume(to_frames(target) > whole(written).most - uncertain * RATE)
    told = miss(written, uncertain)
    assert told is not None
    limits = [parse_seconds(text) for text in re.findall(r"(?:to|max:|by) `?(\d\w*)`?", told.advice)]
    # the limit that is proposed, and the target that is proposed instead
    change, *lower = limits
    changed = [dict(step) for step in steps]
    if fills and len(fills) > 1:
        for step, (_, most) in zip(changed, fills, strict=False):
            step["max"] = f"{most + change}s"
    elif fills:
        changed[0]["max"] = f"{change}s"
    else:
        changed = [*changed, fill("1s", f"{change}s")]
    assert to_frames(target) <= whole(script(*[SAY] * says, *changed)).most - uncertain * RATE
    assert all(each < target for each in lower)


@given(st.integers(1, 20), st.integers(1, 12), st.integers(1, 3), st.integers(0, 9), st.integers(1, 400))
def test_whoever_has_as_many_breaths_as_advised_meets_the_target(
    least: int, more: int, times: int, uncertain: int, short_s: int
) -> None:
    def written(most: int, target_s: float | None = None) -> Script:
        steps = script(*[SAY, breathe(f"{least} to {most}"), PAUSE] * times, target=target_s)
        first = steps.origin.steps[1]
        places = tuple(first if at % 3 == 1 else place for at, place in enumerate(steps.origin.steps))
        return steps.model_copy(update={"origin": replace(steps.origin, steps=places)})

    target_s = whole(written(least + more)).most / RATE + short_s
    told = miss(written(least + more, target_s), uncertain)
    assert told is not None
    advised = re.search(r"to `\d+ to (\d+)`", told.advice)
    if advised:
        assert to_frames(target_s) <= whole(written(int(advised[1]))).most - uncertain * RATE
    else:
        assert short_s + uncertain > 10 * times * (least + more)
