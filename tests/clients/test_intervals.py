"""How far apart sessions come: few ways to write it, and a helpful answer to every other one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.clients.intervals import interval_form, parse_interval


@pytest.mark.parametrize(("text", "days"), [("1d", 1), (" 7d ", 7), ("1w", 7), ("2w", 14), ("366d", 366)])
def test_days_and_weeks_are_understood(text: str, days: int) -> None:
    assert parse_interval(text) == days
    assert re.search(str(interval_form()["pattern"]), text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("daily", "1d"),
        ("Daily", "1d"),
        ("every day", "1d"),
        ("day", "1d"),
        ("1 d", "1d"),
        ("1D", "1d"),
        ("2 days", "2d"),
        ("every 3 days", "3d"),
        ("24h", "1d"),
        ("48 h", "2d"),
        ("weekly", "1w"),
        ("once a week", None),
        ("2 weeks", "2w"),
        ("täglich", "1d"),
        ("jeden Tag", "1d"),
        ("alle 2 Wochen", "2w"),
        ("chaque jour", "1d"),
        ("tous les jours", "1d"),
        ("cada semana", "1w"),
        ("elke week", "1w"),
        ("1m", None),
        ("12h", None),
        ("0d", None),
        ("1", None),
        ("-1d", None),
        ("1.5d", None),
        ("", None),
    ],
)
def test_what_is_meant_is_proposed_where_that_is_clear(text: str, meant: str | None) -> None:
    with pytest.raises(ValueError, match="is not how that is written") as caught:
        parse_interval(text)
    assert str(caught.value).endswith(f"write {meant}") == (meant is not None)
    assert not re.search(str(interval_form()["pattern"]), text)


def test_nothing_comes_once_in_ten_years() -> None:
    with pytest.raises(ValueError, match="longer than a year"):
        parse_interval("520w")


@given(st.text(max_size=30))
def test_whatever_is_written_is_an_interval_or_told(text: str) -> None:
    try:
        days = parse_interval(text)
    except ValueError as error:
        assert "write" in str(error)  # noqa: PT017 - most texts are none
    else:
        assert 1 <= days <= 366
