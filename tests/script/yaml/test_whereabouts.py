"""Mistakes in a text over several lines are told at the line on which they stand, all at once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.script.blocks import VERBS
from audiogen.script.model import KEYS
from audiogen.script.reading import read_script
from audiogen.script.yaml.document import parse_document

HEAD = "title: T\nsummary: S\nsteps:\n"


def faults(steps: str) -> list[tuple[int, int, str]]:
    document = parse_document(Path("01-a.yaml"), HEAD + steps, KEYS, VERBS)
    return [(each.place.line, each.place.column, each.message) for each in read_script(document, 1, None).faults]


@pytest.mark.parametrize(
    "steps",
    [
        "- say: |\n    Rest.\n    and [name] go\n",
        "- say: >\n    Rest.\n    and [name] go\n",
        "- say: >-\n\n    and [name] go\n",
        "- say: Rest,\n\n    and [name] go\n",
        '- say: "Rest,\n\n    and [name] go"\n',
        "- say: 'Rest,\n\n    and [name] go'\n",
        "- reflect: |\n    Rest.\n    and [name] go\n",
        "- voice: heart\n  say: |\n    and [name] go\n",
    ],
)
def test_a_mark_is_told_at_its_own_line_and_column(steps: str) -> None:
    (found,) = faults(steps)
    assert found[:2] == (6, 9)


@pytest.mark.parametrize("bad", ["Let *it go.", "Let it [pause] go.", "Let <b>it</i> go.", "Rest &c; <x go"])
def test_a_mistake_of_notation_is_told_at_its_own_line(bad: str) -> None:
    (found,) = faults(f"- say: |\n    Rest *now*, with [Om](/om/).\n\n    Go [pause 2s] on.\n    {bad}\n    Rest.\n")
    assert found[0] == 8


def test_every_line_with_a_mark_is_told() -> None:
    lines = ["- one", "- two", "[client name]", "NARRATOR: Go.", "[pause]", "(soft music)", "# Arriving", "go *on"]
    found = faults("- say: |\n" + "".join(f"    {line}\n" for line in lines))
    assert [line for line, _, _ in found] == [*range(5, 13)]


def test_a_habit_that_runs_through_a_text_is_told_three_times() -> None:
    found = faults("- say: |\n" + "    - one\n" * 9)
    assert [line for line, _, _ in found] == [5, 6, 7]
    assert found[-1][2].endswith("(and on 6 more lines)")


@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from("|>"))
def test_empty_lines_and_other_lines_move_a_mistake_by_as_many(before: int, empty: int, sign: str) -> None:
    steps = f"- say: {sign}\n" + "    Rest.\n" * before + "\n" * empty + "    and {{name}}\n"
    assert [line for line, _, _ in faults(steps)] == [5 + before + empty]
