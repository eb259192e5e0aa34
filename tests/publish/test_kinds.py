from __future__ import annotations

import pytest

from audiogen.publish.kinds import cache_control, is_served

UNCHANGING, CHANGING = "episodes/01-rest-0123abcd.mp3", "index.html"


@pytest.mark.parametrize("path", [UNCHANGING, CHANGING])
def test_nothing_between_server_and_browser_keeps_what_is_for_one_client(path: str) -> None:
    assert cache_control(path, private=True).startswith("private, ")


def test_a_name_that_says_its_content_holds_for_a_year_and_any_other_is_asked_for_each_time() -> None:
    assert cache_control(UNCHANGING) == "public, max-age=31536000, immutable"
    assert cache_control(CHANGING) == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "plans/01-rest-0123abcd.svg",
        "Cache/a.flac",
        # as Windows finds the same
        "plans./01-rest-0123abcd.svg",
        "plans /01-rest-0123abcd.svg",
        "PLANS~1/01-rest-0123abcd.svg",
        "plans::$INDEX_ALLOCATION/01-rest-0123abcd.svg",
        f"{UNCHANGING}::$DATA",
        f"{UNCHANGING}.",
        "episodes/01-RES~1.MP3",
    ],
)
def test_nothing_is_served_by_a_name_that_only_some_systems_take_for_its_own(path: str) -> None:
    assert not is_served(path)


@pytest.mark.parametrize("path", [UNCHANGING, CHANGING, "robots.txt"])
def test_what_is_published_is_served(path: str) -> None:
    assert is_served(path)
