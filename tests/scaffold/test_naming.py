"""The names of new sessions' files: in order behind the others, and readable."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.scaffold.naming import new_name
from audiogen.script.numbering import read_names
from audiogen.script.reading import plain_slug

TODAY = dt.date(2026, 11, 30)
LONG = "A walk through the garden behind the house where the pear trees stand in two rows"


def named(title: str, *files: str, former: tuple[str, ...] = ()) -> str:
    return new_name(title, "reflection", [Path(file) for file in sorted(files)], former, TODAY)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Evening", "01-evening"),
        ("Müde, und wach", "01-mude-und-wach"),
        ("Straße & Größe", "01-strasse-grosse"),
        ("in/out \\ 'up' \"down\"", "01-in-out-up-down"),
        ("Привет", "01-reflection"),
        ("静かな夜", "01-reflection"),
        ("夜 Night", "01-night"),
        ("!!!", "01-reflection"),
        ("10 Ways to Rest", "01-10-ways-to-rest"),
        (LONG, "01-a-walk-through-the-garden-behind-the-house-where-the-pear"),
        ("a" * 250, f"01-{'a' * 60}"),
    ],
)
def test_a_name_is_the_number_and_the_latin_letters_of_the_title(title: str, name: str) -> None:
    assert named(title) == name


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (["01-a.yaml", "02-b.yaml"], "03-rest"),
        (["01-a.yaml", "07-b.yml"], "08-rest"),
        (["1-a.yaml", "100-b.yaml"], "101-rest"),
        (["01-a.yaml", "b.yaml"], "04-rest"),
        (["arriving.yaml", "leaving.yaml"], "rest"),
        (["2026-11-02-a.yaml", "2026-11-09-b.yaml"], "2026-11-30-rest"),
        (["2026-12-24-a.yaml"], "2026-12-24-rest"),
        (["2026-11-30-rest.yaml"], "2026-11-30-rest-2"),
        (["rest.yaml"], "rest-2"),
    ],
)
def test_the_next_session_is_named_as_the_others_are(files: list[str], name: str) -> None:
    assert named("Rest", *files) == name


def test_a_title_that_begins_with_a_number_gives_none_where_the_others_have_none() -> None:
    assert named("10 Ways to Rest", "arriving.yaml") == "reflection-10-ways-to-rest"


def test_numbers_of_episodes_that_were_published_are_not_given_again() -> None:
    assert named("Rest", "01-a.yaml", former=("01-a", "04-old-friends")) == "05-rest"


@given(
    st.text(),
    st.one_of(
        st.lists(st.integers(1, 300).map(lambda number: f"{number:02}-a.yaml"), unique=True, max_size=6),
        st.lists(st.sampled_from(["a.yaml", "b.yaml", "reflection.yaml", "rest.yaml", "z.yaml"]), unique=True),
    ),
)
def test_a_new_session_never_takes_the_place_of_another(title: str, files: list[str]) -> None:
    paths = sorted(map(Path, files), key=lambda path: path.name)
    name = new_name(title, "reflection", paths, (), TODAY)
    assert plain_slug(name) == name
    assert f"{name}.yaml" not in files
    after = read_names(sorted([*paths, Path(f"{name}.yaml")], key=lambda path: path.name))
    assert len({each.number for each in after}) == len(files) + 1
