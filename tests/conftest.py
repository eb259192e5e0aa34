"""Settings of all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# how long an example takes says something about the machine: no test fails on a busy one
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
