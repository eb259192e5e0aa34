"""Trying a request again: how often, and after which waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential backoff: each wait is twice as long as the one before. Sleep and clock are seams for tests."""

    attempts: int = 6
    """How many requests in a row may fail before it is given up."""
    attempts_offline: int = 3
    """The same where nothing was received at all: who is offline waits for three seconds, not for thirty."""
    first_wait_s: float = 1.0
    longest_wait_s: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    """Seconds since any moment."""

    def most_attempts(self, *, offline: bool) -> int:
        """How many requests in a row may fail, with or without a connection."""
        return min(self.attempts, self.attempts_offline) if offline else self.attempts

    def wait_s(self, failures: int, jitter: float = 0.0) -> float:
        """How long to wait before the next request, in seconds.

        Args:
            failures: how many requests in a row have failed, at least 1.
            jitter: from 0 to 1; 1 adds half of the wait, so that many clients do not ask at the same moment.
        """
        return min(self.first_wait_s * 2.0 ** (failures - 1) * (1 + jitter / 2), self.longest_wait_s)
