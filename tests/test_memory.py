"""What a short command changes in the interpreter, and leaves as it was."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from audiogen.memory import seldom_collected

FETCHED = """
import resource, sys
from audiogen.memory import reusing, share_one_heap
share_one_heap()

def fetched():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        bytearray(3 << 20)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) * resource.getpagesize() / (60 << 20)

before = fetched()
with reusing(), reusing():
    bytearray(3 << 20)
    within = fetched()
print(before, within, fetched())
"""
"""Says which share of what is allocated comes from the system: before, within, and after."""


def test_a_short_command_is_hardly_searched_for_what_can_be_freed_and_the_next_one_as_usual() -> None:
    usual = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] > 50 * usual[0]
    assert gc.get_threshold() == usual


def test_of_several_at_once_the_last_one_to_leave_ends_it() -> None:
    usual, one, other = gc.get_threshold(), seldom_collected(), seldom_collected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > 50 * usual[0]
    other.__exit__(None, None, None)
    assert gc.get_threshold() == usual


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the allocator is left as it is")
def test_a_stage_that_speaks_uses_its_memory_again_and_the_next_one_returns_it() -> None:
    told = subprocess.run([sys.executable, "-c", FETCHED], check=True, capture_output=True, text=True).stdout
    before, within, after = map(float, told.split())
    # with another C library than GNU's nothing is changed, and all three are alike
    assert within <= min(before, after) + 0.01
    if before > 0.9:
        assert within < 0.1
        assert after > 0.9
