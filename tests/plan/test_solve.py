"""How breaths and silences share what a target asks for: exactly, evenly, and no silence too long without need."""

from collections import Counter
from fractions import Fraction
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.builders import SHOW, gap, phrase, plan, script

from audiogen.plan.cues import (
    BreathCycle,
    Breathing,
    BreathPhase,
    Cue,
    Gap,
    GridBegin,
    GridEnd,
    Mark,
    Plan,
    Strike,
)
from audiogen.plan.planner import plan_session
from audiogen.plan.solve import Solved, Staircase, solve
from audiogen.plan.stretch import LONG_SILENCE_S, Reach, cue_lengths, reach, rows, spread
from audiogen.script.breath import cue_schedule, parse_pattern
from audiogen.units import RATE, to_frames

LONG = to_frames(LONG_SILENCE_S)


def exercise(least: int, most: int, step: int = 0, seconds: float = 10, last_s: float | None = None) -> Breathing:
    first, last = (
        (("tone", (BreathPhase("in", to_frames(each / 2), ()), BreathPhase("out", to_frames(each / 2), ()))),)
        for each in (seconds, last_s or seconds)
    )
    return Breathing(step, least, most, ("tone",), None, first, last if last_s else ())


def solved(planned: Plan, spoken_s: float = 2.0) -> Solved:
    return solve(planned, {each: to_frames(spoken_s) for each in planned.utterances})


def breaths(planned: Plan) -> dict[int, int]:
    """How many breaths each step has."""
    return Counter(cue.step for cue in solved(planned).plan.cues if isinstance(cue, BreathCycle))


def silences(planned: Plan) -> list[float]:
    """The gaps, in seconds."""
    found = solved(planned)
    pairs = zip(found.plan.cues, found.lengths, strict=True)
    return [length / RATE for cue, length in pairs if isinstance(cue, Gap)]


def test_without_a_target_an_exercise_has_its_fewest_breaths() -> None:
    assert breaths(plan(exercise(4, 12), gap(5, 5, 60))) == {0: 4}


def test_breaths_are_added_before_silences_grow() -> None:
    planned = plan(gap(5, 5, 300), exercise(4, 12), target_s=5 + 83)
    assert (breaths(planned), silences(planned)) == ({0: 8}, [8.0])


def test_silences_grow_once_there_are_as_many_breaths_as_may_be() -> None:
    planned = plan(gap(5, 5, 300), exercise(4, 6), target_s=5 + 83)
    assert (breaths(planned), silences(planned)) == ({0: 6}, [28.0])


def test_a_target_too_short_leaves_the_fewest_breaths_and_shortens_silences() -> None:
    planned = plan(gap(1, 20, 30), exercise(4, 6), target_s=50)
    assert (breaths(planned), silences(planned)) == ({0: 4}, [10.0])


def test_a_breath_more_and_shorter_silences_come_before_a_silence_that_is_too_long() -> None:
    planned = plan(gap(100, 175, 300), exercise(1, 2, seconds=40), target_s=40 + 175 + 20)
    assert (breaths(planned), silences(planned)) == ({0: 2}, [155.0])


def test_breaths_are_added_evenly_over_the_exercises() -> None:
    three = (exercise(4, 12, 0), phrase(step=1), exercise(4, 12, 2), phrase(step=3), exercise(4, 12, 4))
    planned = plan(*three, gap(1, 1, 60, 5), target_s=4 + 1 + 12 * 10 + 45)
    assert sorted(breaths(planned).values()) == [5, 5, 6]


def test_exercises_share_breaths_in_proportion_to_the_room_of_each() -> None:
    planned = plan(exercise(2, 6, 0), phrase(step=1), exercise(2, 10, 2), gap(0, 0, 60, 3), target_s=2 + 40 + 60)
    assert breaths(planned) == {0: 4, 2: 6}


def test_breaths_are_numbered_and_announced_as_if_their_number_had_been_written() -> None:
    ranged = script({"breathe": "4-6", "cycles": "4 to 12"}, {"pause": "1s to 10s"}, target="1m39s")
    written = script({"breathe": "4-6", "cycles": 8}, {"pause": "1s to 10s"}, target="1m39s")
    assert solved(plan_session(SHOW, ranged), 0.5) == solved(plan_session(SHOW, written), 0.5)


def test_the_words_of_every_number_of_breaths_are_spoken() -> None:
    planned = plan_session(SHOW, script({"breathe": "4-6", "cycles": "2 to 5"}, {"pause": "1s to 10s"}))
    every = (plan_session(SHOW, script({"breathe": "4-6", "cycles": count})) for count in range(2, 6))
    assert set(planned.utterances) == {each for written in every for each in written.utterances}


WAYS = st.sampled_from((("4-4", "4-6"), ("4-6", "4-4"), ("2-4", "5.5-7.3"), ("sigh", "sigh"), ("4-2-6", "6-1-6")))
CUES = st.none() | st.lists(st.sampled_from(("count", "words", "last", "tone")), min_size=1, max_size=5)


def on_the_way(way: tuple[str, str], cycles: object, cues: list[str] | None) -> Plan:
    """The plan of one exercise whose breaths lead from a pattern to another."""
    return plan_session(SHOW, script({"breathe": way[0], "to": way[1], "cycles": cycles, "cues": cues}))


@settings(max_examples=40)
@given(WAYS, st.integers(2, 40), CUES)
def test_breaths_lead_evenly_from_the_first_to_the_last_to_the_frame(
    way: tuple[str, str], count: int, cues: list[str] | None
) -> None:
    first, last = parse_pattern(way[0]), parse_pattern(way[1])
    run = [each for each in on_the_way(way, count, cues).cues if isinstance(each, BreathCycle)]
    for at, breath in enumerate(run):
        for phase, begin, end in zip(breath.phases, first, last, strict=True):
            exact = Fraction(to_frames(begin.seconds) * (count - 1 - at) + to_frames(end.seconds) * at, count - 1)
            assert abs(phase.frames - exact) <= Fraction(1, 2)


@settings(max_examples=40)
@given(WAYS, st.integers(2, 40), CUES)
def test_of_a_count_there_is_always_a_whole_second_left_for_each_number(
    way: tuple[str, str], count: int, cues: list[str] | None
) -> None:
    run = [each for each in on_the_way(way, count, cues).cues if isinstance(each, BreathCycle)]
    for breath, kind in zip(run, cue_schedule(count, tuple(cues) if cues else None), strict=True):
        for phase in breath.phases if kind == "count" else ():
            whole_seconds = max(1, phase.frames // RATE)
            assert len(phase.words) in {0, whole_seconds}


@settings(max_examples=40)
@given(WAYS, st.integers(2, 12), st.integers(0, 12), CUES)
def test_the_words_of_every_number_of_breaths_on_a_way_are_spoken(
    way: tuple[str, str], least: int, more: int, cues: list[str] | None
) -> None:
    planned = on_the_way(way, f"{least} to {least + more}", cues)
    every = (on_the_way(way, count, cues) for count in range(least, least + more + 1))
    assert set(planned.utterances) == {each for written in every for each in written.utterances}


def test_a_range_of_one_number_is_that_number() -> None:
    one, range_of_one = ({"breathe": "4-6", "cycles": cycles} for cycles in (3, "3 to 3"))
    assert plan_session(SHOW, script(one)) == plan_session(SHOW, script(range_of_one))


def test_no_silence_grows_beyond_three_minutes_while_another_has_room() -> None:
    planned = plan(gap(10, 10, 1200), phrase("a"), gap(10, 10, 170), phrase("b"), gap(10, 10, 170), target_s=4 + 500)
    assert silences(planned) == [180.0, 160.0, 160.0]


def test_silences_grow_beyond_three_minutes_when_nothing_else_meets_the_target() -> None:
    planned = plan(gap(10, 10, 1200), phrase("a"), gap(10, 10, 170), exercise(1, 3), target_s=2 + 600 + 170 + 30)
    assert (breaths(planned), silences(planned)) == ({0: 3}, [600.0, 170.0])


def test_gaps_in_a_row_count_as_one_silence_whatever_chapters_begin_in_them() -> None:
    row = (gap(10, 10, 400), Mark(1, "Rest"), gap(10, 10, 400))
    planned = plan(*row, phrase(), gap(10, 10, 170), target_s=2 + 180 + 152)
    assert silences(planned) == [90.0, 90.0, 152.0]


def test_a_silence_that_its_author_wrote_longer_than_three_minutes_grows_like_any_other() -> None:
    planned = plan(gap(240, 240, 440), phrase(), gap(10, 10, 110), target_s=2 + 250 + 150)
    assert silences(planned) == [340.0, 60.0]


def test_a_silence_in_which_a_bell_rings_at_intervals_grows_like_any_other() -> None:
    rung = (GridBegin(0, to_frames(60)), gap(10, 10, 610), GridEnd(0))
    planned = plan(*rung, phrase(), gap(10, 10, 110), target_s=2 + 20 + 350)
    assert silences(planned) == [310.0, 60.0]


def test_bells_that_are_further_apart_than_three_minutes_do_not_divide_a_silence() -> None:
    rung = (GridBegin(0, to_frames(240)), gap(10, 10, 610), GridEnd(0))
    planned = plan(*rung, phrase(), gap(10, 10, 110), target_s=2 + 20 + 240)
    assert silences(planned) == [180.0, 80.0]


SPANS = st.lists(st.integers(0, 300), min_size=3, max_size=3).map(sorted)
GAPS = SPANS.map(lambda span: gap(*span))
EXERCISES = st.tuples(st.integers(1, 12), st.integers(0, 12), st.integers(2, 20), st.none() | st.integers(2, 20))
WIDE = gap(5, 5, 25)


@st.composite
def cues(draw: st.DrawFn, *, exercises: int = 3) -> list[Cue]:
    """Phrases, bells, silences and exercises in any order; each exercise is a step of its own."""
    written = draw(st.lists(EXERCISES, max_size=exercises))
    ranged = [exercise(least, least + more, step, *s) for step, (least, more, *s) in enumerate(written) if more]
    others = draw(st.lists(st.one_of(GAPS, st.just(phrase(step=9)), st.just(Strike(9, "interval"))), max_size=9))
    return draw(st.permutations([*ranged, *others]))


def whole(planned: Plan) -> Reach:
    return Reach.sum(reach(cue, {each: to_frames(2) for each in planned.utterances}) for cue in planned.cues)


@given(cues(), st.floats(0, 1))
def test_whatever_lies_between_least_and_most_is_met_to_the_frame(some: list[Cue], share: float) -> None:
    planned = plan(*some, WIDE)
    least, most = whole(planned).least, whole(planned).most
    target_s = (least + round(share * (most - least))) / RATE
    assert solved(plan(*some, WIDE, target_s=target_s)).frames == to_frames(target_s)


@given(cues(), st.floats(0, 1))
def test_every_cue_stays_within_what_its_author_wrote(some: list[Cue], share: float) -> None:
    planned = plan(*some, WIDE)
    target_s = (whole(planned).least + share * (whole(planned).most - whole(planned).least)) / RATE
    found = solved(plan(*some, WIDE, target_s=target_s))
    for cue, length in zip(found.plan.cues, found.lengths, strict=True):
        assert not isinstance(cue, Gap) or cue.min_frames <= length <= cue.max_frames
    for each in some:
        if isinstance(each, Breathing):
            assert each.least <= sum(isinstance(c, BreathCycle) and c.step == each.step for c in found.plan.cues)
            assert each.most >= sum(isinstance(c, BreathCycle) and c.step == each.step for c in found.plan.cues)


@given(st.lists(EXERCISES.filter(lambda each: each[1] > 0), min_size=2, max_size=4), st.floats(0, 1))
def test_no_exercise_is_ahead_of_another_by_more_than_half_a_breath_of_each(
    written: list[tuple[int, int, int, int | None]], share: float
) -> None:
    ranged = [exercise(least, least + more, step, *s) for step, (least, more, *s) in enumerate(written)]
    planned = plan(*ranged, WIDE)
    target_s = (whole(planned).least + share * (whole(planned).most - whole(planned).least)) / RATE
    counts = breaths(plan(*ranged, WIDE, target_s=target_s))
    parts = [((counts[step] - least) / more, 0.5 / more) for step, (least, more, *_) in enumerate(written)]
    for (part, half), (other, other_half) in product(parts, parts):
        assert part - other <= half + other_half + 1e-9


def within_limits(found: Solved) -> bool:
    """Whether no row of gaps is too long, but those whose author wrote them so long."""
    for row in rows(found.plan.cues):
        gaps = [cue for at in row if isinstance(cue := found.plan.cues[at], Gap)]
        ideal, least = (sum(each.ideal_frames for each in gaps), sum(each.min_frames for each in gaps))
        if sum(found.lengths[at] for at in row) > max(LONG, ideal) and least <= LONG:
            return False
    return True


@given(cues(), st.floats(0, 1))
def test_no_silence_is_too_long_where_breaths_and_other_silences_can_meet_the_target(
    some: list[Cue], share: float
) -> None:
    planned = plan(*some, WIDE)
    target = whole(planned).least + round(share * (whole(planned).most - whole(planned).least))
    found = solved(plan(*some, WIDE, target_s=target / RATE))
    stairs = Staircase.of(planned, {each: to_frames(2) for each in planned.utterances})
    for length in stairs.lengths if not within_limits(found) else ():
        assert not length - stairs.shrink <= target <= length + stairs.grow_within_limits


@settings(max_examples=300)
@given(cues(exercises=0), st.floats(0, 1))
def test_silences_that_are_not_long_get_one_share_for_all(some: list[Cue], share: float) -> None:
    planned = plan(*some, WIDE)
    reaches = [reach(cue, {each: to_frames(2) for each in planned.utterances}) for cue in planned.cues]
    target = whole(planned).least + round(share * (whole(planned).most - whole(planned).least))
    missing = target - whole(planned).ideal
    room = [each.most - each.ideal if missing > 0 else each.ideal - each.least for each in reaches]
    sign = 1 if missing > 0 else -1
    alike = [each.ideal + sign * more for each, more in zip(reaches, spread(abs(missing), room), strict=True)]
    aimed = plan(*some, WIDE, target_s=target / RATE)
    assume(all(sum(alike[at] for at in row) <= LONG for row in rows(planned.cues)))
    assert cue_lengths(aimed, {each: to_frames(2) for each in planned.utterances}) == tuple(alike)


def test_the_silences_of_a_long_session_are_shared_quickly() -> None:
    many = [cue for step in range(3000) for cue in (phrase(step=step), gap(1, 1, 200 + step % 7, step))]
    planned = plan(*many, target_s=300_000)
    assert sum(cue_lengths(planned, {each: to_frames(2) for each in planned.utterances})) == to_frames(300_000)


@st.composite
def _spoken_plans(draw: st.DrawFn) -> Plan:
    """A session of phrases and silences that may be shorter and longer, with a target within its reach."""
    count = draw(st.integers(4, 14))
    cues_of = [cue for at in range(count) for cue in (phrase(f"Phrase {at}."), gap(4, draw(st.integers(8, 16)), 40))]
    reached = whole(plan(*cues_of))
    return plan(*cues_of, target_s=round((reached.ideal + (reached.most - reached.ideal) // 3) / RATE))


_SPOKEN = st.lists(st.integers(RATE, 8 * RATE), min_size=14, max_size=14)


@settings(max_examples=60)
@given(_spoken_plans(), _SPOKEN, st.integers(0, 13), st.integers(0, 2 * RATE - 1))
def test_a_phrase_that_changes_within_its_rounding_changes_the_silence_behind_it_and_nothing_else(
    planned: Plan, frames: list[int], edited: int, other: int
) -> None:
    place = 2 * (edited % (len(planned.cues) // 2))
    before = dict(zip(planned.utterances, frames, strict=False))
    words = planned.utterances[place // 2]
    # from half a grid below a length that is rounded up to half a grid above it
    rounded = (before[words] + RATE) // (2 * RATE) * 2 * RATE
    one, two = solve(planned, before), solve(planned, {**before, words: rounded - RATE + other})
    assert planned.target_frames == one.frames == two.frames
    differing = {at for at, (a, b) in enumerate(zip(one.lengths, two.lengths, strict=True)) if a != b}
    assert differing <= {place, place + 1}


def test_words_that_are_rounded_otherwise_change_one_long_silence_and_the_one_behind_them() -> None:
    planned = plan(
        phrase("One."), gap(8, 10, 20), phrase("Two."), gap(20, 60, 80), phrase("Three."), gap(8, 10, 20), target_s=94
    )
    one, two, three = planned.utterances
    begun = solve(planned, {one: to_frames(2.9), two: to_frames(2), three: to_frames(4)})
    edited = solve(planned, {one: to_frames(3.1), two: to_frames(2), three: to_frames(4)})
    assert begun.frames == edited.frames == to_frames(94)
    assert [at for at, (a, b) in enumerate(zip(begun.lengths, edited.lengths, strict=True)) if a != b] == [0, 1, 3]


@settings(max_examples=100)
@given(_spoken_plans(), _SPOKEN)
def test_rounding_keeps_the_target_and_what_silences_may_be_and_is_not_heard(planned: Plan, frames: list[int]) -> None:
    lengths = dict(zip(planned.utterances, frames, strict=False))
    found, even = solve(planned, lengths), cue_lengths(planned, lengths)
    assume(sum(even) == planned.target_frames)
    assert found.frames == planned.target_frames
    for cue, length, unrounded in zip(planned.cues, found.lengths, even, strict=True):
        if isinstance(cue, Gap):
            assert cue.min_frames <= length <= cue.max_frames
            assert abs(length - unrounded) <= unrounded / 4


def test_silences_are_shared_out_evenly_where_a_rounding_would_be_heard() -> None:
    planned = plan(phrase("One."), gap(0.2, 0.4, 0.9), phrase("Two."), gap(0.2, 0.4, 0.9), target_s=4.55)
    lengths = dict(zip(planned.utterances, (to_frames(1.3), to_frames(2.45)), strict=True))
    assert solve(planned, lengths).lengths == cue_lengths(planned, lengths)
