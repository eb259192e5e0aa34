"""`only:` says when a step is part of a session."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.script.only import Condition, parse_condition, parse_conditions

FOR_ALL = "public, where clients are left out; for all of them, remove the line"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10m and longer", Condition(least_s=600)),
        ("up to 5m", Condition(most_s=300)),
        ("1m30s", Condition(least_s=90, most_s=90)),
        ("up  to 1:30", Condition(most_s=90)),
        ("clients", Condition(audience="clients")),
        ("public", Condition(audience="public")),
        ("clients with practice", Condition(audience="clients", variable="practice")),
        ("clients without first_name", Condition(audience="clients", variable="first_name", filled=False)),
    ],
)
def test_a_condition_says_for_which_lengths_or_for_whom(text: str, expected: Condition) -> None:
    assert parse_condition(text) == expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("longer than 5m", "5m and longer"), ("at least 10 minutes", "10m and longer"), ("10m+", "10m and longer"),
        (">= 10m", "10m and longer"), ("ab 10 Minuten", "10m and longer"), ("over 10m", "10m and longer"),
        ("10m or longer", "10m and longer"), ("at most 5m", "up to 5m"), ("< 5m", "up to 5m"),
        ("bis 5 min", "up to 5m"), ("5m and shorter", "up to 5m"), ("5m to 10m", "[5m and longer, up to 10m]"),
        ("in 10m", "10m"), ("client", "clients"), ("for clients", "clients"), ("Klienten", "clients"),
        ("not public", "clients"), ("everybody", FOR_ALL), ("not for clients", "public"), ("alle", FOR_ALL),
        ("clients with my practice", "clients with my_practice"), ("without a name", "clients without a_name"),
        ("clients that have practice", "clients with practice"),
        ("sometimes", "10m and longer, up to 5m, 10m, clients, public or clients with practice"),
    ],
)  # fmt: skip
def test_what_is_meant_by_other_words_is_told(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match="does not say when") as raised:
        parse_condition(text)
    assert str(raised.value) == f'"{text}" does not say when; write {meant}'


@given(st.text(st.sampled_from("0159mhs <>+-:.,ab"), max_size=12))
def test_whatever_is_told_to_be_written_can_be_written(text: str) -> None:
    try:
        parse_condition(text)
    except ValueError as error:
        advice = str(error).rpartition("write ")[2]
        if "does not say when" in str(error) and " or " not in advice:
            assert parse_conditions(advice.strip("[]").split(", "))


lengths = st.integers(1, 7200).map(float)


@given(st.one_of(st.none(), lengths), lengths, lengths)
def test_what_is_for_longer_sessions_holds_for_all_longer_ones(
    length_s: float | None, least_s: float, more_s: float
) -> None:
    condition = Condition(least_s=least_s)
    if condition.holds(length_s, None) and length_s is not None:
        assert condition.holds(length_s + more_s, None)
    assert parse_condition(str(condition)) == condition


def test_a_condition_on_what_is_known_holds_for_no_one_but_clients() -> None:
    for filled in (True, False):
        condition = Condition(audience="clients", variable="practice", filled=filled)
        assert condition.holds(None, {"practice"}) is filled
        assert condition.holds(None, {"name"}) is not filled
        assert not condition.holds(None, None)
