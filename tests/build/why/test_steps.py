"""Whatever becomes of the steps of a session, it is told; and nothing is where nothing changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from audiogen.build.why.record import MadeStep
from audiogen.build.why.steps import changed_steps

SAID = ["you", "may", "rest", "here", "now", "or", "not\n\n"]
WORDS = st.lists(st.sampled_from(SAID), min_size=1, max_size=6).map(" ".join)
STEPS = st.one_of(
    st.builds(lambda text: ("say", {"say": text.strip()}, {}), WORDS),
    st.builds(lambda value: ("say", {"say": "Hello {name}."}, {"name": value}), st.sampled_from(["you", "#1", "#2"])),
    st.builds(lambda s: ("pause", {"pause": f"{s}s"}, {}), st.integers(1, 3)),
    st.builds(lambda title: ("chapter", {"chapter": title}, {}), st.sampled_from(["One", "Two"])),
)
LISTS = st.lists(STEPS, max_size=8)


def made(steps: list[tuple[str, dict[str, str], dict[str, str]]]) -> list[MadeStep]:
    return [
        MadeStep(line=10 * number, verb=verb, values=values, filled=filled)
        for number, (verb, values, filled) in enumerate(steps, 1)
    ]


@given(LISTS, LISTS)
@settings(max_examples=60)
def test_something_is_told_if_and_only_if_something_changed(
    new: list[tuple[str, dict[str, str], dict[str, str]]], old: list[tuple[str, dict[str, str], dict[str, str]]]
) -> None:
    told = list(changed_steps(made(new), made(old)))
    assert bool(told) == (new != old)
    assert len(told) == len(set(told))
    assert "#" not in "".join(told)  # what is withheld is not told


def test_a_step_that_was_taken_out_and_put_in_twice_has_moved_once() -> None:
    rest, pause, other = ("say", {"say": "Rest."}, {}), ("pause", {"pause": "1s"}, {}), ("bell", {"bell": "start"}, {})
    assert list(changed_steps(made([pause, rest, other, rest]), made([rest, pause, other]))) == [
        "line 10: pause: 1s stands here now; it stood at line 20",
        'line 40 is new: say "Rest."',
    ]


def test_of_many_lines_in_which_the_same_changed_a_few_are_named() -> None:
    now, was = (made([("pause", {"pause": length}, {})] * 9) for length in ("2s", "1s"))
    assert list(changed_steps(now, was)) == ["lines 10, 20, 30, 40, 50 and 4 more: pause is 2s, was 1s"]
