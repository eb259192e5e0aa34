"""Settings of all tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

# how long an example takes says something about the machine: no test fails on a busy one
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="module", autouse=True)
def small_pictures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pictures a tenth as wide, each drawn once, wherever drawing is not what is tested: it takes long at full size."""
    if "artwork" in request.path.parts:
        yield
        return
    from audiogen.artwork import drawing  # noqa: PLC0415 - slow to import

    full_size = drawing.draw_jpeg
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "draw_jpeg", cache(lambda design, px, most=None: full_size(design, px // 10, most)))
        yield
