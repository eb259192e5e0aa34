"""Tests with podcast apps and readers of feeds that other people made: without them, all of these are passed over."""

from __future__ import annotations

import os

import pytest
from support.podcast_apps import lacking


@pytest.fixture(scope="session", autouse=True)
def _all_is_there() -> None:
    if told := lacking():
        if os.environ.get("AUDIOGEN_TESTS") == "all":
            pytest.fail(f"{told}; AUDIOGEN_TESTS=all lets no test be skipped", pytrace=False)
        pytest.skip(told)
