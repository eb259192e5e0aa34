"""Settings of all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import cache, lru_cache

import pytest
from hypothesis import HealthCheck, settings

from audiogen.ambience.sound import SoundInfo
from audiogen.audio.samples import Source

# how long an example takes says something about the machine: no test fails on a busy one
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="module", autouse=True)
def small_pictures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pictures a tenth as wide, each drawn once, wherever drawing is not what is tested: it takes long at full size."""
    if "artwork" in request.path.parts:
        yield
        return
    from audiogen.artwork import drawing, icons  # noqa: PLC0415 - slow to import

    full_size, icon = drawing.draw_jpeg, icons._drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "draw_jpeg", cache(lambda design, px, most=None: full_size(design, px // 10, most)))
        # of one hue: names differ all the same
        patch.setattr(icons, "_drawn", lambda hue, form: icon(0, form))
        yield


@pytest.fixture(scope="session", autouse=True)
def made_sounds() -> Iterator[Callable[[], None]]:
    """Forgets the sounds that were made lately, which are not made again until then.

    A sound is a function of its seed and of time, and takes longer to be made than to be heard.
    """
    make = SoundInfo.make

    @lru_cache(maxsize=8)
    def made(sound: SoundInfo, seed: int, given: tuple[tuple[str, object], ...]) -> Source:
        return make(sound, seed, dict(given))

    def made_lately(sound: SoundInfo, seed: int, given: Mapping[str, object] | None = None) -> Source:
        # a copy, since some tests change what they have
        return copy(made(sound, seed, tuple(sorted((given or {}).items()))))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SoundInfo, "make", made_lately)
        yield made.cache_clear


@pytest.fixture(scope="session", autouse=True)
def read_commands() -> Iterator[None]:
    """Reads the signatures of all commands once, not for each command line: that takes longer than most commands."""
    from typer import main  # noqa: PLC0415 - not for the collection of tests

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(main, "get_command", cache(main.get_command))
        yield


@pytest.fixture(scope="session", autouse=True)
def read_modules() -> Iterator[None]:
    """Reads each module as Python once, however many empty caches tests begin with: all together take a second."""
    from audiogen.build import production  # noqa: PLC0415 - not for the collection of tests

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(production, "meaning", cache(production.meaning))
        yield
