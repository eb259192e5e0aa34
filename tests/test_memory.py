"""What a short command changes in the interpreter, and leaves as it was."""

from __future__ import annotations

import gc

from audiogen.memory import seldom_collected


def test_a_short_command_is_hardly_searched_for_what_can_be_freed_and_the_next_one_as_usual() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] > 50 * usual[0]
    assert gc.get_threshold() == usual
