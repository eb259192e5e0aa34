from __future__ import annotations

import pytest

from audiogen.publish.kinds import cache_control

UNCHANGING, CHANGING = "episodes/01-rest-0123abcd.mp3", "index.html"


@pytest.mark.parametrize("path", [UNCHANGING, CHANGING])
def test_nothing_between_server_and_browser_keeps_what_is_for_one_client(path: str) -> None:
    assert cache_control(path, private=True).startswith("private, ")


def test_a_name_that_says_its_content_holds_for_a_year_and_any_other_is_asked_for_each_time() -> None:
    assert cache_control(UNCHANGING) == "public, max-age=31536000, immutable"
    assert cache_control(CHANGING) == "no-cache"
