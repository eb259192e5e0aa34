"""`only:` says when a step is part of a session."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audiogen.script.only import Condition, parse_condition, parse_conditions

FOR_ALL = "public, where clients are left out; for all of them, remove the line"
OVER = '"10m and longer" has the session of 10m, too; write the next longer length that there is, like'
UNDER = '"up to 10m" has the session of 10m, too; write the next shorter length that there is, like'


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
        ("5 min and longer, clients", "[5m and longer, clients]"),
        ("at least 10 minutes", "10m and longer"), ("10m+", "10m and longer"),
        (">= 10m", "10m and longer"), ("ab 10 Minuten", "10m and longer"), ("au moins 10m", "10m and longer"),
        ("10m or longer", "10m and longer"), ("at most 5m", "up to 5m"), ("not over 5m", "up to 5m"),
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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("clients, 10m and longer", "[clients, 10m and longer]"), ("10m+, clients", "[10m and longer, clients]"),
        ("10m and longer and clients", "[10m and longer, clients]"), ("clients & 10m", "[clients, 10m]"),
        ("clients + up to 5m", "[clients, up to 5m]"), ("10m but not clients", "[10m, public]"),
        ("mindestens 10 min, nur Klienten", "[10m and longer, clients]"), ("clients, 5m-10m",
        "[clients, 5m and longer, up to 10m]"), ("clients 10m and longer", "[clients, 10m and longer]"),
        ("clients with practice and name", "[clients with practice, clients with name]"),
        ("5m and longer, up to 20m", "[5m and longer, up to 20m]"),
        ("zwischen 5 und 10 Minuten", "[5m and longer, up to 10m]"),
        ("clients or 10m and longer", "the step once for each: clients and 10m and longer"),
        ("5m, 10m", "the step once for each of these lengths, or a range, like [5m and longer, up to 10m]"),
        ("clients without", "what is not known of them behind it, like clients without practice"),
        ("clients with no practice", "clients without practice"),
    ],
)  # fmt: skip
def test_several_conditions_in_one_text_are_told_as_a_list(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match="does not say when") as raised:
        parse_condition(text)
    assert str(raised.value) == f'"{text}" does not say when; write {meant}'


@pytest.mark.parametrize("text", ["evenings, clients", "clients ten minutes", "not clients with practice", "never"])
def test_nothing_is_advised_where_a_part_of_the_text_would_be_lost(text: str) -> None:
    with pytest.raises(ValueError, match="write 10m and longer, up to 5m, 10m, clients, public or clients with"):
        parse_condition(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        *((text, f"{OVER} 15m and longer")
          for text in ("longer than 10m", "> 10 min", "mehr als 10m", "plus de 10m", "över 10m")),
        *((text, f"{UNDER} up to 5m")
          for text in ("less than 10m", "< 10m", "moins de 10m", "kürzer als 10 Minuten", "menos de 10m")),
        *((text, "write the lengths that it is part of, like 10m and longer")
          for text in ("not 5m", "except 5m", "not in 5m", "nicht 5m", "sauf 5m", "behalve 5m", "5m excepto")),
        ("clients, not 5m", "write the lengths that it is part of, like [clients, 10m and longer]"),
    ],
)  # fmt: skip
def test_what_would_take_in_a_length_that_was_left_out_is_not_advised(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match="does not say when") as raised:
        parse_condition(text)
    assert str(raised.value) == f'"{text}" does not say when; {advice}'


@example("15>h")
@given(st.text(st.sampled_from("0159mhs <>+-:.,ab"), max_size=12))
def test_whatever_is_told_to_be_written_can_be_written(text: str) -> None:
    try:
        parse_condition(text)
    except ValueError as error:
        advice = str(error).rpartition("write ")[2].rpartition("like ")[2]
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
