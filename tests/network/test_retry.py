"""Trying again: waits that double, up to a longest one, and fewer attempts without a connection."""

from __future__ import annotations

from audiogen.network.retry import RetryPolicy


def test_waits_double_up_to_the_longest() -> None:
    assert [RetryPolicy().wait_s(failures) for failures in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_jitter_adds_up_to_half_of_a_wait_but_nothing_to_the_longest() -> None:
    assert [RetryPolicy().wait_s(failures, jitter=1) for failures in (1, 2, 9)] == [1.5, 3, 30]


def test_who_is_offline_learns_it_sooner_but_nobody_is_asked_more_often_than_wanted() -> None:
    assert [RetryPolicy().most_attempts(offline=offline) for offline in (False, True)] == [6, 3]
    assert RetryPolicy(attempts=2).most_attempts(offline=True) == 2
