from __future__ import annotations

from collections.abc import Callable

from support.visits import Visit


def test_a_visit_asks_no_other_host_and_nothing_fails_in_it(visiting: Callable[..., Visit]) -> None:
    page = visiting().open()
    assert page.title() == "Lighthouse Evenings"
