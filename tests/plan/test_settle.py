"""Phrases that turn out longer or shorter than expected: what is near makes up for it, and all else stays in place."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.builders import gap, phrase, plan, utterance

from audiogen.plan.cues import BreathCycle, Breathing, BreathPhase, Cue, Gap, Mark, Phrase, Plan, Strike, Voiced
from audiogen.plan.settle import settled
from audiogen.plan.solve import solve, solved_alike
from audiogen.plan.stretch import LONG_SILENCE_S, Reach, reach, rows
from audiogen.units import RATE, to_frames

OWN = "Hello Anna."
LONG = to_frames(LONG_SILENCE_S)


def lengths(*cues: Cue, expected_s: float = 2, actual_s: float = 2.5, silence_s: float = 10) -> list[float] | None:
    """The cues in seconds: all phrases last 2 s, and her own turns out to be longer or shorter than expected."""
    seconds = [silence_s if isinstance(cue, Gap) else 2.0 if isinstance(cue, Phrase) else 0.0 for cue in cues]
    own = utterance(OWN)
    begun = [
        expected_s if isinstance(cue, Phrase) and cue.utterance == own else each
        for cue, each in zip(cues, seconds, strict=True)
    ]
    frames_of = {cue.utterance: to_frames(2) for cue in cues if isinstance(cue, Phrase)} | {own: to_frames(actual_s)}
    found = settled(cues, [to_frames(each) for each in begun], frames_of)
    return None if found is None else [each / RATE for each in found]


def test_the_silence_behind_a_longer_phrase_is_shorter() -> None:
    found = lengths(gap(5, 10, 20), phrase(OWN), gap(5, 10, 20), phrase("Rest."), gap(5, 10, 20))
    assert found == [10, 2.5, 9.5, 2, 10]


def test_the_silence_behind_a_shorter_phrase_is_longer() -> None:
    found = lengths(gap(5, 10, 20), phrase(OWN), gap(5, 10, 20), phrase("Rest."), actual_s=1.5)
    assert found == [10, 1.5, 10.5, 2]


def test_what_the_silence_behind_cannot_take_up_the_one_before_does_and_then_those_further_away() -> None:
    cues = (gap(5, 10, 20), phrase("Rest."), gap(9.9, 10, 10), phrase(OWN), gap(9.8, 10, 10), phrase("Be."))
    assert lengths(*cues, gap(9.9, 10, 10)) == [9.9, 2, 9.9, 2.5, 9.8, 2, 9.9]


def test_the_moment_before_the_first_sound_is_not_taken_up() -> None:
    cues = (gap(0, 0.6, 20), phrase(OWN), gap(0.5, 0.6, 0.6), phrase("Rest."), gap(0, 0.6, 20))
    assert lengths(*cues, silence_s=0.6) == [0.5, 2.5, 0.5, 2, 0.3]


def test_a_silence_with_much_in_between_takes_up_nothing_while_a_nearer_one_can() -> None:
    breath = BreathCycle(0, 1, 1, (BreathPhase("in", 60 * RATE, ()),))
    cues = (gap(5, 10, 20), breath, phrase(OWN), gap(1, 1, 1), phrase("Rest."), gap(5, 10, 20))
    seconds = (10, 60, 2, 1, 2, 10)
    frames_of = {utterance(OWN): to_frames(2.5), utterance("Rest."): to_frames(2)}
    found = settled(cues, [to_frames(each) for each in seconds], frames_of)
    assert found is not None
    assert [each / RATE for each in found] == [10, 60, 2.5, 1, 2, 9.5]


def test_a_chapter_that_begins_behind_a_phrase_moves_with_its_end() -> None:
    found = lengths(phrase(OWN), Mark(0, "Rest"), Strike(0, "start"), gap(5, 10, 20), phrase("Rest."))
    assert found == [2.5, 0, 0, 9.5, 2]


def test_where_no_silence_can_give_way_nothing_is_settled() -> None:
    assert lengths(gap(10, 10, 10), phrase(OWN), gap(9.8, 10, 10)) is None
    assert lengths(gap(10, 10, 10), phrase(OWN), gap(9, 10, 10.2), actual_s=1.5) is None


def test_no_silence_grows_beyond_three_minutes() -> None:
    cues = (gap(1, 10, 300), phrase("Rest."), gap(1, 10, 300), phrase(OWN), gap(1, 10, 300))
    assert lengths(*cues, silence_s=LONG_SILENCE_S, actual_s=1.5) is None


def test_two_phrases_of_ones_own_share_the_silences_around_them() -> None:
    found = lengths(gap(5, 10, 20), phrase(OWN), gap(9.7, 10, 20), phrase(OWN), gap(5, 10, 20))
    assert found == [9.8, 2.5, 9.7, 2.5, 9.5]


_STEP = st.one_of(
    st.tuples(st.just("gap"), st.integers(0, 3), st.integers(0, 3), st.integers(0, 5)),
    st.tuples(st.sampled_from(["own", "other", "mark", "breaths"])),
)


def _cues(steps: list[tuple[object, ...]]) -> list[Cue]:
    cues: list[Cue] = []
    for step, each in enumerate(steps):
        match each:
            case ("gap", int(least), int(ideal), int(most)):
                cues.append(gap(least, least + ideal, least + ideal + most, step))
            case ("mark",):
                cues.append(Mark(step, "Chapter"))
            case ("breaths",):
                phases = (BreathPhase("in", RATE, ()), BreathPhase("out", RATE, ()))
                cues.append(Breathing(step, 1, 4, ("tone",), None, (("tone", phases),)))
            case (str(kind),):
                cues.append(phrase(f"{kind} {step}", step))
    return cues


def _own(planned: Plan) -> list[Voiced]:
    return [each for each in planned.utterances if each.text.startswith("own")]


@st.composite
def _plans(draw: st.DrawFn) -> Plan:
    """A session with phrases of one's own, silences of some room, and a target within reach of them."""
    steps = draw(st.lists(_STEP, max_size=14))
    steps.insert(draw(st.integers(0, len(steps))), ("own",))
    steps.insert(draw(st.integers(0, len(steps))), ("gap", 0, 2, 4))
    cues = _cues(steps)
    whole = Reach.sum(reach(cue, dict.fromkeys(plan(*cues).utterances, RATE)) for cue in cues)
    return plan(*cues, target_s=(whole.least + draw(st.floats(0, 1)) * (whole.most - whole.least)) / RATE)


@settings(max_examples=300)
@given(_plans(), st.data())
def test_the_target_is_met_to_the_frame_and_what_makes_up_for_nothing_stays_where_it_is(
    planned: Plan, data: st.DataObject
) -> None:
    expected = dict.fromkeys(planned.utterances, RATE)
    actual = {**expected, **{each: data.draw(st.integers(RATE // 2, 3 * RATE // 2)) for each in _own(planned)}}
    begun = solve(planned, expected)
    found = solved_alike(planned, actual, dict.fromkeys(_own(planned), RATE))
    assume(found)
    assert found is not None
    assert found.plan == begun.plan
    assert found.frames == begun.frames == planned.target_frames
    for cue, length in zip(found.plan.cues, found.lengths, strict=True):
        able = reach(cue, actual)
        assert able.least <= length <= able.most
    # from one silence that gives way to the next, all is as long as it was, and moved by the same
    starts, before = ([*accumulate(each.lengths, initial=0)] for each in (found, begun))
    changed = [new != old for new, old in zip(found.lengths, begun.lengths, strict=True)]
    moved = [new - old for new, old in zip(starts, before, strict=True)]
    assert all(after == now for now, after, change in zip(moved, moved[1:], changed, strict=False) if not change)


@given(_plans())
def test_phrases_as_long_as_expected_change_nothing(planned: Plan) -> None:
    expected = dict.fromkeys(planned.utterances, RATE)
    assert solve(planned, expected, dict.fromkeys(_own(planned), RATE)) == solve(planned, expected)


@given(_plans(), st.integers(0, 2 * RATE), st.integers(0, 2 * RATE))
def test_the_longer_a_phrase_the_shorter_are_silences(planned: Plan, some: int, more: int) -> None:
    lengths = dict.fromkeys(planned.utterances, RATE)
    begun, own = solve(planned, lengths), _own(planned)[0]
    cues = begun.plan.cues
    one, two = (settled(cues, begun.lengths, {**lengths, own: frames}) for frames in (some, some + more))
    assume(one and two)
    assert one is not None
    assert two is not None
    pairs = [(a, b) for cue, a, b in zip(cues, one, two, strict=True) if isinstance(cue, Gap)]
    assert all(longer <= shorter for shorter, longer in pairs)


@given(_plans(), st.integers(1, 3 * RATE))
def test_where_it_cannot_be_made_up_for_breaths_and_silences_are_decided_anew(planned: Plan, actual: int) -> None:
    frames_of = {**dict.fromkeys(planned.utterances, RATE), **dict.fromkeys(_own(planned), actual)}
    expected = dict.fromkeys(_own(planned), RATE)
    found = solved_alike(planned, frames_of, expected)
    assert solve(planned, frames_of, expected) == (found or solve(planned, frames_of))


def test_without_a_target_silences_have_their_ideal_lengths() -> None:
    planned = plan(gap(5, 10, 20), phrase(OWN), gap(5, 10, 20))
    assert solve(planned, {utterance(OWN): RATE}, {utterance(OWN): 2 * RATE}).lengths == (10 * RATE, RATE, 10 * RATE)


def test_breaths_are_decided_by_what_is_expected() -> None:
    phases = (BreathPhase("in", 5 * RATE, ()), BreathPhase("out", 5 * RATE, ()))
    exercise = Breathing(0, 1, 4, ("tone",), None, (("tone", phases),))
    planned = plan(phrase(OWN), gap(5, 5, 20), exercise, target_s=27)
    own = utterance(OWN)

    def breaths(actual_s: float) -> int:
        cues = solve(planned, {own: to_frames(actual_s)}, {own: to_frames(2)}).plan.cues
        return sum(isinstance(cue, BreathCycle) for cue in cues)

    # with 2.5 s alone, there would be no room for the second one
    assert [breaths(2), breaths(1.5), breaths(2.5)] == [2, 2, 1]


def test_no_row_of_silences_grows_beyond_three_minutes_together() -> None:
    cues = (gap(1, 89.9, 300), Mark(0, "Rest"), gap(1, 89.9, 300), phrase(OWN), gap(9, 9, 10))
    frames = [to_frames(89.9), 0, to_frames(89.9), to_frames(2), to_frames(9)]
    found = settled(cues, frames, {utterance(OWN): to_frames(0.8)})
    assert found is not None
    assert [each / RATE for each in found] == [89.9, 0, 90.1, 0.8, 10]
    assert all(sum(found[at] for at in row) <= LONG for row in rows(cues))
